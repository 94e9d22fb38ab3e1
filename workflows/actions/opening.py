"""How a route moves on: open what comes next, let the house do its own steps, close what is over, finish."""

from django.utils import timezone

from core import audit
from workflows import automatic, conditions, signals
from workflows.actions import desks, timers
from workflows.actors import Actor, resolve
from workflows.models import Opinion, Route, RouteStep
from workflows.models.templates import PLAN
from workflows.states import MACHINE_ACTS, ROUTE, Act, Phase, RouteState, Skip
from workflows.wording import said
from workflows.working_time import NeverDue


def advance(route, by):
    """Open the next steps when nothing waits any more, finish when there are none; return the route."""
    if route.state != RouteState.OPEN or route.steps.filter(phase=Phase.OPEN).exists():
        return route
    while (group := _next_group(route)) is not None:
        if open_steps(route, group, by):
            return route
    return finish(route, by)


def _next_group(route):
    """The steps of the lowest position nobody has reached yet, or None."""
    later = list(route.steps.filter(phase=Phase.LATER))
    if not later:
        return None
    first = min(step.position for step in later)
    return [_of_route(step, route) for step in later if step.position == first]


def _of_route(step, route):
    step.route = route
    return step


def open_steps(route, group, by):
    """Open those of the steps whose condition holds and return whether any waits for people now."""
    held = [step for step in group if conditions.holds(step.condition, route.facts)]
    skip(route, [step for step in group if step not in held], Skip.CONDITION, by)
    waiting = [step for step in held if step.act not in MACHINE_ACTS]
    if waiting:
        audit.record("steps_opened", route, by=by, steps=[place(step) for step in waiting])
    for step in held:
        if step.act in MACHINE_ACTS:
            _do_by_itself(step)
        else:
            open_step(step)
    return bool(waiting)


def open_step(step):
    """Make the step wait for its people and tell their desks; its clock starts, unless it was only paused."""
    now = timezone.now()
    step.phase, step.opened_at = Phase.OPEN, step.opened_at or now
    _keep_time(step, now)
    step.save(update_fields=["phase", "opened_at", "due"])
    desks.fill(step, now)
    signals.step_opened.send(RouteStep, step=step)


def _keep_time(step, now):
    """An office that never works has no deadline: work goes on without one, and the audit says so."""
    try:
        timers.keep_time(step, now)
    except NeverDue:
        audit.record("timer_not_armed", step.route, by=None, **at(step))


def _do_by_itself(step):
    """Run an automatic step, or announce what a step of notice tells; it is done at once, by nobody."""
    now = timezone.now()
    if step.act == Act.AUTO:
        note = automatic.run(step.route, step)
    else:
        people, note = resolve(Actor.parse(step.options["to"]), step.route), step.options["text"]
        signals.notice_due.send(RouteStep, step=step, people=people, text=note)
    step.phase, step.opened_at, step.done_at, step.note = Phase.DONE, now, now, said(str(note))
    step.save(update_fields=["phase", "opened_at", "done_at", "note"])
    audit.record("step_ran", step.route, by=None, **at(step), note=step.note)
    signals.step_done.send(RouteStep, step=step)


def place(step):
    """A step as the audit names it: its key and its round."""
    return [step.key, step.round]


def at(step):
    """The facts of an audit entry about one step."""
    return {"step": step.pk, "act": step.act, "key": step.key, "round": step.round}


def close(step, phase, by, on_behalf_of, note):
    """Close an open step in a phase, with who closed it; its questions to others wait for nobody any more."""
    step.phase, step.done_at, step.done_by = phase, timezone.now(), by
    step.on_behalf_of, step.note = on_behalf_of, note
    step.save(update_fields=["phase", "done_at", "done_by", "on_behalf_of", "note"])
    desks.clear([step])
    if step.budget:
        timers.stop_timers(step.route, step)
    skip(step.route, list(step.consulted.filter(phase__in=[Phase.OPEN, Phase.PAUSED])), Skip.ANSWERED, by)


def keep_words(step, by, note):
    """What was said with an act is an opinion of the route as well."""
    if note:
        Opinion.objects.create(route=step.route, step=step, by=by, text=note)


def skip(route, steps, why, by):
    """These steps are not needed; the reason is kept for the picture."""
    if not steps:
        return
    desks.clear(steps)
    if timed := [step for step in steps if step.budget]:
        timers.stop_timers(route, *timed)
    rows = RouteStep.objects.filter(pk__in=[step.pk for step in steps])
    rows.update(phase=Phase.SKIPPED, skipped_for=why, done_at=timezone.now())
    audit.record("steps_skipped", route, by=by, steps=[place(step) for step in steps], why=str(why))


def skip_rest(route, by):
    """The route ends: nothing waits and nothing comes any more."""
    rest = route.steps.filter(phase__in=[Phase.OPEN, Phase.PAUSED, Phase.LATER])
    skip(route, list(rest), Skip.ENDED, by)


def end(route, name, *, by, on_behalf_of=None, changes=None, **facts):
    """Take the route to one of its ends and return it fresh."""
    changes = {"ended_at": timezone.now()} | (changes or {})
    timers.stop_timers(route)
    return ROUTE.move(route, name, by=by, on_behalf_of=on_behalf_of, changes=changes, **facts)


def finish(route, by):
    """All steps are over: the route is done, and what was proposed for payment is approved."""
    route = end(route, "finish", by=by)
    paid = route.steps.filter(act=Act.PAY, phase=Phase.DONE).order_by("round")
    for step in {step.key: step for step in paid}.values():
        amount = route.facts.get(step.options.get("amount", "amount"))
        signals.payment_approved.send(Route, route=route, step=_of_route(step, route), amount=amount)
    signals.route_finished.send(Route, route=route, by=by)
    return route


def renew(route, rows, by):
    """New rows, one round later, for steps somebody goes back to; rows already used are never used again."""
    standing = [row for row in rows if row.phase in (Phase.OPEN, Phase.PAUSED)]
    skip(route, standing, Skip.AGAIN, by)
    fresh = [_next_round(row) for row in rows]
    RouteStep.objects.bulk_create(fresh)
    audit.record("steps_renewed", route, by=by, steps=[place(step) for step in fresh])
    return fresh


def _next_round(row):
    copied = {name: getattr(row, name) for name in (*PLAN, "route_id", "serves_id", "asked_by_id")}
    return RouteStep(**copied, round=row.round + 1)


def latest_rows(route):
    """The last row of each key of the route's own steps (not of questions), in the order of the plan."""
    rows = {row.key: row for row in route.steps.filter(serves__isnull=True).order_by("round")}
    return sorted((_of_route(row, route) for row in rows.values()), key=lambda row: (row.position, row.pk))
