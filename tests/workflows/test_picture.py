"""The picture of a route tells everybody the same story: who, when, who is next, and why it waits."""

import pytest
from django.utils import timezone

from tests.workflows.test_actors import leave
from tests.workflows.ways import plan, start, step_of
from workflows.actions import handing, routes
from workflows.models import RouteStep
from workflows.picture import knots, picture

BIG = {"field": "money", "op": "gt", "value": 20_000_000}
LABELS = {"money": "số tiền"}


def case(cast, **facts):
    return start(
        cast,
        {**plan(1, "check", budget=2), "title": "Thẩm định hồ sơ"},
        plan(2, "approve", role="leader", key="duyet-lon", condition=BIG),
        plan(3, "approve", role="head", key="hop", needs="quorum", quorum=2),
        plan(4, "issue_result", role="clerk"),
        facts=facts or {"money": 5_000_000},
    )


def lines(route):
    return [(stage.title, stage.phase, stage.by, stage.people, stage.why) for stage in picture(route, LABELS)]


def test_a_route_that_just_began(cast):
    route = case(cast)
    opened = f"{timezone.localtime(step_of(route, 'check').opened_at):%H:%M %d/%m/%Y}"
    heads = ("Bùi Anh Tuấn", "Phạm Văn Hùng")
    assert lines(route) == [
        ("Nộp", "done", "Nguyễn Thị Lan", (), ""),
        ("Thẩm định hồ sơ", "open", "", ("Phạm Văn Hùng",), f"chờ từ {opened}"),
        ("Phê duyệt", "later", "", ("Hoàng Đức Thắng",), "không cần, vì chỉ làm khi: số tiền trên 20.000.000"),
        ("Phê duyệt", "later", "", heads, ""),
        ("Trả kết quả", "later", "", ("Lê Thị Thu",), ""),
    ]
    stage = picture(route)[1]
    assert (stage.key, stage.act, stage.round, stage.due) == ("check", "check", 1, step_of(route, "check").due)
    assert stage.due_told.startswith("hạn ")


def test_what_happened_and_what_was_not_needed(cast):
    route = case(cast)
    routes.finish_step(step_of(route, "check"), by=cast.head, note="Đủ giấy tờ.")
    routes.finish_step(route.steps.get(key="hop"), by=cast.head)
    shown = lines(route)
    assert shown[1:3] == [
        ("Thẩm định hồ sơ", "done", "Phạm Văn Hùng", (), ""),
        ("Phê duyệt", "skipped", "", (), "không cần, vì chỉ làm khi: số tiền trên 20.000.000"),
    ]
    assert shown[3][3] == ("Bùi Anh Tuấn",)
    assert shown[3][4].startswith("1 đồng ý, 0 không đồng ý, cần 2 đồng ý; chờ từ ")
    assert picture(route)[1].note == "Đủ giấy tờ."


def test_supplement_is_told_while_it_waits_and_after(cast):
    route = case(cast)
    routes.ask_supplement(
        step_of(route, "check"), by=cast.head, reason="Hồ sơ thiếu.", lacks=["Bản sao quyết định", "Giấy mời"]
    )
    why = "Hồ sơ thiếu. Còn thiếu: Bản sao quyết định; Giấy mời"
    assert lines(route)[1:3] == [
        ("Yêu cầu bổ sung", "returned", "Phạm Văn Hùng", (), why),
        ("Thẩm định hồ sơ", "paused", "", (), f"tạm dừng chờ người đề nghị bổ sung: {why}"),
    ]
    route.refresh_from_db()
    routes.resubmit(route, by=cast.specialist)
    shown = lines(route)
    assert [line[:3] for line in shown[1:4]] == [
        ("Yêu cầu bổ sung", "returned", "Phạm Văn Hùng"),
        ("Nộp bổ sung", "done", "Nguyễn Thị Lan"),
        ("Thẩm định hồ sơ", "open", ""),
    ]


