"""Papers of the cast at every stage, walked there by the same actions people use."""

from documents.actions import drafting, issuing, reviewing, signing
from documents.demo.house import PIN
from documents.models import Document
from tests.cast import at_desk

BODY = "<p>Đề nghị quý cơ quan cung cấp số liệu quý IV trước ngày 25 tháng 01 năm 2026.</p><p>Trân trọng./.</p>"
FIELDS = {
    "subject": "cung cấp số liệu chuyển đổi số quý IV năm 2025",
    "addressees": "Sở Tài chính",
    "recipients": "Như trên\nLưu: VT, CĐS",
    "body": BODY,
}


def draft(cast, *, by=None, unit=None, kind="cong-van", signer=None, **fields):
    """A draft without a fault, by the specialist for the deputy leader."""
    drafted = {"by": by or cast.specialist, "unit": unit or cast.digital, "kind": kind}
    return drafting.create_document(signer=signer or cast.deputy, **drafted, **(FIELDS | fields))


def fresh(document):
    """The document as it stands in the database now."""
    return Document.objects.for_reading().get(pk=document.pk)


def submitted(cast, document=None, **fields):
    document = document or draft(cast, **fields)
    return reviewing.submit_document(fresh(document), by=document.drafter)


def checked(cast, document=None, **fields):
    document = submitted(cast, document, **fields)
    for by in (cast.head, cast.checker):
        document = approve(document, by=by)
    return fresh(document)


def approve(document, *, by, **said):
    document = fresh(document)
    return reviewing.approve(document, by=by, revision=document.file.latest, **said)


def signed(cast, document=None, **fields):
    document = checked(cast, document, **fields)
    return sign(document)


def sign(document, *, pin=PIN):
    intent = signing.open_signing(document, by=document.signer)
    return signing.sign_document(fresh(document), by=document.signer, intent=intent.token, pin=pin)


def numbered(cast, document=None, **fields):
    return issuing.number_document(signed(cast, document, **fields), by=cast.clerk)


def sealed(cast, document=None, **fields):
    return issuing.seal_document(numbered(cast, document, **fields), by=cast.clerk)


def issued(cast, document=None, **fields):
    return issuing.issue_document(sealed(cast, document, **fields), by=cast.clerk)


def at(person):
    """The person's browser."""
    return at_desk(person)
