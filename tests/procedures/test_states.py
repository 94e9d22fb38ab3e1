"""The whole table of a case: every step in every state for everyone of the cast. A new one fails until decided."""

import pytest
from django.utils import timezone

from core.refusals import Forbidden, WrongState
from procedures.models import Case
from procedures.states import CASE, ENDED, CaseState
from tests.procedures.requests import submitted

PEOPLE = (
    "leader", "deputy", "checker", "clerk", "secretary", "head", "specialist", "accountant", "outsider",
    "outsider_clerk", "keeper",
)  # fmt: skip
REQUESTER, ROUTE = {"specialist"}, set(PEOPLE)  # what the route decides has asked who may before
DECIDED = {
    # step: {state it may be taken in: (state it leads to, who may)}
    "submit": {"draft": ("running", REQUESTER)},
    "ask": {"running": ("waiting", ROUTE)},
    "resubmit": {"waiting": ("running", REQUESTER)},
    "finish": {"running": ("done", ROUTE)},
    "reject": {"running": ("rejected", ROUTE)},
    "withdraw": {"running": ("withdrawn", REQUESTER), "waiting": ("withdrawn", REQUESTER)},
    "discard": {"draft": ("withdrawn", REQUESTER)},
}


def put_into(case, state):
    """The case as if it stood in the state."""
    number = {"number": None, "year": None} if state == "draft" else {"number": 1, "year": 2026}
    Case.objects.filter(pk=case.pk).update(state=state, closed_at=timezone.now(), **number)
    return Case.objects.get(pk=case.pk)


def test_every_state_and_step_is_decided():
    assert set(CASE.steps) == set(DECIDED)
    assert {state for steps in DECIDED.values() for state in steps} | set(ENDED) == set(CaseState.values)


@pytest.mark.parametrize("state", CaseState.values)
def test_everybody_is_offered_what_is_theirs(cast, state):
    case = put_into(submitted(cast), state)
    for person in PEOPLE:
        offered = {step.name for step in CASE.open_to(getattr(cast, person), case)}
        assert offered == {name for name, table in DECIDED.items() if state in table and person in table[state][1]}


@pytest.mark.parametrize("name", DECIDED)
def test_the_gate_refuses_the_wrong_state_and_the_wrong_person(cast, name):
    case = submitted(cast)
    for state in CaseState.values:
        case = put_into(case, state)
        if state not in DECIDED[name]:
            with pytest.raises(WrongState):
                CASE.move(case, name, by=cast.specialist)
        elif "clerk" not in DECIDED[name][state][1]:
            with pytest.raises(Forbidden):
                CASE.move(case, name, by=cast.clerk)
