"""Dates and times as people here write and say them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from freezegun import freeze_time

from core.templatetags import moments

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = "2026-01-20 01:50:00"  # UTC: 08:50 on a Tuesday in Lam Giang


def at(text):
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=HERE)


def test_plain_forms():
    assert moments.day(at("05/01/2026 07:03")) == "05/01/2026"
    assert moments.day(date(2026, 1, 5)) == "05/01/2026"
    assert moments.clock(at("05/01/2026 07:03")) == "07:03"
    assert moments.weekday(at("05/01/2026 07:03")) == "Thứ Hai"
    assert moments.full_moment(at("05/01/2026 07:03")) == "07:03:00 ngày 05/01/2026"


@pytest.mark.parametrize("show", [moments.day, moments.clock, moments.moment, moments.full_moment, moments.weekday])
def test_nothing_is_shown_for_nothing(show):
    assert show(None) == ""


@freeze_time(NOW)
@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("20/01/2026 08:31", "08:31"),
        ("19/01/2026 08:31", "19/01 08:31"),
        ("31/12/2025 08:31", "31/12/2025"),
    ],
)
def test_a_moment_is_as_short_as_it_may_be(moment, shown):
    assert moments.moment(at(moment)) == shown


@freeze_time("2026-01-19 17:30:00")  # UTC, already the 20th here
def test_today_is_the_day_of_lam_giang_not_of_greenwich():
    assert moments.today() == "Thứ Ba, 20/01/2026"


@freeze_time(NOW)
@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("20/01/2026 10:00", "còn 70 phút"),
        ("20/01/2026 10:50", "còn 120 phút"),
        ("20/01/2026 10:51", "còn 2 giờ"),
        ("20/01/2026 14:00", "còn 5 giờ"),
        ("21/01/2026 08:51", ""),
        ("20/01/2026 08:49", ""),
    ],
)
def test_what_is_left_is_said_in_words_under_a_day(due, words):
    assert moments.left(at(due)) == words


@freeze_time(NOW)
@pytest.mark.parametrize(
    ("due", "margin"),
    [
        ("20/01/2026 10:00", "<span>Trước <b>10:00</b></span>"),
        ("21/01/2026 16:30", "<span>Ngày mai <b>16:30</b></span>"),
        ("22/01/2026 17:00", "<span>Thứ Năm <b>22/01</b></span>"),
        ("04/01/2027 17:00", "<span>Thứ Hai <b>04/01/2027</b></span>"),
        ("20/01/2026 08:49", "<span>Quá hạn <b>1 phút</b></span>"),
        ("20/01/2026 03:00", "<span>Quá hạn <b>5 giờ</b></span>"),
        ("19/01/2026 23:00", "<span>Quá hạn <b>9 giờ</b></span>"),
        ("18/01/2026 17:00", "<span>Quá hạn <b>2 ngày</b></span>"),
    ],
)
def test_the_margin_of_a_row_tells_the_deadline(due, margin):
    assert moments.deadline(at(due)) == margin


@freeze_time(NOW)
@pytest.mark.parametrize(
    ("since", "margin"),
    [
        ("20/01/2026 07:00", "<span>Hôm nay</span>"),
        ("19/01/2026 07:00", "<span>Hôm qua</span>"),
        ("16/01/2026 07:00", "<span>Từ 16/01</span>"),
        (None, "<span>Không có hạn</span>"),
    ],
)
def test_without_a_deadline_it_tells_since_when(since, margin):
    assert moments.deadline(None, since and at(since)) == margin


@freeze_time(NOW)
def test_late_knows_days_and_hours():
    assert moments.late(at("20/01/2026 08:49")) is True
    assert moments.late(at("20/01/2026 08:51")) is False
    assert moments.late(date(2026, 1, 20)) is False
    assert moments.late(date(2026, 1, 19)) is True
    assert moments.late(None) is False
