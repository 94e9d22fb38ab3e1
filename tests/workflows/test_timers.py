"""Clocks of routes: they pause, explain themselves, and each rung speaks exactly once."""

import threading
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import AuditEntry, Hint, Notice
from core.refusals import BadInput, WrongState
from tests.cast import build_people
from tests.workflows.ways import plan, stand_in, start, step_of
from workflows import pages, rungs
from workflows.actions import ringing, routes
from workflows.actions import timers as acting
from workflows.actions.calendar import mark_day
from workflows.calendars import calendar_of
from workflows.deadlines import due_told
from workflows.models import Assignment, Suspension, Timer, TimerFire, TimerShift
from workflows.signals import deadline_passed, due_moved
from workflows.working_time import CALENDAR_DAY, WORKING_DAY, WORKING_HOUR, NeverDue

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
RECEIVED = datetime(2026, 1, 20, 8, 48, tzinfo=HERE)  # a Tuesday
CHECK = plan(1, "check_content")


def at(*parts):
    return datetime(2026, *parts, tzinfo=HERE)


@pytest.fixture
def route(cast):
    return start(cast, CHECK)


@pytest.fixture
def step(route):
    return step_of(route, "check_content")


@pytest.fixture
def timer(route, step):
    """Four working days from Tuesday 20/01: half on the 22nd, three quarters on the 23rd, due on Monday the 26th."""
    return acting.start_timer(route, step, budget=4, unit=WORKING_DAY, at=RECEIVED)


def fires(timer):
    return list(timer.fires.values_list("rung", "passed_with").order_by("pk"))


def told(timer):
    """{account: sentences} of everybody told, the number of the route's title left out."""
    found = {}
    for person, text in Notice.objects.order_by("pk").values_list("person__username", "text"):
        found.setdefault(person, []).append(text)
    return found


def run_late(timer):
    ringing.announce_late(list(timer.fires.filter(rung__startswith="over").values_list("pk", flat=True)))


class TestStart:
    def test_step_and_desk_get_the_due_date(self, cast, timer, step):
        assert timer.due_at == at(1, 26, 17)
        step.refresh_from_db()
        assert step.due == timer.due_at
        assert set(Assignment.objects.filter(step=step).values_list("due", flat=True)) == {timer.due_at}
        assert (timer.next_rung, timer.next_at) == ("half", at(1, 22, 17))
        assert timer.office == cast.digital

    def test_a_clock_that_can_never_end_is_refused(self, route, step):
        with pytest.raises(NeverDue):
            acting.start_timer(route, step, budget=32_000, unit=WORKING_DAY)
        assert not Timer.objects.filter(route=route, step=step, budget=32_000).exists()

    def test_one_living_clock_of_a_step(self, route, timer, step):
        with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
            acting.start_timer(route, step, budget=1, unit=WORKING_DAY)

    def test_the_sentence(self, timer):
        assert due_told(timer, RECEIVED.date()) == "hạn 26/01"

    def test_the_sentence_of_hours_says_the_clock(self, route, step):
        timer = acting.start_timer(route, step, budget=2, unit=WORKING_HOUR, at=RECEIVED)
        assert due_told(timer, RECEIVED.date()) == "hạn 10:48 ngày 20/01"

    def test_the_sentence_names_tet(self, cast, route, step):
        for day in (16, 17, 18, 19, 20):
            mark_day(None, at(2, day).date(), kind="off", name="Tết", by=cast.keeper)
        timer = acting.start_timer(route, step, budget=5, unit=WORKING_DAY, at=at(2, 12, 9))
        assert due_told(timer, RECEIVED.date()) == "hạn 26/02 vì nghỉ Tết 16–20/02"


