"""Making and changing drafts: every version is kept."""

import json
import time
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, files, principals, realtime, visibility
from core.models import Office, Post
from core.refusals import BadInput, Forbidden, WrongState
from documents import body as bodies
from documents import rules
from documents import search as document_search
from documents.capacity import capacities_of
from documents.drafting import FIELDS, default_authority, default_recipients, notation_of, profile_of
from documents.kinds import KINDS, Family
from documents.models import Attachment, Document, DocumentVisibility, DraftVersion
from documents.states import OUTGOING
from workflows.actions import routes

SITTING = timedelta(minutes=10)  # what one person saves while writing undisturbed is one version


@transaction.atomic
def create_document(*, by, unit, kind, source=Document.Source.EDITOR, **fields):
    """Begin a draft in the unit and return the Document; its drafter and the unit's heads see it.

    Raises Forbidden when the person holds no post in the agency, BadInput for an unknown kind.
    """
    agency = unit.home
    if not rules.may_draft_in(by, agency):
        raise Forbidden(_("Chỉ người đang giữ vị trí công tác trong cơ quan mới soạn được văn bản."))
    if kind not in KINDS or KINDS[kind].family is Family.COPY:
        raise BadInput(_("Chưa chọn tên loại văn bản."))
    document = Document(
        agency=agency, unit=unit, drafter=by, kind=kind, source=source, place=agency.place,
        sort_key=time.time_ns() // 1000, recipients=default_recipients(unit, KINDS[kind]),
        authority=default_authority(agency, KINDS[kind]),
    )  # fmt: skip
    _apply(document, fields)
    document.save(force_insert=True)
    _keep_version(document, by)
    show_to_drafters(document)
    audit.record("draft_created", document, by=by, kind=kind, source=source)
    document_search.index(document)
    return document


def show_to_drafters(document):
    """The drafter, and the heads of the drafting unit, see the draft from the start."""
    unit = document.unit
    show(
        document,
        principals.for_person(document.drafter),
        principals.for_role(unit, Post.Role.HEAD),
        principals.for_role(unit, Post.Role.DEPUTY_HEAD),
    )


def show(document, *whom):
    """Let these principals see the document from now on."""
    visibility.show(DocumentVisibility, document, whom, document.sort_key)


@transaction.atomic
def save_draft(document, *, by, seen=None, writing=False, **fields):
    """Change the draft's fields, keep the former state, and return the fresh Document.

    writing: saved while somebody types. It joins the version the same person began by writing less than ten minutes
    ago, when nothing else happened to the draft since; the audit then has the one entry of that version.
    Raises WrongState for a stale page or a document that is no longer a draft, Forbidden for others.
    """
    document = OUTGOING.lock(document, seen)
    OUTGOING.check(OUTGOING.steps["submit"], document, by)
    former = KINDS[document.kind]
    _apply(document, fields)
    _refit(document, former)
    document.version += 1
    document.changed_at = timezone.now()
    document.save()
    if not (writing and _joined(document, by)):
        number = _keep_version(document, by)
        facts = {"version": document.version, "fields": sorted(fields)} | ({"draft": number} if writing else {})
        audit.record("draft_saved", document, by=by, **facts)
    document_search.index(document)
    realtime.hint(document)
    return document


def _apply(document, fields):
    for name, value in fields.items():
        setattr(document, name, _fitting(name, value))
    document.body = bodies.clean(document.body)
    document.appendices = [each | {"body": bodies.clean(each["body"])} for each in document.appendices]
    document.notation = notation_of(document)
    if "signer" in fields and "capacity" not in fields:
        document.capacity = capacity_for(document)


def _refit(document, former):
    """What a change of kind brings with it, where the drafter has not written something else."""
    kind, agency, unit = KINDS[document.kind], document.agency, document.unit
    if kind is former:
        return
    if document.authority == default_authority(agency, former):
        document.authority = default_authority(agency, kind)
    if document.recipients == default_recipients(unit, former):
        document.recipients = default_recipients(unit, kind)


def _fitting(name, value):
    """A text as its column takes it: no control signs, and not longer than the column. Raises BadInput."""
    if not isinstance(value, str):
        return value
    column = Document._meta.get_field(name)
    value = routes.CONTROL_SIGNS.sub("", value)
    if column.max_length and len(value) > column.max_length:
        label, most = str(column.verbose_name).capitalize(), column.max_length
        raise BadInput(_("%(label)s dài quá %(most)d ký tự. Hãy rút gọn.") % {"label": label, "most": most})
    return value


