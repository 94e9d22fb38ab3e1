"""One of several, all of them, enough of them; taken back while nobody has built on it; two at the same moment."""

import json

import pytest
from django.utils import timezone

from core.models import Appointment, AuditEntry
from core.refusals import BadInput, Forbidden, WrongState
from tests.workflows.pressing import at_once
from tests.workflows.test_actors import seat
from tests.workflows.ways import phases, plan, stand_in, start, step_of, told_twice, waiting
from workflows import signals
from workflows.actions import routes
from workflows.actions.deputies import keep_deputies
from workflows.automatic import FUNCTIONS, automatic
from workflows.models import Answer, Opinion, RouteStep

HEADS = {"act": "approve", "actor_kind": "role", "role": "head", "key": "hop"}


def council(cast, needs, quorum=None, then=True, **options):
    """Three heads of units decide; whether they may fail without the end of the route is in the options."""
    seat(cast, cast.finance, "Trưởng phòng Kế hoạch", "head", "truongphong3", "Lý Thị Sen", rank=12)
    last = [plan(2, "do", role="clerk")] if then else []
    return start(cast, {**HEADS, "position": 1, "needs": needs, "quorum": quorum, "options": options}, *last)


def say(route, *voices):
    """Voices of the three heads one after the other; returns the phase of their step."""
    from core.models import User

    for account, verdict in voices:
        routes.finish_step(step_of(route, "approve"), by=User.objects.get(username=account), verdict=verdict)
    route.refresh_from_db()
    return step_of(route, "approve").phase, route.state


@pytest.mark.parametrize(
    ("needs", "quorum", "verdicts", "expected"),
    [
        ("any", None, ["yes"], ("done", "open")),
        ("any", None, ["no"], ("open", "open")),
        ("any", None, ["no", "abstain", "no"], ("failed", "rejected")),
        ("any", None, ["no", "no", "yes"], ("done", "open")),
        ("all", None, ["yes", "yes"], ("open", "open")),
        ("all", None, ["yes", "yes", "yes"], ("done", "open")),
        ("all", None, ["yes", "abstain", "yes"], ("done", "open")),
        ("all", None, ["abstain", "abstain", "abstain"], ("failed", "rejected")),
        ("all", None, ["yes", "no"], ("failed", "rejected")),
        ("quorum", 2, ["yes", "no"], ("open", "open")),
        ("quorum", 2, ["yes", "yes"], ("done", "open")),
        ("quorum", 2, ["yes", "no", "yes"], ("done", "open")),
        ("quorum", 2, ["no", "no"], ("failed", "rejected")),
        ("quorum", 2, ["no", "abstain"], ("failed", "rejected")),
    ],
)
def test_how_many_must_agree(cast, needs, quorum, verdicts, expected):
    route = council(cast, needs, quorum)
    heads = ("truongphong", "chanhvanphong", "truongphong3")
    assert say(route, *zip(heads, verdicts, strict=False)) == expected
    told, tables = told_twice(route)
    assert told == tables


def test_what_did_not_pass_goes_on_when_the_plan_says_so(cast):
    route = council(cast, "all", on_failure="go_on")
    assert say(route, ("truongphong", "no")) == ("failed", "open")
    assert waiting(route) == {("do", "vanthu", None)}


def test_everybody_asked_for_an_opinion_is_heard_and_the_route_goes_on(cast):
    step = {**plan(1, "opinion", role="head"), "needs": "all"}
    route = start(cast, step, plan(2, "do", role="clerk"))
    routes.finish_step(step_of(route, "opinion"), by=cast.head, verdict="no", note="Chưa nên.")
    assert waiting(route) == {("opinion", "chanhvanphong", None)}
    routes.finish_step(step_of(route, "opinion"), by=cast.checker)
    assert phases(route) == [("opinion", "failed"), ("do", "open")]
    assert list(Opinion.objects.values_list("text", flat=True)) == ["Chưa nên."]


