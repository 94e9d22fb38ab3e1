"""The leader signs results: exactly the pages that were shown, all of them or none, together with the step."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.refusals import WrongState
from procedures.actions.handling import lock_seen, my_step
from procedures.actions.results import laid_out_for, outputs_of, paper_of
from procedures.models import CasePaper
from procedures.papers.letters import signing_of
from signatures.models import SigningIntent
from workflows.actions import routes
from workflows.states import Act


def open_signing(case, *, by, step=None, seen=None):
    """Pin what will be signed and return [(CasePaper, SigningIntent)], one for each result (five minutes, once).

    The page carries the name of whoever opens it: for another of those who may sign it is laid out anew. Raises
    WrongState, Forbidden.
    """
    from signatures.actions import signing as signatures

    step = signing_step(case, by, step)
    papers = [_ready_for(paper_of(case, output), by) for output in outputs_of(case, signed=True)]
    with transaction.atomic():
        step = my_step(lock_seen(case, seen), by, step.pk)
        return [
            (
                paper,
                signatures.open_intent(
                    paper.revision, by=by, capacity=paper.capacity, purpose=purpose_of(paper, step)
                ),
            )
            for paper in papers
        ]


def _ready_for(paper, by):
    signing = signing_of(by, paper.agency)
    if signing is None:
        raise WrongState(
            _("Bạn không giữ chức vụ có thẩm quyền ký giấy này. Hãy chuyển bước cho người có thẩm quyền.")
        )
    if paper.revision_id and (paper.signer_id, paper.capacity) == (by.pk, signing.capacity):
        return paper
    return laid_out_for(paper, signing)


def signing_step(case, by, step=None):
    """The person's open step of signing."""
    found = my_step(case, by, step)
    if found.act != Act.SIGN:
        raise WrongState(_("Bước này không cần ký số."))
    return found


def purpose_of(paper, step):
    """What an intent is good for: this paper at this turn of its case."""
    return f"procedures.paper.{paper.pk}.{step.pk}"


def sign_results(case, *, by, intents, pin, step=None, note=""):
    """Sign the pinned pages, finish the step and return it, after the audit's checkpoint covers the act.

    intents: tokens of SigningIntents, one for each result. Raises PinRefused (403), WrongState (409) when case, turn,
    page, key or capacity changed since the sheet was opened. All pages are signed or none.
    """
    from signatures.actions import signing as signatures

    found = signing_step(case, by, step)
    pinned = [_intent_for(case, output, found, intents, by) for output in outputs_of(case, signed=True)]
    unlocked = [(paper, signatures.unlock_intent(intent, pin=pin, by=by)) for paper, intent in pinned]
    with transaction.atomic():
        step = my_step(lock_seen(case, None), by, found.pk)
        for paper, key in unlocked:
            _sign(paper, key, step, by, signatures)
        entry = audit.record("results_signed", case, by=by, papers=[paper.pk for paper, _key in unlocked])
        step = routes.finish_step(step, by=by, note=note)
    audit.wait_for_checkpoint(entry)
    return step


def _intent_for(case, output, step, tokens, by):
    paper = paper_of(case, output)
    mine = SigningIntent.objects.filter(signer=by, purpose=purpose_of(paper, step), token__in=uuids(tokens))
    intent = mine.select_related("certificate__key").first()
    if intent is None:
        raise WrongState(_("Phiếu ký không còn hiệu lực. Hãy mở lại hồ sơ rồi ký."))
    return paper, intent


def uuids(tokens):
    found = []
    for token in tokens:
        try:
            found.append(uuid.UUID(str(token)))
        except ValueError:
            continue
    return found


def _sign(paper, unlocked, step, by, signatures):
    fresh = CasePaper.objects.select_for_update(of=("self",)).select_related("agency").get(pk=paper.pk)
    if unlocked.intent.revision_id != fresh.revision_id:  # the case was mended meanwhile: its page is another one now
        raise WrongState(_("Giấy đã được lập lại sau khi bạn mở. Hãy mở lại hồ sơ, đọc bản mới rồi ký."))
    signing = signing_of(by, fresh.agency)
    if signing is None or signing.capacity != fresh.capacity:
        raise WrongState(_("Quyền hạn ký ghi trên giấy không còn đúng với chức vụ hiện nay. Hãy mở lại hồ sơ."))
    absent = step.assignments.filter(person=by).values_list("on_behalf_of", flat=True).first()
    if absent:
        raise WrongState(_("Không ký thay bằng chữ ký của mình được; bước ký phải do người có thẩm quyền thực hiện."))
    guard = unlocked.intent.purpose == purpose_of(fresh, step)
    record = signatures.sign(unlocked, by=by, guard=lambda: guard)
    fresh.revision, fresh.signed = record.result, True
    fresh.save(update_fields=["revision", "signed"])
