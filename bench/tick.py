"""L13: the minute tick over 100,000 open cases with armed clocks, and what the desk notices of it.

A minute costs the tick itself (every clock of the house that fires each minute) and the ringing it asks for, which is
a job in bounded transactions. Most minutes are quiet; deadlines in days all fall on closing time, so the busiest
minute of the day is measured too, with a desk open beside it: still to be a page within 50 ms, as in L12.
"""

import subprocess
import sys
import time
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from bench import crowd
from bench.clock import taken
from bench.report import percentile
from core import tick
from core.models import Office
from workflows import rungs
from workflows.actions import ringing
from workflows.calendars import calendar_of
from workflows.models import Assignment, Route, RouteStep, RouteTemplate, Timer
from workflows.states import Act, ActorKind, Phase

OPEN, CHUNK, ORDINARY = 100_000, 2_000, 1_000


def run(report):
    people = crowd.build_people()
    total = max(CHUNK, int(OPEN * report.scale))
    build_cases(people, total)
    autodiscover_modules("clocks")
    label = f"{total:,} clocks armed"
    now = quiet_moment()
    tick.run_due(now)  # what fires once a day has fired
    quiet = taken(lambda: tick.run_due(now + timedelta(minutes=5)))[0]  # with what fires every five minutes
    report.add(f"L13 quiet minute, {label}", quiet, "ms", at_most=2000)
    alone = beside([sys.executable, "-c", BUSY], people[0])[0]
    ordinary(report, label, now + timedelta(minutes=10))
    busiest(report, label, people[0], alone)


def ordinary(report, label, now):
    """A minute in which 1,000 clocks speak: the tick and the ringing together."""
    chosen = Timer.objects.filter(phase="running").order_by("pk").values("pk")[: min(ORDINARY, OPEN)]
    Timer.objects.filter(pk__in=list(chosen.values_list("pk", flat=True))).update(next_at=now)
    spent = taken(lambda: tick.run_due(now))[0]
    rang, count = taken(lambda: ringing.fire_all(now))
    report.add(f"L13 minute in which {count:,} speak, {label}", spent + rang, "ms", at_most=2000)


def busiest(report, label, person, alone):
    """The next closing time: everything due by then, rung by a process of its own while somebody works at a desk."""
    moment = Timer.objects.filter(phase="running").order_by("next_at").values_list("next_at", flat=True)[0]
    moment = timezone.localtime(moment).replace(hour=17, minute=0, second=0)
    due = Timer.objects.ringing(moment).count()
    spent = taken(lambda: tick.run_due(moment))[0]
    report.add(f"L13 tick of the minute in which {due:,} are due, {label}", spent, "ms", at_most=2000)
    start = time.perf_counter()
    looked, told = beside([sys.executable, "-c", RINGER, moment.isoformat()], person)
    report.add(f"L13 all {due:,} spoken, desk in use, {label}", time.perf_counter() - start, "s")
    report.add("L13 longest transaction of the ringing, on the wall", float(told), "ms")
    works, walls = zip(*looked, strict=True)
    report.add("L13 desk page beside the ringing", percentile(works, 0.5), "ms", at_most=50)
    report.add("L13 desk page beside the ringing, 19 of 20", percentile(works, 0.95), "ms", at_most=50)
    floor = percentile([wall for _work, wall in alone], 0.5)
    report.add("L13 the same on the wall, to another busy process", percentile(walls, 0.5), "ms", floor=floor)


def beside(command, person):
    """Look at a desk for as long as another process runs: (what each look took, what the process said)."""
    found = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        while other.poll() is None:
            found += looks(person)
        return found, other.stdout.read()


# What a desk costs beside a process that works as hard and leaves the database alone: the fair floor.
BUSY = """
import time
end = time.perf_counter() + 10
while time.perf_counter() < end:
    sum(range(10_000))
"""
RINGER = """
import os, sys, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
import django; django.setup()
from datetime import datetime
from workflows.actions import ringing
now, longest, count = datetime.fromisoformat(sys.argv[1]), 0, 1
while count:
    start = time.perf_counter()
    count = ringing.fire_due(now)
    longest = max(longest, time.perf_counter() - start)
print(longest * 1000)
"""


def looks(person, times=5):
    """(milliseconds of work, on the wall) of each look, in a fresh session: the nightly clocks tidied others."""
    client, found = Client(HTTP_HOST="localhost"), []
    client.force_login(person)
    client.get(reverse("desk"))
    for _each in range(times):
        start = time.perf_counter()
        work, answer = taken(lambda: client.get(reverse("desk")))
        found.append((work, (time.perf_counter() - start) * 1000))
        if answer.status_code != 200:
            raise AssertionError(answer.status_code)
    return found


def quiet_moment():
    """A minute in which nothing is due."""
    first = Timer.objects.filter(phase="running").order_by("next_at").values_list("next_at", flat=True)[0]
    return first.replace(minute=0) - timedelta(minutes=30)


def build_cases(people, total):
    """Open cases, each with one step that waits for one person and a clock somewhere on its way."""
    agency = Office.objects.get(kind="agency")
    template = RouteTemplate.objects.create(agency=agency, purpose="procedures", name="Thủ tục")
    for first in range(0, total, CHUNK):
        with transaction.atomic():
            _chunk(template, agency, people, range(first, min(first + CHUNK, total)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _chunk(template, agency, people, numbers):
    units = list(Office.objects.filter(agency=agency))
    routes = Route.objects.bulk_create(
        Route(template=template, requester=people[n % len(people)], unit=units[n % len(units)], title=f"Hồ sơ {n}")
        for n in numbers
    )
    common = {"position": 1, "act": Act.CHECK, "actor_kind": ActorKind.PERSON, "phase": Phase.OPEN, "key": "check"}
    steps = RouteStep.objects.bulk_create(
        RouteStep(route=route, person=people[(n * 7 + 3) % len(people)], budget=3 + n % 8, **common)
        for n, route in zip(numbers, routes, strict=True)
    )
    timers = [_timer(step, number) for number, step in zip(numbers, steps, strict=True)]
    Timer.objects.bulk_create(timers)
    Assignment.objects.bulk_create(
        Assignment(step=step, person_id=step.person_id, due=timer.due_at)
        for step, timer in zip(steps, timers, strict=True)
    )


def _timer(step, number):
    """Begun some time in the last three days; what it said since then is behind it."""
    now, calendar = timezone.now(), calendar_of(step.route.unit)
    began = now - timedelta(minutes=number * 7919 % (3 * 24 * 60))
    timer = Timer(route=step.route, step=step, office=step.route.unit, budget=step.budget, unit="working_day")
    timer.started_at = timer.running_since = began
    timer.next_rung = rungs.LADDER[0]
    rungs.arm(timer, calendar)
    rungs.skip_passed(timer, calendar, now)
    return timer
