"""Every write on routes: start, finish a step, return, cancel, give an opinion."""

import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, realtime
from core.refusals import BadInput, Forbidden, WrongState
from core.working_time import due_after
from workflows import signals
from workflows.actors import people_for
from workflows.models import Assignment, Opinion, Route, RouteStep
from workflows.models.templates import StepPlan
from workflows.states import ROUTE, Phase, RouteState

LONGEST_OPINION = 4000  # characters
CONTROL_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
RANKS = {"flash": 0, "rush": 1, "urgent": 2, "": 3}
PLAN = tuple(field.attname for field in StepPlan._meta.fields)


@transaction.atomic
def start_route(template, *, by, unit, title, named=None, urgency=""):
    """Copy the template's steps into a new route, open the first ones and return the Route.

    named: {"signer": user} for steps whose actor is chosen at submission. Raises BadInput when a step has nobody.
    """
    route = Route.objects.create(
        template=template,
        requester=by,
        unit=unit,
        title=title[:500],
        urgency=urgency,
        named={name: person.pk for name, person in (named or {}).items()},
    )
    plans = list(template.steps.all())
    RouteStep.objects.bulk_create(
        RouteStep(route=route, **{key: getattr(plan, key) for key in PLAN}) for plan in plans
    )
    for step in route.steps.select_related("route__unit", "post", "person"):
        _someone_for(step)
    audit.record("route_started", route, by=by, template=template.pk, number=template.number)
    _open_next(route)
    return route


def _someone_for(step):
    people = people_for(step)
    if not people:
        raise BadInput(
            _("Bước “%(act)s” chưa có ai đảm nhiệm. Quản trị hệ thống cần phân công trước khi trình.")
            % {"act": step.get_act_display()}
        )
    return people


@transaction.atomic
def finish_step(step, *, by, note=""):
    """Record that `by` did the step, open what follows and return the fresh step.

    Raises WrongState when it is no longer open, Forbidden when it does not wait for this person.
    """
    step, assignment = lock_step(step, by)
    _close(step, Phase.DONE, by, assignment.on_behalf_of, note)
    signals.step_done.send(RouteStep, step=step)
    _advance(step.route, by)
    return step


@transaction.atomic
def return_route(step, *, by, reason):
    """Send the paper back to who submitted it, with the reason, and close every open step."""
    reason = said(reason)
    if not reason:
        raise BadInput(_("Hãy ghi lý do trả lại để người soạn biết cần sửa gì."))
    step, assignment = lock_step(step, by)
    _close(step, Phase.RETURNED, by, assignment.on_behalf_of, reason)
    _skip_rest(step.route)
    route = ROUTE.move(step.route, "give_back", by=by, on_behalf_of=assignment.on_behalf_of, reason=reason)
    signals.route_returned.send(Route, route=route, step=step, by=by)
    return route


@transaction.atomic
def cancel_route(route, *, by, reason=""):
    """Stop the route (the drafter takes the paper back); open steps wait for nobody any more."""
    route = ROUTE.move(route, "cancel", by=by, reason=reason)
    _skip_rest(route)
    return route


@transaction.atomic
def add_opinion(route, *, by, text, step=None):
    """Keep what somebody says about the paper; who may is the caller's rule."""
    text = said(text)
    if not text:
        raise BadInput(_("Hãy ghi ý kiến trước khi gửi."))
    opinion = Opinion.objects.create(route=route, step=step, by=by, text=text)
    audit.record("opinion_given", route, by=by, opinion=opinion.pk)
    realtime.hint(route)
    return opinion


def said(text):
    """What somebody typed, fit to be kept for ever: no control signs, not longer than a page."""
    if len(text) > LONGEST_OPINION:
        raise BadInput(_("Ý kiến dài quá %(most)d ký tự. Hãy rút gọn, hoặc kèm tệp.") % {"most": LONGEST_OPINION})
    return CONTROL_SIGNS.sub("", text).strip()


