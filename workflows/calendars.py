"""The calendar of an office, read once for each edition and kept by the process."""

from datetime import time

from django.db.models import Q
from django.utils import timezone

from workflows.working_time import WEEK, Calendar, Marked

_read = {"now": (None, {})}  # the edition and its calendars by office; replaced as one


def calendar_of(office):
    """Return the Calendar of the office (None: what holds for everyone).

    Days of a unit win over those of the units above it, of its agency and of everyone; of hours, the nearest office
    that has any decides the whole week.
    """
    return reader()(office)


def reader():
    """Return a calendar_of that asks only once whether the calendar has changed: for work on many offices."""
    current = edition()
    held, kept = _read["now"]
    if held != current:
        kept = {}
        _read["now"] = (current, kept)

    def of(office):
        key = office.pk if office else None
        if key not in kept:
            kept[key] = _calendar(line_of(office))
        return kept[key]

    return of


def edition():
    """The mark of the calendar in force; None while nothing was ever changed."""
    from workflows.models import CalendarEdition

    return CalendarEdition.objects.values_list("mark", flat=True).first()


def offices_under(office):
    """Ids of the office and of every unit whose calendar it may decide; None (everyone): None."""
    from core.models import Office

    if office is None:
        return None
    found, level = [], [office.pk]
    while level:
        found += level
        level = list(Office.objects.filter(parent__in=level, kind=Office.Kind.UNIT).values_list("pk", flat=True))
    return found


def line_of(office):
    """Ids of the office and those above it within its agency, the nearest first, and None for everyone."""
    line = []
    while office is not None:
        line.append(office.pk)
        office = office.parent if office.kind == office.Kind.UNIT else None
    return [*line, None]


def _calendar(line):
    days = {key: {} for key in line}
    hours = {key: {} for key in line}
    from workflows.models import WorkDay, WorkHours

    here = Q(office__isnull=True) | Q(office__in=[key for key in line if key])
    for office, day, kind, name in WorkDay.objects.filter(here).values_list("office", "date", "kind", "name"):
        days[office][day] = Marked(kind, name)
    rows = WorkHours.objects.filter(here).order_by("weekday", "starts")
    for office, weekday, starts, ends in rows.values_list("office", "weekday", "starts", "ends"):
        hours[office].setdefault(weekday, []).append((starts, ends))
    marked = {}
    for key in reversed(line):
        marked |= days[key]
    week = next((hours[key] for key in line if hours[key]), None)
    return Calendar(marked, _frozen(week) if week else WEEK, timezone.get_default_timezone())


def _frozen(week: dict[int, list[tuple[time, time]]]):
    return {weekday: tuple(stretches) for weekday, stretches in week.items()}
