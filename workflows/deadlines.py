"""Deadlines in words: "hạn 26/02 vì nghỉ Tết 16–20/02"."""

from datetime import date

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workflows.models import Timer
from workflows.working_time import Closed, told


def due_told(timer, today=None):
    """Say when the clock is due and which days of rest moved that date; or that it stands still."""
    if timer.phase == Timer.Phase.PAUSED:
        return _("đồng hồ tạm dừng")
    due = timezone.localtime(timer.due_at)
    return told(due, rest_of(timer), with_clock=not timer.closes_day, today=today or timezone.localdate())


def rest_told(timer):
    """The deadline as a sentence of its own for a desk card, only when days of rest moved it; else nothing."""
    return f"{capfirst(due_told(timer))}." if timer and timer.rest and timer.phase == Timer.Phase.RUNNING else ""


def rest_of(timer):
    """The days of rest between start and due date as [Closed]; empty when nothing moved the date."""
    return [Closed(date.fromisoformat(first), date.fromisoformat(last), name) for first, last, name in timer.rest]


def clocks_of(steps):
    """{step id: Timer} of the steps (or ids) whose clock runs or stands still, in one question."""
    return {timer.step_id: timer for timer in Timer.objects.living().filter(step__in=steps)}