def capacity_for(document):
    """The capacity the signer's highest post gives, as lines; empty when they hold none in the agency."""
    if document.signer is None:
        return ""
    found = capacities_of(document.signer, document.agency, profile_of(document.agency).collective)
    return found[0].text if found else ""


def _keep_version(document, by):
    """Keep the state of the draft unless it is kept already; return the number of the new version or None."""
    fields, last = _state_of(document), document.drafts.order_by("-number").first()
    if last is not None and last.fields == fields:
        return None
    number = (last.number if last else 0) + 1
    DraftVersion.objects.create(document=document, number=number, fields=fields, by=by)
    return number


def _state_of(document):
    return {name: getattr(document, name) for name in FIELDS} | {"signer": document.signer_id}


def _joined(document, by):
    """Whether the version this person is writing took the state of the draft in."""
    last = audit.history(document).last()
    if last is None or (last.verb, last.actor_id) != ("draft_saved", by.pk) or timezone.now() - last.at > SITTING:
        return False
    number = json.loads(last.facts).get("draft")
    return bool(document.drafts.filter(number=number).update(fields=_state_of(document)))


@transaction.atomic
def place_signature(document, *, by, page, x, y, seen=None):
    """Let the signature of a ready PDF stand with its middle at x, y: points from the page's lower left corner.

    The seal follows it (Decree 30, App. I, II.8a). Raises BadInput where there is no such place.
    """
    from documents.printing.places import seal_over  # fonts are read with it

    document = OUTGOING.lock(document, seen)
    OUTGOING.check(OUTGOING.steps["submit"], document, by)
    if document.source != Document.Source.PDF:
        raise BadInput(_("Chỗ ký của văn bản soạn trên hệ thống do trang in tự đặt."))
    signature = _moved(document, page, x, y)
    document.places = document.places | {"signature": asdict(signature), "seal": asdict(seal_over(signature))}
    document.version += 1
    document.save(update_fields=["places", "version"])
    audit.record("signature_placed", document, by=by, page=page, x=round(x, 1), y=round(y, 1))
    realtime.hint(document)
    return document


def _moved(document, page, x, y):
    """The rectangle of the signature around its new middle, whole on its page."""
    from documents.intake import inspect_pdf
    from documents.printing.places import Place

    sizes = inspect_pdf(document.file.revisions.order_by("number").first().read()).sizes
    if not 0 <= page < len(sizes) or not 0 <= x <= sizes[page][0] or not 0 <= y <= sizes[page][1]:
        raise BadInput(_("Chỗ ký phải nằm trên một trang của văn bản."))
    old, (across, up) = Place(**document.places["signature"]), sizes[page]
    left = min(max(x - old.width / 2, 0), across - old.width)
    low = min(max(y - old.height / 2, 0), up - old.height)
    return Place(page, left, low, left + old.width, low + old.height)


@transaction.atomic
def attach(document, *, by, content, name, title=""):
    """Add an attachment to a draft and return it."""
    document = OUTGOING.lock(document)
    OUTGOING.check(OUTGOING.steps["submit"], document, by)
    revision = files.store(content, name=name, by=by)
    attachment = Attachment.objects.create(
        document=document, file=revision.file, title=(routes.said(title) or revision.name)[:200]
    )
    audit.record("attachment_added", document, by=by, file=revision.file_id, sha256=revision.sha256)
    realtime.hint(document)
    return attachment


@transaction.atomic
def detach(attachment, *, by):
    """Take an attachment off a draft; its bytes are kept."""
    document = OUTGOING.lock(attachment.document)
    OUTGOING.check(OUTGOING.steps["submit"], document, by)
    attachment = document.attachments.get(pk=attachment.pk)
    if attachment.removed_at:
        raise WrongState(_("Tệp kèm theo này đã được bỏ."))
    attachment.removed_at = timezone.now()
    attachment.save(update_fields=["removed_at"])
    audit.record("attachment_removed", document, by=by, file=attachment.file_id)
    realtime.hint(document)
    return attachment


@transaction.atomic
def discard_draft(document, *, by, seen=None):
    """Give a draft up: it leaves the lists of work but is kept; a number it held is voided."""
    from documents.numbering import void_number

    document = OUTGOING.move(document, "discard", by=by, seen=seen)
    void_number(document, by=by, reason=_("Bỏ dự thảo"))
    return document


def show_to_clerks(document):
    """From the signature on, clerks and leaders of the agency see the document."""
    offices = Office.objects.under(document.agency)
    clerks = [principals.for_role(office, Post.Role.CLERK) for office in offices]
    leaders = [principals.for_role(document.agency, role) for role in (Post.Role.LEADER, Post.Role.DEPUTY_LEADER)]
    show(document, *clerks, *leaders)
