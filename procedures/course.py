"""The picture of a case's way and its clock in words, for everybody who may see the case."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.templatetags.moments import moment
from workflows.deadlines import due_told
from workflows.models import Timer
from workflows.states import Phase

STATES = {
    Phase.DONE: "past",
    Phase.OPEN: "now",
    Phase.PAUSED: "now",
    Phase.LATER: "later",
    Phase.FAILED: "returned",
    Phase.RETURNED: "returned",
    Phase.UNDONE: "returned",
    Phase.SKIPPED: "later",
}


@dataclass(frozen=True)
class Knot:
    """One line of the route as templates/parts/route.html draws it."""

    who: str
    doing: str
    at: str
    state: str
    what: str = ""


def stages_of(case, user):
    """The way as drawn, beginning with the requester."""
    if case.route_id is None:
        return []
    first = Knot(case.requester.full_name, _("nộp hồ sơ"), moment(case.submitted_at), "past")
    steps = case.route.steps.select_related("done_by", "on_behalf_of").prefetch_related("assignments__person")
    return [first, *(_knot(step, user) for step in steps.order_by("position", "round", "pk"))]


def _knot(step, user):
    if step.done_by:
        behalf = _("thay mặt %(person)s") % {"person": step.on_behalf_of} if step.on_behalf_of else ""
        return Knot(step.done_by.full_name, step.label, moment(step.done_at), STATES[step.phase], behalf)
    people = [row.person for row in step.assignments.all()]
    if step.phase == Phase.OPEN and people:
        who = _("Bạn") if user in people else ", ".join(person.full_name for person in people[:2])
        at = _("trước %(when)s") % {"when": moment(step.due)} if step.due else ""
        return Knot(who, step.label, at, "now")
    return Knot(step.label, "", moment(step.done_at), STATES[step.phase], step.note or step.get_skipped_for_display())


def clock_of(case):
    """The promise of the whole case in words: "hạn 26/02 vì nghỉ Tết 16–20/02"; "" when it has no clock."""
    timer = Timer.objects.living().filter(route=case.route_id, step__isnull=True).first() if case.route_id else None
    return due_told(timer) if timer else ""
