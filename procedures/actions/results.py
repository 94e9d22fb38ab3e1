"""Results: laid out when their turn comes, and numbered, sealed and handed over at the end. signing.py signs them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, realtime
from core.refusals import WrongState
from documents import paper as pages
from documents.actions.results import issue_result
from documents.kinds import DOCUMENT_KINDS
from documents.rules import is_clerk_of
from procedures.actions.papers import keep_page, lay_out_later, page_of, take_number
from procedures.models import Case, CasePaper
from procedures.papers.letters import kind_of, recipients_of, result_letter, signing_of, subject_of
from workflows.models import RouteStep
from workflows.states import Act, Phase

REGISTERED = {kind.code for kind in DOCUMENT_KINDS}  # these stand in the register of documents


def outputs_of(case, *, signed):
    return [each for each in case.plan.outputs if each.kind == "result" and each.signed == signed]


@transaction.atomic
def prepare_results(case, step):
    """A step opened that signs results, or hands them over: have their pages laid out, so that nobody waits for them.

    What must be signed is laid out for the first who may sign; what nobody signs carries who approved last.
    """
    if step.act == Act.SIGN:
        own = step.assignments.filter(on_behalf_of__isnull=True).order_by("pk")
        _prepare(outputs_of(case, signed=True), case, own.values_list("person", flat=True).first())
    if step.act == Act.ISSUE_RESULT:
        decided = _decided_by(case)
        _prepare(outputs_of(case, signed=False), case, decided and decided.pk)


def _prepare(outputs, case, signer):
    """Begin these results anew: what was laid out or signed in an earlier round counts no more."""
    for output in outputs:
        paper = paper_of(case, output)
        fresh = {"file": None, "revision": None, "places": {}, "signed": False, "asked_at": timezone.now()}
        CasePaper.objects.filter(pk=paper.pk).update(signer=signer, **fresh)
        lay_out_later(paper)


def forget_results(case):
    """What was asked for changed and is decided anew: a page signed before that is no result of it any more."""
    fresh = {"file": None, "revision": None, "places": {}, "signed": False, "asked_at": timezone.now()}
    CasePaper.objects.filter(case=case, kind="result", number__isnull=True).update(**fresh)


def paper_of(case, output):
    kind = kind_of(output)
    facts = {"agency": case.agency, "title": output.title.vi, "book": kind.code, "by": case.requester}
    return CasePaper.objects.get_or_create(case=case, kind="result", key=output.key, defaults=facts)[0]


def lay_result_out(paper):
    """The worker's part: the page of a result as it was asked for. Laid out already: left alone."""
    if paper.revision_id:
        return
    signing = signing_of(paper.signer, paper.agency) if paper.signer else None
    if signing or not _output_of(paper).signed:
        laid_out_for(paper, signing)


def laid_out_for(paper, signing):
    """The page, its number and date blank, with this Signing under it (None: nobody); the fresh CasePaper."""
    case = Case.objects.for_reading().get(pk=paper.case_id)
    dated = {"number": paper.number, "date": timezone.localdate(paper.issued_at)} if paper.number else {}
    output = _output_of(paper)
    letter = result_letter(case, output, signing, **dated)
    content, places = page_of(letter, without="" if output.signed else "signature")
    with transaction.atomic():
        fresh = CasePaper.objects.select_for_update(of=("self",)).select_related("case").get(pk=paper.pk)
        if fresh.signed:
            raise WrongState(_("Giấy này đã được ký."))
        if fresh.asked_at != paper.asked_at or fresh.case.version != case.version:
            raise WrongState(_("Hồ sơ đã thay đổi khi giấy đang được lập. Hãy thử lại."))
        who = {"signer": signing.person, "capacity": signing.capacity} if signing else {}
        return keep_page(fresh, content, places, by=None, notation=letter.notation, **who)


def _output_of(paper):
    return next(each for each in paper.case.plan.outputs if each.key == paper.key)


