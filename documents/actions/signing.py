"""The leader signs: exactly what was shown, and everything in one transaction or nothing at all.

signatures.actions bring pyHanko with them, so they are imported by the first person who signs, not at the start.
"""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, files, notify
from core.refusals import WrongState
from documents import paper, rules
from documents import search as document_search
from documents.actions.drafting import show_to_clerks
from documents.actions.reviewing import my_step
from documents.models import Review
from documents.numbering import take_number
from documents.states import OUTGOING, NumberState
from signatures.models import SigningIntent
from workflows.actions import routes
from workflows.states import Act


@transaction.atomic
def open_signing(document, *, by, seen=None):
    """Pin what will be signed and return the SigningIntent (five minutes, once).

    Where the agency reserves the number first, number and date are put on the page now, so that they are read before
    they are signed. Raises WrongState, Forbidden.
    """
    from signatures.actions import signing as signatures

    document = OUTGOING.lock(document, seen)
    may_be_signed(document, by)
    if _is_numbered_first(document.route):
        document = _with_number(document, by)
    return signatures.open_intent(
        document.file.latest, by=by, capacity=document.capacity, purpose=purpose_of(document)
    )


def _is_numbered_first(route):
    """A way without a step for the number began when the agency reserved numbers before the signature."""
    return not route.steps.filter(act=Act.NUMBER).exists()


def purpose_of(document):
    """What an intent is good for: this document on this round of its way."""
    return f"documents.document.{document.pk}.{document.route_id}"


def may_be_signed(document, by):
    """State, turn, both recorded checks and authority: asked when the sheet opens and again under the locks."""
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
    if document.number and document.issued_on == today and not _is_bare(document):
        return document
    number = take_number(document, by=by, standing=NumberState.RESERVED, dated=today)
    submitted = document.submissions.get(route=document.route).revision
    content = paper.fill(submitted.read(), number.number, today)
    files.store(content, name=submitted.name, by=by, file=document.file, note=_("Giữ số trước khi ký"))
    document.number, document.issued_on = number.number, today
    document.version += 1
    document.save(update_fields=["number", "issued_on", "version"])
    return document


def _is_bare(document):
    """The newest revision is the submitted one: this round's page has not been given its number yet."""
    return document.submissions.get(route=document.route).revision == document.file.latest


def sign_document(document, *, by, intent, pin):
    """Sign the pinned bytes and return the fresh Document, after the audit's checkpoint covers the act.

    intent: the token of a SigningIntent. Raises PinRefused (403), WrongState (409) when paper, route, turn, key
    or authority changed since the sheet was opened. On any failure nothing has changed but the count of attempts.
    """
    from signatures.actions import signing as signatures

    intent = _intent_for(document, intent, by)
    unlocked = signatures.unlock_intent(intent, pin=pin, by=by)
    with transaction.atomic():
        fresh = OUTGOING.lock(document)
        step = may_be_signed(fresh, by)
        _refuse_yesterday(fresh)
        record = signatures.sign(unlocked, by=by, guard=lambda: intent.purpose == purpose_of(fresh))
        fresh = _signed(fresh, step, record, by)
    audit.wait_for_checkpoint(fresh.audit_entry)
    return fresh


def _intent_for(document, token, by):
    intent = SigningIntent.objects.filter(signer=by, token=_uuid(token)).select_related("certificate__key").first()
    if intent is None or intent.purpose != purpose_of(document):
        raise WrongState(_("Phiếu ký không còn hiệu lực. Hãy mở lại văn bản rồi ký."))
    return intent


def _refuse_yesterday(document):
    """A date that is already on the page must be the day it is signed on: the sheet was open over midnight."""
    if _is_numbered_first(document.route) and document.issued_on != timezone.localdate():
        raise WrongState(_("Ngày ghi trên văn bản không phải hôm nay. Hãy mở lại văn bản để lấy ngày mới rồi ký."))


def _uuid(token):
    """The token as it was sent, or one that fits nothing."""
    try:
        return uuid.UUID(str(token))
    except ValueError:
        return uuid.UUID(int=0)


def _signed(document, step, record, by):
    numbered = _is_numbered_first(document.route)
    routes.finish_step(step, by=by)
    if numbered:
        take_number(document, by=by, standing=NumberState.ASSIGNED, dated=document.issued_on)
    document = OUTGOING.move(
        document,
        "sign_numbered" if numbered else "sign",
        by=by,
        changes={"signed_at": timezone.now()},
        sha256=record.result.sha256,
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
