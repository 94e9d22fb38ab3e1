"""The whole table: every step in every state for everyone of the cast. A new one fails until decided here."""

from pathlib import Path

import pytest
from django.conf import settings

from core.refusals import Forbidden, WrongState
from documents.models import Document
from documents.states import OUTGOING, DocumentState
from tests.documents.stories import draft
from workflows.states import ROUTE, RouteState

PEOPLE = (
    "leader", "deputy", "checker", "clerk", "secretary", "head", "specialist", "accountant", "outsider",
    "outsider_clerk", "keeper",
)  # fmt: skip
DRAFTER, SIGNER, CLERK = {"specialist"}, {"deputy"}, {"clerk"}
DECIDED = {
    # step: {state it may be taken in: (state it leads to, who may)}
    "submit": {"draft": ("in_review", DRAFTER)},
    "give_back": {"in_review": ("draft", {"head"})},  # the one whose step is open
    "withdraw": {"in_review": ("draft", DRAFTER)},
    "sign": {"in_review": ("signed", SIGNER)},
    "sign_numbered": {"in_review": ("numbered", SIGNER)},
    "number": {"signed": ("numbered", CLERK)},
    "seal": {"numbered": ("sealed", CLERK)},
    "issue": {"sealed": ("issued", CLERK)},
    "discard": {"draft": ("cancelled", DRAFTER)},
    "cancel": dict.fromkeys(("signed", "numbered", "sealed"), ("cancelled", SIGNER | CLERK)),
}
FINAL = {"issued", "cancelled"}


def put_into(document, state):
    """The document as if it stood in the state; its head is awaited while it is in review."""
    Document.objects.filter(pk=document.pk).update(
        state=state, number=1, issued_on="2026-01-20", issued_at="2026-01-20T08:00:00Z"
    )
    return Document.objects.get(pk=document.pk)


@pytest.fixture
def paper(house):
    from documents.actions.reviewing import PURPOSE
    from workflows.actions.routes import start_route
    from workflows.actions.templates import template_for

    document = draft(house)
    template = template_for(house.agency, PURPOSE)
    document.route = start_route(
        template, by=house.specialist, unit=house.digital, title="Thử", named={"signer": house.deputy}
    )
    document.save()
    return document


def test_every_state_and_step_is_decided():
    assert set(OUTGOING.steps) == set(DECIDED)
    assert {state for steps in DECIDED.values() for state in steps} | FINAL == set(DocumentState.values)


@pytest.mark.parametrize("state", DocumentState.values)
def test_table(house, paper, state):
    document = put_into(paper, state)
    allowed = {
        (name, person)
        for name in OUTGOING.steps
        for person in PEOPLE
        if OUTGOING.allows(getattr(house, person), document, name)
    }
    assert allowed == {(name, person) for name, rows in DECIDED.items() if state in rows for person in rows[state][1]}


@pytest.mark.parametrize("name", OUTGOING.steps)
@pytest.mark.parametrize("state", DocumentState.values)
def test_moves_where_decided_and_refuses_elsewhere(house, paper, state, name):
    document = put_into(paper, state)
    decided = DECIDED[name].get(state)
    if decided is None:
        with pytest.raises(WrongState, match=str(DocumentState(state).label)):
            OUTGOING.move(document, name, by=house.clerk)
        assert Document.objects.get(pk=document.pk).state == state
        return
    target, who = decided
    with pytest.raises(Forbidden, match=str(OUTGOING.steps[name].who)):
        OUTGOING.move(document, name, by=house.accountant)
    moved = OUTGOING.move(document, name, by=getattr(house, min(who)))
    assert (moved.state, moved.version) == (target, document.version + 1)
    assert moved.audit_entry.verb == OUTGOING.steps[name].verb


def test_stale_page_moves_nothing(house, paper):
    with pytest.raises(WrongState, match="Nội dung đã thay đổi sau khi bạn mở trang"):
        OUTGOING.move(paper, "submit", by=house.specialist, seen=paper.version + 1)
    assert Document.objects.get(pk=paper.pk).state == "draft"


def test_routes_wait_for_papers_and_end_in_four_ways():
    steps = {(step.name, source, step.target) for step in ROUTE.steps.values() for source in step.sources}
    assert steps == {
        ("finish", "open", "done"),
        ("give_back", "open", "returned"),
        ("ask", "open", "waiting"),
        ("resubmit", "waiting", "open"),
        ("reject", "open", "rejected"),
        ("cancel", "open", "cancelled"),
        ("cancel", "waiting", "cancelled"),
    }
    assert set(RouteState.values) == {"open", "waiting", "done", "returned", "rejected", "cancelled"}


def test_pages_drawn_from_the_code_are_those_in_the_docs():
    from documents.management.commands.write_docs import pages

    drawn = {name: page() for name, page in pages().items()}
    assert {"lifecycle.md", "routes.md", "procedures.md"} <= set(drawn)  # each room draws its own
    docs = Path(settings.BASE_DIR) / "docs"
    assert {name: (docs / name).read_text() for name in drawn} == drawn, "run: make docs"
