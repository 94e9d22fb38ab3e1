"""Clocks: what happens by itself, each firing claimed by a unique row so that two workers never fire twice.

A room writes `<app>/clocks.py`:

    @tick.every(minutes=5)
    def remind(now): send_reminders.enqueue()

    @tick.daily(hour=2)
    def tidy(now): ...

The function runs in one transaction with its claim, so it either happened or will be tried again a minute later. It
only enqueues jobs or writes a few rows; the work itself is a job.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

_clocks = {}


@dataclass(frozen=True)
class Clock:
    """One function and the rule that says which slot a moment belongs to (None: nothing is due)."""

    name: str
    function: Callable
    slot: Callable


def every(*, minutes):
    """Fire once in each slot of so many minutes, counted from the start of the day."""

    def slot(now):
        local = timezone.localtime(now)
        passed = local.hour * 60 + local.minute
        return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=passed - passed % minutes)

    return _register(slot)


def daily(*, hour, minute=0):
    """Fire once a day at this local time, or as soon after it as a worker runs."""

    def slot(now):
        due = timezone.localtime(now).replace(hour=hour, minute=minute, second=0, microsecond=0)
        return due if now >= due else None

    return _register(slot)


def _register(slot):
    def register(function):
        name = f"{function.__module__}.{function.__name__}"
        _clocks[name] = Clock(name, function, slot)
        return function

    return register


def clocks():
    """All clocks by name."""
    return dict(_clocks)


def run_due(now=None):
    """Fire what is due and not yet fired; return the names fired. One failing clock does not stop the others."""
    now = now or timezone.now()
    return [clock.name for clock in _clocks.values() if fire(clock, now)]


def fire(clock, now):
    """Claim the clock's slot and run its function in one transaction; False when not due, claimed or failing."""
    from core.models import Firing

    slot = clock.slot(now)
    if slot is None or Firing.objects.filter(name=clock.name, slot=slot).exists():
        return False
    try:
        with transaction.atomic():
            Firing.objects.create(name=clock.name, slot=slot, fired_at=now)
            clock.function(now)
    except IntegrityError:
        return _lost_the_race(clock, slot)
    except Exception:
        logger.exception("tick: %s failed and will be tried again", clock.name)
        return False
    return True


def _lost_the_race(clock, slot):
    from core.models import Firing

    if not Firing.objects.filter(name=clock.name, slot=slot).exists():
        logger.exception("tick: %s failed and will be tried again", clock.name)
    return False
