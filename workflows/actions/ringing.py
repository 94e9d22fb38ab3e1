"""Clocks that have something to say: each rung speaks once, however many workers run, also after an outage.

Rungs that were reached while nobody looked are spoken for by the newest; the older ones are noted as passed with it.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import audit, notify
from workflows import rungs, signals, tasks
from workflows.actors import leaders_of, superiors_of
from workflows.calendars import reader
from workflows.deadlines import due_told
from workflows.models import Assignment, Timer, TimerFire
from workflows.pages import pages_of
from workflows.states import Phase, RouteState

BATCH = 200  # clocks in one transaction: SQLite's one writer is not held for long
ESCALATIONS = (rungs.Rung.OVER1, rungs.Rung.OVER3)


@dataclass
class Ring:
    """One clock that speaks: the newest rung it reached, those passed with it, and the ids of who is told."""

    timer: Timer
    reached: list
    people: tuple = ()

    @property
    def rung(self):
        return self.reached[-1]


def fire_all(now):
    """Let every clock that is due speak, batch by batch; return how many did."""
    spoken = 0
    while heard := fire_due(now):
        spoken += heard
    return spoken


@transaction.atomic
def fire_due(now, *, most=BATCH):
    """Let at most so many clocks speak in one transaction and return how many were taken up; 0: nothing is due.

    A clock another worker has in hand is left to it; the unique TimerFire row has the last word.
    """
    waiting = Timer.objects.ringing(now).select_for_update(skip_locked=True, of=("self",))
    timers = list(waiting.select_related("route__unit__agency", "office__agency", "step")[:most])
    if not timers:
        return 0
    calendar_of = reader()
    rings = [Ring(timer, rungs.climb(timer, calendar_of(timer.office), now)) for timer in timers]
    Timer.objects.bulk_update(timers, ["next_rung", "next_at"])
    _say([ring for ring in rings if _still_counts(ring.timer)], now)
    return len(timers)


def _still_counts(timer):
    """A clock somebody forgot to stop says nothing about what is over."""
    return timer.route.state == RouteState.OPEN and (timer.step is None or timer.step.phase == Phase.OPEN)


def _say(rings, now):
    _address(rings)
    fires = TimerFire.objects.bulk_create(fire for ring in rings for fire in _fires(ring, now))
    pages = pages_of({ring.timer.route_id for ring in rings})
    notify.send_all((ring.people, _sentence(ring), *pages[ring.timer.route_id]) for ring in rings)
    late = [fire.pk for fire in fires if fire.rung in ESCALATIONS and not fire.passed_with]
    if late:
        tasks.announce_late.enqueue(late)


def _fires(ring, now):
    common = {"timer": ring.timer, "series": ring.timer.series, "at": now}
    for rung in ring.reached[:-1]:
        yield TimerFire(rung=rung, passed_with=ring.rung, **common)
    yield TimerFire(rung=ring.rung, told=list(ring.people), **common)


def _address(rings):
    """Reminders go to those the step waits for; one day over also upwards, three to the head of the agency.

    After an outage those it waits for hear of an overdue step too, if nobody had told them that it was due.
    """
    waiting, known = _waiting([ring.timer for ring in rings]), {}
    for ring in rings:
        rows = waiting[ring.timer.pk]
        holders = [person for person, _absent in rows]
        if ring.rung not in ESCALATIONS:
            ring.people = tuple(holders)
            continue
        above = _above(ring, frozenset(absent or person for person, absent in rows), known)
        ring.people = tuple(dict.fromkeys([*above, *(holders if rungs.Rung.DUE in ring.reached else ())]))


def _above(ring, seats, known):
    agency = ring.timer.office.home
    key = ring.rung, agency.pk, seats if ring.rung == rungs.Rung.OVER1 else None
    if key not in known:
        bosses = ring.rung == rungs.Rung.OVER1 and superiors_of(seats, agency)
        known[key] = bosses or leaders_of(agency)
    return known[key]


def _waiting(timers):
    """{timer id: [(person, on behalf of)]}: those of its step, or of every open step of its route."""
    by_step = {timer.step_id: timer.pk for timer in timers if timer.step_id}
    by_route = {timer.route_id: timer.pk for timer in timers if not timer.step_id}
    wanted = Q(step__in=by_step) | Q(step__route__in=by_route, step__phase=Phase.OPEN)
    rows = Assignment.objects.filter(wanted).order_by("pk")
    found = defaultdict(list)
    for step, route, person, absent in rows.values_list("step", "step__route", "person", "on_behalf_of"):
        for pk in (by_step.get(step), by_route.get(route)):
            if pk:
                found[pk].append((person, absent))
    return found


def _sentence(ring):
    sentences = {
        rungs.Rung.HALF: _("“%(title)s” đã đi nửa thời gian: %(due)s."),
        rungs.Rung.THREE_QUARTERS: _("“%(title)s” sắp đến hạn: %(due)s."),
        rungs.Rung.DUE: _("“%(title)s” đã đến hạn: %(due)s."),
        rungs.Rung.OVER1: _("“%(title)s” quá hạn một ngày làm việc: %(due)s."),
        rungs.Rung.OVER3: _("“%(title)s” quá hạn ba ngày làm việc: %(due)s."),
    }
    return sentences[ring.rung] % {"title": ring.timer.route.title[:200], "due": due_told(ring.timer)}


@transaction.atomic
def announce_late(fires):
    """Note in the audit which clocks ran over (ids of TimerFire) and let the rooms above give sight to who was told.

    Done after the ringing, without its locks: the rooms above lock papers first and clocks last.
    """
    fresh = TimerFire.objects.select_for_update(of=("self",)).filter(pk__in=fires, announced=False)
    for fire in fresh.select_related("timer__route__unit", "timer__step"):
        timer = fire.timer
        facts = {
            "step": timer.step_id,
            "timer": timer.pk,
            "series": fire.series,
            "rung": fire.rung,
            "told": fire.told,
        }
        audit.record("deadline_passed", timer.route, by=None, **facts)
        signals.deadline_passed.send(Timer, timer=timer, rung=fire.rung, people=fire.told)
    fresh.update(announced=True)