def test_rejection_by_vote_keeps_the_ground_of_the_plan_and_is_announced(cast):
    heard = []

    def hear(sender, **facts):
        heard.append((facts["reason"], facts["ground"]))

    signals.route_rejected.connect(hear)
    try:
        route = council(cast, "all", ground="Điều 5 Quy chế làm việc")
        routes.finish_step(step_of(route, "approve"), by=cast.head, verdict="no", note="Trùng lịch họp.")
    finally:
        signals.route_rejected.disconnect(hear)
    route.refresh_from_db()
    why = "Bước “phê duyệt” không đạt. Trùng lịch họp."
    assert heard == [(why, "Điều 5 Quy chế làm việc")]
    assert (route.state, route.ended_for, route.ground) == ("rejected", why, "Điều 5 Quy chế làm việc")
    assert phases(route) == [("approve", "failed"), ("do", "skipped")]


def test_one_voice_a_seat_whoever_speaks_it(cast):
    route = council(cast, "all")
    stand_in(cast.head, cast.accountant)
    keep_deputies(timezone.now())
    routes.finish_step(step_of(route, "approve"), by=cast.accountant)
    answer = Answer.objects.get()
    assert (answer.person, answer.on_behalf_of) == (cast.accountant, cast.head)
    with pytest.raises(WrongState, match=r"Vũ Hải Yến đã trả lời bước “phê duyệt” lúc"):
        routes.finish_step(step_of(route, "approve"), by=cast.head)
    with pytest.raises(WrongState, match=r"Vũ Hải Yến đã trả lời"):
        routes.finish_step(step_of(route, "approve"), by=cast.accountant)
    assert {row[1] for row in waiting(route)} == {"chanhvanphong", "truongphong3"}


@pytest.mark.parametrize("verdict", ["maybe", "", None])
def test_verdict_must_be_one_of_three(cast, verdict):
    route = council(cast, "all")
    with pytest.raises(BadInput, match="Hãy chọn đồng ý, không đồng ý hoặc không có ý kiến"):
        routes.finish_step(step_of(route, "approve"), by=cast.head, verdict=verdict)
    assert Answer.objects.count() == 0


def test_undone_until_the_next_one_acts(cast):
    route = start(cast, plan(1, "check"), plan(2, "do", role="clerk"))
    routes.finish_step(step_of(route, "check"), by=cast.head, note="Nhầm.")
    again = routes.undo_step(step_of(route, "check"), by=cast.head)
    assert (again.round, again.phase) == (2, "open")
    rows = list(route.steps.order_by("pk").values_list("key", "round", "phase", "skipped_for"))
    assert rows == [
        ("check", 1, "undone", ""),
        ("do", 1, "skipped", "again"),
        ("check", 2, "open", ""),
        ("do", 2, "later", ""),
    ]
    assert waiting(route) == {("check", "truongphong", None)}
    routes.finish_step(again, by=cast.head)
    routes.finish_step(route.steps.get(key="do", round=2), by=cast.clerk)
    route.refresh_from_db()
    assert route.state == "done"
    told, tables = told_twice(route)
    assert told == tables


def test_undo_is_refused_once_somebody_went_on(cast):
    route = start(cast, plan(1, "check"), plan(2, "do", role="clerk"), plan(3, "approve", role="leader"))
    routes.finish_step(step_of(route, "check"), by=cast.head)
    with pytest.raises(Forbidden, match="Phạm Văn Hùng đã xử lý bước “kiểm tra, tiếp nhận”"):
        routes.undo_step(step_of(route, "check"), by=cast.clerk)
    with pytest.raises(Forbidden, match="Bạn chưa trả lời bước này"):
        routes.undo_step(step_of(route, "do"), by=cast.clerk)
    routes.finish_step(step_of(route, "do"), by=cast.clerk)
    with pytest.raises(WrongState, match="Đã có người xử lý tiếp sau bạn"):
        routes.undo_step(step_of(route, "check"), by=cast.head)
    routes.finish_step(step_of(route, "approve"), by=cast.leader)
    with pytest.raises(WrongState, match="Luồng xử lý đã kết thúc"):
        routes.undo_step(step_of(route, "approve"), by=cast.leader)


