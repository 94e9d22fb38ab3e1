"""Exceptional reading rights made by hand: guardian keeps the grant, the visibility rows carry it."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import access, audit, notify, principals, realtime, visibility
from core.refusals import BadInput, Forbidden
from documents import rules
from documents.actions.drafting import show
from documents.models import DocumentVisibility
from documents.states import OUTGOING
from workflows.models import RouteStep

READ = "documents.read_document"


@transaction.atomic
def share_document(document, *, by, person):
    """Let one colleague of the agency read the document; they are told. Raises Forbidden, BadInput."""
    document = OUTGOING.lock(document)
    if not rules.may_share(by, document):
        raise Forbidden(rules.ONLY_SHARERS)
    if not rules.may_draft_in(person, document.agency):
        raise BadInput(_("Chỉ cho người trong cơ quan xem được. Gửi ra ngoài phải phát hành văn bản."))
    access.grant(person, READ, document)
    show(document, principals.for_person(person))
    audit.record("document_shared", document, by=by, person=person.pk)
    notify.send(
        [person],
        _("%(by)s cho bạn xem “%(subject)s”") % {"by": by, "subject": document.subject or document.kind_name},
        url=document.get_absolute_url(),
        subject=document,
        by=by,
    )
    realtime.hint(document)
    return document


@transaction.atomic
def unshare_document(document, *, by, person):
    """Take the right back at once, also from pages that are open."""
    document = OUTGOING.lock(document)
    if not rules.may_share(by, document):
        raise Forbidden(rules.ONLY_SHARERS)
    if person not in access.granted_users("read_document", document):
        raise BadInput(_("%(person)s chưa được cho xem văn bản này.") % {"person": person})
    access.revoke(person, READ, document)
    if not _belongs(person, document):
        visibility.hide(DocumentVisibility, document, [principals.for_person(person)])
    audit.record("document_unshared", document, by=by, person=person.pk)
    realtime.hint_topic(f"core.access.{person.pk}")
    return document


def _belongs(person, document):
    """Sees it anyway: drafted it, signs it, or had or has a step of its way."""
    if rules.is_drafter(person, document) or rules.is_signer(person, document):
        return True
    steps = RouteStep.objects.filter(route__submission__document=document)
    return steps.filter(Q(done_by=person) | Q(assignments__person=person)).exists()
