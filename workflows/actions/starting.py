"""A route begins, is given more time, or is taken back."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.refusals import BadInput, Forbidden
from workflows import conditions, signals
from workflows.actions import timers
from workflows.actions.locking import lock_route, touch
from workflows.actions.opening import advance, end, place, skip_rest
from workflows.actors import leaders_of, seats_of, superiors_of
from workflows.models import Assignment, Route, RouteStep
from workflows.models.templates import PLAN
from workflows.states import MACHINE_ACTS, ROUTE, BudgetUnit, Needs
from workflows.wording import needed, said


@transaction.atomic
def start_route(template, *, by, unit, title, named=None, urgency="", facts=None, on_behalf_of=None, tie=None):
    """Copy the template's steps into a new route, open the first ones and return the Route.

    named: {"signer": user} for steps whose actor is chosen at submission. facts: JSON values which conditions, field
    and amount rules read. on_behalf_of: whose matter it is when by only submits it. tie: called with the Route before
    its first steps open, for the room above to tie its thing to it. Raises BadInput when a step that is needed has
    nobody, or fewer people than it must have.
    """
    route = Route.objects.create(
        template=template,
        requester=by,
        on_behalf_of=on_behalf_of,
        unit=unit,
        title=title[:500],
        urgency=urgency,
        named={name: person.pk for name, person in (named or {}).items()},
        facts=facts or {},
    )
    plans = template.steps.all()
    steps = RouteStep.objects.bulk_create(
        RouteStep(route=route, **{key: getattr(plan, key) for key in PLAN}) for plan in plans
    )
    _require_people(steps, route)
    audit.record(
        "route_started",
        route,
        by=by,
        on_behalf_of=on_behalf_of,
        template=template.pk,
        number=template.number,
        steps=[place(step) for step in steps],
    )
    if tie is not None:
        tie(route)
    return advance(route, by)


def _require_people(steps, route):
    for step in steps:
        if step.act not in MACHINE_ACTS and conditions.holds(step.condition, route.facts):
            _someone_for(step)


def _someone_for(step):
    people = seats_of(step)
    if not people:
        raise BadInput(
            _("Bước “%(act)s” chưa có ai đảm nhiệm. Quản trị hệ thống cần phân công trước khi trình.")
            % {"act": step.label}
        )
    if step.needs == Needs.QUORUM and len(people) < step.quorum:
        raise BadInput(
            _("Bước “%(act)s” cần %(quorum)d người đồng ý nhưng hiện chỉ có %(count)d người.")
            % {"act": step.label, "quorum": step.quorum, "count": len(people)}
        )


@transaction.atomic
def cancel_route(route, *, by, reason=""):
    """Stop the route (the drafter takes the paper back); open steps wait for nobody any more.

    Who may is the caller's rule.
    """
    lock_route(route.pk)
    reason = said(reason)
    route = end(route, "cancel", by=by, changes={"ended_for": reason}, reason=reason)
    skip_rest(route, by)
    signals.route_cancelled.send(Route, route=route, by=by)
    return route


@transaction.atomic
def extend_route(route, *, by, budget, reason, unit=BudgetUnit.WORKING_DAY):
    """Give the route so much more time, with the reason the requester is told, and return it.

    Raises BadInput for no time or no reason, Forbidden for others than those it waits for and those above them.
    """
    reason = needed(reason, _("Hãy ghi lý do gia hạn để người đề nghị được biết."))
    if type(budget) is not int or budget < 1 or unit not in BudgetUnit.values:
        raise BadInput(_("Thời gian gia hạn phải là số từ 1 trở lên."))
    route = lock_route(route.pk)
    ROUTE.check(ROUTE.steps["ask"], route, None)  # only what is under way has a time to lengthen
    _require_in_charge(route, by)
    timers.extend_timers(route, budget=budget, unit=unit, reason=reason, by=by)
    touch(route)
    audit.record("route_extended", route, by=by, budget=budget, unit=str(unit), reason=reason)
    signals.route_extended.send(Route, route=route, by=by, budget=budget, unit=unit, reason=reason)
    return route


def _require_in_charge(route, by):
    charged = Assignment.objects.filter(step__route=route, step__serves__isnull=True)  # whoever is only asked is not
    waiting = list(charged.values_list("person", flat=True))
    agency = route.unit.home
    if by.pk not in waiting and by.pk not in [*leaders_of(agency), *superiors_of(waiting, agency)]:
        raise Forbidden(_("Chỉ người đang xử lý hoặc cấp trên của họ được gia hạn."))
