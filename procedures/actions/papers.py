"""Slips of the one-stop desk: numbered with the act that causes them, laid out by a worker, sealed by the clerk."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from core import audit, files, realtime
from documents import paper as pages
from documents import rendering
from procedures.models import CasePaper, PaperBook
from procedures.papers import control
from procedures.papers.kinds import SLIPS
from procedures.papers.letters import signing_of
from procedures.papers.slips import slip_letter
from workflows.models import Timer

LEADER_OF_AGENCY = "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"
CAPACITIES = {
    "receipt": "NGƯỜI TIẾP NHẬN HỒ SƠ",
    "supplement": "NGƯỜI HƯỚNG DẪN",
    "refusal": "NGƯỜI GIẢI QUYẾT HỒ SƠ",
    "control": "BỘ PHẬN TIẾP NHẬN\nVÀ TRẢ KẾT QUẢ",
}


def ask_receipt(case, *, by):
    """The receipt with the appointment, once a case."""
    budget = case.plan.budget
    return ask_slip(
        case,
        "receipt",
        by=by,
        papers=_handed_in(case),
        budget=f"{budget.amount} {UNITS[budget.unit]}" if budget else "",
        received=case.submitted_at.isoformat(),
        due=case.due.isoformat() if case.due else "",
    )


UNITS = {"working_hour": "giờ làm việc", "working_day": "ngày làm việc", "calendar_day": "ngày"}


def _handed_in(case):
    names = dict(case.files.filter(removed_at__isnull=True).values_list("pk", "name"))
    return [f"Tờ khai điện tử “{case.plan.name.vi}”", *names.values()]


def ask_supplement_slip(case, returned, *, by):
    lacks = list(returned.lacks) or [returned.reason]
    return ask_slip(case, "supplement", by=by, signer=by, lacks=lacks, reason=returned.reason, person=by.full_name)


def ask_refusal(case, *, by, reason, ground):
    return ask_slip(case, "refusal", by=by, signer=by, reason=reason, ground=ground)


def ask_apology(case, *, by, reason):
    """The new appointment with an apology: printed in the name of whoever may sign for the agency, signed by them."""
    timer = Timer.objects.living().filter(route=case.route_id, step__isnull=True).first()
    due = timer.due_at.isoformat() if timer else ""
    return ask_slip(case, "apology", by=by, signer=by, reason=reason, was=_promised(case), due=due)


def _promised(case):
    """The appointment told last: on the receipt, or on an earlier apology."""
    told = case.papers.filter(kind__in=("receipt", "apology")).order_by("-pk").first()
    return told.facts.get("due", "") if told else ""


def ask_control(case, *, by):
    rows = control.rows_of(case.route)
    return ask_slip(case, "control", by=by, rows=rows, ended=timezone.now().isoformat())


@transaction.atomic
def ask_slip(case, kind, *, by, signer=None, **facts):
    """Give a slip its number in the current transaction and have its page laid out after it; return the CasePaper.

    signer: who is printed under it and may sign it. facts: what the slip says, as JSON. A roll-back leaves no gap.
    """
    year = timezone.localdate().year
    signing = signing_of(signer, case.agency) if signer and kind == "apology" else None
    paper = CasePaper.objects.create(
        case=case,
        agency=case.agency,
        kind=kind,
        title=SLIPS[kind].name,
        facts=facts,
        book=SLIPS[kind].code,
        notation=SLIPS[kind].abbreviation,
        number=take_number(case.agency, SLIPS[kind].code, year),
        year=year,
        by=by,
        signer=signer if signing or kind != "apology" else None,
        capacity=signing.capacity if signing else CAPACITIES.get(kind, LEADER_OF_AGENCY),
    )
    audit.record("case_paper_asked", case, by=by, kind=kind, number=paper.full_number, paper=paper.pk)
    lay_out_later(paper)
    return paper


def take_number(agency, book, year):
    """The next number of the agency's book of papers: the row is the lock."""
    PaperBook.objects.get_or_create(agency=agency, book=book, year=year)
    row = PaperBook.objects.select_for_update().get(agency=agency, book=book, year=year)
    row.last_number += 1
    row.save(update_fields=["last_number"])
    return row.last_number


def lay_out_later(paper):
    """A job in the current transaction: gone with it, done by a worker after it."""
    from procedures.tasks import lay_paper_out

    lay_paper_out.enqueue(paper.pk)


def lay_slip_out(paper):
    """Lay the slip out and keep it; one that is there already is left alone. Returns the fresh CasePaper."""
    page, places = page_of(slip_letter(paper), without="seal" if paper.signer_id else "signature")
    with transaction.atomic():
        fresh = CasePaper.objects.select_for_update().get(pk=paper.pk)
        return fresh if fresh.revision_id else keep_page(fresh, page, places, by=None, issued_at=timezone.now())


def page_of(letter, *, without=""):
    """(PDF with its fields, places as JSON) of a letter, laid out in the rendering child.

    without: "signature" or "seal" where nobody will sign, or seal: a field left empty would read as unfinished.
    """
    printed = rendering.render(letter)
    places = {name: asdict(place) for name, place in printed.places.items() if name != without}
    return pages.prepare(printed.pdf, places), places


def keep_page(paper, content, places, *, by, **changes):
    """Store the page as the paper's newest revision."""
    name = f"{paper.title} {paper.case.code}".replace("/", "-")
    revision = files.store(content, name=f"{name}.pdf", by=by, file=paper.file)
    paper.file, paper.revision, paper.places = revision.file, revision, places
    for key, value in changes.items():
        setattr(paper, key, value)
    paper.save()
    audit.record("case_paper_made", paper.case, by=by, kind=paper.kind, paper=paper.pk, sha256=revision.sha256)
    realtime.hint(paper.case)
    return paper
