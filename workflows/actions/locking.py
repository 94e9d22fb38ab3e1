"""The door of every verb: route and step locked in this order, and the person asked whether the step is theirs."""

from django.db.models import F, Q
from django.utils.translation import gettext as _

from core import realtime
from core.refusals import Forbidden, WrongState
from workflows.actors import people_for
from workflows.models import Answer, Assignment, Route, RouteStep
from workflows.states import Phase
from workflows.wording import already, already_answered


def lock_route(route_id):
    """The route, locked and fresh."""
    return Route.objects.select_for_update(of=("self",)).select_related("unit__agency").get(pk=route_id)


def lock_open(step):
    """Lock the route and return the step fresh, or raise WrongState when it is no longer open."""
    route = lock_route(step.route_id)
    step = RouteStep.objects.select_related("done_by").get(pk=step.pk)
    step.route = route
    if step.phase != Phase.OPEN:
        raise WrongState(already(step))
    return step


def lock_step(step, by):
    """Lock route and step; return (step, the person's assignment) or raise WrongState / Forbidden."""
    step = lock_open(step)
    assignment = Assignment.objects.filter(step=step, person=by).select_related("on_behalf_of").first()
    if assignment is None:
        raise _why_not(step, by)
    _require_still_theirs(step, assignment)
    return step, assignment


def _why_not(step, by):
    """Their voice was heard already, or it never waited for them."""
    heard = Answer.objects.filter(Q(person=by) | Q(on_behalf_of=by), step=step).select_related("person").first()
    if heard is not None:
        return WrongState(already_answered(heard, step))
    names = ", ".join(step.assignments.values_list("person__full_name", flat=True))
    return Forbidden(_("Bước này đang chờ %(people)s.") % {"people": names or "—"})


def _require_still_theirs(step, assignment):
    """Whatever still lies on the desk: one acts only while holding the post, a deputy while the deputation holds."""
    if assignment.person_id in dict(people_for(step)):
        return
    if assignment.on_behalf_of is not None:
        raise Forbidden(_("Thời hạn làm thay %(person)s đã hết.") % {"person": assignment.on_behalf_of})
    raise Forbidden(_("Bạn không còn giữ vị trí xử lý bước này. Việc được chuyển cho người đang giữ vị trí đó."))


def touch(route):
    """Count one more change of the route and tell the pages that show it."""
    Route.objects.filter(pk=route.pk).update(version=F("version") + 1)
    route.version += 1
    realtime.hint(route)
