"""What the house does by itself on the way of a case; named in the options of a step: {"run": name}."""

from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import notify
from core.models import User
from core.refusals import BadInput
from workflows.actions import deputies
from workflows.automatic import automatic

NOON = time(12)


@automatic("lam-thay-theo-nghi-phep")
def follow_leave(route, step):
    """Whoever took the work over stands in for the requester exactly while the leave runs.

    Reads the facts "period" (a date_range) and "handover" (a user id). A deputation that cannot be made does not undo
    the approval: the requester is told to name somebody else.
    """
    deputy = User.objects.active().filter(pk=route.facts.get("handover")).first()
    period = route.facts.get("period")
    if deputy is None or not isinstance(period, dict):
        return _("Không có người làm thay.")
    starts, ends = moments_of(period)
    approver = route.steps.filter(done_by__isnull=False).order_by("-done_at").first()
    basis = _("Nghỉ phép theo hồ sơ %(code)s") % {"code": route.case.code}
    try:
        deputies.follow_leave(
            route.requester,
            deputy,
            by=approver.done_by if approver else route.requester,
            starts=starts,
            ends=ends,
            basis=basis,
            source=leave_of(route),
        )
    except BadInput as refusal:
        return _told_requester(route, str(refusal))
    return _("%(person)s làm thay từ %(first)s đến %(last)s.") % {"person": deputy, **_days(period)}


def leave_of(route):
    """What a deputation made for the leave names as its source, and is found by when the leave is called off."""
    return f"workflows.route:{route.pk}"


def moments_of(period):
    """(starts, ends) of a date_range, half-open: midnight to midnight, noon where a half day begins or ends."""
    first, last = date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
    starts = datetime.combine(first, NOON if period.get("from_half") else time.min)
    ends = datetime.combine(last, NOON) if period.get("to_half") else datetime.combine(last, time.min) + timedelta(1)
    return timezone.make_aware(starts), timezone.make_aware(ends)


def _told_requester(route, sentence):
    said = _("Chưa lập được việc làm thay: %(why)s Hãy tự giao làm thay.") % {"why": sentence}
    notify.send([route.requester_id], said, url=reverse("deputies"))
    return said


def _days(period):
    return {
        "first": f"{date.fromisoformat(period['from']):%d/%m/%Y}",
        "last": f"{date.fromisoformat(period['to']):%d/%m/%Y}",
    }
