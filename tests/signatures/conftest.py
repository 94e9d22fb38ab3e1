"""The agency of the cast with its own trust, its seal, and a leader who can sign."""

import pytest

from core import files
from signatures import actions, pades
from tests.cast import build_people
from tests.signatures import pki

PIN = "258014"


@pytest.fixture(autouse=True)
def pepper(settings, tmp_path):
    settings.PEPPER_FILE = tmp_path / "pepper.key"


@pytest.fixture
def office(db):
    """The cast, after set-up: trust made, seals issued, the leader enrolled with PIN 258014."""
    cast = build_people()
    cast.trust = actions.make_trust(organisation=cast.agency.label)
    cast.seal_key = actions.issue_seal(cast.agency)
    cast.leader_key = actions.enrol_official(cast.leader, pin=PIN, by=cast.leader)
    return cast


@pytest.fixture
def paper(office):
    """A prepared letter as the first revision of a file."""
    content = pades.prepare(pki.letter(), pki.PLACES)
    return files.store(content, name="quyet-dinh.pdf", by=office.specialist)


@pytest.fixture
def signed_paper(office, paper):
    """The same letter after the leader's signature."""
    intent = actions.open_intent(paper, by=office.leader)
    return actions.sign_with_pin(intent, pin=PIN, by=office.leader, guard=lambda: True).result
