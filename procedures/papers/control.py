"""What the process-control slip says of each step: who had the case from when to when, and whether in time."""

from django.utils import timezone
from django.utils.formats import date_format

from workflows.models import RouteStep
from workflows.states import MACHINE_ACTS, Phase

ENDED = (Phase.DONE, Phase.FAILED, Phase.RETURNED)


def rows_of(route):
    """[[step and person, received, handed on, due, in time?, note]] of every ended step, in the order they ended."""
    ended = RouteStep.objects.filter(route=route, phase__in=ENDED, serves__isnull=True).exclude(act__in=MACHINE_ACTS)
    found = ended.select_related("done_by", "on_behalf_of").order_by("done_at", "pk")
    return [_row(step) for step in found]


def _row(step):
    behalf = f" (thay {step.on_behalf_of.full_name})" if step.on_behalf_of else ""
    return [
        f"{step.label}: {step.done_by.full_name}{behalf}",
        told(step.opened_at),
        told(step.done_at),
        told(step.due),
        in_time(step),
        step.note[:200],
    ]


def in_time(step):
    """Early by a day or more, in time, or late, as the form says it; nothing for a step without a clock."""
    if step.due is None or step.done_at is None:
        return ""
    if step.done_at > step.due:
        return "Quá hạn"
    return "Trước hạn" if timezone.localdate(step.done_at) < timezone.localdate(step.due) else "Đúng hạn"


def told(moment):
    return date_format(timezone.localtime(moment), "H:i d/m/Y") if moment else ""
