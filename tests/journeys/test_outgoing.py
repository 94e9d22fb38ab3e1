"""The whole story of an outgoing paper over HTTP: drafted, checked, signed, numbered, sealed, issued, received."""

import pytest
from django.urls import reverse

from documents.demo.house import PIN, build_house, give_keys
from documents.models import Document, RegisterNumber
from signatures.queries.trust import current_trust
from signatures.verification import verify
from tests.cast import PASSWORD, at_desk

BODY = (
    "<p>Thực hiện kế hoạch chuyển đổi số năm 2026, Sở Khoa học và Công nghệ đề nghị quý cơ quan cung cấp số liệu quý"
    " IV trước ngày 25 tháng 01 năm 2026.</p><p>Trân trọng./.</p>"
)


@pytest.fixture
def house(transactional_db):
    cast = build_house()
    give_keys(cast, ("deputy",))
    return cast


def draft(cast):
    page = at_desk(cast.specialist).post(
        reverse("document_new"), {"kind": "cong-van", "unit": cast.digital.pk, "subject": "cung cấp số liệu quý IV"}
    )
    document = Document.objects.get()
    assert page.status_code == 302
    assert page["Location"] == reverse("document_edit", args=[document.pk])
    answer = at_desk(cast.specialist).post(
        reverse("document_edit", args=[document.pk]),
        {
            "seen": document.version, "kind": "cong-van", "subject": "cung cấp số liệu chuyển đổi số quý IV năm 2025",
            "addressees": "Sở Tài chính", "recipients": "Như trên\nLưu: VT, CĐS", "body": BODY,
            "signer": cast.deputy.pk, "place": "Lam Giang",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    return Document.objects.get()


def press(person, name, document, **data):
    document.refresh_from_db()
    return at_desk(person).post(reverse(name, args=[document.pk]), {"seen": document.version, **data})


def approve(person, document):
    return press(person, "document_approve", document, revision=document.file.latest.pk)


def sign(person, document, pin=PIN):
    from signatures.models import SigningIntent

    opened = press(person, "document_sign", document)
    assert opened.status_code == 200
    intent = SigningIntent.objects.latest("pk")
    return press(person, "document_sign", document, intent=intent.token, pin=pin)


def test_paper_goes_from_draft_to_issued_and_verifies(house):
    document = draft(house)
    assert press(house.specialist, "document_submit", document).status_code == 302
    document.refresh_from_db()
    assert approve(house.head, document).status_code == 302
    assert approve(house.checker, document).status_code == 302
    assert sign(house.deputy, document).status_code == 302
    assert press(house.clerk, "document_number", document).status_code == 302
    assert press(house.clerk, "document_seal", document, then="issue").status_code == 302
    document.refresh_from_db()
    assert document.state == "issued"
    assert document.number_notation == "01/SKHCN-CĐS"
    assert RegisterNumber.objects.get().standing == "assigned"
    verdict = verify(document.file.latest.read(), current_trust())
    assert verdict.passed, verdict.sentence
    arrival = document.destinations.get(office=house.neighbour)
    answer = at_desk(house.outsider_clerk).post(reverse("document_receive", args=[arrival.pk]))
    assert answer.status_code == 302
    arrival.refresh_from_db()
    assert arrival.received_by == house.outsider_clerk


def test_clerk_who_signed_in_long_ago_confirms_before_sealing(house):
    document = draft(house)
    press(house.specialist, "document_submit", document)
    document.refresh_from_db()
    approve(house.head, document)
    approve(house.checker, document)
    sign(house.deputy, document)
    press(house.clerk, "document_number", document)
    document.refresh_from_db()
    clerk = at_desk(house.clerk, minutes_ago=30)
    answer = clerk.post(reverse("document_seal", args=[document.pk]), {"seen": document.version})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    document.refresh_from_db()
    assert document.state == "numbered"
    clerk.post(answer["Location"], {"password": PASSWORD})
    document.refresh_from_db()
    assert document.state == "sealed"
