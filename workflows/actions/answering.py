"""What the people of a step say: done or not, on behalf of whom, and taken back while nobody has built on it."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import audit, realtime
from core.refusals import BadInput, Forbidden, WrongState
from core.rules import works_in
from workflows import signals
from workflows.actions import desks
from workflows.actions.locking import lock_route, lock_step, touch
from workflows.actions.opening import (
    advance,
    at,
    close,
    end,
    keep_words,
    latest_rows,
    open_steps,
    renew,
    skip_rest,
)
from workflows.actors import seats_of
from workflows.models import Answer, Handover, Opinion, Return, Route, RouteStep
from workflows.states import MACHINE_ACTS, Act, Needs, Phase, RouteState, Verdict
from workflows.wording import already, needed, said

# What has left the house or the hand cannot be taken back by a touch.
FINAL_ACTS = (Act.SIGN, Act.NUMBER, Act.SEAL, Act.ISSUE, Act.ISSUE_RESULT, *MACHINE_ACTS)


@transaction.atomic
def finish_step(step, *, by, note="", verdict=Verdict.YES):
    """Record what `by` says of the step, open what follows when that decides it, and return the fresh step.

    Raises WrongState when it is no longer open, Forbidden when it does not wait for this person.
    """
    if verdict not in Verdict.values:
        raise BadInput(_("Hãy chọn đồng ý, không đồng ý hoặc không có ý kiến."))
    step, assignment = lock_step(step, by)
    answer = _answer(step, assignment, by, note, verdict)
    settle(step, answer)
    return step


def _answer(step, assignment, by, note, verdict):
    absent = assignment.on_behalf_of
    answer = Answer.objects.create(step=step, person=by, on_behalf_of=absent, verdict=verdict, note=said(note))
    keep_words(step, by, answer.note)
    desks.take_off(step, answer.seat, by.pk)
    return answer


def settle(step, answer):
    """Close the step when the answers decide it, else keep waiting for the others."""
    outcome, by, absent = tally(step), answer.person, answer.on_behalf_of
    said_so = {"verdict": str(answer.verdict), "note": answer.note}
    if outcome is None:
        audit.record("step_answered", step.route, by=by, on_behalf_of=absent, **at(step), **said_so)
        touch(step.route)
        return
    audit.record(f"step_{outcome}", step.route, by=by, on_behalf_of=absent, **at(step), **said_so)
    close_decided(step, outcome, answer)


def close_decided(step, outcome, answer):
    """The voices are enough, or can no longer be: the step is over, and the route goes on or is rejected."""
    close(step, outcome, answer.person, answer.on_behalf_of, answer.note)
    touch(step.route)
    if outcome == Phase.DONE:
        signals.step_done.send(RouteStep, step=step)
    else:
        signals.step_failed.send(RouteStep, step=step)
        if _ends_the_route(step):
            step.route = _reject_undecided(step, answer.person)
            return
    step.route = advance(step.route, answer.person)


def recount(step):
    """Somebody whose voice was awaited is gone: what was said so far may decide the step now."""
    last = step.answers.select_related("person", "on_behalf_of").last()
    outcome = tally(step) if last and step.phase == Phase.OPEN else None
    if outcome is not None:
        facts = {"done_by": last.person_id, "done_for": last.on_behalf_of_id}
        audit.record("step_settled", step.route, by=None, **at(step), **facts, phase=str(outcome))
        close_decided(step, outcome, last)


def tally(step):
    """DONE, FAILED, or None while voices that matter are outstanding."""
    voices = {answer.seat: answer.verdict for answer in step.answers.all()}
    left = len(set(seats_of(step)) - set(voices))
    said_yes = sum(verdict == Verdict.YES for verdict in voices.values())
    said_no = sum(verdict == Verdict.NO for verdict in voices.values())
    if step.needs == Needs.ALL:
        return _all_of(step, left, said_yes, said_no)
    threshold = step.quorum if step.needs == Needs.QUORUM else 1
    if said_yes >= threshold:
        return Phase.DONE
    return Phase.FAILED if said_yes + left < threshold else None


def _all_of(step, left, said_yes, said_no):
    """Everybody, abstentions apart; one No decides, but everybody who was asked for an opinion is heard."""
    if left and not (said_no and step.act != Act.OPINION):
        return None
    return Phase.DONE if said_yes and not said_no else Phase.FAILED


def _ends_the_route(step):
    return step.options.get("on_failure", "go_on" if step.act == Act.OPINION else "reject") == "reject"


def _reject_undecided(step, by):
    """Not enough agreed, and the plan says that is the end."""
    reason = _("Bước “%(act)s” không đạt.") % {"act": step.label}
    if step.note:
        reason = f"{reason} {step.note}"
    ground = str(step.options.get("ground", ""))[:500]
    skip_rest(step.route, by)
    changes = {"ended_for": reason, "ground": ground}
    route = end(
        step.route, "reject", by=by, on_behalf_of=step.on_behalf_of, changes=changes, reason=reason, ground=ground
    )
    signals.route_rejected.send(Route, route=route, step=step, by=by, reason=reason, ground=ground)
    return route


@transaction.atomic
def add_opinion(route, *, by, text, step=None):
    """Keep what somebody says about the paper; who may is the caller's rule."""
    text = needed(text, _("Hãy ghi ý kiến trước khi gửi."))
    opinion = Opinion.objects.create(route=route, step=step, by=by, text=text)
    audit.record("opinion_given", route, by=by, opinion=opinion.pk)
    realtime.hint(route)
    return opinion


