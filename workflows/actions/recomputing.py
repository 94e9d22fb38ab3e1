"""Clocks follow a calendar that changed: every due date anew, the reason kept with each one that moved."""

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from core import audit, realtime
from workflows import rungs, signals
from workflows.calendars import offices_under, reader
from workflows.models import Assignment, RouteStep, Timer, TimerShift

BATCH = 200  # clocks in one transaction
CHANGED = ("due_at", "rest", "closes_day", "series", "next_rung", "next_at")


def recompute(office, reason, *, by):
    """Work out every running clock of the office and of the units under it (None: everyone's) anew.

    reason: one sentence that is kept with each due date that moved. by: who changed the calendar; None for the house.
    Goes in transactions of BATCH clocks. Returns how many due dates moved.
    """
    moved, last, offices = 0, 0, offices_under(office)
    while True:
        last, changed = _recompute_batch(last, offices, reason, by)
        moved += changed
        if last is None:
            return moved


@transaction.atomic
def _recompute_batch(after, offices, reason, by):
    """Do the clocks after this id: (the last id, how many moved); (None, 0) when there are no more."""
    running = Timer.objects.filter(phase=Timer.Phase.RUNNING, pk__gt=after).order_by("pk")
    if offices is not None:
        running = running.filter(office__in=offices)
    locked = running.select_for_update(of=("self",)).select_related("office__agency", "route")
    timers = list(locked[:BATCH])
    if not timers:
        return None, 0
    calendar_of, now = reader(), timezone.now()
    before = {timer.pk: _work_out(timer, calendar_of(timer.office), now) for timer in timers}
    Timer.objects.bulk_update(timers, CHANGED)
    moved = [timer for timer in timers if timer.due_at != before[timer.pk]]
    _tell(moved, before, reason, by)
    return timers[-1].pk, len(moved)


def _work_out(timer, calendar, now):
    """Arm the clock anew and return the due date it had. A due date that lies ahead again is a new promise."""
    before, was_due = timer.due_at, _has_rung_due(timer)
    rungs.arm(timer, calendar)
    if was_due and timer.due_at > now:
        timer.series += 1
        rungs.skip_passed(timer, calendar, now)
    return before


def _has_rung_due(timer):
    ahead = rungs.LADDER.index(timer.next_rung) if timer.next_rung else len(rungs.LADDER)
    return ahead > rungs.LADDER.index(rungs.Rung.DUE)


def _tell(moved, before, reason, by):
    if not moved:
        return
    TimerShift.objects.bulk_create(
        TimerShift(timer=timer, before=before[timer.pk], after=timer.due_at, reason=reason[:300]) for timer in moved
    )
    _show([timer.step_id for timer in moved if timer.step_id])
    for timer in moved:
        dates = {"before": before[timer.pk].isoformat(), "after": timer.due_at.isoformat()}
        audit.record("deadline_moved", timer.route, by=by, timer=timer.pk, step=timer.step_id, reason=reason, **dates)
        signals.due_moved.send(Timer, timer=timer, before=before[timer.pk], reason=reason)
    realtime.hint_topics(*(realtime.topic_of(timer.route) for timer in moved))


def _show(steps):
    """Copy the due dates to where desks and lists read them, and have the desks look again."""
    clock = Timer.objects.living().filter(step=OuterRef("pk")).values("due_at")
    RouteStep.objects.filter(pk__in=steps).update(due=Subquery(clock))
    waiting = Assignment.objects.filter(step__in=steps)
    waiting.update(due=Subquery(RouteStep.objects.filter(pk=OuterRef("step_id")).values("due")))
    realtime.hint_desk(*waiting.values_list("person", flat=True).distinct().order_by("person"))
