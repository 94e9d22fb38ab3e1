"""The outgoing register, on screen and as the statutory print (Decree 30, art. 16 and App. IV)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core import paging
from core.access import require
from core.queries.people import agency_of
from documents import numbering, rules
from documents.books import printed_register
from documents.models import Document, Register
from documents.queries.registers import numbers_of
from documents.states import DocumentState
from documents.views.reading import whole_number


@login_required
def register(request):
    """The book of one year: what waits for a number above the double rule, every number below.

    Nobody learns here of a paper they could not open: its line keeps the number and the day, so the book has no gap.
    """
    agency, book = _book(request)
    reader = None if rules.reads_whole_register(request.user, agency) else request.user
    lines = numbers_of(book, reader=reader)
    numbers = paging.page(lines, ("-number", "-pk"), **paging.place(request)) if book else paging.Page()
    is_clerk = rules.is_clerk_of(request.user, agency)
    waiting = Document.objects.filter(agency=agency, state=DocumentState.SIGNED).for_reading().order_by("signed_at")
    context = {
        "agency": agency,
        "book": book,
        "page": numbers,
        "waiting": waiting if is_clerk and not request.GET else [],
        "year": _year(request),
        "years": list(Register.objects.filter(agency=agency).values_list("year", flat=True).order_by("-year")),
        "given": book.last_number if book else 0,
        "next_number": numbering.next_number(agency, _year(request)),
        "is_clerk": is_clerk,
        "may_print": rules.may_print_register(request.user, agency),
    }
    template = "documents/register.html#list" if request.htmx else "documents/register.html"
    return render(request, template, context)


@login_required
def print_register(request):
    """The ten statutory columns as PDF, with its cover."""
    agency, book = _book(request)
    require(rules.may_print_register(request.user, agency), rules.ONLY_KEEPERS_OF_BOOK)
    pdf = printed_register(agency, book, _year(request))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="so-van-ban-di-{_year(request)}.pdf"'
    return response


def _book(request):
    agency = agency_of(request.user)
    require(agency is not None, _("Chỉ người đang giữ vị trí công tác trong cơ quan mới xem được sổ văn bản."))
    return agency, Register.objects.filter(agency=agency, year=_year(request), book=numbering.BOOK).first()


def _year(request):
    asked = whole_number(request.GET.get("nam", ""))
    return asked if 2000 <= asked <= 2200 else timezone.localdate().year
