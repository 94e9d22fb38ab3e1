"""Designing one draft: its facts, form, steps and papers; every act is a small post that can be undone."""

import copy

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import keeper_required
from core.models import Office
from core.refusals import BadInput
from procedures import soundness
from procedures.actions import designing
from procedures.designer import conditions, paper_edits
from procedures.designer.comparing import differences
from procedures.designer.edits import ACTS
from procedures.designer.facts_sheet import FactsSheet
from procedures.designer.field_sheet import FieldSheet
from procedures.designer.form_edits import field_at, field_change
from procedures.designer.names import Names
from procedures.designer.outline import form_outline, steps_outline
from procedures.designer.paper_sheets import OutputSheet, PaperSheet
from procedures.designer.places import among
from procedures.designer.preview import preview_of
from procedures.designer.step_edits import step_at, step_change
from procedures.designer.step_sheet import StepSheet
from procedures.designer.today import today_of
from procedures.models import ProcedureDraft
from procedures.views.designer import is_number, json_file

form_view = require_http_methods(["GET", "HEAD", "POST"])
TABS = {"section": "draft_form", "field": "draft_form", "step": "draft_steps"}  # other acts are on papers
SHEETS = {"papers": PaperSheet, "outputs": OutputSheet}


@keeper_required
@form_view
def draft_facts(request, pk):
    """Name, who may ask, how long, on which ground."""
    draft = draft_with(pk)
    names = Names(draft.agency, draft.definition)
    sheet = FactsSheet(request.POST or None, definition=draft.definition, names=names)
    if sheet.is_bound and sheet.is_valid():

        def put(definition):
            sheet.put(definition)
            return _("Sửa thông tin")

        _do(request, draft, put)
        return redirect("draft_form" if not draft.definition.get("steps") else "draft_facts", pk)
    return page(request, draft, "facts", {"form": sheet}, 422 if sheet.is_bound else 200)


@keeper_required
@require_safe
def draft_form(request, pk):
    """Sections and fields, with the form beside as people will see it."""
    draft = draft_with(pk)
    names = Names(draft.agency, draft.definition)
    context = {"sections": form_outline(draft.definition, names), "added": request.GET.get("vua", "")}
    return page(request, draft, "form", context | preview_of(draft.definition, draft.agency, request.user))


@keeper_required
@form_view
def draft_field(request, pk, key):
    """The sheet of one field, or of one column ("table.column")."""
    draft = draft_with(pk)
    rows, at = _found(field_at, draft.definition, key)
    names = Names(draft.agency, draft.definition)
    sheet = FieldSheet(request.POST or None, field=rows[at], address=key, names=names)
    saved = _sheet_saved(
        request, draft, sheet, sheet.show_if, lambda content: field_change(content, key, sheet.values())
    )
    if saved:
        return redirect("draft_field", pk, key.rpartition(".")[0]) if "." in key else redirect("draft_form", pk)
    shown = dict(draft.definition) if not sheet.is_bound else _with_field(draft.definition, key, sheet)
    context = {"sheet": sheet, "key": key, "table": key.rpartition(".")[0], "columns": rows[at].get("columns", [])}
    context |= preview_of(shown, draft.agency, request.user, here=key.partition(".")[0])
    return page(request, draft, "field", context, _status(request, sheet))


@keeper_required
@require_safe
def draft_steps(request, pk):
    """The steps in order, who acts on each in words, and who that is today."""
    draft = draft_with(pk)
    names = Names(draft.agency, draft.definition)
    context = {"groups": steps_outline(draft.definition, names), "names": names, "added": request.GET.get("vua", "")}
    return page(request, draft, "steps", context | today_of(draft.definition, draft.agency))


@keeper_required
@form_view
def draft_step(request, pk, key):
    """The sheet of one step."""
    draft = draft_with(pk)
    rows, at = _found(step_at, draft.definition, key)
    sheet = StepSheet(request.POST or None, step=rows[at], names=Names(draft.agency, draft.definition))
    if _sheet_saved(request, draft, sheet, sheet.when, lambda content: step_change(content, key, sheet.values())):
        return redirect("draft_steps", pk)
    context = {"sheet": sheet, "key": key} | today_of(draft.definition, draft.agency)
    return page(request, draft, "step", context, _status(request, sheet))


@keeper_required
@require_safe
def draft_papers(request, pk):
    """What the requester attaches, and what the procedure makes."""
    draft = draft_with(pk)
    context = {name: draft.definition.get(name, []) for name in SHEETS}
    return page(request, draft, "papers", context)


@keeper_required
@form_view
def draft_paper(request, pk, family, key):
    """The sheet of one paper."""
    draft = draft_with(pk)
    if family not in SHEETS:
        raise Http404
    rows, at = _found(among, draft.definition.get(family, []), key)
    sheet = SHEETS[family](request.POST or None, row=rows[at], names=Names(draft.agency, draft.definition))
    if sheet.is_bound and sheet.is_valid():
        _do(request, draft, lambda content: paper_edits.row_change(content, family, key, sheet.values()))
        return redirect("draft_papers", pk)
    context = {"sheet": sheet, "family": family, "key": key}
    return page(request, draft, "paper", context, 422 if sheet.is_bound else 200)


