"""Routes of people: one after the other, side by side, back, stopped; and two at once."""

import json
import threading

import pytest
from django.db import connection
from django.utils import timezone

from core.actions.appointments import end_appointment
from core.models import Appointment, AuditEntry
from core.refusals import BadInput, Forbidden, WrongState
from tests.workflows.ways import phases, plan, start, step_of, waiting
from workflows.actions import routes
from workflows.calendars import calendar_of
from workflows.models import Assignment, Opinion, Route
from workflows.signals import route_finished, route_returned, step_done, step_opened
from workflows.working_time import WORKING_DAY


@pytest.fixture
def heard():
    """The names of the signals that were sent, in order."""
    found = []
    signals = {"opened": step_opened, "done": step_done, "finished": route_finished, "returned": route_returned}
    hearers = {}
    for name, signal in signals.items():

        def hear(sender, name=name, step=None, **facts):
            found.append((name, step.act) if step is not None else (name,))

        hearers[name] = hear
        signal.connect(hear)
    yield found
    for name, signal in signals.items():
        signal.disconnect(hearers[name])


def three_steps(cast):
    return start(
        cast,
        plan(1, "check_content"),
        plan(2, "check_form", post=cast.posts["checker"]),
        plan(3, "seal", role="clerk"),
    )


def test_steps_open_one_after_the_other_until_the_route_is_done(cast, heard):
    route = three_steps(cast)
    assert waiting(route) == {("check_content", "truongphong", None)}
    routes.finish_step(step_of(route, "check_content"), by=cast.head)
    assert waiting(route) == {("check_form", "chanhvanphong", None)}
    routes.finish_step(step_of(route, "check_form"), by=cast.checker)
    assert waiting(route) == {("seal", "vanthu", None)}
    routes.finish_step(step_of(route, "seal"), by=cast.clerk)
    route.refresh_from_db()
    assert route.state == "done"
    assert phases(route) == [("check_content", "done"), ("check_form", "done"), ("seal", "done")]
    assert Assignment.objects.count() == 0
    assert heard == [
        ("opened", "check_content"),
        ("done", "check_content"),
        ("opened", "check_form"),
        ("done", "check_form"),
        ("opened", "seal"),
        ("done", "seal"),
        ("finished",),
    ]


def test_steps_of_one_position_wait_side_by_side_and_for_each_other(cast):
    route = start(
        cast,
        plan(1, "opinion", person=cast.accountant),
        plan(1, "endorse", person=cast.secretary),
        plan(2, "sign", name="signer"),
        named={"signer": cast.deputy},
    )
    assert waiting(route) == {("opinion", "ketoan", None), ("endorse", "thuky", None)}
    routes.finish_step(step_of(route, "endorse"), by=cast.secretary)
    assert waiting(route) == {("opinion", "ketoan", None)}
    routes.finish_step(step_of(route, "opinion"), by=cast.accountant)
    assert waiting(route) == {("sign", "phogiamdoc", None)}


def test_return_closes_what_was_open_and_skips_the_rest(cast, heard):
    route = start(
        cast,
        plan(1, "opinion", person=cast.accountant),
        plan(1, "endorse", person=cast.secretary),
        plan(2, "seal", role="clerk"),
    )
    routes.return_route(step_of(route, "opinion"), by=cast.accountant, reason="  Thiếu số liệu quý IV.\x00 ")
    route.refresh_from_db()
    assert route.state == "returned"
    assert phases(route) == [("opinion", "returned"), ("endorse", "skipped"), ("seal", "skipped")]
    assert Assignment.objects.count() == 0
    assert list(Opinion.objects.values_list("text", "by")) == [("Thiếu số liệu quý IV.", cast.accountant.pk)]
    assert heard[-1] == ("returned", "opinion")
    entry = AuditEntry.objects.get(verb="route_returned")
    assert (entry.actor, json.loads(entry.facts)["reason"]) == (cast.accountant, "Thiếu số liệu quý IV.")


@pytest.mark.parametrize("reason", ["", "   ", "\x00\x01"])
def test_return_needs_a_reason(cast, reason):
    route = three_steps(cast)
    with pytest.raises(BadInput, match="Hãy ghi lý do trả lại"):
        routes.return_route(step_of(route, "check_content"), by=cast.head, reason=reason)
    assert waiting(route) == {("check_content", "truongphong", None)}


def test_cancel_leaves_nothing_waiting_and_happens_once(cast):
    route = three_steps(cast)
    routes.cancel_route(route, by=cast.specialist, reason="Rút về")
    route.refresh_from_db()
    assert (route.state, Assignment.objects.count()) == ("cancelled", 0)
    assert {phase for _act, phase in phases(route)} == {"skipped"}
    with pytest.raises(WrongState):
        routes.cancel_route(route, by=cast.specialist)
    with pytest.raises(WrongState, match="không còn chờ xử lý"):
        routes.finish_step(step_of(route, "check_content"), by=cast.head)


