"""Sending back: to the requester for good, to the requester for what is missing, to an earlier step; and refusing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.models import User
from core.refusals import BadInput, Forbidden
from workflows import conditions, rules, signals
from workflows.actions import desks, timers
from workflows.actions.answering import recount
from workflows.actions.locking import lock_route, lock_step, touch
from workflows.actions.opening import (
    advance,
    at,
    close,
    end,
    keep_words,
    latest_rows,
    open_step,
    open_steps,
    place,
    renew,
    skip,
    skip_rest,
)
from workflows.actors import Actor, head_of, own_of
from workflows.models import Answer, Return, Route, RouteStep
from workflows.states import MACHINE_ACTS, ROUTE, Act, ActorKind, Phase, Skip, Verdict
from workflows.wording import lacks_of, needed

DECISIONS = (Act.APPROVE, Act.SIGN, Act.PAY)


@transaction.atomic
def return_route(step, *, by, reason):
    """Send the paper back to who submitted it, with the reason, and close every open step; the route ends."""
    reason = needed(reason, _("Hãy ghi lý do trả lại để người soạn biết cần sửa gì."))
    step, assignment = lock_step(step, by)
    _require_decides(step)
    absent = assignment.on_behalf_of
    _close_returned(step, by, absent, reason)
    keep_words(step, by, reason)
    skip_rest(step.route, by)
    returned = _note_return(step, by, absent, reason)
    changes = {"ended_for": reason}
    route = end(
        step.route, "give_back", by=by, on_behalf_of=absent, changes=changes, reason=reason, **_told(returned, step)
    )
    signals.route_returned.send(Route, route=route, step=step, by=by)
    return route


def _close_returned(step, by, absent, reason):
    audit.record("step_returned", step.route, by=by, on_behalf_of=absent, **at(step), note=reason)
    close(step, Phase.RETURNED, by, absent, reason)


def _note_return(step, by, absent, reason, lacks=(), to_key=""):
    return Return.objects.create(
        route=step.route,
        by=by,
        on_behalf_of=absent,
        from_step=step,
        to_key=to_key,
        reason=reason,
        lacks=list(lacks),
    )


def _told(returned, step):
    """The facts of a sending back that its audit entry carries beside the reason."""
    return {"sent_back": place(step), "to_key": returned.to_key, "lacks": returned.lacks}


@transaction.atomic
def ask_supplement(step, *, by, reason, lacks=()):
    """Ask the requester for what is missing: the route waits, its steps and clocks pause. Return the Route.

    lacks: the sentences of what is missing. Raises BadInput without a reason or when the plan does not allow it.
    """
    reason = needed(reason, _("Hãy ghi lý do yêu cầu bổ sung để người đề nghị biết cần làm gì."))
    lacks = lacks_of(lacks)
    step, assignment = lock_step(step, by)
    _require_may_return(step)
    absent = assignment.on_behalf_of
    _pause(step.route, by)
    timers.pause_timers(step.route, _("Chờ bổ sung: %(reason)s") % {"reason": reason})
    returned = _note_return(step, by, absent, reason, lacks)
    route = ROUTE.move(step.route, "ask", by=by, on_behalf_of=absent, reason=reason, **_told(returned, step))
    signals.supplement_asked.send(Route, route=route, step=step, returned=returned, by=by)
    return route


def _require_decides(step):
    """Whoever was only asked something answers it; what becomes of the route is for those who asked."""
    if step.serves_id is not None:
        raise BadInput(_("Người được hỏi ý kiến chỉ trả lời; việc trả lại, từ chối do người đang xử lý quyết định."))


def _require_may_reject(step):
    _require_decides(step)
    if not rules.may_reject(step):
        raise BadInput(
            _("Bước “%(act)s” chỉ nêu ý kiến, không trả lại hay từ chối hồ sơ được.") % {"act": step.label}
        )


def _require_may_return(step):
    _require_may_reject(step)
    if not rules.may_return(step):
        raise BadInput(_("Bước “%(act)s” không được trả lại.") % {"act": step.label})


def _pause(route, by):
    """Nothing waits for the office while the requester completes the papers; voices already given stand."""
    steps = list(route.steps.filter(phase=Phase.OPEN))
    desks.clear(steps)
    RouteStep.objects.filter(pk__in=[step.pk for step in steps]).update(phase=Phase.PAUSED)
    audit.record("steps_paused", route, by=by, steps=[place(step) for step in steps])


@transaction.atomic
def resubmit(route, *, by, facts=None, approved=()):
    """Hand in what was missing: the paused steps go on, and return the Route.

    When the facts that steer the way (conditions, field and amount rules) changed, everything agreed so far was
    agreed to something else, so the way begins anew. approved: keys of the facts an approval is about: once somebody
    has approved, signed or proposed the payment, a change of one of these begins it anew as well; before that, a
    paused step some have answered asks everybody again. Raises WrongState when nothing was asked for, Forbidden for
    others than the requester (or, when their account is closed, the head above them).
    """
    fresh = lock_route(route.pk)
    ROUTE.check(ROUTE.steps["resubmit"], fresh, None)
    _require_requester(fresh, by)
    changed, reworded = _telling_changes(fresh, facts, approved), _differing(fresh, facts, approved)
    fresh.returns.filter(answered_at__isnull=True, to_key="").update(answered_at=timezone.now())
    changes = {"facts": facts} if facts is not None else {}
    route = ROUTE.move(fresh, "resubmit", by=by, changes=changes, changed=sorted(changed))
    signals.route_resubmitted.send(Route, route=route, by=by, again=bool(changed))
    timers.resume_timers(route)
    return _begin_anew(route, by) if changed else _go_on(route, by, asks_again=bool(reworded))


def _require_requester(route, by):
    own = own_of(route)
    if by.pk in own:
        return
    if User.objects.filter(pk__in=own, is_active=True).exists() or by.pk not in head_of(route.unit):
        raise Forbidden(_("Chỉ người đề nghị được nộp bổ sung."))


def _telling_changes(route, facts, approved):
    """Keys of changed facts that decide where the route goes, or that somebody has approved as they were."""
    telling = steering(route.steps.all()) | (set(approved) if is_approved(route) else set())
    return _differing(route, facts, telling)


def _differing(route, facts, keys):
    return {key for key in keys if facts is not None and route.facts.get(key) != facts.get(key)}


def is_approved(route):
    """Whether somebody has approved, signed or proposed the payment, and that still stands."""
    return any(row.act in DECISIONS and row.phase == Phase.DONE for row in latest_rows(route))


def steering(steps):
    """Keys of the facts that decide which of the steps are needed and who does them."""
    keys = set()
    for step in steps:
        keys |= conditions.fields_of(step.condition)
        actors = [Actor.of_plan(step), *(Actor.parse(row["actor"]) for row in step.brackets)]
        keys |= {actor.name for actor in actors if actor.kind in (ActorKind.FIELD, ActorKind.AMOUNT)}
    return keys


def _begin_anew(route, by):
    touched = [row for row in latest_rows(route) if row.phase != Phase.LATER]
    questions = list(route.steps.filter(serves__isnull=False, phase=Phase.PAUSED))
    skip(route, questions, Skip.AGAIN, by)
    renew(route, touched, by)
    return advance(route, by)


def _go_on(route, by, *, asks_again):
    if asks_again:
        _renew_answered(route, by)
    steps = list(route.steps.filter(phase=Phase.PAUSED))  # with the due date their clocks have now
    if steps:
        audit.record("steps_opened", route, by=by, steps=[place(step) for step in steps])
    for step in steps:
        step.route = route
        open_step(step)
    for step in steps:
        recount(step)
        route = step.route
    return advance(route, by)


def _renew_answered(route, by):
    """Voices given to what has changed since count no more: those steps ask everybody again, one round later."""
    answered = route.steps.filter(phase=Phase.PAUSED, serves__isnull=True, answers__isnull=False).distinct()
    rows = list(answered)
    if not rows:
        return
    skip(route, list(route.steps.filter(phase=Phase.PAUSED, serves__in=rows)), Skip.AGAIN, by)
    fresh = renew(route, rows, by)
    for step in fresh:
        step.route = route
    open_steps(route, fresh, by)


@transaction.atomic
def return_to_step(step, *, by, key, reason, lacks=()):
    """Send the work back to an earlier step, which is done again, and all after it too. Return the new row.

    Raises BadInput without a reason, or when the key is no earlier step that was done by people.
    """
    reason, lacks = needed(reason, _("Hãy ghi lý do trả lại để người nhận biết cần sửa gì.")), lacks_of(lacks)
    step, assignment = lock_step(step, by)
    _require_may_return(step)
    rows = latest_rows(step.route)
    target = _earlier(rows, step, key)
    absent = assignment.on_behalf_of
    _close_returned(step, by, absent, reason)
    keep_words(step, by, reason)
    returned = _note_return(step, by, absent, reason, lacks, key)
    audit.record("step_sent_back", step.route, by=by, on_behalf_of=absent, reason=reason, **_told(returned, step))
    again = _go_back(step, rows, target, by)
    signals.step_sent_back.send(Route, route=step.route, step=step, returned=returned, by=by)
    return again


def _earlier(rows, step, key):
    found = [row for row in rows if row.key == key and row.position < step.position]
    if not found or found[0].phase not in (Phase.DONE, Phase.FAILED) or found[0].act in MACHINE_ACTS:
        raise BadInput(_("Chỉ trả lại được về một bước trước đã có người xử lý."))
    return found[0]


def _go_back(step, rows, target, by):
    """Renew the target and every step after it that was reached; its neighbours side by side stand."""
    reached = [row for row in rows if row.position > target.position and row.phase != Phase.LATER]
    for row in reached:
        row.phase = Phase.RETURNED if row.pk == step.pk else row.phase
    again = renew(step.route, [target, *reached], by)[0]
    touch(step.route)
    advance(step.route, by)
    again.refresh_from_db()
    return again


@transaction.atomic
def reject_route(step, *, by, reason, ground):
    """Refuse what was asked for, with the reason and the legal ground, and return the Route.

    Raises BadInput when either is missing.
    """
    reason = needed(reason, _("Hãy ghi lý do từ chối để người đề nghị được biết."))
    ground = needed(ground, _("Hãy ghi căn cứ pháp lý của việc từ chối."))
    if len(ground) > 500:
        raise BadInput(_("Căn cứ pháp lý dài quá 500 ký tự."))
    step, assignment = lock_step(step, by)
    _require_may_reject(step)
    absent = assignment.on_behalf_of
    Answer.objects.create(step=step, person=by, on_behalf_of=absent, verdict=Verdict.NO, note=reason)
    audit.record("step_failed", step.route, by=by, on_behalf_of=absent, **at(step), verdict="no", note=reason)
    close(step, Phase.FAILED, by, absent, reason)
    keep_words(step, by, reason)
    skip_rest(step.route, by)
    changes = {"ended_for": reason, "ground": ground}
    route = end(step.route, "reject", by=by, on_behalf_of=absent, changes=changes, reason=reason, ground=ground)
    signals.route_rejected.send(Route, route=route, step=step, by=by, reason=reason, ground=ground)
    return route
