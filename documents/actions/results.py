"""A result that was drafted and signed within a procedure becomes an issued document: register, number, seal, issue.

The room above lays the page out and has it signed; from the signature on it is a document like any other.
"""

import time

from django.db import transaction
from django.utils import timezone

from core import audit, principals
from core.access import require
from core.models import Post
from documents import paper, rules
from documents import search as document_search
from documents.actions.drafting import show, show_to_clerks
from documents.kinds import KINDS, notation
from documents.models import Document
from documents.numbering import take_number
from documents.states import OUTGOING, DocumentState


@transaction.atomic
def issue_result(
    file, *, by, agency, unit, drafter, signer, kind, subject, capacity, places, signed_at, recipients=""
):
    """Number, seal and issue a signed page as the agency's document in one act and return the Document.

    file: the core.File whose newest revision `signer` has validly signed. by: a clerk of the agency. drafter: the
    person the result is for, who sees it with signer, clerks and leaders. Raises Forbidden for others than clerks,
    and signatures' refusals when the page carries no valid signature of the signer; all or nothing.
    """
    require(rules.is_clerk_of(by, agency), rules.ONLY_CLERK)
    document = Document.objects.create(
        state=DocumentState.SIGNED,
        sort_key=time.time_ns() // 1000,
        agency=agency,
        unit=unit,
        drafter=drafter,
        signer=signer,
        kind=kind,
        subject=subject[:500],
        source=Document.Source.PDF,
        place=agency.place,
        recipients=recipients,
        capacity=capacity,
        file=file,
        places=places,
        notation=notation(KINDS[kind], agency.abbreviation),
        signed_at=signed_at,
    )
    audit.record("result_taken_in", document, by=by, sha256=file.latest.sha256, kind=kind)
    show(document, principals.for_person(drafter), principals.for_person(signer), _heads_of(unit))
    show_to_clerks(document)
    return _issued(_sealed(_numbered(document, by), by), by)


def _heads_of(unit):
    return principals.for_role(unit, Post.Role.HEAD)


def _numbered(document, by):
    """The number of the register, filled into the blanks."""
    from signatures.actions import sealing as signatures

    number = take_number(document, by=by)
    values = paper.field_values(number.number, number.dated)
    values = {name: value for name, value in values.items() if name in document.places}
    signatures.fill(document.file.latest, values=values, by=by, office=document.agency, guard=lambda: True)
    changes = {"number": number.number, "issued_on": number.dated}
    return OUTGOING.move(document, "number", by=by, changes=changes, number=str(number))


def _sealed(document, by):
    from signatures.actions import sealing as signatures

    record = signatures.seal(
        document.file.latest,
        by=by,
        office=document.agency,
        signers=[document.signer],
        guard=lambda: True,
        purpose=f"documents.document.{document.pk}.seal",
    )
    return OUTGOING.move(document, "seal", by=by, sha256=record.result.sha256)


def _issued(document, by):
    document = OUTGOING.move(document, "issue", by=by, changes={"issued_at": timezone.now()})
    document_search.index(document)
    return document
