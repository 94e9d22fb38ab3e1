"""Submit, check, return, withdraw, say something: the exact bytes that were read, by the right people, in turn."""

import pytest

from core.models import AuditEntry, Notice
from core.refusals import BadInput, Forbidden, WrongState
from documents.actions import reviewing
from documents.actions.drafting import save_draft
from documents.models import Document, Review
from documents.states import OUTGOING
from tests.documents import stories
from tests.workflows.test_deputies import period
from workflows.actions.deputies import appoint_deputy, revoke_deputy
from workflows.models import Opinion, Route


def test_submission_fixes_the_bytes_and_starts_the_route(house):
    document = stories.submitted(house)
    submission = document.submissions.get()
    assert (document.state, submission.route) == ("in_review", document.route)
    assert submission.revision == document.file.latest
    assert submission.revision.read().startswith(b"%PDF-")
    assert set(document.places) >= {"number", "day", "month", "signature", "seal"}


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        ({"subject": "  "}, "chưa có trích yếu"),
        ({"signer": None}, "Chưa chọn người ký"),
        ({"body": ""}, "lỗi thể thức phải sửa"),
    ],
)
def test_incomplete_draft_does_not_travel(house, lacking, told):
    document = stories.draft(house)
    save_draft(document, by=house.specialist, **lacking)
    with pytest.raises(BadInput, match=told):
        reviewing.submit_document(stories.fresh(document), by=house.specialist)
    assert (stories.fresh(document).state, Route.objects.count()) == ("draft", 0)


def test_only_the_drafter_submits_and_only_once(house):
    document = stories.draft(house)
    with pytest.raises(Forbidden, match="Chỉ người soạn thảo"):
        reviewing.submit_document(document, by=house.head)
    stories.submitted(house, document)
    with pytest.raises(WrongState):
        reviewing.submit_document(stories.fresh(document), by=house.specialist)
    assert Route.objects.count() == 1


def test_draft_changed_while_it_was_printed_is_not_submitted(house, monkeypatch):
    document = stories.draft(house)
    printing = reviewing._page_to_sign

    def slow(printed):
        found = printing(printed)
        save_draft(stories.fresh(document), by=house.specialist, subject="trích yếu khác")
        return found

    monkeypatch.setattr(reviewing, "_page_to_sign", slow)
    with pytest.raises(WrongState, match="Nội dung đã thay đổi"):
        reviewing.submit_document(stories.fresh(document), by=house.specialist)
    assert (stories.fresh(document).state, stories.fresh(document).subject) == ("draft", "trích yếu khác")


def test_version_guessed_in_advance_submits_nothing(house, monkeypatch):
    """Who names the next version and saves it meanwhile would send a page that shows the one before."""
    document = stories.draft(house)
    printing = reviewing._page_to_sign

    def slow(printed):
        found = printing(printed)
        save_draft(stories.fresh(document), by=house.specialist, subject="trích yếu khác")
        return found

    monkeypatch.setattr(reviewing, "_page_to_sign", slow)
    with pytest.raises(WrongState, match="Nội dung đã thay đổi"):
        reviewing.submit_document(stories.fresh(document), by=house.specialist, seen=document.version + 1)
    assert (stories.fresh(document).state, Route.objects.count()) == ("draft", 0)


def test_agency_without_a_route_is_told(house):
    from workflows.models import RouteTemplate

    document = stories.draft(house)
    RouteTemplate.objects.update(retired_at="2030-01-01T00:00:00Z")
    with pytest.raises(BadInput, match="chưa có luồng trình văn bản đi"):
        stories.submitted(house, document)
    assert stories.fresh(document).state == "draft"


def test_two_checks_are_two_recorded_responsibilities(house):
    document = stories.checked(house)
    found = Review.objects.order_by("pk").values_list("kind", "by__username", "revision")
    assert list(found) == [
        ("content", "truongphong", document.file.latest.pk),
        ("form", "chanhvanphong", document.file.latest.pk),
    ]


def test_approval_of_an_older_revision_is_refused(house):
    document = stories.submitted(house)
    old = document.file.latest
    reviewing.withdraw(document, by=house.specialist)
    save_draft(stories.fresh(document), by=house.specialist, subject="cung cấp số liệu đã sửa")
    stories.submitted(house, document)
    with pytest.raises(WrongState, match="Văn bản đã đổi sau khi bạn mở"):
        reviewing.approve(stories.fresh(document), by=house.head, revision=old)
    assert Review.objects.count() == 0


def test_approval_after_withdrawal_is_refused(house):
    document = stories.submitted(house)
    reviewing.withdraw(document, by=house.specialist)
    with pytest.raises(WrongState):
        stories.approve(document, by=house.head)
    assert Review.objects.count() == 0


def test_second_click_names_the_first_and_strangers_are_told_whom_it_waits_for(house):
    document = stories.submitted(house)
    stories.approve(document, by=house.head)
    with pytest.raises(WrongState, match="Phạm Văn Hùng đã xử lý bước “kiểm tra nội dung” lúc"):
        stories.approve(document, by=house.head)
    with pytest.raises(Forbidden, match="đang chờ Bùi Anh Tuấn"):
        stories.approve(document, by=house.specialist)
    assert Review.objects.count() == 1


