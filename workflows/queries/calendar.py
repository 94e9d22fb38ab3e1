"""The days that differ from the week, as they count for an office."""

from django.apps import apps
from django.db.models import Q

from workflows.calendars import line_of


def days_for(office, year):
    """{date: WorkDay} of the year, in order: the day of the nearest office counts."""
    line = line_of(office)
    here = Q(office__isnull=True) | Q(office__in=[key for key in line if key])
    rows = apps.get_model("workflows", "WorkDay").objects.filter(here, date__year=year).select_related("office")
    nearest = sorted(rows, key=lambda day: -line.index(day.office_id))
    found = {day.date: day for day in nearest}
    return dict(sorted(found.items()))
