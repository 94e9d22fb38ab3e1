"""Number, seal, issue, receive, cancel: only the clerk of the agency, only in turn, and those concerned hear it."""

import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from core import desk
from core.models import AuditEntry, Notice
from core.refusals import BadInput, Forbidden, Refused, WrongState
from documents.actions import drafting, issuing, reviewing
from documents.models import Document, Recipient, RegisterNumber
from signatures.models import SignatureRecord
from signatures.queries.trust import current_trust
from signatures.verification import verify
from tests.documents import stories
from tests.documents.stories import at
from tests.workflows.test_actors import seat

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(signing_house):
    return signing_house


def cards(person):
    found, total = desk.waiting_for(person, timezone.now())
    assert len(found) == total
    return [(card.act, card.title) for card in found]


def test_issued_paper_verifies_is_received_and_everybody_hears(house):
    document = stories.issued(house)
    assert (document.state, document.number_notation) == ("issued", "01/SKHCN-CĐS")
    assert verify(document.file.latest.read(), current_trust()).indication == "TOTAL-PASSED"
    assert [(row.name, row.office) for row in Recipient.objects.all()] == [("Sở Tài chính", house.neighbour)]
    assert cards(house.outsider_clerk) == [("Xác nhận đã nhận", document.subject)]
    assert Document.objects.visible_to(house.outsider_clerk).get() == document
    assert not Document.objects.visible_to(house.outsider).exists()
    told = set(Notice.objects.filter(text__startswith="Đã phát hành").values_list("person__username", flat=True))
    assert told == {"chuyenvien", "phogiamdoc"}
    issuing.confirm_receipt(Recipient.objects.get(), by=house.outsider_clerk)
    assert cards(house.outsider_clerk) == []
    row = Recipient.objects.get()
    assert (row.received_by, AuditEntry.objects.filter(verb="document_received").count()) == (house.outsider_clerk, 1)


def test_receiver_reads_the_paper_and_nothing_of_how_it_was_made(house):
    document = stories.submitted(house)
    reviewing.give_opinion(document, by=house.specialist, text="Ý kiến chỉ để trong cơ quan.")
    reviewing.give_back(stories.fresh(document), by=house.head, reason="Sai căn cứ.")
    document = stories.issued(house, stories.fresh(document))
    older = list(document.file.revisions.order_by("-number"))[1:]
    assert len(older) == 4

    def asked(browser, revision):
        answer = browser.get(reverse("document_revision", args=[document.pk, revision.pk]))
        answer.close()
        return answer.status_code

    theirs, ours = at(house.outsider_clerk), at(house.specialist)
    page = theirs.get(document.get_absolute_url())
    assert (page.context["opinions"], page.context["steps"]) == ([], [])
    assert "Sai căn cứ" not in page.text
    assert "Sai căn cứ" in ours.get(document.get_absolute_url()).text
    assert asked(theirs, document.file.latest) == 200
    assert [asked(theirs, each) for each in older] == [404] * len(older)
    assert [asked(ours, each) for each in older] == [200] * len(older)
    assert theirs.get(reverse("document_history", args=[document.pk])).status_code == 403


def test_receipt_is_for_the_receiver_and_once(house):
    stories.issued(house)
    row = Recipient.objects.get()
    for person in (house.clerk, house.specialist, house.outsider, house.keeper):
        with pytest.raises(Forbidden, match="Chỉ văn thư hoặc trưởng đơn vị nhận"):
            issuing.confirm_receipt(row, by=person)
    issuing.confirm_receipt(row, by=house.outsider_clerk)
    with pytest.raises(WrongState, match="Mai Văn Sơn đã xác nhận"):
        issuing.confirm_receipt(row, by=house.outsider_clerk)
    address = reverse("document_receive", args=[row.pk])
    assert at(house.accountant).post(address).status_code == 404
    assert at(house.outsider_clerk).post(address).status_code == 409


def test_unit_of_the_own_agency_receives_through_its_head(house):
    stories.issued(house, addressees="Văn phòng")
    assert cards(house.checker) == [("Xác nhận đã nhận", stories.FIELDS["subject"])]
    issuing.confirm_receipt(Recipient.objects.get(), by=house.checker)
    assert cards(house.checker) == []


