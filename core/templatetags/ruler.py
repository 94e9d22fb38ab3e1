"""The working day as a ruler: what must be done today stands where its hour is. {% load ruler %}"""

from datetime import time

from django import template
from django.conf import settings
from django.utils import timezone

register = template.Library()

START, END = time(7, 30), time(17, 30)  # the usual office day of state agencies
LENGTH = (END.hour - START.hour) * 60 + END.minute - START.minute


@register.inclusion_tag("parts/ruler.html")
def day_ruler(cards):
    """Draw the ruler when something is due within today's office hours; cards: those of the desk."""
    limits = [limit for limit in map(_limit, cards) if limit]
    return {
        "limits": limits,
        "hours": [{"hour": hour, "at": minutes(time(hour))} for hour in range(START.hour + 1, END.hour + 1)],
        "start": START.hour * 60 + START.minute,
        "length": LENGTH,
        "zone": settings.TIME_ZONE,
    }


def minutes(moment):
    """Minutes from the start of the office day to this time of day."""
    return (moment.hour - START.hour) * 60 + moment.minute - START.minute


def _limit(card):
    """The pennant of one card, or None when it is not due within today's office hours."""
    if not card.due:
        return None
    due = timezone.localtime(card.due)
    at = minutes(due)
    if due.date() != timezone.localdate() or not 0 <= at <= LENGTH:
        return None
    return {"at": at, "clock": f"{due:%H:%M}", "title": card.title, "url": card.url, "pressing": bool(card.urgency)}
