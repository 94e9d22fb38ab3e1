"""The life of a case: begun, typed, handed in, mended, answered, taken back; and what cannot be."""

from uuid import uuid4

import pytest
from django.utils import timezone

from core import audit
from core.models import Notice
from core.refusals import BadInput, Forbidden, WrongState
from procedures.actions import cases, drafts, handling
from procedures.actions.publishing import publish_procedure, retire_procedure
from procedures.models import Case, CaseBook
from procedures.states import CaseState
from tests.cast import at_desk
from tests.procedures.leave import leave
from tests.procedures.requests import STRETCH, begun, published, submitted, typed
from workflows.models import Timer


def fresh(case):
    return Case.objects.get(pk=case.pk)


def test_a_draft_is_one_case_however_often_it_is_sent(cast):
    procedure, client = published(cast), uuid4()
    for reason in ("một", "hai"):
        case, _judged = drafts.save_case(
            procedure, by=cast.specialist, client=client, typed=typed(reason=reason, kind="own")
        )
    assert Case.objects.count() == 1
    assert fresh(case).data["reason"] == "hai"
    assert fresh(case).data["days"] == 2


def test_what_is_typed_wrongly_is_kept_and_told(cast):
    case = begun(cast)
    case, judged = drafts.change_case(case, by=cast.specialist, typed={"period": {"from": "31/02/2026", "to": ""}})
    assert judged.wrong == {"period.from": "“31/02/2026” không phải ngày có thật. Ví dụ: 20/01/2026."}
    assert fresh(case).data["period"]["from"] == "31/02/2026"


def test_a_stale_page_is_told_and_changes_nothing(cast):
    case = begun(cast)
    drafts.change_case(case, by=cast.specialist, typed={"who": "Lan"}, seen=case.version)
    with pytest.raises(WrongState):
        drafts.change_case(case, by=cast.specialist, typed={"who": "Huệ"}, seen=case.version)
    assert fresh(case).data["who"] == "Lan"


def test_nobody_else_types_in_my_draft(cast):
    case = begun(cast)
    with pytest.raises(Forbidden):
        drafts.change_case(case, by=cast.head, typed={"who": "x"})
    assert not Case.objects.visible_to(cast.head).filter(pk=case.pk).exists()


def test_who_is_not_meant_cannot_begin(cast):
    procedure = published(cast, who_may={"roles": ["head"], "offices": []})
    with pytest.raises(Forbidden):
        begun(cast, procedure)
    with pytest.raises(Forbidden):
        begun(cast, published(cast, code="khac"), by=cast.outsider)
    assert begun(cast, procedure, by=cast.head).unit == cast.digital


def test_a_unit_that_may_ask_brings_its_people(cast):
    procedure = published(cast, who_may={"roles": [], "offices": ["CĐS"]})
    assert begun(cast, procedure).state == CaseState.DRAFT
    with pytest.raises(Forbidden):
        begun(cast, procedure, by=cast.clerk)


def test_an_unfinished_form_is_not_handed_in_and_says_where(cast):
    case, _judged = drafts.save_case(published(cast), by=cast.specialist, client=uuid4(), typed={"kind": "own"})
    with pytest.raises(cases.Incomplete) as refusal:
        cases.submit_case(case, by=cast.specialist)
    assert set(refusal.value.faults) == {"period", "reason"}
    assert fresh(case).state == CaseState.DRAFT


def test_what_nobody_is_asked_is_neither_required_nor_handed_in(cast):
    case = submitted(cast, kind="year", reason="không ai hỏi")
    assert "reason" not in fresh(case).data


