"""The papers of a case: read, signed by whoever is printed under them, sealed by the clerk; and the book of cases."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core import paging
from core.access import recently_confirmed, require, see
from core.http.offline import keep_for_reading
from core.http.streaming import stream_file
from core.queries.people import agency_of
from core.refusals import BadInput
from documents.rules import ONLY_CLERK, is_clerk_of, may_print_register
from documents.views.reading import whole_number
from procedures import rules
from procedures.actions import signing, slips
from procedures.models import Case, CaseBook, CasePaper
from procedures.paper_screen import paper_page, signing_page
from procedures.papers.register import line_of, printed
from procedures.views.handling import shown_step, shown_version

MOST_SEALED = 50  # slips in one go: each takes a tenth of a second


@login_required
@require_safe
def case_paper(request, pk, paper):
    """The paper on its page, and what this person may do with it."""
    found = _paper(request, pk, paper)
    return keep_for_reading(render(request, "procedures/case_paper.html", paper_page(found, request.user)))


@login_required
@require_safe
def case_paper_file(request, pk, paper):
    """The bytes of the paper's newest revision."""
    revision = _paper(request, pk, paper).revision
    if revision is None:
        raise Http404
    about = {"name": revision.name, "size": revision.size, "is_shown": "tai" not in request.GET}
    response = stream_file(request, revision.open(), media_type=revision.media_type, **about)
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{revision.sha256}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@login_required
@require_POST
def case_paper_sign(request, pk, paper):
    """Without a PIN: pin the slip and ask for it. With one: sign what was pinned."""
    found = _paper(request, pk, paper)
    if "pin" not in request.POST:
        intent = slips.open_slip_signing(found, by=request.user)
        return render(request, "procedures/case_paper.html", paper_page(found, request.user, intent=intent))
    slips.sign_slip(found, by=request.user, intent=_tokens(request)[0], pin=request.POST["pin"])
    messages.success(request, _("Đã ký “%(paper)s”.") % {"paper": found})
    return redirect(found)


@recently_confirmed
@require_POST
def case_paper_seal(request, pk, paper):
    """The clerk seals one paper."""
    found = _paper(request, pk, paper)
    slips.seal_slip(found, by=request.user)
    messages.success(request, _("Đã đóng dấu “%(paper)s”.") % {"paper": found})
    return redirect(found)


@login_required
def case_sign(request, pk):
    """The results a leader is to sign: read, pinned without a PIN, signed with one."""
    case = see(request.user, Case.objects.for_reading(), pk=pk)
    if request.method == "POST" and "pin" in request.POST:
        return _signed(request, case)
    step = signing.signing_step(case, request.user, shown_step(request))
    pinned = []
    if request.method == "POST":
        seen = shown_version(request)
        pinned = signing.open_signing(case, by=request.user, step=step.pk, seen=seen)
    papers = list(CasePaper.objects.for_reading().filter(case=case, kind="result").order_by("pk"))
    context = signing_page(case, step, papers, request.user, intents=[intent for _paper, intent in pinned])
    return render(request, "procedures/case_paper.html", context)


def _signed(request, case):
    signing.sign_results(
        case,
        by=request.user,
        intents=_tokens(request),
        pin=request.POST["pin"],
        step=shown_step(request),
        note=request.POST.get("note", ""),
    )
    messages.success(request, _("Đã ký kết quả của hồ sơ %(code)s.") % {"code": case.code})
    return redirect("desk")


def _tokens(request):
    found = request.POST.getlist("intent")
    if not found:
        raise BadInput(_("Phiếu ký không còn hiệu lực. Hãy mở lại rồi ký."))
    return found


def _paper(request, pk, paper):
    """A paper the person may see: with its case, or as the clerk who seals it."""
    return see(request.user, CasePaper.objects.for_reading(), case=pk, pk=paper)


@login_required
@require_safe
def case_register(request):
    """The book of one year: every submitted case, its appointment and its end; what waits for the seal above it."""
    agency, year = _book(request)
    cases = _cases(agency, year)
    page = paging.page(cases, ("-number", "-pk"), **paging.place(request))
    years = list(CaseBook.objects.filter(agency=agency).order_by("-year").values_list("year", flat=True))
    waiting = (
        CasePaper.objects.to_seal(agency).for_reading()[:MOST_SEALED] if is_clerk_of(request.user, agency) else []
    )
    lines = [(case, line_of(case)) for case in page]
    context = {"agency": agency, "year": year, "years": years, "page": page, "lines": lines, "waiting": list(waiting)}
    template = "procedures/case_register.html#list" if request.htmx else "procedures/case_register.html"
    return render(request, template, context)


@login_required
@require_safe
def case_register_print(request):
    """The book of a year as PDF, with its cover."""
    agency, year = _book(request)
    pdf = printed(agency, year, _cases(agency, year).order_by("number"))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="so-theo-doi-ho-so-{year}.pdf"'
    return response


@recently_confirmed
@require_POST
def case_papers_seal(request):
    """The clerk seals what waits, many at once; one that cannot be sealed stops no other."""
    agency, _year = _book(request)
    require(is_clerk_of(request.user, agency), ONLY_CLERK)
    asked = [whole_number(text) for text in request.POST.getlist("paper")[:MOST_SEALED]]
    found = list(CasePaper.objects.to_seal(agency).filter(pk__in=asked))
    done, refused = slips.seal_many(found, by=request.user)
    if done:
        said = ngettext("Đã đóng dấu %(count)d giấy.", "Đã đóng dấu %(count)d giấy.", done)
        messages.success(request, said % {"count": done})
    for paper, refusal in refused:
        messages.warning(request, f"{paper}: {refusal.sentence}")
    return redirect("case_register")


def _book(request):
    agency = agency_of(request.user)
    require(agency is not None and may_print_register(request.user, agency), rules.ONLY_REGISTRARS)
    asked = whole_number(request.GET.get("nam", ""))
    return agency, asked if 2000 <= asked <= 2200 else timezone.localdate().year


def _cases(agency, year):
    numbered = Case.objects.filter(agency=agency, year=year, number__isnull=False).defer("data", "provenance")
    return numbered.select_related("edition__procedure__owner_unit", "requester", "unit", "agency")
