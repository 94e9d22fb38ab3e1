"""The keeper's procedures: the list, a new one, one carried in as a file, and the versions of each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import keeper_required
from core.http.forms import carry_out, status_of
from core.models import Office
from core.refusals import TooLarge
from procedures.actions import designing
from procedures.actions.publishing import retire_procedure
from procedures.designer.carrying import LIMIT, exported, imported
from procedures.designer.comparing import differences
from procedures.designer.facts_sheet import CarryForm, NewForm
from procedures.models import Procedure, ProcedureDraft, ProcedureVersion

form_view = require_http_methods(["GET", "HEAD", "POST"])


@keeper_required
@require_safe
def designs(request):
    """Every procedure of the house and every draft, agency by agency."""
    drafts = ProcedureDraft.objects.select_related("agency", "changed_by")
    by_code = {(draft.agency_id, draft.code): draft for draft in drafts}
    found = Procedure.objects.for_reading().order_by("agency__name", "code")
    rows = [(procedure, by_code.pop((procedure.agency_id, procedure.code), None)) for procedure in found]
    rows += [(None, draft) for draft in by_code.values()]
    return render(request, "procedures/designer/designs.html", {"rows": rows, "agencies": _agencies().count()})


@keeper_required
@form_view
def design_new(request):
    """Name and code of a procedure that is not there yet."""
    form = NewForm(request.POST or None, agencies=_agencies())
    draft = carry_out(form, lambda **typed: designing.start_draft(by=request.user, **typed))
    if draft:
        return redirect("draft_form", draft.pk)
    return render(request, "procedures/designer/new.html", {"form": form}, status=status_of(form))


@keeper_required
@form_view
def design_import(request):
    """A procedure from its file becomes a draft; nothing published is touched."""
    form = CarryForm(request.POST or None, request.FILES or None, agencies=_agencies())
    draft = carry_out(form, lambda **typed: _carry_in(request, **typed))
    if draft:
        messages.success(request, _("Đã nhập thành dự thảo. Xem lại, chạy thử rồi công bố."))
        return redirect("draft_publish", draft.pk)
    return render(request, "procedures/designer/import.html", {"form": form}, status=status_of(form))


def _carry_in(request, *, agency, file, replace):
    if file.size > LIMIT:
        raise TooLarge(_("Tệp nặng quá 1 MB. Một thủ tục chỉ vài chục KB; hãy kiểm tra lại tệp."))
    return designing.import_draft(agency, imported(file.read()), by=request.user, replace=replace)


@keeper_required
@require_safe
def design(request, pk):
    """One procedure: its versions, its draft, what it takes to change it."""
    procedure = get_object_or_404(Procedure.objects.for_reading(), pk=pk)
    versions = list(procedure.versions.select_related("published_by").defer("definition"))
    draft = ProcedureDraft.objects.filter(agency=procedure.agency, code=procedure.code).first()
    context = {"procedure": procedure, "versions": versions, "draft": draft}
    return render(request, "procedures/designer/design.html", context)


@keeper_required
@require_POST
def design_edit(request, pk):
    """Open the draft of a procedure, made from its latest version or from an older one."""
    procedure = get_object_or_404(Procedure, pk=pk)
    number = request.POST.get("number", "")
    version = get_object_or_404(procedure.versions, number=number) if is_number(number) else None
    return redirect("draft_form", designing.draft_of(procedure, by=request.user, version=version).pk)


@keeper_required
@require_POST
def design_retire(request, pk):
    procedure = get_object_or_404(Procedure, pk=pk)
    retire_procedure(procedure, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("Thủ tục thôi nhận hồ sơ mới. Hồ sơ đang giải quyết vẫn đi tiếp."))
    return redirect("design", pk)


@keeper_required
@require_safe
def design_compare(request, pk):
    """What changed between two versions, in words."""
    procedure = get_object_or_404(Procedure.objects.for_reading(), pk=pk)
    versions = list(procedure.versions.order_by("number"))
    old = _version(versions, request.GET.get("tu", ""), versions[-2:][0])
    new = _version(versions, request.GET.get("den", ""), versions[-1])
    context = {"procedure": procedure, "versions": versions, "old": old, "new": new}
    context["differences"] = differences(old.definition, new.definition)
    return render(request, "procedures/designer/compare.html", context)


@keeper_required
@require_safe
def design_export(request, pk, number):
    version = get_object_or_404(ProcedureVersion.objects.select_related("procedure"), procedure=pk, number=number)
    return json_file(version.definition, f"{version.procedure.code}-{version.number}")


def json_file(definition, name):
    """The definition as a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
    return HttpResponse(exported(definition), content_type="application/json; charset=utf-8", headers=headers)


def _agencies():
    return Office.objects.existing().agencies().order_by("name")


def _version(versions, number, default):
    return next((each for each in versions if str(each.number) == number), default)


def is_number(text):
    """A key as it stands in a form."""
    return text.isascii() and text.isdecimal() and len(text) < 9