def test_step_is_only_for_those_it_waits_for(cast):
    route = three_steps(cast)
    with pytest.raises(Forbidden, match="Bước này đang chờ Phạm Văn Hùng"):
        routes.finish_step(step_of(route, "check_content"), by=cast.accountant)
    with pytest.raises(WrongState):
        routes.finish_step(step_of(route, "seal"), by=cast.clerk)
    assert phases(route) == [("check_content", "open"), ("check_form", "later"), ("seal", "later")]


def test_done_step_names_who_was_first_and_when(cast):
    route = three_steps(cast)
    step = routes.finish_step(step_of(route, "check_content"), by=cast.head)
    when = f"{timezone.localtime(step.done_at):%H:%M %d/%m/%Y}"
    with pytest.raises(WrongState) as refused:
        routes.finish_step(step_of(route, "check_content"), by=cast.head)
    assert str(refused.value) == f"Phạm Văn Hùng đã xử lý bước “kiểm tra nội dung” lúc {when}."


def test_whoever_left_the_post_no_longer_acts(cast):
    route = three_steps(cast)
    held = Appointment.objects.get(person=cast.head)
    end_appointment(held, by=cast.keeper, ends=timezone.localdate() - timezone.timedelta(days=1))
    with pytest.raises(Forbidden, match="không còn giữ vị trí"):
        routes.finish_step(step_of(route, "check_content"), by=cast.head)
    assert phases(route)[0] == ("check_content", "open")


def test_note_is_kept_as_an_opinion_of_the_step(cast):
    route = three_steps(cast)
    step = routes.finish_step(step_of(route, "check_content"), by=cast.head, note=" Nội dung đúng.\n")
    assert list(Opinion.objects.values_list("step", "by", "text")) == [(step.pk, cast.head.pk, "Nội dung đúng.")]


@pytest.mark.parametrize(
    ("text", "told"), [("", "Hãy ghi ý kiến"), ("\x07 ", "Hãy ghi ý kiến"), ("a" * 4001, "dài quá 4000")]
)
def test_opinion_must_say_something_and_not_too_much(cast, text, told):
    route = three_steps(cast)
    with pytest.raises(BadInput, match=told):
        routes.add_opinion(route, by=cast.head, text=text)
    assert Opinion.objects.count() == 0


def test_opinion_is_kept_and_written_to_the_audit(cast):
    route = three_steps(cast)
    opinion = routes.add_opinion(route, by=cast.specialist, text="<script>alert(1)</script>")
    assert opinion.text == "<script>alert(1)</script>"
    assert json.loads(AuditEntry.objects.get(verb="opinion_given").facts) == {"opinion": opinion.pk}


def test_step_nobody_can_do_is_refused_at_submission(cast):
    end_appointment(
        Appointment.objects.get(person=cast.clerk),
        by=cast.keeper,
        ends=timezone.localdate() - timezone.timedelta(days=1),
    )
    with pytest.raises(BadInput) as refused:
        three_steps(cast)
    assert str(refused.value) == (
        "Bước “đóng dấu” chưa có ai đảm nhiệm. Quản trị hệ thống cần phân công trước khi trình."
    )
    assert (Route.objects.count(), Assignment.objects.count()) == (0, 0)


def test_deadline_counts_working_days_and_urgency_sets_the_rank(cast):
    route = start(cast, plan(1, "check_content", budget=2), urgency="rush")
    step = step_of(route, "check_content")
    row = Assignment.objects.get()
    assert (row.rank, row.due) == (1, step.due)
    assert step.due == calendar_of(cast.digital).due(step.opened_at, 2, WORKING_DAY)
    assert timezone.localtime(step.due).weekday() < 5


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_one_wins_and_the_other_hears_who(transactional_db):
    from tests.cast import build_people

    cast = build_people()
    route = start(cast, plan(1, "check_content"), plan(2, "seal", role="clerk"))
    step = step_of(route, "check_content")
    begin, answers = threading.Barrier(4), []

    def press():
        begin.wait()
        try:
            answers.append(routes.finish_step(step, by=cast.head).phase)
        except WrongState as refused:
            answers.append(str(refused))
        finally:
            connection.close()

    people = [threading.Thread(target=press) for _each in range(4)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    step.refresh_from_db()
    late = f"Phạm Văn Hùng đã xử lý bước “kiểm tra nội dung” lúc {timezone.localtime(step.done_at):%H:%M %d/%m/%Y}."
    assert sorted(answers, key=len) == ["done", late, late, late]
    assert AuditEntry.objects.filter(verb="step_done").count() == 1
    assert waiting(route) == {("seal", "vanthu", None)}
