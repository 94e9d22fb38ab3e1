"""The demo agency as a whole: its people, their keys and seals, the routes, and papers in every state."""

from types import SimpleNamespace

from django.db import transaction

from core.demo.people import build_people
from documents.actions.agencies import set_up_agency

PIN = "268413"  # printed by make demo; no real key has it
SIGNERS = ("leader", "deputy", "head", "checker", "outsider")


@transaction.atomic
def build_house():
    """People, trust, keys, seals and routes of the demo in an empty database; return the cast."""
    cast = build_people()
    give_routes(cast)
    return cast


def give_routes(cast):
    """Both agencies send their papers on the decree's own way."""
    set_up_agency(cast.agency, by=cast.keeper, form_checker=cast.posts["checker"])
    set_up_agency(cast.neighbour, by=cast.keeper, form_checker=cast.posts["outsider"])


def give_keys(cast, names=SIGNERS):
    """Own trust, a seal for both agencies, and a key with the demo PIN for everyone who signs."""
    from signatures.actions.keys import enrol_official
    from signatures.actions.trust import issue_seal, make_trust
    from signatures.models import Certificate

    if not Certificate.objects.filter(profile="root").exists():
        make_trust(organisation=cast.agency.label, by=cast.keeper)
    for office in (cast.agency, cast.neighbour):
        issue_seal(office, by=cast.keeper)
    for name in names:
        person = getattr(cast, name)
        enrol_official(person, pin=PIN, by=person)
    return SimpleNamespace(pin=PIN)
