"""The clerk's part: number, seal, issue; and the receipt of those it was issued to."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, files, notify, principals, realtime
from core.access import require
from core.models import Appointment, Office, Post
from core.refusals import BadInput, Forbidden, WrongState
from documents import paper
from documents import search as document_search
from documents.actions.drafting import show, show_to_clerks
from documents.actions.reviewing import my_step
from documents.destinations import destinations_of
from documents.models import Recipient
from documents.numbering import take_number, void_number
from documents.states import OUTGOING
from workflows.actions import routes
from workflows.states import Act, Phase, RouteState


@transaction.atomic
def number_document(document, *, by, seen=None):
    """Give the signed paper its number and date, filled into the blanks without touching the signature.

    Unique and gapless however many clerks press at once. Raises WrongState, Forbidden.
    """
    document, step = _in_turn(document, "number", Act.NUMBER, by=by, seen=seen)
    today = timezone.localdate()
    number = take_number(document, by=by, dated=today)
    revision = _filled(document, number, by)
    routes.finish_step(step, by=by)
    changes = {"number": number.number, "issued_on": today}
    document = OUTGOING.move(document, "number", by=by, changes=changes, number=str(number), sha256=revision.sha256)
    document_search.index(document)
    return document


def _in_turn(document, name, act, *, by, seen):
    """The locked paper and the clerk's step: may they, was another clerk faster, is the page fresh, is it now?"""
    document = OUTGOING.lock(document)
    require(OUTGOING.steps[name].rule(by, document), OUTGOING.steps[name].who)
    done = document.route and document.route.steps.filter(act=act, phase=Phase.DONE).select_related("done_by").last()
    if done:
        raise WrongState(routes.already(done))
    document = OUTGOING.lock(document, seen)
    OUTGOING.check(OUTGOING.steps[name], document, by)
    return document, my_step(document, by, act)


def _filled(document, number, by):
    """Number and date written into the blanks; a ready PDF without blanks already carries what it carries."""
    from signatures.actions import sealing as signatures

    values = paper.field_values(number.number, number.dated)
    values = {name: value for name, value in values.items() if name in document.places}
    if not values:
        return document.file.latest
    return signatures.fill(document.file.latest, values=values, by=by, office=document.agency, guard=lambda: True)


def seal_document(document, *, by, seen=None):
    """Put the agency's seal on the numbered paper and return the fresh Document.

    Raises WrongState, Forbidden, and signatures' refusals when no valid signature of the signer is on the paper.
    """
    from signatures.actions import sealing as signatures

    with transaction.atomic():
        fresh, step = _in_turn(document, "seal", Act.SEAL, by=by, seen=seen)
        record = signatures.seal(
            fresh.file.latest,
            by=by,
            office=fresh.agency,
            signers=[fresh.signer],
            guard=lambda: True,
            purpose=f"documents.document.{fresh.pk}.seal",
        )
        _seal_attachments(fresh, record.result, by)
        routes.finish_step(step, by=by)
        fresh = OUTGOING.move(fresh, "seal", by=by, sha256=record.result.sha256)
    audit.wait_for_checkpoint(fresh.audit_entry)
    return fresh


def _seal_attachments(document, main, by):
    """PDF attachments in files of their own get the agency's signature each (App. I, III.1d)."""
    from signatures.actions import sealing as signatures

    for attachment in document.attachments.filter(removed_at__isnull=True).select_related("file"):
        if attachment.file.latest.media_type == files.PDF:
            signatures.seal_attachment(
                attachment.file.latest,
                main=main,
                by=by,
                office=document.agency,
                notation=document.number_notation,
                guard=lambda: True,
                purpose=f"documents.document.{document.pk}.attachment",
            )


@transaction.atomic
def issue_document(document, *, by, seen=None):
    """Send the sealed paper to its recipients: those inside the system find it on their desk."""
    document, step = _in_turn(document, "issue", Act.ISSUE, by=by, seen=seen)
    routes.finish_step(step, by=by)
    document = OUTGOING.move(document, "issue", by=by, changes={"issued_at": timezone.now()})
    for destination in destinations_of(document):
        _deliver(destination, document, by)
    show_to_clerks(document)
    document_search.index(document)
    notify.send(
        {document.drafter_id, document.signer_id},
        _("Đã phát hành %(number)s “%(subject)s”")
        % {"number": document.number_notation, "subject": document.subject},
        url=document.get_absolute_url(),
        subject=document,
        by=by,
    )
    return document


def _deliver(destination, document, by):
    recipient = Recipient.objects.create(
        document=document,
        office=destination.office,
        name=destination.name,
        delivered_at=timezone.now() if destination.office else None,
    )
    if recipient.office is None:
        return
    people = receivers_of(recipient.office)
    show(document, *_principals_of(recipient.office))
    realtime.hint_desk(*people)
    notify.send(
        people,
        _("Văn bản %(number)s của %(agency)s vừa đến")
        % {"number": document.number_notation, "agency": document.agency.label},
        url=document.get_absolute_url(),
        subject=document,
        by=by,
    )


def _principals_of(office):
    if office.kind == Office.Kind.AGENCY:
        return [principals.for_role(unit, Post.Role.CLERK) for unit in Office.objects.under(office)] + [
            principals.for_role(office, Post.Role.LEADER)
        ]
    return [principals.for_role(office, Post.Role.HEAD), principals.for_role(office, Post.Role.DEPUTY_HEAD)]


def receivers_of(office):
    """Ids of people who confirm receipt for an office: its clerks, or the head of a unit."""
    current = Appointment.objects.current()
    if office.kind == Office.Kind.AGENCY:
        found = current.in_agency(office).with_role(Post.Role.CLERK)
    else:
        found = current.filter(post__office=office).with_role(Post.Role.HEAD, Post.Role.DEPUTY_HEAD)
    return list(found.values_list("person", flat=True).distinct())


@transaction.atomic
def confirm_receipt(recipient, *, by):
    """Confirm that the document arrived (art. 21.2); the sender sees who and when."""
    rows = Recipient.objects.select_for_update(of=("self",)).select_related("document", "office")
    recipient = rows.get(pk=recipient.pk)
    if recipient.office is None or by.pk not in receivers_of(recipient.office):
        raise Forbidden(_("Chỉ văn thư hoặc trưởng đơn vị nhận văn bản mới xác nhận được."))
    if recipient.received_at:
        raise WrongState(_("%(person)s đã xác nhận nhận văn bản này.") % {"person": recipient.received_by})
    recipient.received_at, recipient.received_by = timezone.now(), by
    recipient.save(update_fields=["received_at", "received_by"])
    audit.record("document_received", recipient.document, by=by, office=recipient.office_id)
    realtime.hint(recipient.document)
    realtime.hint_desk(*receivers_of(recipient.office))
    return recipient


@transaction.atomic
def cancel_document(document, *, by, reason, seen=None):
    """Cancel a signed paper that was not issued; its number stays in the register, struck through."""
    reason = routes.said(reason)
    if not reason:
        raise BadInput(_("Hãy ghi lý do hủy."))
    document = OUTGOING.move(document, "cancel", by=by, seen=seen, reason=reason)
    if document.route and document.route.state == RouteState.OPEN:
        routes.cancel_route(document.route, by=by, reason=reason)
    void_number(document, by=by, reason=reason)
    notify.send(
        {document.drafter_id, document.signer_id} - {by.pk},
        _("%(person)s hủy “%(subject)s”: %(reason)s") % {"person": by, "subject": document.subject, "reason": reason},
        url=document.get_absolute_url(),
        subject=document,
        by=by,
    )
    return document
