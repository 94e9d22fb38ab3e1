"""The leader signs: exactly what was shown, and everything in one transaction or nothing at all."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, files, notify
from core.refusals import WrongState
from documents import paper, rules
from documents import search as document_search
from documents.actions.drafting import show_to_clerks
from documents.actions.reviewing import my_step
from documents.drafting import profile_of
from documents.models import AgencyProfile, Review
from documents.numbering import take_number
from documents.states import OUTGOING, NumberState
from workflows.actions import routes
from workflows.states import Act


def open_signing(document, *, by, seen=None):
    """Pin what will be signed and return the SigningIntent (five minutes, once).

    Where the agency reserves the number first, number and date are put on the page now, so that they are read before
    they are signed. Raises WrongState, Forbidden.
    """
    with transaction.atomic():
        document = OUTGOING.lock(document, seen)
        _may_be_signed(document, by)
        if profile_of(document.agency).numbering == AgencyProfile.Order.BEFORE_SIGNATURE:
            document = _with_number(document, by)
        return signatures.open_intent(
            document.file.latest,
            by=by,
            field=paper.LEADER_FIELD,
            capacity=document.capacity,
            purpose=_purpose(document),
        )


def _purpose(document):
    return f"documents.document.{document.pk}.sign.{document.route_id}"


def _may_be_signed(document, by):
    """State, turn, both recorded checks and authority: asked when the sheet opens and again under the lock."""
    OUTGOING.check(OUTGOING.steps["sign"], document, by)
    step = my_step(document, by, Act.SIGN)
    submission = document.submissions.get(route=document.route)
    kinds = set(document.reviews.filter(revision=submission.revision).values_list("kind", flat=True))
    if not kinds.issuperset(Review.Kind.values):
        raise WrongState(_("Văn bản chưa qua đủ hai lần kiểm tra nội dung và thể thức."))
    if not rules.holds_capacity(by, document):
        raise WrongState(_("Quyền hạn ký ghi trên văn bản không còn đúng với chức vụ hiện nay. Hãy trả lại để sửa."))
    return step


def _with_number(document, by):
    """Reserve the number and put it and today's date on the page the leader is about to read."""
    today = timezone.localdate()
    if document.number and document.issued_on == today:
        return document
    number = take_number(document, by=by, standing=NumberState.RESERVED, dated=today)
    submitted = document.submissions.get(route=document.route).revision
    content = paper.fill(submitted.read(), number.number, today)
    files.store(content, name=submitted.name, by=by, file=document.file, note=_("Giữ số trước khi ký"))
    document.number, document.issued_on = number.number, today
    document.version += 1
    document.save(update_fields=["number", "issued_on", "version"])
    return document


def sign_document(document, *, by, intent, pin):
    """Sign the pinned bytes and return the fresh Document, after the audit's checkpoint covers the act.

    Raises WrongPin, KeyLocked and the certificate's refusals from signatures; WrongState when paper, route, turn or
    authority changed since the sheet was opened. On any failure nothing has changed.
    """
    key = signatures.unlock(by, pin)
    with transaction.atomic():
        fresh = OUTGOING.lock(document)
        step = _may_be_signed(fresh, by)
        revision = signatures.sign(intent, by=by, key=key, purpose=_purpose(fresh), current=fresh.file.latest)
        fresh = _signed(fresh, step, revision, by)
    audit.wait_for_checkpoint(fresh.audit_entry)
    return fresh


def _signed(document, step, revision, by):
    numbered = document.number is not None
    routes.finish_step(step, by=by)
    if numbered:
        take_number(document, by=by, standing=NumberState.ASSIGNED, dated=document.issued_on)
    document = OUTGOING.move(
        document,
        "sign_numbered" if numbered else "sign",
        by=by,
        changes={"signed_at": timezone.now()},
        sha256=revision.sha256,
        capacity=document.capacity,
    )
    show_to_clerks(document)
    document_search.index(document)
    notify.send(
        [document.drafter_id],
        _("%(person)s đã ký “%(subject)s”") % {"person": by, "subject": document.subject},
        url=document.get_absolute_url(),
        subject=document,
        by=by,
    )
    return document