class TestPause:
    def test_waiting_for_the_requester_costs_nothing(self, route, timer):
        acting.pause_timers(route, "chờ bổ sung", at=at(1, 22, 17))
        timer.refresh_from_db()
        assert (timer.phase, timer.consumed, timer.next_at) == ("paused", 2_000_000, None)
        assert due_told(timer) == "đồng hồ tạm dừng"
        assert ringing.fire_due(at(3, 1)) == 0
        acting.resume_timers(route, at=at(2, 3, 9))
        timer.refresh_from_db()
        assert timer.due_at == at(2, 5, 17)

    def test_the_ledger_and_the_reason_are_kept(self, route, timer, step):
        acting.pause_timers(route, "chờ bổ sung", at=at(1, 22, 17))
        acting.resume_timers(route, at=at(2, 3, 9))
        suspension = Suspension.objects.get(timer=timer)
        assert (suspension.since, suspension.until) == (at(1, 22, 17), at(2, 3, 9))
        assert suspension.reason == "chờ bổ sung"
        shift = TimerShift.objects.get(timer=timer)
        assert (shift.before, shift.after, shift.reason) == (at(1, 26, 17), at(2, 5, 17), "chờ bổ sung")
        step.refresh_from_db()
        assert step.due == at(2, 5, 17)

    def test_a_rung_that_spoke_before_the_pause_is_silent_after_it(self, route, timer):
        ringing.fire_all(at(1, 22, 17))
        acting.pause_timers(route, "chờ", at=at(1, 22, 17))
        acting.resume_timers(route, at=at(2, 3, 9))
        ringing.fire_all(at(2, 11))
        assert fires(timer)[0] == ("half", "")
        assert sorted(rung for rung, _with in fires(timer)) == sorted(rungs.LADDER)

    def test_what_was_overdue_before_the_pause_stays_so(self, route, timer):
        ringing.fire_all(at(1, 26, 17))
        acting.pause_timers(route, "chờ", at=at(1, 27, 9))
        acting.resume_timers(route, at=at(2, 3, 9))
        timer.refresh_from_db()
        assert (timer.due_at, timer.next_rung, timer.next_at) == (at(1, 26, 17), "over1", at(2, 4, 17))


class TestStop:
    def test_a_finished_step_is_silent_and_says_what_it_took(self, route, timer, step):
        acting.stop_timers(route, step, at=at(1, 21, 17))
        timer.refresh_from_db()
        assert (timer.phase, timer.consumed) == ("stopped", 1_000_000)
        assert ringing.fire_due(at(3, 1)) == 0

    def test_stopping_one_step_leaves_the_clock_of_the_route(self, route, timer, step):
        whole = acting.start_timer(route, budget=10, unit=CALENDAR_DAY, at=RECEIVED)
        acting.stop_timers(route, step)
        whole.refresh_from_db()
        assert whole.phase == "running"
        acting.stop_timers(route)
        whole.refresh_from_db()
        assert whole.phase == "stopped"

    def test_a_pause_ends_with_the_clock(self, route, timer):
        acting.pause_timers(route, "chờ", at=at(1, 21, 9))
        acting.stop_timers(route, at=at(1, 22, 9))
        assert Suspension.objects.get(timer=timer).until == at(1, 22, 9)

    def test_a_clock_somebody_forgot_says_nothing(self, cast, route, timer, step):
        routes.finish_step(step, by=cast.head)
        Timer.objects.filter(pk=timer.pk).update(
            phase="running", running_since=RECEIVED, next_rung="half", next_at=at(1, 22, 17)
        )
        ringing.fire_all(at(3, 1))
        assert fires(timer) == []


class TestExtend:
    def test_a_new_promise_is_reminded_of_anew(self, cast, route, timer):
        ringing.fire_all(at(1, 26, 17))
        moved = []
        due_moved.connect(lambda sender, **facts: moved.append(facts["reason"]), weak=False, dispatch_uid="test")
        try:
            fresh = acting.extend_timer(timer, budget=4, reason="Chờ bộ trả lời", by=cast.head, at=at(1, 27, 9))
        finally:
            due_moved.disconnect(dispatch_uid="test")
        assert (fresh.budget, fresh.series, fresh.due_at) == (8, 2, at(1, 30, 17))
        assert (fresh.next_rung, fresh.next_at) == ("three_quarters", at(1, 28, 17))
        assert moved == ["Chờ bộ trả lời"]
        ringing.fire_all(fresh.due_at)
        assert [(fire.series, fire.rung) for fire in timer.fires.order_by("pk")][-1] == (2, "due")
        entry = AuditEntry.objects.get(verb="timer_extended")
        assert (entry.actor, entry.subject_id) == (cast.head, route.pk)

    def test_refusals(self, cast, route, timer):
        for budget, reason in ((0, "lý do"), (1, "  ")):
            with pytest.raises(BadInput):
                acting.extend_timer(timer, budget=budget, reason=reason, by=cast.head)
        acting.stop_timers(route)
        with pytest.raises(WrongState):
            acting.extend_timer(timer, budget=1, reason="lý do", by=cast.head)

    def test_while_it_stands_still(self, cast, route, timer):
        acting.pause_timers(route, "chờ", at=at(1, 22, 17))
        acting.extend_timer(timer, budget=2, reason="thêm việc", by=cast.head)
        acting.resume_timers(route, at=at(2, 3, 9))
        timer.refresh_from_db()
        assert timer.due_at == at(2, 9, 17)


