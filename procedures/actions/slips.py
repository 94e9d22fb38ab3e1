"""Whoever is printed under a slip may sign it with their own key; the clerk seals slips, many at once."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, realtime
from core.refusals import BadInput, Refused, WrongState
from core.rules import works_in
from procedures.actions.signing import uuids
from procedures.models import CasePaper
from procedures.papers.letters import signing_of
from procedures.rules import slip_to_seal
from signatures.models import SigningIntent


@transaction.atomic
def open_slip_signing(paper, *, by):
    """Pin a slip for whoever is printed under it and return the SigningIntent."""
    from signatures.actions import signing as signatures

    fresh = _slip_to_sign(paper, by)
    return signatures.open_intent(
        fresh.revision, by=by, capacity=fresh.capacity, purpose=f"procedures.slip.{fresh.pk}"
    )


def sign_slip(paper, *, by, intent, pin):
    """Sign a slip as pinned; return the fresh CasePaper. Raises PinRefused, WrongState, Forbidden."""
    from signatures.actions import signing as signatures

    purpose = f"procedures.slip.{paper.pk}"
    pinned = SigningIntent.objects.filter(signer=by, purpose=purpose, token__in=uuids([intent]))
    pinned = pinned.select_related("certificate__key").first()
    if pinned is None:
        raise WrongState(_("Phiếu ký không còn hiệu lực. Hãy mở lại rồi ký."))
    unlocked = signatures.unlock_intent(pinned, pin=pin, by=by)
    with transaction.atomic():
        fresh = _slip_to_sign(paper, by)
        if pinned.revision_id != fresh.revision_id:
            raise WrongState(_("Giấy đã được lập lại sau khi bạn mở. Hãy mở lại rồi ký."))
        record = signatures.sign(unlocked, by=by, guard=lambda: True)
        fresh.revision, fresh.signed = record.result, True
        fresh.save(update_fields=["revision", "signed"])
        entry = audit.record("case_paper_signed", fresh.case, by=by, paper=fresh.pk, sha256=record.result.sha256)
    audit.wait_for_checkpoint(entry)
    return fresh


def _slip_to_sign(paper, by):
    fresh = CasePaper.objects.select_for_update(of=("self",)).select_related("case", "agency").get(pk=paper.pk)
    if fresh.kind == CasePaper.Kind.RESULT or fresh.signer_id is None:
        raise BadInput(_("Giấy này không do người lập ký."))
    if fresh.signer_id != by.pk:
        raise WrongState(_("Giấy này do %(person)s ký.") % {"person": fresh.signer})
    if fresh.is_under_way or fresh.signed or fresh.sealed:
        raise WrongState(_("Giấy này đang được lập, đã ký hoặc đã đóng dấu."))
    if not _still_holds(by, fresh):
        raise WrongState(_("Bạn không còn giữ vị trí ghi trên giấy này nên không ký được."))
    return fresh


def _still_holds(by, paper):
    """Works in the agency; who signs for its head may do so in the capacity that is printed."""
    if paper.kind != CasePaper.Kind.APOLOGY:
        return works_in(by, paper.agency)
    signing = signing_of(by, paper.agency)
    return signing is not None and signing.capacity == paper.capacity


@transaction.atomic
def seal_slip(paper, *, by):
    """Put the agency's seal on a slip or on a result that nobody signs; the clerk's act. Returns the CasePaper."""
    from signatures.actions import sealing as signatures

    fresh = CasePaper.objects.select_for_update(of=("self",)).select_related("agency", "case").get(pk=paper.pk)
    if fresh.is_under_way:
        raise WrongState(_("Giấy này đang được lập. Hãy thử lại sau ít phút."))
    if not slip_to_seal(fresh):
        raise WrongState(_("Giấy này đã được đóng dấu, hoặc do người lập ký số chứ không đóng dấu."))
    record = signatures.seal_slip(
        fresh.file.latest,
        by=by,
        office=fresh.agency,
        guard=partial(bool, True),
        purpose=f"procedures.paper.{fresh.pk}",
    )
    fresh.revision, fresh.sealed = record.result, True
    fresh.save(update_fields=["revision", "sealed"])
    audit.record("case_paper_sealed", fresh.case, by=by, paper=fresh.pk, sha256=record.result.sha256)
    realtime.hint(fresh.case)
    return fresh


def seal_many(papers, *, by):
    """Seal slips each on its own: one that cannot be sealed stops no other. Return (how many, [(paper, refusal)])."""
    refused = []
    for paper in papers:
        try:
            seal_slip(paper, by=by)
        except Refused as refusal:
            refused.append((paper, refusal))
    return len(papers) - len(refused), refused
