"""Clocks fire once in each slot, whoever looks at them."""

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from core import clocks, tick
from core.models import Firing, Hint

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def at(hour, minute, day=21):
    return datetime(2026, 11, day, hour, minute, 30, tzinfo=HANOI)


@pytest.fixture
def only(monkeypatch):
    """Only the clocks made in the test."""
    monkeypatch.setattr(tick, "_clocks", {})


@pytest.mark.django_db
def test_every_fires_once_in_each_slot(only):
    fired = []
    tick.every(minutes=15)(fired.append)
    for minute in (0, 1, 14, 15, 16, 59):
        tick.run_due(at(8, minute))
    assert fired == [at(8, 0), at(8, 15), at(8, 59)]


@pytest.mark.django_db
def test_daily_fires_once_a_day_and_late_rather_than_never(only):
    fired = []
    tick.daily(hour=2)(fired.append)
    for moment in (at(1, 59), at(2, 0), at(9, 0), at(1, 0, day=22), at(9, 0, day=22)):
        tick.run_due(moment)
    assert fired == [at(2, 0), at(9, 0, day=22)]


@pytest.mark.django_db(transaction=True)
def test_failing_clock_is_undone_tried_again_and_stops_no_other(only):
    fired = []

    @tick.every(minutes=60)
    def first(now):
        Hint.objects.create(topic="core.desk.1")
        if now < at(8, 5):
            raise ValueError("not yet")

    tick.every(minutes=60)(fired.append)
    tick.run_due(at(8, 0))
    assert (Hint.objects.count(), fired) == (0, [at(8, 0)])
    tick.run_due(at(8, 5))
    assert (Hint.objects.count(), fired) == (1, [at(8, 0)])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_fire_once(only):
    start = threading.Barrier(4)

    @tick.every(minutes=1)
    def count(now):
        Hint.objects.create(topic="core.desk.1")

    def look():
        start.wait()
        tick.run_due(at(8, 0))
        connection.close()

    workers = [threading.Thread(target=look) for _each in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (Hint.objects.count(), Firing.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_old_hints_are_forgotten():
    now = at(8, 0)
    Hint.objects.create(topic="core.desk.1", created_at=now - timedelta(minutes=6))
    Hint.objects.create(topic="core.desk.2", created_at=now - timedelta(minutes=4))
    clocks.forget_old_hints(now)
    assert list(Hint.objects.values_list("topic", flat=True)) == ["core.desk.2"]