def test_result_handed_out_is_not_taken_back(cast):
    route = start(cast, plan(1, "issue_result", role="clerk"), plan(2, "do", role="clerk"))
    routes.finish_step(step_of(route, "issue_result"), by=cast.clerk)
    with pytest.raises(WrongState, match="Việc “trả kết quả” không rút lại được"):
        routes.undo_step(step_of(route, "issue_result"), by=cast.clerk)


def test_one_of_several_takes_back_a_voice_and_the_others_stand(cast):
    route = council(cast, "quorum", 2)
    say(route, ("truongphong", "no"))
    routes.undo_step(step_of(route, "approve"), by=cast.head)
    assert Answer.objects.count() == 0
    assert {row[1] for row in waiting(route)} == {"truongphong", "chanhvanphong", "truongphong3"}
    say(route, ("truongphong", "yes"), ("chanhvanphong", "yes"))
    again = routes.undo_step(route.steps.get(key="hop"), by=cast.checker)
    assert list(again.answers.values_list("person__username", "verdict")) == [("truongphong", "yes")]
    assert {row[1] for row in waiting(route)} == {"chanhvanphong", "truongphong3"}
    routes.finish_step(again, by=cast.checker)
    assert waiting(route) == {("do", "vanthu", None)}
    told, tables = told_twice(route)
    assert told == tables


def test_house_does_its_own_steps_at_once(cast):
    automatic("thu-ghi-so")(lambda route, step: f"Đã ghi {route.facts['days']} ngày")
    told = []

    def hear(sender, step, people, text, **facts):
        told.append((people, text))

    signals.notice_due.connect(hear)
    nobody = {"actor": {"kind": "nobody"}}
    notice = {"text": "Đơn đã được duyệt.", "to": {"kind": "requester"}}
    try:
        route = start(
            cast,
            plan(1, "approve"),
            {"position": 2, "act": "auto", **nobody, "options": {"run": "thu-ghi-so"}},
            {"position": 2, "act": "notify", **nobody, "options": notice},
            facts={"days": 3},
        )
        routes.finish_step(step_of(route, "approve"), by=cast.head)
    finally:
        del FUNCTIONS["thu-ghi-so"]
        signals.notice_due.disconnect(hear)
    route.refresh_from_db()
    assert route.state == "done"
    ran = list(route.steps.filter(position=2).order_by("key").values_list("act", "phase", "note", "done_by"))
    assert ran == [("auto", "done", "Đã ghi 3 ngày", None), ("notify", "done", "Đơn đã được duyệt.", None)]
    assert told == [([cast.specialist.pk], "Đơn đã được duyệt.")]


def test_failing_house_step_undoes_the_act_that_led_to_it(cast):
    def fail(route, step):
        raise WrongState("Phòng vừa có người đặt.")

    automatic("thu-hong")(fail)
    step = {"position": 2, "act": "auto", "actor": {"kind": "nobody"}, "options": {"run": "thu-hong"}}
    try:
        route = start(cast, plan(1, "approve"), step)
        with pytest.raises(WrongState, match="Phòng vừa có người đặt"):
            routes.finish_step(step_of(route, "approve"), by=cast.head)
    finally:
        del FUNCTIONS["thu-hong"]
    assert phases(route) == [("approve", "open"), ("auto", "later")]
    assert Answer.objects.count() == 0


def test_payment_is_announced_when_the_route_is_done(cast):
    heard = []

    def hear(sender, route, step, amount, **facts):
        heard.append((route.state, step.key, amount))

    signals.payment_approved.connect(hear)
    pay = {**plan(1, "pay", role="accountant"), "options": {"amount": "total"}}
    try:
        route = start(cast, pay, plan(2, "approve", role="leader"), facts={"total": 12_500_000})
        routes.finish_step(step_of(route, "pay"), by=cast.accountant)
        assert heard == []
        routes.finish_step(step_of(route, "approve"), by=cast.leader)
    finally:
        signals.payment_approved.disconnect(hear)
    assert heard == [("done", "pay", 12_500_000)]


