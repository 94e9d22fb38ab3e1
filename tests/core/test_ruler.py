"""The working day as a ruler on the desk."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from freezegun import freeze_time

from core.templatetags.ruler import day_ruler

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = "2026-01-20 01:50:00"  # UTC: 08:50 here


def card(due, urgency=""):
    moment = due and datetime.strptime(due, "%d/%m/%Y %H:%M").replace(tzinfo=HERE)
    return SimpleNamespace(due=moment, title="Công điện", url="/van-ban/1/", urgency=urgency)


@freeze_time(MORNING)
def test_what_is_due_today_stands_at_its_minute():
    drawn = day_ruler([card("20/01/2026 10:00", "flash"), card("20/01/2026 16:30")])
    assert [(limit["at"], limit["clock"], limit["pressing"]) for limit in drawn["limits"]] == [
        (150, "10:00", True),
        (540, "16:30", False),
    ]


@freeze_time(MORNING)
@pytest.mark.parametrize(
    "due", [None, "21/01/2026 10:00", "20/01/2026 07:29", "20/01/2026 17:31", "19/01/2026 10:00"]
)
def test_what_is_not_due_within_todays_hours_has_no_pennant(due):
    assert day_ruler([card(due)])["limits"] == []


def test_the_hours_lie_between_the_ends_of_the_day():
    drawn = day_ruler([])
    assert (drawn["length"], drawn["start"]) == (600, 450)
    assert [(hour["hour"], hour["at"]) for hour in drawn["hours"]] == [
        (hour, hour * 60 - 450) for hour in range(8, 18)
    ]
