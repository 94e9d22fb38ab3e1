"""Importing tables: upload, look, confirm; and the links that let new people in."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import paging
from core.access import keeper_required
from core.accounts import one_time_link
from core.actions import importing as acting
from core.files import XLSX
from core.forms.importing import ImportForm
from core.http.forms import carry_out, status_of
from core.importing.kinds import KINDS
from core.importing.template_file import template_file
from core.models import ImportBatch, ImportRow
from core.refusals import TooLarge

LIMIT = 10 * 1024 * 1024  # bytes; ten thousand rows are about one megabyte


@keeper_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request):
    """The tables imported so far, and the place to lay a new one."""
    form = ImportForm(
        request.POST or None, request.FILES or None, initial={"kind": request.GET.get("loai", "people")}
    )
    batch = carry_out(form, lambda kind, file: _start(request, kind, file))
    if batch:
        return redirect("import_batch", batch.pk)
    page = paging.page(
        ImportBatch.objects.select_related("revision", "created_by"), ("-pk",), **paging.place(request)
    )
    return render(
        request, "core/imports.html", {"form": form, "page": page, "kinds": ImportBatch.Kind}, status=status_of(form)
    )


def _start(request, kind, file):
    return acting.start_import(kind=kind, content=_content(file), name=file.name, by=request.user)


@keeper_required
@require_safe
def import_batch(request, pk):
    """The preview of one table, or how far it is."""
    batch = get_object_or_404(ImportBatch.objects.select_related("revision__blob", "created_by"), pk=pk)
    outcome = request.GET.get("ket-qua", "")
    rows = batch.rows.filter(outcome=outcome) if outcome in ImportRow.Outcome.values else batch.rows.all()
    context = {
        "batch": batch,
        "page": paging.page(rows, ("number", "pk"), **paging.place(request), size=100),
        "counts": batch.rows.counted(),
        "outcome": outcome,
        "new_people": batch.kind == "people" and batch.state == "done" and batch.rows.filter(outcome="new").exists(),
    }
    template = "core/import_batch.html#state" if request.htmx else "core/import_batch.html"
    return render(request, template, context)


@keeper_required
@require_POST
def import_confirm(request, pk):
    batch = get_object_or_404(ImportBatch.objects.select_related("revision__blob"), pk=pk)
    acting.confirm_import(
        batch, digest=request.POST.get("digest", ""), seen=request.POST.get("seen", ""), by=request.user
    )
    return redirect("import_batch", pk)


@keeper_required
@require_safe
def import_template(request, kind):
    """The empty table to fill in."""
    if kind not in KINDS:
        raise Http404
    disposition = f'attachment; filename="an-thu-{kind}.xlsx"'
    return HttpResponse(template_file(kind), content_type=XLSX, headers={"Content-Disposition": disposition})


@keeper_required
@require_POST
def import_links(request, pk):
    """One-time links of the people this table brought in who have no password yet: to print and hand out."""
    batch = get_object_or_404(ImportBatch.objects.select_related("revision"), pk=pk)
    people = acting.issue_links(batch, by=request.user)
    links = [(person, one_time_link(person)) for person in people]
    return render(request, "core/import_links.html", {"batch": batch, "links": links})


def _content(file):
    """The bytes of the uploaded table; TooLarge above LIMIT."""
    if file.size > LIMIT:
        raise TooLarge(
            _("Bảng nặng %(size)s, vượt mức %(limit)s. Hãy tách thành nhiều tệp.")
            % {"size": filesizeformat(file.size), "limit": filesizeformat(LIMIT)}
        )
    return file.read()
