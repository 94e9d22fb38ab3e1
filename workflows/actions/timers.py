"""Every write on clocks: start, pause, resume, stop, extend, and follow a calendar that changed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, realtime
from core.refusals import BadInput, WrongState
from workflows import rungs, signals
from workflows.calendars import calendar_of
from workflows.models import Assignment, RouteStep, Suspension, Timer, TimerShift

Phase = Timer.Phase
LONGEST_REASON = 300


@transaction.atomic
def start_timer(route, step=None, *, budget, unit, office=None, at=None):
    """Start the clock of a step, or of the whole route, and return the Timer; desks get the due date.

    budget: number of units (working_hour, working_day or calendar_day). office: whose calendar counts; the step's
    own, else the unit the route comes from. at: the moment of receipt, now when none is given. Raises NeverDue when
    that office hardly ever works.
    """
    now = at or timezone.now()
    office = office or (step.office if step else None) or route.unit
    timer = Timer(route=route, step=step, office=office, budget=budget, unit=unit, started_at=now, running_since=now)
    timer.next_rung = rungs.LADDER[0]
    rungs.arm(timer, calendar_of(office))
    timer.save()
    show_due(timer)
    if step is not None:
        step.due = timer.due_at
    return timer


def keep_time(step, now):
    """Start the clock of a step that opens, unless it goes on after a pause; without a budget it has none."""
    if not step.budget:
        return
    going_on = Timer.objects.living().filter(step=step).first()
    if going_on:
        step.due = going_on.due_at
    else:
        start_timer(step.route, step, budget=step.budget, unit=step.budget_unit, at=now)


@transaction.atomic
def pause_timers(route, reason, *, at=None):
    """Stop counting on every clock of the route, with the reason in the ledger; return the timers."""
    now = at or timezone.now()
    timers = list(_of(route).filter(phase=Phase.RUNNING))
    for timer in timers:
        rungs.spend(timer, calendar_of(timer.office), now)
        timer.phase = Phase.PAUSED
        timer.save()
        Suspension.objects.create(timer=timer, since=now, reason=reason[:LONGEST_REASON])
    return timers


@transaction.atomic
def resume_timers(route, *, at=None):
    """Count on where the route's clocks stood; due dates move by as much as was waited. Returns the timers."""
    now = at or timezone.now()
    timers = list(_of(route).filter(phase=Phase.PAUSED))
    for timer in timers:
        suspension = timer.suspensions.get(until__isnull=True)
        suspension.until = max(now, suspension.since)
        suspension.save(update_fields=["until"])
        before, timer.phase, timer.running_since = timer.due_at, Phase.RUNNING, now
        rungs.arm(timer, calendar_of(timer.office))
        timer.save()
        note_shift(timer, before, suspension.reason)
    return timers


@transaction.atomic
def stop_timers(route, *steps, at=None):
    """Stop for good the clocks of these steps, or every clock of the route; what was spent stays to be read."""
    now = at or timezone.now()
    timers = _of(route).exclude(phase=Phase.STOPPED)
    for timer in timers.filter(step__in=steps) if steps else timers:
        if timer.phase == Phase.RUNNING:
            rungs.spend(timer, calendar_of(timer.office), now)
        else:
            timer.suspensions.filter(until__isnull=True).update(until=now)
        timer.phase = Phase.STOPPED
        timer.save()


@transaction.atomic
def extend_timers(route, *, budget, unit, reason, by, at=None):
    """Give every living clock of the route that counts in this unit so much more; return them.

    Raises BadInput when the route has clocks, but none that counts so.
    """
    living = list(Timer.objects.living().filter(route=route).order_by("pk"))
    counted = [timer for timer in living if timer.unit == unit]
    if living and not counted:
        raise BadInput(_("Hạn của việc này tính bằng %(unit)s.") % {"unit": living[0].get_unit_display()})
    return [extend_timer(timer, budget=budget, reason=reason, by=by, at=at) for timer in counted]


@transaction.atomic
def extend_timer(timer, *, budget, reason, by, at=None):
    """Give the clock so many more units and return it fresh: a new promise, reminded of anew.

    Raises BadInput without a reason or for nothing more, WrongState when the clock has stopped.
    """
    reason = reason.strip()
    if not reason or budget < 1:
        raise BadInput(_("Gia hạn cần lý do và ít nhất một đơn vị thời gian."))
    timer = Timer.objects.select_for_update(of=("self",)).select_related("route", "office").get(pk=timer.pk)
    if timer.phase == Phase.STOPPED:
        raise WrongState(_("Việc này đã xong, không còn hạn để gia hạn."))
    before, timer.budget, timer.series = timer.due_at, timer.budget + budget, timer.series + 1
    if timer.phase == Phase.RUNNING:
        calendar = calendar_of(timer.office)
        rungs.arm(timer, calendar)
        rungs.skip_passed(timer, calendar, at or timezone.now())
    else:
        timer.next_rung = rungs.LADDER[0]
    timer.save()
    note_shift(timer, before, reason)
    audit.record("timer_extended", timer.route, by=by, timer=timer.pk, step=timer.step_id, more=budget, reason=reason)
    return timer


def note_shift(timer, before, reason):
    """Keep why the due date moved, and show the new one everywhere; nothing when it did not move."""
    if timer.due_at == before:
        return
    TimerShift.objects.create(timer=timer, before=before, after=timer.due_at, reason=reason[:LONGEST_REASON])
    show_due(timer)
    realtime.hint(timer.route)
    signals.due_moved.send(Timer, timer=timer, before=before, reason=reason)


def show_due(timer):
    """Copy the due date to where desks and lists read it."""
    if timer.step_id:
        RouteStep.objects.filter(pk=timer.step_id).update(due=timer.due_at)
        Assignment.objects.filter(step=timer.step_id).update(due=timer.due_at)


def _of(route):
    timers = Timer.objects.filter(route=route).order_by("pk")
    return timers.select_for_update(of=("self",)).select_related("office__agency", "route")