class TestRungs:
    def test_each_speaks_once_to_whom_it_should(self, cast, timer):
        moments = {
            "half": at(1, 22, 17),
            "three_quarters": at(1, 23, 17),
            "due": at(1, 26, 17),
            "over1": at(1, 27, 17),
            "over3": at(1, 29, 17),
        }
        for rung, moment in moments.items():
            assert ringing.fire_all(moment - timedelta(seconds=1)) == 0
            assert ringing.fire_all(moment) == 1
            assert ringing.fire_all(moment) == 0
            assert fires(timer)[-1] == (rung, "")
        assert {fire.rung: fire.told for fire in timer.fires.all()} == {
            "half": [cast.head.pk],
            "three_quarters": [cast.head.pk],
            "due": [cast.head.pk],
            "over1": [cast.leader.pk],
            "over3": [cast.leader.pk],
        }
        assert told(timer) == {
            "truongphong": [
                "“Việc thử” đã đi nửa thời gian: hạn 26/01.",
                "“Việc thử” sắp đến hạn: hạn 26/01.",
                "“Việc thử” đã đến hạn: hạn 26/01.",
            ],
            "giamdoc": [
                "“Việc thử” quá hạn một ngày làm việc: hạn 26/01.",
                "“Việc thử” quá hạn ba ngày làm việc: hạn 26/01.",
            ],
        }
        assert ringing.fire_all(at(6, 1)) == 0

    def test_deputies_are_reminded_too_but_the_superior_is_that_of_the_absent(self, cast):
        stand_in(cast.head, cast.accountant)
        route = start(cast, CHECK)
        step = step_of(route, "check_content")
        timer = acting.start_timer(route, step, budget=4, unit=WORKING_DAY, at=RECEIVED)
        ringing.fire_all(at(1, 22, 17))
        assert set(timer.fires.get().told) == {cast.head.pk, cast.accountant.pk}

    def test_after_an_outage_the_newest_speaks_for_those_it_passed(self, cast, timer):
        ringing.fire_all(at(1, 24, 8))
        assert fires(timer) == [("half", "three_quarters"), ("three_quarters", "")]
        assert len(told(timer)["truongphong"]) == 1
        ringing.fire_all(at(2, 20, 8))
        assert fires(timer)[2:] == [("due", "over3"), ("over1", "over3"), ("over3", "")]
        assert set(timer.fires.get(rung="over3").told) == {cast.leader.pk, cast.head.pk}

    def test_two_moments_that_fall_together(self, route, step):
        timer = acting.start_timer(route, step, budget=1, unit=WORKING_DAY, at=RECEIVED)
        ringing.fire_all(at(1, 21, 11, 30))
        ringing.fire_all(at(1, 21, 17))
        assert fires(timer) == [("half", ""), ("three_quarters", "due"), ("due", "")]

    def test_the_clock_of_the_whole_route_speaks_to_whom_its_open_steps_wait_for(self, cast):
        route = start(cast, plan(1, "opinion", person=cast.accountant), plan(1, "endorse", person=cast.secretary))
        timer = acting.start_timer(route, budget=2, unit=WORKING_DAY, at=RECEIVED)
        ringing.fire_all(at(1, 21, 17))
        assert set(timer.fires.get().told) == {cast.accountant.pk, cast.secretary.pk}

    def test_running_over_is_noted_once_and_told_upwards(self, cast, route, timer):
        heard = []
        deadline_passed.connect(
            lambda sender, timer, rung, people, **rest: heard.append((timer.pk, rung, people)),
            weak=False,
            dispatch_uid="test",
        )
        try:
            ringing.fire_all(at(1, 27, 17))
            run_late(timer)
            run_late(timer)
        finally:
            deadline_passed.disconnect(dispatch_uid="test")
        people = timer.fires.get(rung="over1").told
        assert heard == [(timer.pk, "over1", people)]
        entry = AuditEntry.objects.get(verb="deadline_passed")
        assert (entry.subject_id, entry.actor) == (route.pk, None)

    def test_the_notice_leads_to_the_page_of_the_room_above(self, monkeypatch, cast, route, timer):
        monkeypatch.setattr(pages, "_finders", [])
        pages.finder(lambda routes: {pk: pages.Page(f"/viec/{pk}/", cast.agency) for pk in routes})
        ringing.fire_all(at(1, 22, 17))
        notice = Notice.objects.get(person=cast.head)
        assert (notice.url, notice.subject_kind, notice.subject_id) == (
            f"/viec/{route.pk}/",
            "core.office",
            cast.agency.pk,
        )

    def test_desks_look_again(self, cast, timer):
        Hint.objects.all().delete()
        ringing.fire_all(at(1, 22, 17))
        assert list(Hint.objects.values_list("topic", flat=True)) == [f"core.desk.{cast.head.pk}"]

    def test_a_batch_costs_the_same_however_many_speak(self, cast, django_assert_max_num_queries):
        for number in range(12):
            route = start(cast, CHECK)
            acting.start_timer(
                route, step_of(route, "check_content"), budget=number + 1, unit=WORKING_DAY, at=RECEIVED
            )
        with django_assert_max_num_queries(22):
            assert ringing.fire_due(at(3, 2)) == 12


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_many_workers_at_once_and_every_rung_speaks_once():
    cast = build_people()
    made = []
    for _each in range(6):
        route = start(cast, CHECK)
        step = step_of(route, "check_content")
        made.append(acting.start_timer(route, step, budget=4, unit=WORKING_DAY, at=RECEIVED))
    gate, problems = threading.Barrier(4), []

    def work():
        try:
            gate.wait()
            for moment in (at(1, 22, 17), at(1, 23, 17), at(1, 26, 17), at(1, 27, 17), at(2, 27, 17)):
                while ringing.fire_due(moment, most=2):
                    pass
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _each in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert problems == []
    ringing.fire_all(at(2, 27, 17))
    for timer in made:
        assert sorted(rung for rung, _with in fires(timer)) == sorted(rungs.LADDER)
        spoken = timer.fires.filter(passed_with="").count()
        assert Notice.objects.filter(text__contains="“Việc thử”").count() >= spoken
    assert TimerFire.objects.count() == 30