def test_returned_paper_is_a_draft_again_and_nothing_is_lost(house):
    document = stories.submitted(house)
    stories.approve(document, by=house.head, note="Nội dung đúng")
    fields = [getattr(document, name) for name in stories.FIELDS]
    reviewing.give_back(stories.fresh(document), by=house.checker, reason="Sai nơi nhận")
    document = stories.fresh(document)
    assert (document.state, document.route) == ("draft", None)
    assert [getattr(document, name) for name in stories.FIELDS] == fields
    assert list(Opinion.objects.order_by("pk").values_list("text", flat=True)) == ["Nội dung đúng", "Sai nơi nhận"]
    assert document.file.revisions.count() == 1
    assert Notice.objects.get(person=house.specialist).text.endswith(": Sai nơi nhận")


def test_return_needs_a_reason_and_the_right_person(house):
    document = stories.submitted(house)
    with pytest.raises(BadInput, match="Hãy ghi lý do trả lại"):
        reviewing.give_back(document, by=house.head, reason=" ")
    with pytest.raises(Forbidden):
        reviewing.give_back(document, by=house.checker, reason="Chưa đến lượt")
    assert stories.fresh(document).state == "in_review"


def test_second_round_needs_both_checks_anew(house):
    document = stories.checked(house)
    reviewing.give_back(document, by=house.deputy, reason="Sửa lại")
    save_draft(stories.fresh(document), by=house.specialist, subject="cung cấp số liệu đã sửa")
    document = stories.checked(house, document)
    assert Review.objects.count() == 4
    assert document.submissions.count() == 2


def test_withdrawal_is_the_drafter_s_and_ends_the_route(house):
    document = stories.submitted(house)
    with pytest.raises(Forbidden):
        reviewing.withdraw(document, by=house.head)
    route = document.route
    reviewing.withdraw(document, by=house.specialist)
    route.refresh_from_db()
    assert (stories.fresh(document).state, route.state) == ("draft", "cancelled")


def test_deputy_checks_on_behalf_and_sees_the_paper_that_waited(house):
    document = stories.submitted(house)
    assert not Document.objects.visible_to(house.accountant).exists()
    appoint_deputy(house.head, house.accountant, by=house.head, **period(-1, 1))
    assert Document.objects.visible_to(house.accountant).get() == document
    stories.approve(document, by=house.accountant)
    review = Review.objects.get()
    assert (review.by, review.on_behalf_of) == (house.accountant, house.head)


def test_deputy_returns_on_behalf(house):
    document = stories.submitted(house)
    appoint_deputy(house.head, house.accountant, by=house.head, **period(-1, 1))
    reviewing.give_back(document, by=house.accountant, reason="Thiếu số liệu")
    entry = AuditEntry.objects.get(verb="document_returned")
    assert (entry.actor, entry.on_behalf_of) == (house.accountant, house.head)


def test_the_gate_itself_asks_for_the_deputation(house):
    document = stories.submitted(house)
    away = {"by": house.accountant, "on_behalf_of": house.head, "changes": {"route": None}}
    with pytest.raises(Forbidden, match="không được giao làm thay"):
        OUTGOING.move(document, "give_back", **away)
    deputation = appoint_deputy(house.head, house.accountant, by=house.head, **period(-1, 1))
    revoke_deputy(deputation, by=house.head)
    with pytest.raises(Forbidden, match="không được giao làm thay"):
        OUTGOING.move(document, "give_back", **away)
    assert stories.fresh(document).state == "in_review"


def test_faults_are_kept_only_with_a_reason(house):
    document = stories.draft(house)
    save_draft(document, by=house.specialist, body="")
    document = stories.fresh(document)
    stopping = [fault.key for fault in reviewing.faults_that_stop(document)]
    assert stopping
    for reason in ("", " ", "\x00"):
        with pytest.raises(BadInput, match="Hãy ghi lý do giữ nguyên"):
            reviewing.keep_faults(document, by=house.specialist, keys=stopping, reason=reason)
    with pytest.raises(Forbidden):
        reviewing.keep_faults(document, by=house.head, keys=stopping, reason="Theo mẫu của bộ")
    kept = reviewing.keep_faults(
        document, by=house.specialist, keys=[*stopping, "không có"], reason="Theo mẫu của bộ"
    )
    assert kept.kept_faults == dict.fromkeys(stopping, "Theo mẫu của bộ")
    assert reviewing.faults_that_stop(kept) == []
    assert stories.submitted(house, document).state == "in_review"


@pytest.mark.parametrize("person", ["specialist", "deputy", "head"])
def test_people_of_the_paper_may_speak(house, person):
    document = stories.submitted(house)
    opinion = reviewing.give_opinion(document, by=getattr(house, person), text="Đồng ý")
    assert (opinion.by, opinion.route) == (getattr(house, person), document.route)


def test_others_may_not_speak(house):
    document = stories.submitted(house)
    with pytest.raises(Forbidden, match="Chỉ người đang xử lý"):
        reviewing.give_opinion(document, by=house.accountant, text="Tôi thấy")
    reviewing.withdraw(document, by=house.specialist)
    with pytest.raises(WrongState, match="chưa được trình"):
        reviewing.give_opinion(stories.fresh(document), by=house.specialist, text="Tôi thấy")
    assert Opinion.objects.count() == 0
