"""The working time of an office, as pure arithmetic: when something is due, how much of a budget is spent, and why.

Three units. Working hours run only while the office is open. Working days and calendar days begin with the day after
receipt (Civil Code 91/2015/QH13, Art. 147.2); what comes in after hours is received when the office opens again. A
deadline in days ends when the office closes, and never on a day it rests (Art. 148.5). A half day counts as half.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from core.refusals import BadInput

WORKING_HOUR, WORKING_DAY, CALENDAR_DAY = "working_hour", "working_day", "calendar_day"
OFF, SWAP_OFF, SWAP_WORK, HALF = "off", "swap_off", "swap_work", "half"

MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13, 30), time(17))
WEEK = dict.fromkeys(range(5), (MORNING, AFTERNOON))
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
LONGEST = 3660  # days a clock looks ahead
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class NeverDue(BadInput):
    """The clock cannot be armed: the office is not open often enough to spend the budget within ten years."""


class Marked(NamedTuple):
    """A date on which the office does not keep its week. kind: off, swap_off, swap_work or half."""

    kind: str
    name: str = ""


class Closed(NamedTuple):
    """Days of rest, first and last included, that a deadline had to step over."""

    first: date
    last: date
    name: str


class Part(NamedTuple):
    """A stretch of time that spends `share` of a unit evenly. closes: an office hour ends with it."""

    starts: datetime
    ends: datetime
    share: Fraction
    closes: bool


@dataclass(frozen=True)
class Calendar:
    """When one office works. marked: {date: Marked}; week: {0 for Monday … 6: ((opens, closes), …) in order}."""

    marked: Mapping = field(default_factory=dict)
    week: Mapping = field(default_factory=lambda: WEEK)
    zone: ZoneInfo = HERE
    _known: dict = field(default_factory=dict, compare=False, repr=False)

    def sessions(self, day):
        """The stretches the office is open on the date: ((opens, closes), …) as moments, in order."""
        if day not in self._known:
            self._known[day] = tuple(self._moments(day))
        return self._known[day]

    def weight(self, day):
        """What the date counts as in working days: 0, 1/2 or 1."""
        worked = _length(self.sessions(day))
        if not worked:
            return Fraction(0)
        is_half = self._kind(day) == HALF or worked * 4 <= self._usual() * 3
        return Fraction(1, 2) if is_half else Fraction(1)

    def is_open(self, moment):
        """Whether the office works at the moment; the moment of closing still counts."""
        local = self._local(moment)
        return any(opens <= local <= closes for opens, closes in self.sessions(local.date()))

    def received(self, moment):
        """When something that comes in at the moment counts as received: at once, or when the office opens again."""
        local = self._local(moment)
        if self.is_open(local):
            return local
        return next(opens for opens, _closes in self._open_from(local.date()) if opens > local)

    def due(self, start, budget, unit):
        """Return the moment by which the budget (a number of units, more than 0) is spent after the start.

        Raises NeverDue when the office is hardly ever open.
        """
        left = Fraction(budget)
        for part in self._parts(start, unit):
            left -= part.share
            if left <= 0 and part.closes:
                return _back(part.ends, -left) if unit == WORKING_HOUR else part.ends
        raise NeverDue(_("Lịch làm việc của đơn vị không có đủ giờ làm việc để tính hạn này."))

    def spent(self, start, end, unit):
        """Return how much of the unit has passed from the start to the end, as a Fraction; 0 when end is earlier."""
        until, passed = self._local(end), Fraction(0)
        for part in self._parts(start, unit, last=until.date()):
            if part.ends > until:
                through = max(until - part.starts, timedelta(0))
                return passed + part.share * Fraction(through // RESOLUTION, (part.ends - part.starts) // RESOLUTION)
            passed += part.share
        return passed

    def why(self, start, due):
        """Return the days of rest between start and due on which the office works in other weeks, as [Closed]."""
        found, day, last = [], self._local(start).date() + DAY, self._local(due).date()
        while day < last:
            mark = self.marked.get(day)
            if mark and mark.kind in (OFF, SWAP_OFF) and self.week.get(day.weekday()):
                self._stretch(found, day, mark.name)
            day += DAY
        return found

    def closes_at(self, moment):
        """Whether the office closes for the day at the moment."""
        local = self._local(moment)
        sessions = self.sessions(local.date())
        return bool(sessions) and sessions[-1][1] == local

    def _stretch(self, found, day, name):
        """Lengthen the last stretch when only days without office hours lie between, else begin a new one."""
        if found and found[-1].name == name and not any(self._between(found[-1].last, day)):
            found[-1] = found[-1]._replace(last=day)
        else:
            found.append(Closed(day, day, name))

    def _between(self, first, last):
        return (self.sessions(first + timedelta(days=count)) for count in range(1, (last - first).days))

    def _parts(self, start, unit, last=None):
        """The parts that count after the start, in order, for ten years or up to and including the last date."""
        received = self.received(start)
        if unit == WORKING_HOUR:
            for opens, closes in self._open_from(received.date(), last):
                if closes > received:
                    begins = max(opens, received)
                    yield Part(begins, closes, Fraction((closes - begins) // RESOLUTION, HOUR // RESOLUTION), True)
            return
        parts_of = {WORKING_DAY: self._working_parts, CALENDAR_DAY: self._calendar_parts}[unit]
        for day in _days(received.date() + DAY, last):
            yield from parts_of(day)

    def _working_parts(self, day):
        sessions, weight = self.sessions(day), self.weight(day)
        total = _length(sessions)
        for opens, closes in sessions:
            yield Part(opens, closes, weight * Fraction((closes - opens) // RESOLUTION, total // RESOLUTION), True)

    def _calendar_parts(self, day):
        """A date is spent from midnight to closing time; one on which the office rests, from midnight to midnight."""
        sessions = self.sessions(day)
        ends = sessions[-1][1] if sessions else self._at(day + DAY, time.min)
        yield Part(self._at(day, time.min), ends, Fraction(1), bool(sessions))

    def _open_from(self, day, last=None):
        for each in _days(day, last):
            yield from self.sessions(each)
        if last is None:
            raise NeverDue(_("Lịch làm việc của đơn vị không có giờ làm việc nào."))

    def _moments(self, day):
        kind, hours = self._kind(day), self.week.get(day.weekday(), ())
        if kind in (OFF, SWAP_OFF):
            return
        if kind == SWAP_WORK and not hours:
            hours = self._usual_hours()
        for opens, closes in _first_half(hours) if kind == HALF else hours:
            yield self._at(day, opens), self._at(day, closes)

    def _kind(self, day):
        mark = self.marked.get(day)
        return mark.kind if mark else ""

    def _usual_hours(self):
        """The hours of the longest day of the week: those of a day worked in exchange."""
        return max((self.week[each] for each in sorted(self.week)), key=_minutes, default=())

    def _usual(self):
        return timedelta(minutes=_minutes(self._usual_hours()))

    def _local(self, moment):
        return moment.astimezone(self.zone)

    def _at(self, day, clock):
        return datetime.combine(day, clock, self.zone)


RESOLUTION = timedelta(microseconds=1)


def told(due, closed=(), *, with_clock=False, today=None):
    """Say the deadline and what moved it: "hạn 26/02 vì nghỉ Tết 16–20/02".

    due: a moment in our time zone. with_clock: it does not end with the office's day. The year is said when it is not
    that of today.
    """
    day = f"{due:%d/%m}" if today is None or due.year == today.year else f"{due:%d/%m/%Y}"
    if with_clock:
        day = _("%(clock)s ngày %(day)s") % {"clock": f"{due:%H:%M}", "day": day}
    if not closed:
        return _("hạn %(day)s") % {"day": day}
    return _("hạn %(day)s vì nghỉ %(rest)s") % {"day": day, "rest": _listed([span(each) for each in closed])}


def span(closed):
    """Tết 16–20/02; Tết 28/01–03/02; Quốc khánh 02/09."""
    first, last = closed.first, closed.last
    if first == last:
        days = f"{last:%d/%m}"
    else:
        days = f"{first:%d}–{last:%d/%m}" if first.month == last.month else f"{first:%d/%m}–{last:%d/%m}"
    return f"{closed.name} {days}".strip()


def _listed(items):
    if len(items) == 1:
        return items[0]
    return _("%(first)s và %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def _days(day, last=None):
    """Dates from the day on: up to and including the last, or for ten years."""
    count = LONGEST if last is None else (last - day).days + 1
    return (day + timedelta(days=passed) for passed in range(count))


def _first_half(hours):
    """The morning; of an unbroken day, the first half of it."""
    if len(hours) > 1:
        return hours[:-1]
    return [(opens, _middle(opens, closes)) for opens, closes in hours]


def _middle(opens, closes):
    middle = (opens.hour + closes.hour) * 60 + opens.minute + closes.minute
    return time(middle // 120, middle // 2 % 60)


def _minutes(hours):
    return sum((closes.hour - opens.hour) * 60 + closes.minute - opens.minute for opens, closes in hours)


def _length(sessions):
    return sum((closes - opens for opens, closes in sessions), timedelta(0))


def _back(moment, hours):
    """The moment so many hours earlier, to the nearest second: what was counted before was kept in millionths."""
    earlier = moment - timedelta(microseconds=round(hours * (HOUR // RESOLUTION)) - 500_000)
    return earlier.replace(microsecond=0)