QUARTERS = st.integers(0, 4 * 24 * 30).map(lambda quarters: RECEIVED + timedelta(minutes=15 * quarters))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    budget=st.integers(1, 12),
    unit=st.sampled_from([WORKING_HOUR, WORKING_DAY, CALENDAR_DAY]),
    moments=st.lists(QUARTERS, max_size=7, unique=True).map(sorted),
)
def test_pauses_neither_give_nor_take_time(cast, budget, unit, moments):
    """Whatever the pauses, what the ledger says was counted is the budget when the clock is due."""
    with transaction.atomic():
        route = start(cast, CHECK)
        timer = acting.start_timer(route, step_of(route, "check_content"), budget=budget, unit=unit, at=RECEIVED)
        calendar, counted, since = calendar_of(timer.office), Fraction(0), RECEIVED
        for number, moment in enumerate(moments):
            if number % 2 == 0:
                acting.pause_timers(route, "chờ", at=moment)
                counted += calendar.spent(since, moment, unit)
            else:
                acting.resume_timers(route, at=moment)
                since = moment
        timer.refresh_from_db()
        assert abs(Fraction(timer.consumed, rungs.MILLION) - counted) <= Fraction(len(moments), rungs.MILLION)
        if timer.phase == "running" and counted < budget:
            spent = counted + calendar.spent(since, timer.due_at, unit)
            assert spent >= budget - Fraction(len(moments) + 1, 1000)
            assert unit != WORKING_HOUR or spent <= budget + Fraction(1, 1000)
        transaction.set_rollback(True)