def test_going_back_shows_both_rounds(cast):
    route = case(cast)
    routes.finish_step(step_of(route, "check"), by=cast.head)
    routes.return_to_step(
        route.steps.get(key="hop"), by=cast.checker, key="check", reason="Thẩm định lại.", lacks=["Số liệu"]
    )
    route.refresh_from_db()
    told = [(stage.key, stage.round, stage.phase, stage.why) for stage in picture(route, LABELS) if stage.key]
    assert told[:4] == [
        ("check", 1, "done", ""),
        ("duyet-lon", 1, "skipped", "không cần, vì chỉ làm khi: số tiền trên 20.000.000"),
        ("hop", 1, "returned", "trả lại bước “Thẩm định hồ sơ”: Thẩm định lại. Còn thiếu: Số liệu"),
        ("check", 2, "open", told[3][3]),
    ]
    assert [row[:3] for row in told[4:]] == [
        ("duyet-lon", 2, "later"),
        ("hop", 2, "later"),
        ("issue_result", 1, "later"),
    ]


def test_handing_over_and_asking_are_told(cast):
    route = case(cast)
    step = step_of(route, "check")
    routes.ask_opinion(step, by=cast.head, people=[cast.secretary], question="Có đủ chỗ không?")
    routes.forward_step(step, by=cast.head, to=cast.accountant, reason="Thuộc tài chính.")
    shown = {stage.key: stage for stage in picture(route)}
    assert shown["check"].why.startswith("Phạm Văn Hùng chuyển: Thuộc tài chính.; chờ từ")
    asked = shown["check-hoi-1"]
    assert (asked.title, asked.asked_by, asked.people) == ("Có đủ chỗ không?", "Phạm Văn Hùng", ("Đỗ Thúy Nga",))


def test_escalation_is_told(cast):
    route = start(cast, plan(1, "do", role="clerk"))
    leave(cast, cast.clerk)
    handing.escalate()
    handing.follow_people([cast.clerk.pk])
    stage = picture(route)[1]
    assert stage.people == ("Phạm Văn Hùng",)
    assert stage.why.startswith("người phụ trách không còn nên chuyển lên cấp trên; chờ từ ")


def test_drawn_for_a_reader(cast):
    route = case(cast)
    drawn = knots(picture(route, LABELS), cast.head)
    assert [(knot.who, knot.doing, knot.state) for knot in drawn] == [
        ("Nguyễn Thị Lan", "nộp", "past"),
        ("Bạn", "thẩm định hồ sơ", "now"),
        ("Hoàng Đức Thắng", "phê duyệt", "later"),
        ("Bạn, Bùi Anh Tuấn", "phê duyệt", "later"),
        ("Lê Thị Thu", "trả kết quả", "later"),
    ]
    assert drawn[1].what.startswith("Hạn ")


@pytest.mark.parametrize("rounds", [1, 4])
def test_the_past_costs_no_queries(cast, rounds, django_assert_num_queries):
    route = case(cast)
    for _round in range(rounds):
        routes.finish_step(route.steps.filter(key="check", phase="open").get(), by=cast.head)
        again = route.steps.filter(key="hop", phase="open").get()
        routes.return_to_step(again, by=cast.checker, key="check", reason="Lại.")
    route = type(route).objects.select_related("requester", "on_behalf_of", "unit__agency").get(pk=route.pk)
    with django_assert_num_queries(14):
        picture(route)
    assert RouteStep.objects.filter(route=route, phase="returned").count() == rounds


def test_a_step_that_will_come_says_no_condition_and_a_long_one_is_not_recited(cast):
    assert lines(case(cast, money=50_000_000))[2][4] == ""
    route = case(cast)
    long = picture(
        route, {"money": "số tiền đề nghị chi từ nguồn kinh phí thường xuyên đã giao trong năm cho đơn vị"}
    )
    assert long[2].why == "không cần với nội dung đã khai"
