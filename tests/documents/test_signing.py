"""The leader signs exactly what was shown, once, while everything still holds; otherwise nothing has changed."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from core.actions.appointments import end_appointment
from core.models import Appointment, AuditEntry
from core.refusals import Forbidden, Refused, WrongState
from documents.actions import issuing, reviewing, signing
from documents.actions.agencies import set_up_agency
from documents.actions.drafting import discard_draft, save_draft
from documents.demo.house import PIN
from documents.models import Document, RegisterNumber, Review
from signatures.actions.keys import PinRefused
from signatures.models import SignatureRecord, SigningIntent
from signatures.queries.trust import current_trust
from signatures.verification import verify
from tests.documents import stories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(signing_house):
    return signing_house


@pytest.fixture
def reserving(house):
    """The same agency when it reserves number and date before the signature."""
    set_up_agency(house.agency, by=house.keeper, form_checker=house.posts["checker"], numbering="before")
    return house


def opened(document):
    return signing.open_signing(document, by=document.signer).token


def unchanged(document):
    """Nobody has signed: state, turn, revisions and records are those of a checked paper."""
    document = stories.fresh(document)
    assert document.state == "in_review"
    assert document.route.steps.open().get().act == "sign"
    assert SignatureRecord.objects.count() == 0
    return document


def numbers():
    return list(RegisterNumber.objects.order_by("register__year", "number").values_list("number", "standing"))


def test_signature_moves_paper_route_and_desk_together(house):
    document = stories.checked(house)
    document = stories.sign(document)
    assert (document.state, document.number, document.signed_at is not None) == ("signed", None, True)
    assert stories.fresh(document).route.steps.open().get().act == "number"
    record = SignatureRecord.objects.get()
    assert (record.signer, record.capacity) == (house.deputy, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC")
    assert document.file.latest == record.result
    assert AuditEntry.objects.filter(verb="document_signed").count() == 1


def test_wrong_pin_changes_nothing_but_the_count(house):
    document = stories.checked(house)
    with pytest.raises(PinRefused, match="Còn 4 lần thử") as refused:
        signing.sign_document(document, by=house.deputy, intent=opened(document), pin="000000")
    assert refused.value.status == 403
    unchanged(document)
    assert AuditEntry.objects.filter(verb="pin_refused").count() == 1
    assert stories.sign(stories.fresh(document)).state == "signed"


def test_replayed_intent_signs_once(house):
    document = stories.checked(house)
    token = opened(document)
    signing.sign_document(document, by=house.deputy, intent=token, pin=PIN)
    with pytest.raises(WrongState, match="đã được bạn ký lúc"):
        signing.sign_document(stories.fresh(document), by=house.deputy, intent=token, pin=PIN)
    assert SignatureRecord.objects.count() == 1


@pytest.mark.database
def test_double_click_gives_one_signature(house):
    document = stories.checked(house)
    token, begin, answers = opened(document), threading.Barrier(2), []

    def press():
        begin.wait()
        try:
            answers.append(signing.sign_document(document, by=house.deputy, intent=token, pin=PIN).state)
        except Refused as refused:
            answers.append(refused.status)
        finally:
            connection.close()

    clicks = [threading.Thread(target=press) for _each in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert sorted(answers, key=str) == [409, "signed"]
    assert SignatureRecord.objects.count() == 1


@pytest.mark.database
def test_withdrawal_while_the_leader_signs_one_of_them_wins(house):
    document = stories.checked(house)
    token, begin, answers = opened(document), threading.Barrier(2), {}

    def act(name, function):
        begin.wait()
        try:
            answers[name] = function().state
        except Refused as refused:
            answers[name] = refused.status
        finally:
            connection.close()

    acts = {
        "sign": lambda: signing.sign_document(document, by=house.deputy, intent=token, pin=PIN),
        "withdraw": lambda: reviewing.withdraw(document, by=house.specialist),
    }
    people = [threading.Thread(target=act, args=item) for item in acts.items()]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert answers in ({"sign": "signed", "withdraw": 409}, {"sign": 409, "withdraw": "draft"})
    signed = answers["sign"] == "signed"
    assert SignatureRecord.objects.count() == int(signed)
    assert stories.fresh(document).state == ("signed" if signed else "draft")


def test_withdrawn_paper_is_not_signed(house):
    document = stories.checked(house)
    token = opened(document)
    reviewing.withdraw(document, by=house.specialist)
    with pytest.raises(WrongState):
        signing.sign_document(document, by=house.deputy, intent=token, pin=PIN)
    assert SignatureRecord.objects.count() == 0
    assert stories.fresh(document).state == "draft"


def test_intent_of_another_round_is_refused(house):
    document = stories.checked(house)
    token = opened(document)
    reviewing.withdraw(document, by=house.specialist)
    document = stories.checked(house, document)
    with pytest.raises(WrongState, match="Phiếu ký không còn hiệu lực"):
        signing.sign_document(document, by=house.deputy, intent=token, pin=PIN)
    unchanged(document)


def test_intent_of_another_paper_is_refused(house):
    one, other = stories.checked(house), stories.checked(house)
    with pytest.raises(WrongState, match="Phiếu ký không còn hiệu lực"):
        signing.sign_document(one, by=house.deputy, intent=opened(other), pin=PIN)
    unchanged(one)


@pytest.mark.parametrize("token", ["", "không phải", "00000000-0000-0000-0000-000000000000"])
def test_intent_nobody_gave_is_refused(house, token):
    document = stories.checked(house)
    with pytest.raises(WrongState, match="Phiếu ký không còn hiệu lực"):
        signing.sign_document(document, by=house.deputy, intent=token, pin=PIN)
    unchanged(document)


def test_expired_intent_is_refused(house):
    document = stories.checked(house)
    token = opened(document)
    now = timezone.now()
    SigningIntent.objects.update(created_at=now - timedelta(minutes=6), expires_at=now - timedelta(minutes=1))
    with pytest.raises(WrongState, match="quá 5 phút"):
        signing.sign_document(document, by=house.deputy, intent=token, pin=PIN)
    unchanged(document)


def test_nobody_else_signs(house):
    document = stories.checked(house)
    for person in (house.leader, house.head, house.specialist, house.clerk, house.outsider):
        with pytest.raises(Forbidden):
            signing.open_signing(document, by=person)
        with pytest.raises(WrongState):
            signing.sign_document(document, by=person, intent=opened(document), pin=PIN)
    unchanged(document)


def test_signature_waits_for_its_turn_and_for_both_checks(house):
    document = stories.submitted(house)
    with pytest.raises(Forbidden, match="đang chờ Phạm Văn Hùng"):
        signing.open_signing(document, by=house.deputy)
    stories.approve(document, by=house.head)
    with pytest.raises(Forbidden, match="đang chờ Bùi Anh Tuấn"):
        signing.open_signing(document, by=house.deputy)
    stories.approve(document, by=house.checker)
    for kind in Review.Kind.values:
        review = Review.objects.get(kind=kind)
        Review.objects.filter(pk=review.pk).delete()
        with pytest.raises(WrongState, match="chưa qua đủ hai lần kiểm tra"):
            signing.open_signing(document, by=house.deputy)
        review.save(force_insert=True)
    assert stories.sign(stories.fresh(document)).state == "signed"


def test_capacity_lost_meanwhile_is_refused(house):
    document = stories.checked(house)
    token = opened(document)
    held = Appointment.objects.get(person=house.deputy)
    end_appointment(held, by=house.keeper, ends=timezone.localdate() - timedelta(days=1))
    with pytest.raises(WrongState, match="Quyền hạn ký ghi trên văn bản không còn đúng"):
        signing.sign_document(document, by=house.deputy, intent=token, pin=PIN)
    with pytest.raises(WrongState, match="Quyền hạn ký"):
        signing.open_signing(document, by=house.deputy)
    unchanged(document)


def test_reserved_number_is_read_before_it_is_signed(reserving):
    document = stories.checked(reserving)
    shown = document.file.latest
    opened(document)
    document = stories.fresh(document)
    assert (document.state, document.number, document.issued_on) == ("in_review", 1, timezone.localdate())
    assert document.file.latest.number == shown.number + 1
    assert document.file.latest.read().startswith(shown.read())
    assert numbers() == [(1, "reserved")]


def test_reserved_number_is_put_on_the_page_once_a_day(reserving):
    document = stories.checked(reserving)
    first, second = opened(document), opened(stories.fresh(document))
    pinned = SigningIntent.objects.filter(token__in=(first, second)).values_list("sha256", flat=True)
    assert len(set(pinned)) == 1
    assert numbers() == [(1, "reserved")]


def test_paper_with_a_reserved_number_goes_all_the_way_and_verifies(reserving):
    document = stories.sign(stories.checked(reserving))
    assert (document.state, document.number_notation) == ("numbered", "01/SKHCN-CĐS")
    assert numbers() == [(1, "assigned")]
    with pytest.raises(WrongState):
        issuing.number_document(document, by=reserving.clerk)
    document = issuing.seal_document(stories.fresh(document), by=reserving.clerk)
    document = issuing.issue_document(document, by=reserving.clerk)
    verdict = verify(document.file.latest.read(), current_trust())
    assert (verdict.indication, document.state) == ("TOTAL-PASSED", "issued"), verdict.sentence


def test_returned_paper_keeps_its_number_and_prints_blanks_again(reserving):
    document = stories.checked(reserving)
    opened(document)
    reviewing.give_back(stories.fresh(document), by=reserving.deputy, reason="Sửa câu cuối")
    save_draft(stories.fresh(document), by=reserving.specialist, body=stories.BODY.replace("Đề nghị", "Kính đề nghị"))
    document = stories.checked(reserving, document)
    assert numbers() == [(1, "reserved")]
    assert set(document.places) >= {"number", "day", "month"}
    document = stories.sign(document)
    document = issuing.seal_document(stories.fresh(document), by=reserving.clerk)
    assert (document.state, document.number) == ("sealed", 1)
    assert numbers() == [(1, "assigned")]
    assert verify(document.file.latest.read(), current_trust()).indication == "TOTAL-PASSED"


def test_discarded_paper_leaves_its_reserved_number_struck_through(reserving):
    document = stories.checked(reserving)
    opened(document)
    reviewing.withdraw(stories.fresh(document), by=reserving.specialist)
    discard_draft(stories.fresh(document), by=reserving.specialist)
    other = stories.sign(stories.checked(reserving))
    assert numbers() == [(1, "voided"), (2, "assigned")]
    assert other.number == 2


def test_sheet_open_over_midnight_is_refused_and_opened_anew(reserving):
    document = stories.checked(reserving)
    token = opened(document)
    yesterday = timezone.localdate() - timedelta(days=1)
    Document.objects.filter(pk=document.pk).update(issued_on=yesterday)
    RegisterNumber.objects.update(dated=yesterday)
    with pytest.raises(WrongState, match="không phải hôm nay"):
        signing.sign_document(stories.fresh(document), by=reserving.deputy, intent=token, pin=PIN)
    unchanged(document)
    document = stories.sign(stories.fresh(document))
    assert (document.number, document.issued_on) == (1, timezone.localdate())


def test_number_reserved_last_year_is_voided_and_a_new_one_taken(reserving):
    document = stories.checked(reserving)
    opened(document)
    last_year = timezone.localdate().replace(month=1, day=1) - timedelta(days=1)
    Document.objects.filter(pk=document.pk).update(issued_on=last_year)
    number = RegisterNumber.objects.get()
    number.register.year = last_year.year
    number.register.save()
    RegisterNumber.objects.update(dated=last_year)
    document = stories.sign(stories.fresh(document))
    found = RegisterNumber.objects.order_by("pk").values_list("register__year", "number", "standing")
    assert list(found) == [(last_year.year, 1, "voided"), (timezone.localdate().year, 1, "assigned")]
    assert document.issued_on == timezone.localdate()
    assert verify(document.file.latest.read(), current_trust(), unfinished_ok=True).passed


@pytest.mark.parametrize(
    ("before", "after", "state"), [("after", "before", "signed"), ("before", "after", "numbered")]
)
def test_paper_under_way_keeps_the_order_it_began_under(house, before, after, state):
    for_house = {"by": house.keeper, "form_checker": house.posts["checker"]}
    set_up_agency(house.agency, numbering=before, **for_house)
    document = stories.checked(house)
    set_up_agency(house.agency, numbering=after, **for_house)
    document = stories.sign(document)
    assert document.state == state
    if state == "signed":
        document = issuing.number_document(stories.fresh(document), by=house.clerk)
    document = issuing.seal_document(stories.fresh(document), by=house.clerk)
    assert (document.state, document.number) == ("sealed", 1)
