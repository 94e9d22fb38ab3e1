"""The catalogue: what one can ask for, and one page for each procedure."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.folding import fold
from core.http.offline import keep_for_reading
from core.queries.people import agency_of
from documents.rules import may_print_register
from procedures import definition as plans
from procedures import rules
from procedures.designer.names import Names
from procedures.designer.outline import steps_outline
from procedures.designer.words import budget_told, role_name
from procedures.models import Case, Procedure
from procedures.states import CaseState
from procedures.views.filling import procedure_of


@login_required
def procedures(request):
    """Every procedure of my agencies, by area; found by any of its words."""
    words = fold(request.GET.get("q", "")[:100])
    found = Procedure.objects.visible_to(request.user).in_force().for_reading()
    listed = [_entry(each) for each in found if _matches(each, words)]
    listed.sort(key=lambda entry: (fold(entry["area"]), fold(entry["name"])))
    areas = [(area, list(rows)) for area, rows in groupby(listed, key=lambda entry: entry["area"])]
    drafts = Case.objects.filter(requester=request.user, state=CaseState.DRAFT).select_related("edition")
    agency = agency_of(request.user)
    context = {
        "areas": areas,
        "words": request.GET.get("q", ""),
        "drafts": drafts.order_by("-changed_at")[:5],
        "keeps_book": agency is not None and may_print_register(request.user, agency),
    }
    template = "procedures/catalogue.html#list" if request.htmx else "procedures/catalogue.html"
    return keep_for_reading(render(request, template, context))


def _matches(procedure, words):
    plan = procedure.current.plan
    text = fold(" ".join([plan.name.vi, plan.name.en, plan.summary.vi, plan.area, procedure.code]))
    return all(word in text for word in words.split())


def _entry(procedure):
    plan = procedure.current.plan
    return {
        "procedure": procedure,
        "name": str(plan.name),
        "summary": str(plan.summary),
        "area": plan.area or _("Việc chung"),
        "budget": _budget(plan.budget),
    }


@login_required
def procedure(request, code):
    """Who may ask, the papers, the steps with their time, the results, the legal ground, and the way in."""
    found = procedure_of(request.user, code)
    plan = found.current.plan
    raw = found.current.definition
    names = Names(found.agency, raw)
    own = Case.objects.filter(requester=request.user, edition__procedure=found).select_related("edition")
    context = {
        "procedure": found,
        "plan": plan,
        "may_ask": rules.may_ask(request.user, found),
        "only_askers": rules.ONLY_ASKERS,
        "who_may": _who_may(plan, names),
        "budget": _budget(plan.budget),
        "steps": steps_outline(raw, names),
        "own": own.exclude(state=CaseState.WITHDRAWN).order_by("-sort_key")[:5],
        "share": not_retyped(found),
    }
    return keep_for_reading(render(request, "procedures/procedure.html", context))


def _budget(budget):
    return budget_told({"amount": budget.amount, "unit": budget.unit}) if budget else ""


def _who_may(plan: plans.Definition, names):
    """Who may ask, in words."""
    roles = ", ".join(role_name(role) for role in plan.who_may.roles)
    offices = ", ".join(names.office(each) for each in plan.who_may.offices)
    if not roles and not offices:
        return _("Mọi công chức, viên chức, người lao động của cơ quan")
    return (
        _("%(roles)s của %(offices)s") % {"roles": roles, "offices": offices}
        if roles and offices
        else roles or offices
    )


def not_retyped(procedure):
    """(fields that nobody had to type again, all filled fields) of every case handed in."""
    found = Case.objects.filter(edition__procedure=procedure, number__isnull=False)
    sums = found.aggregate(filled=Sum("filled"), spared=Sum("not_retyped"))
    return (sums["spared"] or 0, sums["filled"] or 0)
