"""Working days of an office: Monday to Friday, without the days it is closed."""

from datetime import timedelta

from django.utils import timezone

SATURDAY = 5
CLOSING = {"hour": 17, "minute": 0, "second": 0, "microsecond": 0}


def due_after(moment, days, closed=frozenset()):
    """Return closing time (17:00 here) of the last of so many working days after the moment.

    The day of the moment does not count. closed: dates on which the office rests.
    """
    day = timezone.localtime(moment)
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day.date() not in closed:
            days -= 1
    return day.replace(**CLOSING)
