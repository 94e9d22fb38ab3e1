"""A year of an office's calendar as twelve months of weeks, ready to be drawn."""

from calendar import Calendar as Months
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Cell:
    """One date. look: "rest" (no office hours in the week), "work", or the kind of the day that is marked."""

    date: date
    look: str
    day: Any = None  # the WorkDay, when the date is marked


def months_of(year, calendar, days):
    """[(number of the month, [[Cell or None] * 7])] of the year.

    calendar: working_time.Calendar of the office. days: {date: WorkDay} as they count for it.
    """
    grid = Months(firstweekday=0)
    return [
        (month, [_row(week, month, calendar, days) for week in grid.monthdatescalendar(year, month)])
        for month in range(1, 13)
    ]


def _row(week, month, calendar, days):
    return [_cell(each, month, calendar, days) for each in week]


def _cell(each, month, calendar, days):
    if each.month != month:
        return None
    if each in days:
        return Cell(each, days[each].kind, days[each])
    return Cell(each, "work" if calendar.week.get(each.weekday()) else "rest")