def test_clerk_acts_in_turn_and_nobody_else_does(house):
    document = stories.checked(house)
    for act in (issuing.number_document, issuing.seal_document, issuing.issue_document):
        with pytest.raises(WrongState):
            act(stories.fresh(document), by=house.clerk)
    stories.sign(stories.fresh(document))
    for person in (house.deputy, house.specialist, house.secretary, house.outsider_clerk, house.keeper):
        with pytest.raises(Forbidden, match="Chỉ văn thư của cơ quan"):
            issuing.number_document(stories.fresh(document), by=person)
    for act in (issuing.seal_document, issuing.issue_document):
        with pytest.raises(WrongState):
            act(stories.fresh(document), by=house.clerk)
    assert (RegisterNumber.objects.count(), stories.fresh(document).state) == (0, "signed")


def test_stale_page_numbers_nothing(house):
    document = stories.signed(house)
    with pytest.raises(WrongState, match="Nội dung đã thay đổi"):
        issuing.number_document(document, by=house.clerk, seen=document.version - 1)
    assert RegisterNumber.objects.count() == 0


@pytest.mark.database
def test_two_clerks_numbering_at_once_give_one_number(house):
    second = seat(house, house.digital, "Văn thư phòng", "clerk", "vanthu2", "Hà Thị Mơ")
    document = stories.signed(house)
    begin, answers = threading.Barrier(2), []

    def press(clerk):
        begin.wait()
        try:
            answers.append(issuing.number_document(document, by=clerk).state)
        except Refused as refused:
            answers.append((refused.status, "đã xử lý bước “cấp số” lúc" in str(refused)))
        finally:
            connection.close()

    clerks = [threading.Thread(target=press, args=[clerk]) for clerk in (house.clerk, second)]
    for each in clerks:
        each.start()
    for each in clerks:
        each.join()
    assert sorted(answers, key=str) == [(409, True), "numbered"]
    assert list(RegisterNumber.objects.values_list("number", "standing")) == [(1, "assigned")]
    assert AuditEntry.objects.filter(verb="file_filled").count() == 1


def test_failing_seal_undoes_everything(house, monkeypatch):
    document = stories.numbered(house)
    before = stories.fresh(document).file.latest

    def broken(*arguments, **facts):
        raise WrongState("Hỏng giữa chừng")

    monkeypatch.setattr(issuing, "_seal_attachments", broken)
    with pytest.raises(WrongState, match="Hỏng giữa chừng"):
        issuing.seal_document(document, by=house.clerk)
    document = stories.fresh(document)
    assert (document.state, document.file.latest) == ("numbered", before)
    assert document.route.steps.open().get().act == "seal"
    assert list(SignatureRecord.objects.values_list("kind", flat=True)) == [SignatureRecord.Kind.PERSON]


def test_pdf_attachment_is_sealed_with_the_paper(house):
    import io

    import pikepdf

    page = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(page)
    document = stories.draft(house)
    drafting.attach(document, by=house.specialist, content=page.getvalue(), name="phu-luc.pdf")
    document = stories.sealed(house, document)
    sealed = document.attachments.get().file.latest
    assert sealed.number == 2
    assert verify(sealed.read(), current_trust()).indication == "TOTAL-PASSED"


@pytest.mark.parametrize("stage", [stories.signed, stories.numbered, stories.sealed])
def test_cancelled_paper_stops_and_its_number_stays_struck_through(house, stage):
    document = stage(house)
    with pytest.raises(BadInput, match="Hãy ghi lý do hủy"):
        issuing.cancel_document(document, by=house.clerk, reason=" ")
    with pytest.raises(Forbidden):
        issuing.cancel_document(document, by=house.specialist, reason="Tôi muốn")
    document = issuing.cancel_document(document, by=house.clerk, reason="Ký nhầm bản")
    assert document.state == "cancelled"
    assert cards(house.clerk) == []
    assert list(RegisterNumber.objects.values_list("standing", "voided_reason")) == (
        [("voided", "Ký nhầm bản")] if document.number else []
    )
    with pytest.raises(WrongState):
        issuing.issue_document(stories.fresh(document), by=house.clerk)


def test_issued_paper_is_no_longer_cancelled(house):
    document = stories.issued(house)
    with pytest.raises(WrongState, match="đã phát hành"):
        issuing.cancel_document(document, by=house.clerk, reason="Muộn rồi")
    assert stories.fresh(document).state == "issued"


def test_former_clerk_no_longer_numbers(house):
    from core.actions.appointments import end_appointment
    from core.models import Appointment

    document = stories.signed(house)
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    end_appointment(Appointment.objects.get(person=house.clerk), by=house.keeper, ends=yesterday)
    with pytest.raises(Forbidden):
        issuing.number_document(document, by=house.clerk)
    assert RegisterNumber.objects.count() == 0
