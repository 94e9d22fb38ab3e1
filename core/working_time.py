"""Working days of an office: Monday to Friday, without the days it is closed."""

from datetime import timedelta

SATURDAY = 5


def add_working_days(moment, days, closed=frozenset()):
    """Return the moment `days` working days later (same time of day). closed: dates on which the office rests."""
    while days > 0:
        moment += timedelta(days=1)
        if moment.weekday() < SATURDAY and moment.date() not in closed:
            days -= 1
    return moment