def test_handing_in_gives_a_number_a_route_and_a_clock(cast):
    case = submitted(cast)
    assert (case.state, case.number, case.code) == (CaseState.RUNNING, 1, f"01/{case.year}/NP")
    assert case.title == "Nghỉ phép: từ 07/12/2026 đến 08/12/2026, 2, Phép năm"
    assert list(case.route.steps.values_list("key", "phase")) == [
        ("kiem-tra", "open"),
        ("duyet", "later"),
        ("lanh-dao", "later"),
    ]
    assert Timer.objects.get(route=case.route, step__isnull=True).due_at == fresh(case).due
    assert Case.objects.visible_to(cast.clerk).filter(pk=case.pk).exists()
    assert Case.objects.visible_to(cast.checker).filter(pk=case.pk).exists()  # heads the unit in charge
    assert not Case.objects.visible_to(cast.head).filter(pk=case.pk).exists()


def test_numbers_have_no_gaps(cast):
    procedure = published(cast)
    first = submitted(cast, procedure)
    broken = begun(cast, procedure, period=None)
    with pytest.raises(cases.Incomplete):
        cases.submit_case(broken, by=cast.specialist)
    second = submitted(cast, procedure, by=cast.clerk)
    assert (first.number, second.number) == (1, 2)
    assert CaseBook.objects.get().last_number == 2


def test_handing_in_twice_is_refused(cast):
    case = submitted(cast)
    with pytest.raises(WrongState):
        cases.submit_case(case, by=cast.specialist)


def test_the_statistic_counts_what_nobody_had_to_type(cast):
    case = submitted(cast, phone="0900 000 000")
    assert (case.filled, case.not_retyped) == (4, 1)  # the name was the profile's
    assert case.provenance["who"]["how"] == "prefill"
    again = submitted(cast, case.edition.procedure, who="Lan Nguyễn")
    assert again.provenance["phone"] == {"how": "prefill", "source": "last.phone", "given": "0900 000 000"}
    assert (again.filled, again.not_retyped) == (4, 1)
    assert again.provenance["who"]["how"] == "edited"


def test_a_short_leave_ends_with_the_head(cast):
    case = submitted(cast)
    handling.answer_step(case, by=cast.clerk, seen=case.version)
    handling.answer_step(case, by=cast.head, seen=case.version)
    case = fresh(case)
    assert (case.state, case.closed_at is not None) == (CaseState.DONE, True)
    assert Notice.objects.filter(person=cast.specialist, text__contains="đã có kết quả").count() == 1


def test_a_long_leave_goes_to_the_leader(cast):
    case = submitted(cast, period=STRETCH | {"to": "2026-12-11"})
    for person in (cast.clerk, cast.head, cast.leader):
        assert fresh(case).state == CaseState.RUNNING
        handling.answer_step(case, by=person)
    assert fresh(case).state == CaseState.DONE


def test_nobody_approves_their_own(cast):
    case = submitted(cast, by=cast.head, who="Phạm Văn Hùng")
    handling.answer_step(case, by=cast.clerk)
    with pytest.raises(Forbidden):
        handling.answer_step(case, by=cast.head)
    handling.answer_step(case, by=cast.leader)
    assert fresh(case).state == CaseState.DONE


def test_only_what_is_asked_for_is_mended(cast):
    case = submitted(cast)
    case = handling.ask_for_more(case, by=cast.clerk, reason="Thiếu điện thoại", keys=["phone", "moon"])
    assert (case.state, case.asked) == (CaseState.WAITING, ["phone"])
    assert case.route.returns.get().lacks == ["Xem lại: Điện thoại"]
    drafts.change_case(case, by=cast.specialist, typed={"phone": "0912 345 678", "who": "Người khác"})
    assert "phone" not in fresh(case).data  # the office sees it when it is handed in
    case = cases.resubmit_case(fresh(case), by=cast.specialist)
    assert (case.state, case.asked, case.mending) == (CaseState.RUNNING, [], {})
    assert (case.data["phone"], case.data["who"]) == ("0912 345 678", "Nguyễn Thị Lan")
    assert handling.my_step(case, cast.clerk).key == "kiem-tra"


def test_mending_everything_when_nothing_is_named(cast):
    case = handling.ask_for_more(submitted(cast), by=cast.clerk, reason="Xem lại", lacks=["Lý do chưa rõ"])
    case = cases.resubmit_case(case, by=cast.specialist, typed=typed(kind="own", reason="Việc nhà"))
    assert case.data["reason"] == "Việc nhà"


