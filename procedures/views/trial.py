"""Trying a draft out with a pretend requester; every page plays the whole walk anew and keeps nothing."""

from django.views.decorators.http import require_http_methods

from core.access import keeper_required
from core.queries.people import office_of, people_of
from procedures import filling, prefill
from procedures.actions.rehearsing import Decision, rehearse, without_papers
from procedures.definition import parse
from procedures.designer.today import pretender
from procedures.form_screen import sections_of
from procedures.scope import Scope
from procedures.soundness import faults_of_draft
from procedures.views.draft import draft_with, page

# Names of our own controls begin with a stroke: a field's key never does.
WHO, DECISIONS, NEXT, BACK, SUBMIT = "_who", "_decision", "_next", "_back", "_submit"
OURS = {WHO, DECISIONS, NEXT, BACK, SUBMIT, "csrfmiddlewaretoken"}


@keeper_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_try(request, pk):
    """Choose a person, fill the form in, walk the steps."""
    draft = draft_with(pk)
    weak = [each for each in faults_of_draft(draft) if each.grave]
    people = people_of(draft.agency)
    person = _person(people, request.POST.get(WHO) or request.GET.get(WHO, ""), draft)
    context = {"weak": weak, "people": people, "person": person}
    if weak or person is None:
        return page(request, draft, "try", context)
    definition = parse(without_papers(draft.definition))
    scope = Scope(person, draft.agency, unit=office_of(person), definition=definition)
    if SUBMIT not in request.POST and NEXT not in request.POST and BACK not in request.POST:
        data, _provenance = prefill.prefilled(definition, scope, parent=None)
        return page(request, draft, "try", context | {"sections": sections_of(definition, data, scope)})
    typed = filling.read(definition, request.POST)
    decisions = _decisions(request.POST)
    found = rehearse(draft, by=request.user, requester=person, typed=typed, decisions=decisions)
    context |= {"found": found, "decisions": decisions, "carried": _carried(request.POST)}
    if found.faults:
        context["sections"] = sections_of(definition, typed, scope, faults=found.faults)
    return page(request, draft, "try", context, 422 if found.faults else 200)


def _person(people, text, draft):
    if text.isascii() and text.isdecimal() and len(text) < 19:
        return people.filter(pk=text).first()
    return pretender(draft.agency)


def _decisions(asked):
    """The decisions so far, with the one just taken or without the one just taken back."""
    found = [decision for decision in map(Decision.read, asked.getlist(DECISIONS)) if decision]
    if BACK in asked:
        return found[:-1]
    fresh = Decision.read(asked.get(NEXT, ""))
    return [*found, fresh] if fresh else found


def _carried(asked):
    """What was filled in, to be posted again with the next decision: [(name, value)]."""
    return [(name, value) for name in asked if name not in OURS for value in asked.getlist(name)]
