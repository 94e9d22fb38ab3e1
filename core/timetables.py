"""Bookings as days drawn on a ruler: pure, from rows to what the page shows."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

STARTS, ENDS = 7 * 60, 19 * 60  # minutes of the day the ruler shows; what lies outside stands in words beneath it
LENGTH = ENDS - STARTS


@dataclass(frozen=True)
class Span:
    """One booking on one day. since, until: minutes on the ruler; told: its purpose, empty for the others."""

    booking: object
    starts: datetime
    ends: datetime
    since: int
    until: int
    told: str

    @property
    def is_all_day(self):
        return self.ends - self.starts >= timedelta(hours=23)


@dataclass(frozen=True)
class Day:
    date: date
    spans: tuple[Span, ...]


def monday_of(day):
    return day - timedelta(days=day.weekday())


def moments_of(day, count=1):
    """(starts, ends) of so many days from this one: midnight to midnight here."""
    return tuple(timezone.make_aware(datetime.combine(day + timedelta(days=each), time.min)) for each in (0, count))


def days_of(bookings, first, count=7):
    """Each of the days with what is booked on it; bookings: annotated by told_to, in time order."""
    rows = list(bookings)
    return [_day(rows, first + timedelta(days=each)) for each in range(count)]


def _day(bookings, day):
    midnight, next_midnight = moments_of(day)
    found = [each for each in bookings if each.starts < next_midnight and each.ends > midnight]
    return Day(day, tuple(_span(each, midnight, next_midnight) for each in found))


def _span(booking, midnight, next_midnight):
    starts, ends = max(booking.starts, midnight), min(booking.ends, next_midnight)
    since, until = (_minute(moment, midnight) for moment in (starts, ends))
    return Span(booking, starts, ends, since, until, booking.purpose if booking.is_told else "")


def _minute(moment, midnight):
    """Minutes from the start of the ruler, not beyond its ends."""
    return min(max(int((moment - midnight).total_seconds() // 60) - STARTS, 0), LENGTH)