def test_an_approver_who_read_the_old_paper_is_told(cast):
    case = submitted(cast)
    read = case.version
    handling.ask_for_more(case, by=cast.clerk, reason="Xem lại")
    cases.resubmit_case(fresh(case), by=cast.specialist, typed={"kind": "own", "reason": "Khác"})
    with pytest.raises(WrongState):
        handling.answer_step(case, by=cast.clerk, seen=read)


def test_refusing_needs_reason_and_ground(cast):
    case = submitted(cast)
    with pytest.raises(BadInput):
        handling.reject_case(case, by=cast.clerk, reason="Không đủ điều kiện", ground="")
    for verdict in ("no", "abstain"):
        with pytest.raises(BadInput, match="với lý do và căn cứ pháp lý"):
            handling.answer_step(case, by=cast.clerk, verdict=verdict)
    case = handling.reject_case(case, by=cast.clerk, reason="Hết phép năm", ground="Điều 113 Bộ luật Lao động")
    assert (case.state, case.route.ground) == (CaseState.REJECTED, "Điều 113 Bộ luật Lao động")


def test_taking_back(cast):
    case = submitted(cast)
    with pytest.raises(Forbidden):
        cases.withdraw_case(case, by=cast.clerk)
    case = cases.withdraw_case(case, by=cast.specialist, reason="Đổi ý")
    assert (case.state, case.number) == (CaseState.WITHDRAWN, 1)
    with pytest.raises(WrongState):
        handling.answer_step(case, by=cast.clerk)


def test_undoing_while_nobody_acted_since(cast):
    case = submitted(cast)
    step = handling.answer_step(case, by=cast.clerk)
    handling.undo_answer(case, by=cast.clerk, step=step.pk)
    assert handling.my_step(case, cast.clerk).round == 2
    again = handling.answer_step(case, by=cast.clerk)
    handling.answer_step(case, by=cast.head)
    with pytest.raises(WrongState):
        handling.undo_answer(case, by=cast.clerk, step=again.pk)


def test_a_draft_follows_the_newest_version_and_a_running_case_stays(cast):
    draft, running = begun(cast), submitted(cast, published(cast))
    newer = publish_procedure(cast.agency, leave(area="Mới"), by=cast.keeper)
    with pytest.raises(WrongState):
        cases.submit_case(draft, by=cast.specialist)
    drafts.change_case(draft, by=cast.specialist, typed={"who": "Lan"})
    assert fresh(draft).edition == newer
    assert fresh(running).edition != newer
    assert cases.submit_case(fresh(draft), by=cast.specialist).state == CaseState.RUNNING


def test_a_retired_procedure_takes_nothing_new(cast):
    draft = begun(cast)
    retire_procedure(draft.edition.procedure, by=cast.keeper, reason="Thôi")
    with pytest.raises(WrongState):
        cases.submit_case(draft, by=cast.specialist)
    with pytest.raises(Forbidden):
        begun(cast, draft.edition.procedure)


def test_files_are_attached_where_the_form_has_a_place(cast):
    case = begun(cast)
    with pytest.raises(BadInput):
        drafts.attach_file(case, by=cast.specialist, key="who", content=b"%PDF-1.7", name="a.pdf")
    attached = drafts.attach_file(case, by=cast.specialist, key="don", content=b"%PDF-1.7", name="a.pdf")
    drafts.detach_file(attached, by=cast.specialist)
    with pytest.raises(WrongState):
        drafts.detach_file(attached, by=cast.specialist)


def asked_of_the_leader(cast, **asked):
    """(Case waiting for its requester, the file handed in with it): the head approved, the leader asks for more."""
    case = begun(cast, period=STRETCH | {"to": "2026-12-18"})
    file = drafts.attach_file(case, by=cast.specialist, key="don", content=b"%PDF-1.7 mot", name="mot.pdf")
    case = cases.submit_case(fresh(case), by=cast.specialist)
    for person in (cast.clerk, cast.head):
        handling.answer_step(fresh(case), by=person)
    return handling.ask_for_more(fresh(case), by=cast.leader, reason="Xem lại", **asked), file