@keeper_required
@require_POST
def draft_act(request, pk):
    """One act of procedures.designer.edits, by its name."""
    draft = draft_with(pk)
    name = request.POST.get("act", "")
    if name not in ACTS:
        raise BadInput(_("Không có việc này."))
    before = {*_keys(draft.definition)}
    draft = _do(request, draft, lambda definition: ACTS[name](definition, request.POST))
    table = request.POST.get("in") or request.POST.get("key", "").rpartition(".")[0]
    if table and name.startswith("field"):
        return redirect("draft_field", pk, table)
    added = next(iter(set(_keys(draft.definition)) - before), "") if name.endswith("_add") else ""
    url = reverse(TABS.get(name.partition("_")[0], "draft_papers"), args=[pk])
    return redirect(f"{url}?vua={added}" if added else url)


@keeper_required
@require_POST
def draft_undo(request, pk):
    _fresh, told = designing.undo_change(draft_with(pk), by=request.user, seen=request.POST.get("seen", ""))
    messages.success(request, _("Đã hoàn tác: %(told)s.") % {"told": told})
    back = request.POST.get("back", "")
    return redirect(
        back if back in {"draft_facts", "draft_form", "draft_steps", "draft_papers"} else "draft_form", pk
    )


@keeper_required
@form_view
def draft_publish(request, pk):
    """What cannot work, what changes, and the act that makes it a version."""
    draft = draft_with(pk)
    offices = Office.objects.existing().under(draft.agency).order_by("-kind", "name")
    if request.method == "POST":
        asked = request.POST.get("owner", "")
        owner = offices.filter(pk=asked).first() if is_number(asked) else None
        typed = {"note": request.POST.get("note", ""), "seen": request.POST.get("seen", "")}
        version = designing.publish_draft(draft, by=request.user, owner_unit=owner, **typed)
        messages.success(request, _("Đã công bố phiên bản %(number)d.") % {"number": version.number})
        return redirect("design", version.procedure_id)
    current = draft.procedure.current if draft.procedure else None
    context = {
        "weak": soundness.faults_of_draft(draft),
        "differences": differences(current.definition, draft.definition) if current else [],
        "current": current,
        "offices": offices,
        "owner": draft.procedure.owner_unit_id if draft.procedure else None,
    }
    return page(request, draft, "publish", context)


@keeper_required
@require_POST
def draft_discard(request, pk):
    draft = draft_with(pk)
    designing.discard_draft(draft, by=request.user, seen=request.POST.get("seen", ""))
    messages.success(request, _("Đã bỏ dự thảo. Phiên bản đang áp dụng không đổi."))
    return redirect("designs")


@keeper_required
@require_safe
def draft_export(request, pk):
    draft = draft_with(pk)
    return json_file(draft.definition, f"{draft.code}-du-thao")


def draft_with(pk):
    """The draft a screen is about, or 404."""
    return get_object_or_404(
        ProcedureDraft.objects.select_related("agency", "procedure__current", "changed_by"), pk=pk
    )


def _found(find, *asked):
    """A place in the draft, or 404: the address names something that is not there."""
    try:
        return find(*asked)
    except BadInput:
        raise Http404 from None


def _do(request, draft, act):
    return designing.change_draft(draft, act, by=request.user, seen=request.POST.get("seen", ""))


def _sheet_saved(request, draft, sheet, condition, act):
    """Save a sheet that holds; False when it is only drawn anew ("again"), its condition altered, or at fault."""
    if not sheet.is_bound:
        return False
    holds = sheet.is_valid()
    if "again" in request.POST or "alter" in request.POST:
        sheet.errors.clear()
        conditions.forgive(condition)
        conditions.alter(condition, request.POST.get("alter", ""))
        return False
    if holds:
        _do(request, draft, act)
    return holds


def _status(request, sheet):
    return 422 if sheet.is_bound and sheet.errors else 200


def _with_field(definition, key, sheet):
    """The definition as it would be with what is typed in the sheet."""
    shown = copy.deepcopy(definition)
    rows, at = field_at(shown, key)
    rows[at] = {"key": rows[at]["key"], **sheet.values()}
    return shown


def _keys(definition):
    yield from (each["key"] for section in definition.get("form", []) for each in section.get("fields", []))
    yield from (each["key"] for each in definition.get("steps", []))


def page(request, draft, name, context, status=200):
    """A screen of the designer; the seen version is the one whose content is shown."""
    frame = {
        "draft": draft,
        "last": draft.changes.order_by("-number").first(),
        "tab": name,
        "seen": request.POST.get("seen", draft.version),
        "grave": sum(each.grave for each in context.get("weak", ())),
    }
    return render(request, f"procedures/designer/{name}.html", frame | context, status=status)
