"""A step passes on: forwarded, asked about, taken over, following the post, sent up; never lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.actions.appointments import appoint, end_appointment
from core.actions.people import deactivate_person
from core.models import Appointment, AuditEntry, Notice, User
from core.refusals import BadInput, Forbidden, WrongState
from tests.workflows.test_actors import leave, seat
from tests.workflows.ways import plan, stand_in, start, step_of, told_twice, waiting
from workflows import clocks, signals
from workflows.actions import handing, routes
from workflows.actions.deputies import keep_deputies
from workflows.models import Assignment, Handover, Opinion


def check_told(route):
    told, tables = told_twice(route)
    assert told == tables


def test_forwarded_step_waits_for_the_other_and_says_why(cast):
    route = start(cast, plan(1, "check"), plan(2, "do", role="clerk"))
    routes.forward_step(step_of(route, "check"), by=cast.head, to=cast.accountant, reason="Thuộc tài chính.")
    assert waiting(route) == {("check", "ketoan", None)}
    with pytest.raises(Forbidden, match="Bước này đang chờ Vũ Hải Yến"):
        routes.finish_step(step_of(route, "check"), by=cast.head)
    routes.finish_step(step_of(route, "check"), by=cast.accountant)
    assert waiting(route) == {("do", "vanthu", None)}
    row = Handover.objects.get()
    assert (row.giver, row.taker, row.by, row.reason) == (cast.head, cast.accountant, cast.head, "Thuộc tài chính.")
    check_told(route)


def test_deputy_forwards_the_seat_of_the_absent(cast):
    stand_in(cast.head, cast.secretary)
    route = start(cast, plan(1, "do"))
    with pytest.raises(BadInput, match="Không tự chuyển cho chính mình"):  # their own beyond the deputation
        routes.forward_step(step_of(route, "do"), by=cast.secretary, to=cast.secretary, reason="Để tôi.")
    routes.forward_step(step_of(route, "do"), by=cast.secretary, to=cast.accountant, reason="Đúng việc hơn.")
    assert waiting(route) == {("do", "ketoan", None)}
    assert Handover.objects.get().giver == cast.head


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("head", "Bước này đang ở chính người đó"),
        ("specialist", "Nguyễn Thị Lan là người đề nghị"),
        ("outsider", "Đặng Thu Hà không còn làm việc trong cơ quan"),
        ("keeper", "Ngô Quốc Bảo không còn làm việc trong cơ quan"),
    ],
)
def test_forwarding_to_somebody_who_cannot_decide_is_refused(cast, to, told):
    route = start(cast, plan(1, "check"))
    with pytest.raises(BadInput, match=told):
        routes.forward_step(step_of(route, "check"), by=cast.head, to=getattr(cast, to), reason="Xem giúp.")
    with pytest.raises(BadInput, match="Hãy ghi lý do chuyển"):
        routes.forward_step(step_of(route, "check"), by=cast.head, to=cast.accountant, reason=" ")
    assert waiting(route) == {("check", "truongphong", None)}


def test_signing_is_nobody_else_s_and_the_plan_may_keep_a_step_where_it_is(cast):
    kept = {**plan(1, "do", role="clerk"), "options": {"may_forward": False}}
    route = start(cast, plan(1, "sign", name="signer"), kept, named={"signer": cast.deputy})
    for act, person in (("sign", cast.deputy), ("do", cast.clerk)):
        with pytest.raises(BadInput, match="không chuyển cho người khác được"):
            routes.forward_step(step_of(route, act), by=person, to=cast.accountant, reason="Giúp.")


def test_question_waits_beside_the_step_and_is_answered(cast):
    route = start(cast, plan(1, "check", budget=2), plan(2, "do", role="clerk"))
    step = step_of(route, "check")
    asked = routes.ask_opinion(step, by=cast.head, people=[cast.accountant, cast.secretary], question="Đủ kinh phí?")
    assert waiting(route) == {
        ("check", "truongphong", None),
        ("opinion", "ketoan", None),
        ("opinion", "thuky", None),
    }
    with pytest.raises(BadInput, match="Hãy ghi ý kiến"):
        routes.answer_opinion(asked[0], by=cast.accountant, text=" ")
    routes.answer_opinion(asked[0], by=cast.accountant, text="Đủ.")
    assert list(Opinion.objects.values_list("by__username", "text")) == [("ketoan", "Đủ.")]
    routes.finish_step(step, by=cast.head)
    assert waiting(route) == {("do", "vanthu", None)}
    assert route.steps.get(key="check-hoi-2").skipped_for == "answered"
    check_told(route)


def test_questions_go_on_after_a_supplement_and_end_with_a_rejection(cast):
    route = start(cast, plan(1, "check"))
    step = step_of(route, "check")
    routes.ask_opinion(step, by=cast.head, people=[cast.accountant], question="Có nên không?")
    routes.ask_supplement(step, by=cast.head, reason="Thiếu giấy.")
    assert waiting(route) == set()
    routes.resubmit(route, by=cast.specialist)
    assert waiting(route) == {("check", "truongphong", None), ("opinion", "ketoan", None)}
    routes.reject_route(step, by=cast.head, reason="Không đủ.", ground="Điều 5")
    assert waiting(route) == set()
    check_told(route)


def test_who_may_be_asked(cast):
    route = start(cast, plan(1, "check"))
    step = step_of(route, "check")
    for people, told in (
        ([], "Hãy chọn từ 1 đến 20 người"),
        ([cast.head], "Không tự hỏi ý kiến chính mình"),
        ([cast.specialist], "là người đề nghị"),
        ([cast.outsider], "không còn làm việc trong cơ quan"),
    ):
        with pytest.raises(BadInput, match=told):
            routes.ask_opinion(step, by=cast.head, people=people, question="Có nên không?")
    (asked,) = routes.ask_opinion(step, by=cast.head, people=[cast.accountant], question="Có nên không?")
    with pytest.raises(BadInput, match="không hỏi tiếp người khác được"):
        routes.ask_opinion(asked, by=cast.accountant, people=[cast.clerk], question="Chị nghĩ sao?")
    assert route.steps.count() == 2


def test_who_was_only_asked_decides_nothing(cast):
    route = start(cast, plan(1, "check"), plan(2, "do", role="clerk"))
    routes.finish_step(step_of(route, "check"), by=cast.head)
    (asked,) = routes.ask_opinion(step_of(route, "do"), by=cast.clerk, people=[cast.accountant], question="Nên?")
    why = {"by": cast.accountant, "reason": "Tôi không thích."}
    for verb, facts in (
        (routes.reject_route, {"ground": "Điều 5"}),
        (routes.ask_supplement, {}),
        (routes.return_to_step, {"key": "check"}),
        (routes.return_route, {}),
    ):
        with pytest.raises(BadInput, match="chỉ trả lời"):
            verb(asked, **why, **facts)
    with pytest.raises(Forbidden, match="Chỉ người đang xử lý"):
        routes.extend_route(route, by=cast.accountant, budget=5, reason="Bận.")
    route.refresh_from_db()
    assert (route.state, waiting(route)) == ("open", {("do", "vanthu", None), ("opinion", "ketoan", None)})


def of_clerks(cast, needs="all", quorum=None):
    """A step of two clerks, one of the office of the checker and one of the digital unit."""
    other = seat(cast, cast.digital, "Văn thư phòng", "clerk", "vanthu2", "Lê Thị Bưởi")
    step = {**plan(1, "approve", role="clerk"), "needs": needs, "quorum": quorum}
    return start(cast, step, plan(2, "do", role="accountant")), other


def test_superior_takes_over_one_voice_and_the_others_keep_theirs(cast):
    route, other = of_clerks(cast)
    step = step_of(route, "approve")
    with pytest.raises(Forbidden, match="Chỉ cấp trên của người đang xử lý"):
        routes.take_over(step, by=cast.checker, reason="Gấp.", giver=other)  # above the other of the two
    with pytest.raises(BadInput, match="Bước này không chờ Vũ Hải Yến"):
        routes.take_over(step, by=cast.leader, reason="Gấp.", giver=cast.accountant)
    routes.take_over(step, by=cast.checker, reason="Gấp.")
    assert waiting(route) == {("approve", "chanhvanphong", None), ("approve", "vanthu2", None)}
    with pytest.raises(BadInput, match="Bước này đang chờ chính bạn"):  # one person, one voice
        routes.take_over(step, by=cast.checker, reason="Gấp.", giver=other)
    routes.take_over(step, by=cast.leader, reason="Gấp.", giver=other)
    assert waiting(route) == {("approve", "chanhvanphong", None), ("approve", "giamdoc", None)}
    check_told(route)


def test_taking_over_leaves_the_quorum_within_reach(cast):
    route, _other = of_clerks(cast, "quorum", 2)
    step = step_of(route, "approve")
    with pytest.raises(BadInput, match="Hãy chọn giao thay cho ai"):
        routes.take_over(step, by=cast.keeper, to=cast.deputy, reason="Văn thư nghỉ ốm.")
    with pytest.raises(BadInput, match="Lê Thị Bưởi đã có ý kiến riêng ở bước này"):
        routes.forward_step(step, by=cast.clerk, to=User.objects.get(username="vanthu2"), reason="Nhờ.")
    routes.take_over(step, by=cast.leader, reason="Gấp.", giver=cast.clerk)
    routes.finish_step(step, by=cast.leader)
    with pytest.raises(BadInput, match="đã trả lời bước này rồi"):
        routes.take_over(step, by=cast.leader, reason="Gấp.")
    routes.take_over(step, by=cast.keeper, to=cast.deputy, reason="Người còn lại nghỉ ốm.")  # one seat is awaited
    assert waiting(route) == {("approve", "phogiamdoc", None)}
    routes.finish_step(step, by=cast.deputy)
    assert waiting(route) == {("do", "ketoan", None)}
    check_told(route)


def by_amount(cast):
    brackets = [{"up_to": None, "actor": {"kind": "role", "role": "head"}}]
    return {"position": 1, "act": "check", "actor": {"kind": "amount", "name": "money", "brackets": brackets}}


@pytest.mark.parametrize("way", [lambda cast: plan(1, "approve"), lambda cast: plan(1, "pay"), by_amount])
def test_decision_passes_only_to_somebody_the_plan_could_name(cast, way):
    route = start(cast, way(cast), facts={"money": 5})
    step = route.steps.get()
    told = f"chỉ chuyển cho người cùng vai trò hoặc cấp trên: {cast.checker}, {cast.leader}\\."
    for person in (cast.accountant, cast.secretary, cast.deputy):
        with pytest.raises(Forbidden, match=told):
            routes.forward_step(step, by=cast.head, to=person, reason="Giúp.")
    routes.forward_step(step, by=cast.head, to=cast.leader, reason="Vượt thẩm quyền.")
    assert ("giamdoc", None) in {row[1:] for row in waiting(route)}
    check_told(route)


def test_decision_passes_to_the_same_role(cast):
    other = seat(cast, cast.finance, "Trưởng phòng Kế hoạch", "head", "truongphong3", "Lý Thị Sen")
    route = start(cast, plan(1, "approve"))
    routes.forward_step(step_of(route, "approve"), by=cast.head, to=other, reason="Thuộc kế hoạch.")
    assert waiting(route) == {("approve", "truongphong3", None)}


def test_deputy_passes_no_decision_on(cast):
    stand_in(cast.head, cast.secretary)
    route = start(cast, plan(1, "approve"))
    with pytest.raises(Forbidden, match="Người làm thay không chuyển tiếp bước “phê duyệt”"):
        routes.forward_step(step_of(route, "approve"), by=cast.secretary, to=cast.leader, reason="Giúp.")


def test_superior_takes_over_and_others_may_not(cast):
    route = start(cast, plan(1, "do", role="clerk"))
    step = step_of(route, "do")
    for person in (cast.accountant, cast.specialist, cast.keeper, cast.head):
        with pytest.raises(Forbidden, match="Chỉ cấp trên của người đang xử lý"):
            routes.take_over(step, by=person, reason="Gấp.")
    with pytest.raises(BadInput, match="Bước này đang chờ chính bạn"):
        routes.take_over(step, by=cast.clerk, reason="Gấp.")
    routes.take_over(step, by=cast.checker, reason="Văn thư nghỉ ốm.")
    assert waiting(route) == {("do", "chanhvanphong", None)}
    routes.take_over(step, by=cast.leader, reason="Gấp.")
    assert waiting(route) == {("do", "giamdoc", None)}
    check_told(route)


def test_keeper_names_somebody_but_not_the_requester_for_a_decision(cast):
    route = start(cast, plan(1, "approve"))
    with pytest.raises(BadInput, match="là người đề nghị"):
        routes.take_over(
            step_of(route, "approve"), by=cast.keeper, to=cast.specialist, reason="Trưởng phòng đã nghỉ."
        )
    Appointment.objects.bulk_create(
        [Appointment(person=cast.keeper, post=cast.posts["clerk"], kind="concurrent", starts="2020-01-01")]
    )
    with pytest.raises(Forbidden, match="không giao việc cho chính mình"):
        routes.take_over(step_of(route, "approve"), by=cast.keeper, to=cast.keeper, reason="Để tôi.")
    routes.take_over(step_of(route, "approve"), by=cast.keeper, to=cast.deputy, reason="Trưởng phòng đã nghỉ.")
    assert waiting(route) == {("approve", "phogiamdoc", None)}
    routes.finish_step(step_of(route, "approve"), by=cast.deputy)
    with pytest.raises(WrongState, match="Trần Quang Minh đã xử lý"):
        routes.take_over(step_of(route, "approve"), by=cast.leader, reason="Muộn rồi.")


def test_new_holder_of_the_post_inherits_what_waits(cast):
    route = start(cast, plan(1, "check"), plan(1, "do", post=cast.posts["clerk"]))
    leave(cast, cast.head)
    leave(cast, cast.clerk)
    new = seat(cast, cast.digital, "Trưởng phòng mới", "head", "truongphong.moi", "Cao Thị Mận")
    appoint(cast.secretary, cast.posts["clerk"], by=cast.keeper, kind="concurrent")
    jobs = DBTaskResult.objects.filter(task_path="workflows.tasks.follow_person")
    people = {job.args_kwargs["args"][0] for job in jobs}
    assert people == {cast.head.pk, cast.clerk.pk, new.pk, cast.secretary.pk}
    for person in people:
        handing.follow_people([person])
    assert waiting(route) == {("check", "truongphong.moi", None), ("do", "thuky", None)}
    check_told(route)


def test_appointments_of_the_day_take_effect_by_the_clock(cast):
    route = start(cast, plan(1, "do", role="clerk"))
    today = timezone.localdate()
    end_appointment(Appointment.objects.get(person=cast.clerk), by=cast.keeper, ends=today)
    appoint(cast.secretary, cast.posts["clerk"], by=cast.keeper, kind="concurrent", starts=today + timedelta(days=1))
    assert waiting(route) == {("do", "vanthu", None)}
    Appointment.objects.filter(person=cast.clerk).update(ends=today - timedelta(days=1))
    Appointment.objects.filter(person=cast.secretary, post=cast.posts["clerk"]).update(starts=today)
    clocks.follow_posts(timezone.now())
    assert waiting(route) == {("do", "thuky", None)}


def test_nobody_asks_for_a_job_when_nothing_waits(cast):
    leave(cast, cast.clerk)
    assert DBTaskResult.objects.filter(task_path="workflows.tasks.follow_person").count() == 0


def test_person_of_two_posts_is_asked_once(cast):
    appoint(cast.checker, cast.posts["head"], by=cast.keeper, kind="concurrent")
    route = start(cast, {**plan(1, "approve", role="head"), "needs": "all"})
    assert waiting(route) == {("approve", "truongphong", None), ("approve", "chanhvanphong", None)}
    assert Assignment.objects.count() == 2


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (lambda cast: plan(1, "do", person=cast.accountant), "giamdoc"),  # no head of finance: the head of the agency
        (lambda cast: plan(1, "do", person=cast.secretary), "chanhvanphong"),
        (lambda cast: plan(1, "do", post=cast.posts["clerk"]), "chanhvanphong"),
        (lambda cast: plan(1, "check", role="clerk"), "truongphong"),
        (lambda cast: {"position": 1, "act": "do", "actor": {"kind": "field", "name": "helper"}}, "truongphong"),
    ],
)
def test_whoever_vanishes_the_step_goes_to_the_head_above(cast, way, expected):
    route = start(cast, way(cast), facts={"helper": cast.clerk.pk})
    for person in (cast.accountant, cast.secretary, cast.clerk):
        deactivate_person(person, by=cast.keeper, reason="Nghỉ việc")
    heard = []

    def hear(sender, step, people, **facts):
        heard.append(people)

    signals.step_escalated.connect(hear)
    try:
        assert handing.escalate() == 1
        assert handing.escalate() == 0
    finally:
        signals.step_escalated.disconnect(hear)
    ((_act, account, _absent),) = waiting(route)
    assert account == expected
    assert heard == [[User.objects.get(username=expected).pk]]
    assert AuditEntry.objects.filter(verb="step_escalated").count() == 1
    told = Notice.objects.get()
    label = route.steps.get().label
    assert told.person.username == expected
    assert told.text == f"Bước “{label}” của “Việc thử” chuyển đến bạn vì người phụ trách không còn."
    check_told(route)


def test_vanished_head_s_own_successor_takes_it_back_from_above(cast):
    route = start(cast, plan(1, "do", post=cast.posts["clerk"]))
    leave(cast, cast.clerk)
    handing.follow_people([cast.clerk.pk])
    assert waiting(route) == {("do", "chanhvanphong", None)}
    Appointment.objects.bulk_create([Appointment(person=cast.secretary, post=cast.posts["clerk"], kind="concurrent")])
    handing.escalate()  # an import writes rows without a signal: the sweep finds them
    assert waiting(route) == {("do", "thuky", None)}


def test_office_without_any_head_leaves_it_to_the_keeper_and_says_so_once(cast):
    route = start(cast, plan(1, "do", role="clerk"))
    heard = []

    def hear(sender, step, people, **facts):
        heard.append(people)

    Appointment.objects.all().update(starts="2020-01-01", ends="2020-12-31")
    signals.step_escalated.connect(hear)
    try:
        handing.follow_people([cast.clerk.pk])
        handing.escalate()
    finally:
        signals.step_escalated.disconnect(hear)
    assert (heard, waiting(route)) == ([[]], set())
    Appointment.objects.filter(person=cast.deputy).update(ends=None)
    handing.escalate()
    assert waiting(route) == {("do", "phogiamdoc", None)}
    check_told(route)


def test_voice_that_is_gone_is_no_longer_awaited(cast):
    third = seat(cast, cast.finance, "Trưởng phòng Kế hoạch", "head", "truongphong3", "Lý Thị Sen")
    route = start(cast, {**plan(1, "approve", role="head"), "needs": "all"}, plan(2, "do", role="clerk"))
    routes.finish_step(step_of(route, "approve"), by=cast.head)
    routes.finish_step(step_of(route, "approve"), by=cast.checker)
    Appointment.objects.filter(person=third).update(starts="2020-01-01", ends="2020-12-31")
    handing.follow_people([third.pk])
    assert waiting(route) == {("do", "vanthu", None)}
    step = step_of(route, "approve")
    assert (step.phase, step.done_by) == ("done", cast.checker)
    check_told(route)


def test_deputies_and_handovers_live_together(cast):
    route = start(cast, plan(1, "check"))
    routes.forward_step(step_of(route, "check"), by=cast.head, to=cast.accountant, reason="Thuộc tài chính.")
    stand_in(cast.accountant, cast.secretary)
    keep_deputies(timezone.now())
    assert waiting(route) == {("check", "ketoan", None), ("check", "thuky", "ketoan")}
    step = routes.finish_step(step_of(route, "check"), by=cast.secretary)
    assert (step.done_by, step.on_behalf_of) == (cast.secretary, cast.accountant)