def lock_step(step, by):
    """Lock route and step; return (step, the person's assignment) or raise WrongState / Forbidden."""
    Route.objects.select_for_update().get(pk=step.route_id)
    step = RouteStep.objects.select_related("route__unit", "done_by").get(pk=step.pk)
    if step.phase != Phase.OPEN:
        raise WrongState(already(step))
    assignment = Assignment.objects.filter(step=step, person=by).select_related("on_behalf_of").first()
    if assignment is None:
        names = ", ".join(step.assignments.values_list("person__full_name", flat=True))
        raise Forbidden(_("Bước này đang chờ %(people)s.") % {"people": names})
    _require_still_theirs(step, assignment)
    return step, assignment


def _require_still_theirs(step, assignment):
    """Whatever still lies on the desk: one acts only while holding the post, a deputy while the deputation holds."""
    if assignment.person_id in dict(people_for(step)):
        return
    if assignment.on_behalf_of is not None:
        raise Forbidden(_("Thời hạn làm thay %(person)s đã hết.") % {"person": assignment.on_behalf_of})
    raise Forbidden(_("Bạn không còn giữ vị trí xử lý bước này. Người soạn cần rút về và trình lại."))


def already(step):
    if step.done_by is None:
        return _("Bước “%(act)s” không còn chờ xử lý.") % {"act": step.get_act_display()}
    when = timezone.localtime(step.done_at).strftime("%H:%M %d/%m/%Y")
    return _("%(person)s đã xử lý bước “%(act)s” lúc %(when)s.") % {
        "person": step.done_by,
        "act": step.get_act_display(),
        "when": when,
    }


def _close(step, phase, by, on_behalf_of, note):
    waiting = list(step.assignments.values_list("person", flat=True))
    step.phase, step.done_at, step.done_by = phase, timezone.now(), by
    step.on_behalf_of, step.note = on_behalf_of, said(note)
    step.save(update_fields=["phase", "done_at", "done_by", "on_behalf_of", "note"])
    if step.note:
        Opinion.objects.create(route=step.route, step=step, by=by, text=step.note)
    step.assignments.all().delete()
    verb = f"step_{phase}"
    audit.record(verb, step.route, by=by, on_behalf_of=on_behalf_of, step=step.pk, act=step.act, note=step.note)
    realtime.hint_desk(*waiting)


def _skip_rest(route):
    rest = route.steps.filter(phase__in=[Phase.OPEN, Phase.LATER])
    waiting = list(Assignment.objects.filter(step__in=rest).values_list("person", flat=True))
    Assignment.objects.filter(step__in=rest).delete()
    rest.update(phase=Phase.SKIPPED)
    realtime.hint_desk(*waiting)


def _advance(route, by):
    if route.steps.filter(phase=Phase.OPEN).exists():
        return
    if not _open_next(route) and route.state == RouteState.OPEN:
        route = ROUTE.move(route, "finish", by=by)
        signals.route_finished.send(Route, route=route, by=by)


def _open_next(route):
    """Open every step of the next position; return whether there was one."""
    first = route.steps.filter(phase=Phase.LATER).order_by("position").first()
    if first is None:
        return False
    for step in route.steps.filter(phase=Phase.LATER, position=first.position).select_related("route__unit"):
        open_step(step)
    return True


def open_step(step):
    """Make the step wait for its people and tell their desks."""
    now = timezone.now()
    step.phase, step.opened_at = Phase.OPEN, now
    step.due = due_after(now, step.budget) if step.budget else None
    step.save(update_fields=["phase", "opened_at", "due"])
    people = _someone_for(step)
    rank = RANKS[step.route.urgency]
    Assignment.objects.bulk_create(
        Assignment(step=step, person_id=person, on_behalf_of_id=absent, rank=rank, due=step.due, since=now)
        for person, absent in people
    )
    realtime.hint_desk(*[person for person, _absent in people])
    signals.step_opened.send(RouteStep, step=step)