@transaction.atomic
def undo_step(step, *, by):
    """Take one's own answer back while nobody has acted since, and return the step that waits again.

    A closed step gets a new row, one round later, in which the others' answers stand. Raises WrongState when somebody
    (or the house) has acted since or the act cannot be taken back, Forbidden when it was somebody else's.
    """
    route = lock_route(step.route_id)
    step = RouteStep.objects.select_related("done_by", "on_behalf_of").get(pk=step.pk)
    step.route = route
    own = step.answers.filter(person=by).first()
    if own is None:
        raise Forbidden(already(step) if step.done_by else _("Bạn chưa trả lời bước này."))
    if not works_in(by, route.unit.home):
        raise Forbidden(_("Bạn không còn làm việc trong cơ quan nên không rút lại được."))
    if step.phase == Phase.OPEN:
        return _withdraw(step, own)
    _require_nobody_built_on(step, by)
    return _reopen(step, own, by)


def _withdraw(step, own):
    """Others are still awaited: only the voice is taken back."""
    own.delete()
    audit.record("answer_withdrawn", step.route, by=own.person, on_behalf_of=own.on_behalf_of, **at(step))
    desks.realign(step)
    touch(step.route)
    return step


def _require_nobody_built_on(step, by):
    if step.act in FINAL_ACTS:
        raise WrongState(_("Việc “%(act)s” không rút lại được.") % {"act": step.label})
    if step.done_by_id != by.pk or step.phase not in (Phase.DONE, Phase.FAILED):
        raise WrongState(already(step))
    if step.route.state != RouteState.OPEN:
        raise WrongState(_("Luồng xử lý đã kết thúc hoặc đang chờ bổ sung nên không rút lại được."))
    since, route = step.done_at, step.route
    later = (
        route.steps.filter(done_at__gte=since).exclude(pk=step.pk).exclude(phase=Phase.SKIPPED),
        Answer.objects.filter(step__route=route, at__gt=since),
        Return.objects.filter(route=route, asked_at__gt=since),
        Handover.objects.filter(step__route=route, at__gt=since, by__isnull=False),
        route.steps.filter(serves__isnull=False, opened_at__gt=since),
    )
    if any(rows.exists() for rows in later):
        raise WrongState(_("Đã có người xử lý tiếp sau bạn nên không rút lại được."))


def _reopen(step, own, by):
    step.phase = Phase.UNDONE
    step.save(update_fields=["phase"])
    audit.record("step_undone", step.route, by=by, on_behalf_of=step.on_behalf_of, **at(step))
    reached = [
        row
        for row in latest_rows(step.route)
        if row.position > step.position and row.phase != Phase.LATER and step.serves_id is None
    ]
    again = renew(step.route, [step, *reached], by)[0]
    again.route = step.route
    _keep_other_voices(step, again, own)
    open_steps(step.route, [again], by)
    touch(step.route)
    signals.step_undone.send(RouteStep, step=step)
    return again


def _keep_other_voices(step, again, own):
    others = step.answers.filter(~Q(pk=own.pk))
    kept = [
        Answer(
            step=again, person_id=row.person_id, on_behalf_of_id=row.on_behalf_of_id, verdict=row.verdict, at=row.at
        )
        for row in others
    ]
    Answer.objects.bulk_create(kept)
    voices = [[row.person_id, row.on_behalf_of_id, str(row.verdict)] for row in kept]
    audit.record("answers_kept", step.route, by=None, key=again.key, round=again.round, voices=voices)
