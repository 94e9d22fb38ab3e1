"""Lists, the page of a case, its acts, the desk and the batch over HTTP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.actions.people import deactivate_person
from core.models import Appointment
from procedures.actions import cases, handling
from procedures.models import Case
from procedures.states import CaseState
from tests.cast import at_desk
from tests.procedures.requests import published, submitted
from workflows.actions.routes import escalate


def queries(browser, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def text(person, address):
    return at_desk(person).get(address).content.decode()


def test_the_catalogue_is_found_by_words_without_marks(cast):
    published(cast)
    assert "Nghỉ phép" in text(cast.specialist, reverse("procedures") + "?q=nghi phep")
    assert "Không có thủ tục nào khớp" in text(cast.specialist, reverse("procedures") + "?q=mat trang")
    assert "Nghỉ phép" not in text(cast.outsider, reverse("procedures"))


def test_a_procedure_tells_who_what_how_long_and_on_what_ground(cast):
    shown = text(cast.specialist, published(cast).get_absolute_url())
    for said in ("Mọi công chức", "3 ngày làm việc", "Bộ luật Lao động số 45/2019/QH14", "Tiếp nhận", "Khai và nộp"):
        assert said in shown


def test_who_is_not_meant_reads_why(cast):
    shown = text(cast.specialist, published(cast, who_may={"roles": ["head"], "offices": []}).get_absolute_url())
    assert "Thủ tục này không dành cho vị trí hoặc đơn vị của bạn." in shown
    assert "Khai và nộp" not in shown


@pytest.mark.parametrize("tab", ["", "cho-toi", "dang-giai-quyet"])
def test_lists_cost_the_same_however_long(cast, tab):
    procedure = published(cast)
    person = cast.clerk if tab == "cho-toi" else cast.specialist
    browser, address = at_desk(person), reverse("cases") + f"?muc={tab}"
    submitted(cast, procedure)
    queries(browser, address)
    before = queries(browser, address)
    for _time in range(4):
        submitted(cast, procedure)
    assert queries(browser, address) == before


def test_desk_and_page_cost_the_same_however_much(cast):
    procedure, browser = published(cast), at_desk(cast.clerk)
    case = submitted(cast, procedure)
    queries(browser, "/")
    desk, page = queries(browser, "/"), queries(browser, case.get_absolute_url())
    for _time in range(4):
        submitted(cast, procedure)
    assert (queries(browser, "/"), queries(browser, case.get_absolute_url())) == (desk, page)


def test_lists_show_mine_those_that_wait_and_those_that_ended(cast):
    procedure = published(cast)
    running, done = submitted(cast, procedure), submitted(cast, procedure)
    for person in (cast.clerk, cast.head):
        handling.answer_step(done, by=person)
    listed = {
        (person, tab): {
            case.pk for case in at_desk(getattr(cast, person)).get(reverse("cases") + f"?muc={tab}").context["page"]
        }
        for person in ("specialist", "clerk", "outsider")
        for tab in ("", "cho-toi", "dang-giai-quyet", "da-ket-thuc")
    }
    assert listed["specialist", ""] == {running.pk, done.pk}
    assert listed["clerk", "cho-toi"] == {running.pk}
    assert listed["clerk", "dang-giai-quyet"] == {running.pk}
    assert listed["specialist", "da-ket-thuc"] == {done.pk}
    assert all(found == set() for (person, _tab), found in listed.items() if person == "outsider")


def test_one_touch_on_the_desk_and_taken_back(cast):
    case, browser = submitted(cast), at_desk(cast.clerk)
    card = next(card for card in browser.get("/").context["cards"] if card.quick)
    browser.post(card.quick.url, card.quick.fields)
    desk = browser.get("/")
    undo = reverse("case_undo", args=[case.pk, case.route.steps.get(key="kiem-tra").pk])
    assert f'action="{undo}"' in desk.content.decode()
    browser.post(undo)
    assert handling.my_step(case, cast.clerk).round == 2


def test_a_touch_on_a_page_of_yesterday_changes_nothing(cast):
    case, browser = submitted(cast), at_desk(cast.clerk)
    answer = browser.post(
        reverse("case_answer", args=[case.pk]), {"step": case.route.steps.open().get().pk, "seen": "0"}
    )
    assert answer.status_code == 409
    assert handling.my_step(case, cast.clerk).phase == "open"


def test_the_second_of_two_is_told_who_was_first(cast):
    case = submitted(cast)
    form = {"step": case.route.steps.open().get().pk, "seen": case.version}
    at_desk(cast.clerk).post(reverse("case_answer", args=[case.pk]), form)
    answer = at_desk(cast.clerk).post(reverse("case_answer", args=[case.pk]), form)
    assert answer.status_code == 409
    assert "Lê Thị Thu đã xử lý bước “Tiếp nhận”" in answer.content.decode()


def test_a_batch_answers_only_what_was_read(cast):
    procedure, browser = published(cast), at_desk(cast.clerk)
    read, unread = submitted(cast, procedure), submitted(cast, procedure)
    assert "Đọc và duyệt lần lượt 2 hồ sơ" in browser.get("/").content.decode()
    page = browser.get(reverse("cases_batch"))
    assert [line.case for line in page.context["lines"]] == [read, unread]
    step = read.route.steps.open().get()
    browser.post(reverse("cases_batch"), {"read": step.pk, f"seen.{step.pk}": read.version})
    assert handling.my_step(read, cast.head).key == "duyet"
    assert handling.my_step(unread, cast.clerk).key == "kiem-tra"


def test_a_batch_of_what_changed_meanwhile_says_so(cast):
    case, browser = submitted(cast), at_desk(cast.clerk)
    step = case.route.steps.open().get()
    answer = browser.post(reverse("cases_batch"), {"read": step.pk, f"seen.{step.pk}": "0"}, follow=True)
    assert "Hồ sơ đã thay đổi sau khi bạn mở trang." in answer.content.decode()
    assert handling.my_step(case, cast.clerk).pk == step.pk


def test_everybody_on_the_way_sees_the_way(cast):
    case = submitted(cast)
    handling.answer_step(case, by=cast.clerk, note="Đủ giấy tờ")
    for person in (cast.specialist, cast.clerk, cast.head):
        shown = text(person, case.get_absolute_url())
        assert "Lê Thị Thu" in shown
        assert "Đủ giấy tờ" in shown
    assert "Phê duyệt" in text(cast.head, case.get_absolute_url())


def test_nobody_left_is_said_and_the_keeper_names_somebody(cast):
    procedure = published(
        cast,
        steps=[{"key": "a", "act": "do", "position": 1, "actor": {"kind": "person", "person": cast.clerk.username}}],
    )
    case = submitted(cast, procedure)
    Appointment.objects.exclude(person__in=[cast.specialist, cast.accountant, cast.clerk]).delete()
    deactivate_person(cast.clerk, by=cast.keeper)
    escalate()
    assert "không còn ai xử lý được, chờ quản trị hệ thống chỉ định".capitalize()[1:] in text(
        cast.specialist, case.get_absolute_url()
    )
    browser, step = at_desk(cast.keeper), case.route.steps.open().get()
    assert "Việc không còn ai xử lý" in browser.get(reverse("orphaned_steps")).content.decode()
    browser.post(reverse("step_assign", args=[step.pk]), {"person": cast.accountant.pk, "reason": "Văn thư đã nghỉ"})
    assert handling.my_step(case, cast.accountant).pk == step.pk
    assert Case.objects.visible_to(cast.accountant).filter(pk=case.pk).exists()


def test_somebody_who_left_is_followed_by_the_head(cast):
    procedure = published(
        cast,
        steps=[{"key": "a", "act": "do", "position": 1, "actor": {"kind": "person", "person": cast.clerk.username}}],
    )
    case = submitted(cast, procedure)
    deactivate_person(cast.clerk, by=cast.keeper)
    escalate()
    shown = text(cast.specialist, case.get_absolute_url())
    assert "ười phụ trách không còn nên chuyển lên cấp trên" in shown


def test_a_withdrawn_case_and_a_refused_one_say_so(cast):
    procedure = published(cast)
    refused, taken_back = submitted(cast, procedure), submitted(cast, procedure)
    handling.reject_case(refused, by=cast.clerk, reason="Hết phép năm", ground="Điều 113")
    cases.withdraw_case(taken_back, by=cast.specialist)
    shown = text(cast.specialist, refused.get_absolute_url())
    assert "Hết phép năm" in shown
    assert "Căn cứ: Điều 113" in shown
    assert Case.objects.get(pk=taken_back.pk).state == CaseState.WITHDRAWN
    assert "đã rút" in text(cast.specialist, taken_back.get_absolute_url())


def test_cases_are_found_by_those_who_see_them(cast):
    case = submitted(cast, kind="own", reason="Thăm mẹ ốm ở quê")
    found = text(cast.clerk, reverse("search") + "?q=thăm mẹ ốm")
    assert case.code in found
    assert case.code not in text(cast.accountant, reverse("search") + "?q=thăm mẹ ốm")


def test_the_sheet_of_an_opinion_offers_no_end_of_the_whole(cast):
    case = submitted(cast, published(cast))
    step = case.route.steps.get(phase="open")
    holder = step.assignments.get().person
    ends = ("Yêu cầu bổ sung", "Không giải quyết")
    shown = text(holder, case.get_absolute_url())
    assert [said in shown for said in ends] == [True, True]
    case.route.steps.filter(pk=step.pk).update(act="opinion")
    shown = text(holder, case.get_absolute_url())
    assert [said in shown for said in (*ends, "Hỏi ý kiến")] == [False, False, True]
