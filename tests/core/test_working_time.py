from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.working_time import due_after

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(*parts):
    return datetime(*parts, tzinfo=HERE)


def test_due_at_closing_time_of_the_last_working_day():
    assert due_after(at(2026, 1, 20, 8, 48), 2) == at(2026, 1, 22, 17, 0)


def test_weekend_does_not_count():
    assert due_after(at(2026, 1, 23, 16, 0), 1) == at(2026, 1, 26, 17, 0)


def test_days_of_rest_do_not_count():
    closed = {date(2026, 2, day) for day in (16, 17, 18, 19, 20)}
    assert due_after(at(2026, 2, 13, 9, 0), 1, closed) == at(2026, 2, 23, 17, 0)


def test_the_day_is_ours_and_not_that_of_greenwich():
    late_on_friday = datetime(2026, 1, 22, 18, 0, tzinfo=ZoneInfo("UTC"))  # Friday 01:00 here
    assert due_after(late_on_friday, 1) == at(2026, 1, 26, 17, 0)