def test_conditions_choose_the_way_and_skipped_steps_are_in_the_audit(cast):
    big = {"field": "money", "op": "gt", "value": 20}
    steps = [plan(1, "check"), {**plan(2, "approve", role="leader"), "condition": big}, plan(3, "do", role="clerk")]
    small, large = start(cast, *steps, facts={"money": 5}), start(cast, *steps, facts={"money": 50})
    for route in (small, large):
        routes.finish_step(step_of(route, "check"), by=cast.head)
    assert waiting(small) == {("do", "vanthu", None)}
    assert waiting(large) == {("approve", "giamdoc", None)}
    entry = AuditEntry.objects.get(verb="steps_skipped")
    assert json.loads(entry.facts) == {"steps": [["approve", 1]], "why": "condition"}


def test_route_without_a_step_that_is_needed_is_done_at_once(cast):
    route = start(cast, {**plan(1, "approve"), "condition": {"field": "money", "op": "filled"}})
    assert (route.state, phases(route)) == ("done", [("approve", "skipped")])


def test_quorum_the_office_cannot_reach_is_refused_at_submission(cast):
    with pytest.raises(BadInput, match="cần 3 người đồng ý nhưng hiện chỉ có 2 người"):
        start(cast, {**HEADS, "position": 1, "needs": "quorum", "quorum": 3})


@pytest.mark.django_db(transaction=True)
def test_two_approvers_at_once_one_wins_and_the_other_hears_who(transactional_db):
    from tests.cast import build_people

    cast = build_people()
    route = start(cast, plan(1, "approve", role="head"), plan(2, "do", role="clerk"))
    step = step_of(route, "approve")
    answers = at_once(
        *[
            lambda person=person: routes.finish_step(step, by=person).done_by.pk
            for person in (cast.head, cast.checker)
        ]
    )
    step.refresh_from_db()
    late = f"{step.done_by} đã xử lý bước “phê duyệt” lúc {timezone.localtime(step.done_at):%H:%M %d/%m/%Y}."
    assert sorted(answers, key=str) == sorted([step.done_by_id, late], key=str)
    assert Answer.objects.count() == 1
    assert AuditEntry.objects.filter(verb="step_done").count() == 1
    assert waiting(route) == {("do", "vanthu", None)}


@pytest.mark.django_db(transaction=True)
def test_two_voices_at_once_are_both_counted_and_the_step_closes_once(transactional_db):
    from tests.cast import build_people

    cast = build_people()
    route = start(cast, {**HEADS, "position": 1, "needs": "all"}, plan(2, "do", role="clerk"))
    step = step_of(route, "approve")
    answers = at_once(
        *[lambda person=person: routes.finish_step(step, by=person).phase for person in (cast.head, cast.checker)]
    )
    assert sorted(answers) == ["done", "open"]
    assert Answer.objects.count() == 2
    assert AuditEntry.objects.filter(verb__in=("step_done", "step_answered")).count() == 2
    assert RouteStep.objects.filter(route=route, phase="open").count() == 1


@pytest.mark.django_db(transaction=True)
def test_approval_and_undo_and_return_at_once_leave_one_truth(transactional_db):
    from tests.cast import build_people

    cast = build_people()
    route = start(cast, plan(1, "check"), plan(2, "do", role="clerk"), plan(3, "approve", role="leader"))
    first = step_of(route, "check")
    routes.finish_step(first, by=cast.head)
    second = step_of(route, "do")
    answers = at_once(
        lambda: routes.undo_step(first, by=cast.head).key,
        lambda: routes.finish_step(second, by=cast.clerk).key,
        lambda: routes.return_to_step(second, by=cast.clerk, key="check", reason="Thiếu chữ ký.").key,
    )
    assert len([answer for answer in answers if answer in ("check", "do")]) == 1
    route.refresh_from_db()
    told, tables = told_twice(route)
    assert told == tables
    assert route.steps.filter(phase="open").count() == 1


def test_whoever_left_takes_nothing_back(cast):
    route = start(cast, plan(1, "check"), plan(2, "do", role="clerk"))
    step = routes.finish_step(step_of(route, "check"), by=cast.head)
    Appointment.objects.filter(person=cast.head).update(starts="2020-01-01", ends="2020-12-31")
    with pytest.raises(Forbidden, match="không còn làm việc trong cơ quan"):
        routes.undo_step(step, by=cast.head)
    assert waiting(route) == {("do", "vanthu", None)}
