"""The verbs of a route start, pause, go on, stop and lengthen its clocks."""

import pytest

from core.refusals import BadInput
from tests.workflows.ways import plan, start, step_of
from workflows.actions import routes
from workflows.actions import timers as acting
from workflows.models import Assignment, Suspension, Timer
from workflows.working_time import CALENDAR_DAY, WORKING_DAY, WORKING_HOUR


@pytest.fixture
def timed(cast):
    steps = [plan(1, "check_content", budget=2), plan(2, "do", person=cast.accountant, budget=4)]
    steps[1]["budget_unit"] = WORKING_HOUR
    return start(cast, *steps)


def clock(route, act):
    return Timer.objects.get(step__route=route, step__act=act)


def test_each_step_has_its_clock_while_it_is_open(cast, timed):
    assert clock(timed, "check_content").phase == "running"
    routes.finish_step(step_of(timed, "check_content"), by=cast.head)
    assert clock(timed, "check_content").phase == "stopped"
    second = clock(timed, "do")
    assert (second.phase, second.unit) == ("running", WORKING_HOUR)
    assert Assignment.objects.get().due == second.due_at


def test_a_supplement_pauses_and_its_answer_goes_on(cast, timed):
    whole = acting.start_timer(timed, budget=10, unit=WORKING_DAY)
    step = step_of(timed, "check_content")
    routes.ask_supplement(step, by=cast.head, reason="Thiếu xác nhận", lacks=["Giấy xác nhận"])
    assert {timer.phase for timer in timed.timers.all()} == {"paused"}
    assert {row.reason for row in Suspension.objects.all()} == {"Chờ bổ sung: Thiếu xác nhận"}
    timed.refresh_from_db()
    routes.resubmit(timed, by=cast.specialist)
    assert {timer.phase for timer in timed.timers.all()} == {"running"}
    whole.refresh_from_db()
    assert whole.running_since > whole.started_at
    step.refresh_from_db()
    assert Assignment.objects.get().due == step.due == clock(timed, "check_content").due_at


@pytest.mark.parametrize("ending", ["cancel", "reject", "return"])
def test_whatever_ends_the_route_stops_every_clock(cast, timed, ending):
    acting.start_timer(timed, budget=10, unit=WORKING_DAY)
    step = step_of(timed, "check_content")
    if ending == "cancel":
        routes.cancel_route(timed, by=cast.specialist)
    elif ending == "reject":
        routes.reject_route(step, by=cast.head, reason="Không đủ điều kiện", ground="Điều 5")
    else:
        routes.return_route(step, by=cast.head, reason="Thiếu căn cứ")
    assert {timer.phase for timer in timed.timers.all()} == {"stopped"}


def test_more_time_counts_in_the_unit_of_the_clock(cast, timed):
    before = clock(timed, "check_content")
    routes.extend_route(timed, by=cast.head, budget=3, reason="Cần đối chiếu")
    after = clock(timed, "check_content")
    assert (after.budget, after.due_at > before.due_at) == (5, True)
    with pytest.raises(BadInput, match="ngày làm việc"):
        routes.extend_route(timed, by=cast.head, budget=3, unit=CALENDAR_DAY, reason="Cần đối chiếu")


def test_going_back_gives_the_step_a_clock_of_its_own(cast, timed):
    routes.finish_step(step_of(timed, "check_content"), by=cast.head)
    routes.return_to_step(step_of(timed, "do"), by=cast.accountant, key="check_content", reason="Chưa rõ")
    phases = Timer.objects.order_by("pk").values_list("step__act", "step__round", "phase")
    assert list(phases) == [
        ("check_content", 1, "stopped"),
        ("do", 1, "stopped"),
        ("check_content", 2, "running"),
    ]
