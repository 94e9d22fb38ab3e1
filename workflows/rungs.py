"""Where a clock stands: its due date, and when it next has something to say. Changes the Timer in memory only.

Half and three quarters of the time are reminders, then the due date itself; one working day over, the superior is
told; three over, the head of the agency.
"""

from fractions import Fraction
from math import ceil

from workflows.models import Timer
from workflows.working_time import WORKING_DAY

Rung = Timer.Rung
LADDER = tuple(Rung)
MILLION = 1_000_000  # parts of a unit in Timer.consumed
SHARES = {Rung.HALF: Fraction(1, 2), Rung.THREE_QUARTERS: Fraction(3, 4)}
DAYS_OVER = {Rung.OVER1: 1, Rung.OVER3: 3}


def arm(timer, calendar):
    """Set due date, its reasons and the moment of the next rung of a running clock. Raises NeverDue."""
    if (left := left_of(timer)) > 0:
        timer.due_at = calendar.due(timer.running_since, left, timer.unit)
        timer.rest = [
            [f"{first}", f"{last}", name] for first, last, name in calendar.why(timer.running_since, timer.due_at)
        ]
    timer.closes_day = calendar.closes_at(timer.due_at)
    set_next(timer, calendar, timer.next_rung)


def left_of(timer, share=1):
    """What is left of a share of the budget, in units; not above 0 when it is spent."""
    return timer.budget * Fraction(share) - Fraction(timer.consumed, MILLION)


def spend(timer, calendar, now):
    """Add what passed since the clock last started, rounded up to a millionth."""
    timer.consumed += ceil(calendar.spent(timer.running_since, now, timer.unit) * MILLION)
    timer.running_since = timer.next_at = None


def set_next(timer, calendar, rung):
    """The clock has next to say this rung; blank: nothing any more."""
    timer.next_rung = rung
    timer.next_at = moment_of(timer, calendar, rung) if rung else None


def skip_passed(timer, calendar, now):
    """Begin the ladder anew and leave out what already lies behind: nobody is reminded of the past."""
    set_next(timer, calendar, LADDER[0])
    climb(timer, calendar, now)


def climb(timer, calendar, now):
    """Take every rung reached by now, in order, and return them; the clock then waits for the one above."""
    reached = []
    while timer.next_rung and timer.next_at <= now:
        reached.append(Rung(timer.next_rung))
        set_next(timer, calendar, _above(timer.next_rung))
    return reached


def moment_of(timer, calendar, rung):
    """When the rung is reached. What a clock waits for while it stands still is not held against anybody."""
    if rung == Rung.DUE:
        return timer.due_at
    if rung in DAYS_OVER:
        return calendar.due(max(timer.due_at, timer.running_since), DAYS_OVER[rung], WORKING_DAY)
    left = left_of(timer, SHARES[rung])
    return calendar.due(timer.running_since, left, timer.unit) if left > 0 else timer.running_since


def _above(rung):
    place = LADDER.index(rung) + 1
    return LADDER[place] if place < len(LADDER) else ""
