"""Trying a draft out: a pretend requester's case goes its real way in a transaction that is always taken back.

Nothing is kept: no version, case, number, booking, notice, task or audit entry, and what waits for the commit (hints,
work for the worker) never comes to pass. The walk is played anew from the start for every page, so that there is
nothing to keep between two pages either.
"""

import copy
from dataclasses import dataclass, field
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from core.refusals import Refused
from procedures.actions.cases import Incomplete, resubmit_case, submit_case
from procedures.actions.drafts import save_case
from procedures.actions.publishing import publish_procedure
from procedures.form_screen import words_of
from procedures.models import Case
from workflows.actions import routes
from workflows.deadlines import due_told
from workflows.models import RouteStep
from workflows.picture import knots, picture
from workflows.states import Phase, RouteState

MOST_DECISIONS = 60
VERDICTS = ("yes", "no", "ask")


@dataclass(frozen=True)
class Decision:
    """Somebody of the step says yes or no, or asks for more ("ask": the requester hands the same in again)."""

    step: str
    verdict: str

    def __str__(self):
        return f"{self.step}|{self.verdict}"

    @classmethod
    def read(cls, text):
        """From "step|verdict"; None for what is none."""
        step, _bar, verdict = text.rpartition("|")
        return cls(step, verdict) if step and verdict in VERDICTS else None


@dataclass(frozen=True)
class Rehearsal:
    """How far the pretend case came: the picture of its way, as workflows.picture draws it.

    stages: [(Stage, Knot)]; faults: of the form by control; refusal: what stopped it; state: of the case, in words.
    """

    stages: list = field(default_factory=list)
    faults: dict = field(default_factory=dict)
    refusal: str = ""
    state: str = ""
    title: str = ""
    due: str = ""
    over: bool = False

    @property
    def told(self):
        """What is wrong with the whole form rather than with a field."""
        return self.faults.get("", "")


class _TakenBack(Exception):
    """Carries what was found out of the transaction that must not be kept."""

    def __init__(self, found):
        super().__init__()
        self.found = found


def rehearse(draft, *, by, requester, typed, decisions=()):
    """Play the draft with this requester's words and these decisions, keep nothing, and return the Rehearsal.

    typed: {key: JSON as typed}. decisions: Decisions in order.
    """
    try:
        with transaction.atomic():
            raise _TakenBack(_played(draft, by, requester, typed, decisions[:MOST_DECISIONS]))
    except _TakenBack as taken_back:
        return taken_back.found


def _played(draft, by, requester, typed, decisions):
    try:
        version = publish_procedure(draft.agency, without_papers(draft.definition), by=by, note=_("Chạy thử"))
        case = _submitted(version.procedure, requester, typed)
        for decision in decisions:
            _decide(case.route, decision, requester)
    except Incomplete as incomplete:
        return Rehearsal(faults=incomplete.faults)
    except Refused as refused:
        return Rehearsal(refusal=refused.sentence)
    return _found(Case.objects.select_related("route").get(pk=case.pk))


THEIR_OWN = ("document", "case")  # fields that offer what the pretend requester may see, and the keeper may not


def without_papers(definition):
    """The definition as it is tried out: nothing needs to be attached, no paper is made, nothing private is shown.

    Whoever tries it out sees no paper by that alone: documents and earlier cases are typed as words, and nothing
    is taken over from what the pretend requester handed in before.
    """
    tried = copy.deepcopy(definition) | {"papers": [], "outputs": []}
    for section in tried.get("form", []):
        for each in section.get("fields", []):
            if each.get("type") == "file":
                each.pop("required", None)
            if each.get("type") in THEIR_OWN:
                each["type"] = "text"
                each.pop("procedure", None)
            if str(each.get("prefill", "")).startswith(("last.", "parent.")):
                each.pop("prefill")
    return tried


def _submitted(procedure, requester, typed):
    case, _judged = save_case(procedure, by=requester, client=uuid4(), typed=typed)
    return submit_case(case, by=requester)


def _decide(route, decision, requester):
    """Let the first of those the step waits for decide; a step that no longer waits is passed over."""
    step = RouteStep.objects.filter(route=route, key=decision.step, phase=Phase.OPEN).first()
    first = step.assignments.select_related("person").order_by("pk").first() if step else None
    if first is None:
        return
    if decision.verdict == "ask":
        routes.ask_supplement(step, by=first.person, reason=_("Chạy thử: yêu cầu bổ sung."))
        resubmit_case(Case.objects.get(route=route), by=requester)
    else:
        routes.finish_step(step, by=first.person, verdict=decision.verdict)


def _found(case):
    """Everything the page shows, read while the rows are there."""
    route = case.route
    stages = picture(route, words_of(case.plan))
    whole = route.timers.filter(step__isnull=True).first()
    return Rehearsal(
        stages=list(zip(stages, knots(stages), strict=True)),
        state=str(case.get_state_display()),
        title=case.title,
        due=due_told(whole) if whole and route.state == RouteState.OPEN else "",
        over=route.state not in {RouteState.OPEN, RouteState.WAITING},
    )