def test_a_file_somebody_has_approved_stays_and_later_ones_are_told(cast):
    case, handed_in = asked_of_the_leader(cast)
    with pytest.raises(WrongState, match="đã có người duyệt"):
        drafts.detach_file(handed_in, by=cast.specialist)
    wrong, later = (
        drafts.attach_file(fresh(case), by=cast.specialist, key="don", content=b"%PDF-1.7 " + name, name="hai.pdf")
        for name in (b"sai", b"dung")
    )
    drafts.detach_file(wrong, by=cast.specialist)
    case = cases.resubmit_case(fresh(case), by=cast.specialist)
    assert [each.is_later for each in case.files.filter(removed_at__isnull=True)] == [False, True]
    page = at_desk(cast.leader).get(case.get_absolute_url()).content.decode()
    told = f"bổ sung lúc {timezone.localtime(later.created_at):%H:%M %d/%m/%Y}"
    assert (page.count(told), page.count("bổ sung lúc")) == (1, 1)


def test_an_approved_file_goes_where_the_request_names_its_place(cast):
    _case, handed_in = asked_of_the_leader(cast, keys=["don"])
    assert drafts.detach_file(handed_in, by=cast.specialist).removed_at is not None


def test_before_anybody_approved_a_file_can_be_replaced(cast):
    case = begun(cast)
    file = drafts.attach_file(case, by=cast.specialist, key="don", content=b"%PDF-1.7", name="a.pdf")
    case = cases.submit_case(fresh(case), by=cast.specialist)
    handling.ask_for_more(case, by=cast.clerk, reason="Xem lại")
    assert drafts.detach_file(file, by=cast.specialist).removed_at is not None


def test_papers_that_are_required_are_asked_for(cast):
    papers = [{"key": "don", "name": "Đơn", "required": True}]
    case = begun(cast, published(cast, papers=papers))
    with pytest.raises(cases.Incomplete) as refusal:
        cases.submit_case(case, by=cast.specialist)
    assert refusal.value.faults == {"don": "Cần kèm “Đơn”."}
    drafts.attach_file(case, by=cast.specialist, key="don", content=b"%PDF-1.7", name="a.pdf")
    assert cases.submit_case(fresh(case), by=cast.specialist).state == CaseState.RUNNING


def test_each_of_many_is_answered_on_its_own(cast):
    procedure = published(cast)
    waiting, gone = submitted(cast, procedure), submitted(cast, procedure)
    asked = [(each, each.route.steps.open().get().pk, each.version) for each in (waiting, gone)]
    cases.withdraw_case(gone, by=cast.specialist)
    done, refused = handling.answer_many(asked, by=cast.clerk)
    assert (done, [case for case, _refusal in refused]) == ([waiting], [gone])


def test_the_audit_tells_the_life_of_a_case(cast):
    case = submitted(cast)
    verbs = [entry.verb for entry in audit.history(case) if entry.verb.startswith("case_")]
    assert verbs[:2] == ["case_begun", "case_submitted"]


def test_a_parent_is_ones_own_and_fits(cast):
    first = submitted(cast)
    next_one = published(
        cast,
        code="tiep",
        parent="nghi-phep",
        form=[
            {
                "title": "A",
                "fields": [{"key": "who", "type": "text", "label": "Ai", "prefill": "parent.who", "required": True}],
            }
        ],
        steps=[{"key": "a", "act": "do", "position": 1, "actor": {"kind": "role", "role": "clerk"}}],
    )
    case, _judged = drafts.save_case(next_one, by=cast.specialist, client=uuid4(), typed={}, parent=first)
    assert (case.parent, case.data) == (first, {"who": "Nguyễn Thị Lan"})
    with pytest.raises(BadInput):
        drafts.save_case(next_one, by=cast.clerk, client=uuid4(), typed={}, parent=first)