@transaction.atomic
def hand_over(case, *, by):
    """Number, seal and hand over every result of the case: what the step "issue_result" does. Returns the CasePapers.

    A signed result of a kind of Decree 30 becomes an issued document of the register; others take the next number of
    their own book. Raises Forbidden for others than clerks, WrongState while a result is not signed.
    """
    case = Case.objects.for_reading().get(pk=case.pk)
    made = [_issued(case, output, by) for output in outputs_of(case, signed=True)]
    made += [_issued_unsigned(case, output, by) for output in outputs_of(case, signed=False)]
    realtime.hint(case)
    return made


def _issued(case, output, by):
    paper = paper_of(case, output)
    if not paper.signed:
        raise WrongState(_("“%(title)s” chưa được ký nên chưa trả kết quả được.") % {"title": output.title})
    return _registered(case, output, paper, by) if output.document_kind in REGISTERED else _booked(paper, by)


def _registered(case, output, paper, by):
    document = issue_result(
        paper.file,
        by=by,
        agency=case.agency,
        unit=case.unit,
        drafter=case.requester,
        signer=paper.signer,
        kind=output.document_kind,
        subject=subject_of(output) or case.title,
        capacity=paper.capacity,
        places=paper.places,
        recipients="\n".join(recipients_of(case, output)),
        signed_at=paper.revision.created_at,
    )
    paper.document, paper.number, paper.year = document, document.number, document.issued_on.year
    return _handed(paper, paper.file.latest, by)


def _booked(paper, by):
    """A signed paper outside the register: a number of its own book, filled in, and the seal."""
    from signatures.actions import sealing as signatures

    facts = {"by": by, "office": paper.agency, "guard": lambda: True, "purpose": f"procedures.paper.{paper.pk}"}
    record = signatures.seal(paper.revision, signers=[paper.signer], values=_numbered(paper), **facts)
    return _handed(paper, record.result, by)


def _numbered(paper):
    """Give the paper the next number of its book; return what goes into its blanks."""
    today = timezone.localdate()
    paper.number, paper.year = take_number(paper.agency, paper.book, today.year), today.year
    values = pages.field_values(paper.number, today)
    return {name: value for name, value in values.items() if name in paper.places}


def _handed(paper, revision, by):
    paper.revision, paper.sealed, paper.issued_at = revision, True, timezone.now()
    paper.save()
    audit.record("result_handed_over", paper.case, by=by, paper=paper.pk, number=paper.full_number)
    return paper


def _issued_unsigned(case, output, by):
    """A slip of the office's own ways: numbered now, with the name of whoever approved; a clerk seals it as well."""
    from signatures.actions import sealing as signatures

    paper = paper_of(case, output)
    if paper.is_under_way or not is_clerk_of(by, case.agency):
        return _numbered_later(case, paper, by)
    facts = {"by": by, "office": paper.agency, "guard": lambda: True}
    filled = signatures.fill(paper.revision, values=_numbered(paper), **facts)
    return _handed(paper, signatures.seal_slip(filled, purpose=f"procedures.paper.{paper.pk}", **facts).result, by)


def _numbered_later(case, paper, by):
    """The number now, the page with it a moment later."""
    _numbered(paper)
    paper.file = paper.revision = None
    paper.signer, paper.issued_at = _decided_by(case), timezone.now()
    paper.save()
    audit.record("result_handed_over", case, by=by, paper=paper.pk, number=str(paper.number))
    lay_out_later(paper)
    return paper


@transaction.atomic
def hand_over_rest(case, *, by):
    """The way ended without a step that hands results over: what nobody signs is made all the same."""
    case = Case.objects.for_reading().get(pk=case.pk)
    for output in outputs_of(case, signed=False):
        paper = paper_of(case, output)
        if paper.number is None:
            _numbered_later(case, paper, by)


def _decided_by(case):
    """Who approved last."""
    decided = RouteStep.objects.filter(
        route=case.route_id, phase=Phase.DONE, act__in=(Act.APPROVE, Act.SIGN, Act.BOOK)
    )
    last = decided.select_related("done_by").order_by("-done_at", "-pk").first()
    return last.done_by if last else None
