"""What the filling screen shows, and what it is told after each save."""

from django.utils import timezone

from procedures import filling, prefill
from procedures.actions.drafts import may_change, scope_of
from procedures.form_screen import papers_of, sections_of, shown
from procedures.scope import Scope
from procedures.states import CaseState
from workflows.models import Return


def screen_of(procedure, user, *, case=None, unit=None, client="", parent=None, typed=None, faults=None, refused=""):
    """The whole context of templates/procedures/case_form.html.

    case: the kept draft or the case to mend, else unit, client and parent of a new one. typed: what the page held
    when it turned out stale. faults: what keeps it from being handed in. refused: one sentence over the form.
    """
    plan = case.plan if case and case.state == CaseState.WAITING else procedure.current.plan
    if case:
        raw, provenance, only = case.data | case.mending | (typed or {}), case.provenance, may_change(case)
        scope = scope_of(case)
    else:
        scope, only = Scope(user, procedure.agency, unit=unit), None
        raw, provenance = prefill.prefilled(plan, scope, parent=parent)
    judged = filling.judge(plan, raw, scope)
    return {
        "procedure": procedure,
        "plan": plan,
        "case": case,
        "parent": case.parent if case else parent,
        "client": case.client if case else client,
        "sections": sections_of(
            plan,
            raw | _calculated(plan, judged),
            scope,
            faults=faults if faults is not None else judged.wrong,
            provenance=provenance,
            only=only,
            unasked=judged.unasked,
        ),
        "papers": papers_of(plan, scope, faults=faults, only=only),
        "faults": _told(plan, faults or {}),
        "refused": refused,
        "asked": _asked(case),
        "given": len(provenance),
        "is_old": bool(case and case.state == CaseState.DRAFT and case.edition_id != procedure.current_id),
    }


def _calculated(plan, judged):
    """Calculated values, those inside tables too."""
    tables = {each.key for each in plan.fields if each.type == "table"}
    wrong = {name.split(".")[0] for name in judged.wrong}
    keys = {each.key for each in plan.fields if each.type == "calculated"} | (tables - wrong)
    return {key: value for key, value in judged.data.items() if key in keys}


def _told(plan, faults):
    """[(id of the control, name, sentence)] for the summary over the form."""
    names = {each.key: str(each.label) for each in plan.fields} | {each.key: str(each.name) for each in plan.papers}
    papers = {each.key for each in plan.papers}
    return [
        (
            f"{'p' if name in papers else 'f'}-{name.replace('.', '-')}",
            names.get(name.split(".")[0], "").rstrip(".?:"),
            said,
        )
        for name, said in faults.items()
    ]


def _asked(case):
    """The last request to supplement, while it is unanswered."""
    if case is None or case.state != CaseState.WAITING:
        return None
    found = Return.objects.filter(route=case.route_id, to_key="", answered_at__isnull=True)
    return found.select_related("by").last()


def answer_of(case, judged):
    """What a page that saves while typing is told: JSON. judged: None when nothing was judged."""
    told = {
        "case": case.pk,
        "version": case.version,
        "url": f"{case.get_absolute_url()}khai/",
        "saved": f"{timezone.localtime(case.changed_at):%H:%M}",
        "files": [_file(each) for each in case.files.filter(removed_at__isnull=True)],
    }
    if judged is None:
        return told
    scope = scope_of(case)
    return told | {
        "calculated": dict(_results(case.plan, judged.data, scope)),
        "unasked": sorted(judged.unasked),
        "faults": judged.wrong,
    }


def _file(attached):
    return {"pk": attached.pk, "key": attached.key, "name": attached.name, "url": file_url(attached)}


def file_url(attached):
    return f"{attached.case.get_absolute_url()}tep/{attached.pk}/"


def _results(plan, data, scope):
    """(name of the control, words) of every calculated field and cell."""
    for each in plan.fields:
        if each.type == "calculated":
            yield each.key, shown(each, data.get(each.key), scope)
        for column in each.columns if each.type == "table" else ():
            if column.type == "calculated":
                for place, row in enumerate(data.get(each.key, [])):
                    yield f"{each.key}.{place}.{column.key}", shown(column, row.get(column.key), scope)
