"""Sent back for what is missing, to an earlier step, or refused; and going on from where it stood."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Appointment, AuditEntry, User
from core.refusals import BadInput, Forbidden, WrongState
from tests.workflows.ways import phases, plan, start, step_of, told_twice, waiting
from workflows import signals
from workflows.actions import routes
from workflows.models import Answer, Assignment, Return, Timer

BIG = {"field": "money", "op": "gt", "value": 20}
WHY = {"reason": "Thiếu giấy tờ.", "lacks": ["Bản sao quyết định", " Giấy mời ", "", "Giấy mời"]}


def case(cast, **facts):
    return start(
        cast,
        plan(1, "check", budget=2),
        plan(2, "approve", role="head", key="hop", needs="all", budget=3),
        {**plan(3, "approve", role="leader", key="lon"), "condition": BIG},
        plan(4, "do", role="clerk"),
        facts=facts or {"money": 5},
    )


def at_council(cast, **facts):
    """The case after its check, with one of two heads heard."""
    route = case(cast, **facts)
    routes.finish_step(step_of(route, "check"), by=cast.head)
    routes.finish_step(route.steps.get(key="hop"), by=cast.head)
    return route


def rows(route):
    return list(route.steps.order_by("pk").values_list("key", "round", "phase"))


def check_told(route):
    told, tables = told_twice(route)
    assert told == tables


def test_supplement_pauses_everything_and_keeps_the_list(cast):
    route = at_council(cast)
    heard = []

    def hear(sender, route, step, returned, by, **facts):
        heard.append((route.state, step.key, returned.lacks, by))

    signals.supplement_asked.connect(hear)
    try:
        routes.ask_supplement(route.steps.get(key="hop"), by=cast.checker, **WHY)
    finally:
        signals.supplement_asked.disconnect(hear)
    route.refresh_from_db()
    lacks = ["Bản sao quyết định", "Giấy mời"]
    assert heard == [("waiting", "hop", lacks, cast.checker)]
    assert (route.state, Assignment.objects.count()) == ("waiting", 0)
    assert [row[2] for row in rows(route)] == ["done", "paused", "later", "later"]
    sent = Return.objects.get()
    assert (sent.by, sent.to_key, sent.reason, sent.lacks, sent.answered_at) == (
        cast.checker, "", "Thiếu giấy tờ.", lacks, None,
    )  # fmt: skip
    assert list(Timer.objects.living().values_list("step__key", "phase")) == [("hop", "paused")]
    with pytest.raises(WrongState, match="tạm dừng vì đang chờ người đề nghị bổ sung"):
        routes.finish_step(route.steps.get(key="hop"), by=cast.checker)
    check_told(route)


def test_resubmission_goes_on_where_it_stood_with_the_voices_given(cast):
    route = at_council(cast)
    routes.ask_supplement(route.steps.get(key="hop"), by=cast.checker, **WHY)
    routes.resubmit(route, by=cast.specialist, facts={"money": 5, "note": "đã thêm"})
    route.refresh_from_db()
    assert (route.state, route.facts) == ("open", {"money": 5, "note": "đã thêm"})
    assert waiting(route) == {("approve", "chanhvanphong", None)}
    assert Return.objects.get().answered_at is not None
    assert list(Timer.objects.living().values_list("step__key", "phase")) == [("hop", "running")]
    routes.finish_step(route.steps.get(key="hop"), by=cast.checker)
    assert rows(route) == [("check", 1, "done"), ("hop", 1, "done"), ("lon", 1, "skipped"), ("do", 1, "open")]
    check_told(route)


def test_what_steers_the_way_changed_so_everything_is_asked_anew(cast):
    route = at_council(cast)
    routes.ask_supplement(route.steps.get(key="hop"), by=cast.checker, **WHY)
    heard = []

    def hear(sender, again, **facts):
        heard.append(again)

    signals.route_resubmitted.connect(hear)
    try:
        routes.resubmit(route, by=cast.specialist, facts={"money": 50})
    finally:
        signals.route_resubmitted.disconnect(hear)
    assert heard == [True]
    assert rows(route) == [
        ("check", 1, "done"),
        ("hop", 1, "skipped"),
        ("lon", 1, "later"),
        ("do", 1, "later"),
        ("check", 2, "open"),
        ("hop", 2, "later"),
    ]
    assert waiting(route) == {("check", "truongphong", None)}
    assert json.loads(AuditEntry.objects.get(verb="route_resubmitted").facts)["changed"] == ["money"]
    routes.finish_step(route.steps.get(key="check", round=2), by=cast.head)
    assert {row[1] for row in waiting(route)} == {"truongphong", "chanhvanphong"}
    check_told(route)


def test_what_was_approved_and_is_changed_is_approved_anew(cast):
    route = start(cast, plan(1, "approve"), plan(2, "do", role="clerk"), facts={"account": "111", "note": ""})
    routes.finish_step(step_of(route, "approve"), by=cast.head)
    routes.ask_supplement(step_of(route, "do"), by=cast.clerk, **WHY)
    routes.resubmit(route, by=cast.specialist, facts={"account": "111", "note": "rõ hơn"}, approved=["account"])
    assert waiting(route) == {("do", "vanthu", None)}
    routes.ask_supplement(step_of(route, "do"), by=cast.clerk, **WHY)
    routes.resubmit(route, by=cast.specialist, facts={"account": "999", "note": ""}, approved=["account"])
    assert waiting(route) == {("approve", "truongphong", None)}
    check_told(route)


def test_voices_given_to_what_has_changed_since_are_asked_for_again(cast):
    facts = {"account": "111", "note": ""}
    council = {**plan(1, "approve", role="head", key="hop", needs="all", budget=3)}
    route = start(cast, council, plan(1, "do", role="clerk"), plan(2, "pay", role="accountant"), facts=facts)
    first = route.steps.get(key="hop")
    routes.finish_step(first, by=cast.head)
    routes.ask_opinion(first, by=cast.checker, people=[cast.secretary], question="Đúng tài khoản không?")
    routes.ask_supplement(first, by=cast.checker, **WHY)
    routes.resubmit(route, by=cast.specialist, facts=facts | {"note": "rõ hơn"}, approved=["account"])
    assert ("approve", "truongphong", None) not in waiting(route)  # what they agreed to stands as it was
    routes.ask_supplement(first, by=cast.checker, **WHY)
    routes.resubmit(route, by=cast.specialist, facts=facts | {"account": "999"}, approved=["account"])
    check_told(route)
    assert waiting(route) == {
        ("approve", "truongphong", None),
        ("approve", "chanhvanphong", None),
        ("do", "vanthu", None),
    }
    assert rows(route) == [
        ("hop", 1, "skipped"),
        ("do", 1, "open"),
        ("pay", 1, "later"),
        ("hop-hoi-1", 1, "skipped"),
        ("hop", 2, "open"),
    ]
    assert list(Timer.objects.living().values_list("step__round", "phase")) == [(2, "running")]
    assert Answer.objects.get().step == first  # what was said is kept, and counts no more
    again = route.steps.get(key="hop", round=2)
    routes.finish_step(again, by=cast.checker)
    again.refresh_from_db()
    assert again.phase == "open"
    routes.finish_step(again, by=cast.head)
    routes.finish_step(step_of(route, "do"), by=cast.clerk)
    assert waiting(route) == {("pay", "ketoan", None)}
    check_told(route)


def test_only_the_requester_hands_in_and_only_what_was_asked_for(cast):
    route = case(cast)
    with pytest.raises(WrongState, match="Nộp bổ sung"):
        routes.resubmit(route, by=cast.specialist)
    routes.ask_supplement(step_of(route, "check"), by=cast.head, **WHY)
    with pytest.raises(Forbidden, match="Chỉ người đề nghị được nộp bổ sung"):
        routes.resubmit(route, by=cast.head)
    User.objects.filter(pk=cast.specialist.pk).update(is_active=False)
    with pytest.raises(Forbidden, match="Chỉ người đề nghị"):
        routes.resubmit(route, by=cast.clerk)
    routes.resubmit(route, by=cast.head)  # whose unit the vanished requester was of
    route.refresh_from_db()
    assert route.state == "open"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reason": "  "}, "Hãy ghi lý do yêu cầu bổ sung"),
        ({"lacks": ["a" * 501]}, "mỗi mục không quá 500 ký tự"),
        ({"lacks": [str(n) for n in range(51)]}, "không quá 50 mục"),
    ],
)
def test_supplement_needs_a_reason_and_a_list_one_can_read(cast, change, told):
    route = case(cast)
    with pytest.raises(BadInput, match=told):
        routes.ask_supplement(step_of(route, "check"), by=cast.head, **(WHY | change))
    assert waiting(route) == {("check", "truongphong", None)}


def test_plan_may_forbid_sending_back(cast):
    route = start(cast, plan(1, "check"), {**plan(2, "do", role="clerk"), "options": {"may_return": False}})
    routes.finish_step(step_of(route, "check"), by=cast.head)
    with pytest.raises(BadInput, match="Bước “thực hiện” không được trả lại"):
        routes.ask_supplement(step_of(route, "do"), by=cast.clerk, **WHY)
    with pytest.raises(BadInput, match="Bước “thực hiện” không được trả lại"):
        routes.return_to_step(step_of(route, "do"), by=cast.clerk, key="check", reason="Lại.")


def test_who_gives_an_opinion_does_not_end_or_stop_the_whole(cast):
    opinion = plan(2, "opinion", role="clerk")
    route = start(cast, plan(1, "check"), opinion, {**opinion, "key": "rong", "options": {"may_reject": True}})
    routes.finish_step(step_of(route, "check"), by=cast.head)
    step = route.steps.get(key="opinion")
    for verb, facts in (
        (routes.ask_supplement, WHY),
        (routes.return_to_step, {"key": "check", "reason": "Lại."}),
        (routes.reject_route, {"reason": "Không đủ.", "ground": "Điều 5"}),
    ):
        with pytest.raises(BadInput, match="Bước “cho ý kiến” chỉ nêu ý kiến"):
            verb(step, by=cast.clerk, **facts)
    routes.reject_route(route.steps.get(key="rong"), by=cast.clerk, reason="Không đủ.", ground="Điều 5")
    route.refresh_from_db()
    assert route.state == "rejected"
    check_told(route)


def test_back_to_a_named_step_makes_new_rows_and_never_uses_old_ones(cast):
    route = case(cast, money=50)
    routes.finish_step(step_of(route, "check"), by=cast.head)
    for person in (cast.head, cast.checker):
        routes.finish_step(route.steps.get(key="hop"), by=person)
    again = routes.return_to_step(route.steps.get(key="lon"), by=cast.leader, key="hop", **WHY)
    assert (again.key, again.round, again.phase) == ("hop", 2, "open")
    assert rows(route) == [
        ("check", 1, "done"),
        ("hop", 1, "done"),
        ("lon", 1, "returned"),
        ("do", 1, "later"),
        ("hop", 2, "open"),
        ("lon", 2, "later"),
    ]
    assert list(Return.objects.values_list("to_key", "from_step__key")) == [("hop", "lon")]
    assert {row[1] for row in waiting(route)} == {"truongphong", "chanhvanphong"}
    check_told(route)


@pytest.mark.parametrize("key", ["hop", "lon", "do", "nowhere", ""])
def test_back_goes_only_to_an_earlier_step(cast, key):
    route = at_council(cast)
    with pytest.raises(BadInput, match="Chỉ trả lại được về một bước trước"):
        routes.return_to_step(route.steps.get(key="hop"), by=cast.checker, key=key, reason="Lại.")
    assert Return.objects.count() == 0


def test_rejection_needs_reason_and_ground_and_ends_everything(cast):
    route = case(cast)
    step = step_of(route, "check")
    for reason, ground, told in (
        ("", "Điều 5", "Hãy ghi lý do từ chối"),
        ("Không đủ.", " ", "Hãy ghi căn cứ pháp lý"),
        ("Không đủ.", "a" * 501, "Căn cứ pháp lý dài quá 500 ký tự"),
    ):
        with pytest.raises(BadInput, match=told):
            routes.reject_route(step, by=cast.head, reason=reason, ground=ground)
    routes.reject_route(step, by=cast.head, reason="Không đủ.", ground="Điều 5 Quy chế")
    route.refresh_from_db()
    assert (route.state, route.ended_for, route.ground) == ("rejected", "Không đủ.", "Điều 5 Quy chế")
    assert route.ended_at is not None
    assert [phase for _act, phase in phases(route)] == ["failed", "skipped", "skipped", "skipped"]
    assert (Assignment.objects.count(), Timer.objects.living().count()) == (0, 0)
    assert list(Answer.objects.values_list("person", "verdict")) == [(cast.head.pk, "no")]
    check_told(route)


def test_route_may_be_taken_back_while_it_waits_for_papers(cast):
    route = case(cast)
    routes.ask_supplement(step_of(route, "check"), by=cast.head, **WHY)
    routes.cancel_route(route, by=cast.specialist, reason="Không cần nữa.")
    route.refresh_from_db()
    assert (route.state, route.ended_for) == ("cancelled", "Không cần nữa.")
    assert {phase for _act, phase in phases(route)} == {"skipped"}
    check_told(route)


def test_more_time_moves_the_clock_and_is_announced(cast):
    route = case(cast)
    before = Timer.objects.get().due_at
    heard = []

    def hear(sender, route, by, budget, unit, reason, **facts):
        heard.append((by, budget, unit, reason))

    signals.route_extended.connect(hear)
    try:
        routes.extend_route(route, by=cast.head, budget=3, reason="Chờ số liệu của sở khác.")
    finally:
        signals.route_extended.disconnect(hear)
    assert heard == [(cast.head, 3, "working_day", "Chờ số liệu của sở khác.")]
    assert Timer.objects.get().due_at > before
    assert step_of(route, "check").due == Timer.objects.get().due_at
    routes.extend_route(route, by=cast.leader, budget=1, reason="Thêm một ngày.")


@pytest.mark.parametrize(("budget", "reason"), [(0, "a"), (-1, "a"), (True, "a"), ("3", "a"), (3, " ")])
def test_more_time_must_be_time_and_have_a_reason(cast, budget, reason):
    route = case(cast)
    with pytest.raises(BadInput):
        routes.extend_route(route, by=cast.head, budget=budget, reason=reason)


def test_time_is_given_by_those_in_charge_of_what_is_under_way(cast):
    route = case(cast)
    with pytest.raises(Forbidden, match="Chỉ người đang xử lý hoặc cấp trên"):
        routes.extend_route(route, by=cast.specialist, budget=3, reason="Tôi muốn thêm.")
    routes.cancel_route(route, by=cast.specialist)
    with pytest.raises(WrongState):
        routes.extend_route(route, by=cast.head, budget=3, reason="Thêm.")


def test_somebody_gone_while_the_papers_were_missing_is_replaced_when_it_goes_on(cast):
    route = case(cast)
    routes.ask_supplement(step_of(route, "check"), by=cast.head, **WHY)
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(person=cast.head).update(ends=yesterday)
    routes.resubmit(route, by=cast.specialist)
    assert waiting(route) == {("check", "giamdoc", None)}
    check_told(route)
