"""Slips are signed only while whoever is printed under them still holds the place that is printed."""

import pytest
from django.urls import reverse

from core import principals
from core.models import Appointment
from core.refusals import WrongState
from documents.demo.house import build_house, give_keys
from procedures.actions import slips
from procedures.actions.handling import ask_for_more, extend_case
from procedures.actions.shipping import load_shipped
from procedures.demo.walking import build_things, lay_out, submit, waiting
from procedures.models import CasePaper, CaseVisibility
from tests.cast import at_desk
from tests.procedures.requests import published, submitted


@pytest.fixture
def house(db):
    cast = build_house()
    give_keys(cast, ("leader", "head"))
    load_shipped(cast.agency, by=cast.keeper)
    cast.things = build_things(cast)
    return cast


def leave(person):
    Appointment.objects.filter(person=person).update(starts="2020-01-01", ends="2020-12-31")


def test_whoever_left_the_agency_signs_no_slip_of_it(house):
    case = submit(house, house.things, "dat-xe")
    step, person = waiting(case)[0]
    case = lay_out(ask_for_more(case, by=person, reason="Chưa đủ.", step=step.pk))
    slip = CasePaper.objects.get(case=case, kind="supplement")
    assert slips.open_slip_signing(slip, by=person).revision == slip.revision
    leave(person)
    with pytest.raises(WrongState, match="không còn giữ vị trí"):
        slips.open_slip_signing(slip, by=person)


def test_an_apology_in_a_capacity_that_is_gone_is_not_signed(house):
    case = submit(house, house.things, "dat-xe")
    case = lay_out(extend_case(case, by=house.leader, budget=2, reason="Xe hỏng.").case)
    slip = CasePaper.objects.get(case=case, kind="apology")
    assert (slip.signer, slips.open_slip_signing(slip, by=house.leader).capacity) == (house.leader, slip.capacity)
    leave(house.leader)
    Appointment.objects.create(person=house.leader, post=house.posts["clerk"], kind="concurrent", starts="2021-01-01")
    with pytest.raises(WrongState, match="không còn giữ vị trí"):
        slips.open_slip_signing(slip, by=house.leader)


def test_handing_over_many_results_asks_who_is_there(cast, client):
    """Handing over seals: no way round the confirmation that one case asks for."""
    steps = [{"key": "tra", "act": "issue_result", "position": 1, "actor": {"kind": "role", "role": "clerk"}}]
    case = submitted(cast, published(cast, steps=steps, outputs=[]))
    step = case.route.steps.get()
    asked = {"read": step.pk, f"seen.{step.pk}": case.version}
    client.force_login(cast.clerk)
    assert client.post(reverse("cases_batch"), asked).status_code == 302
    assert case.route.steps.get().phase == "open"
    assert at_desk(cast.clerk).post(reverse("cases_batch"), asked).status_code == 302
    assert case.route.steps.get().phase == "done"


def test_a_clerk_reads_what_is_theirs_to_seal_and_what_was_sealed(house):
    case = submit(house, house.things, "dat-xe")
    step, person = waiting(case)[0]
    lay_out(ask_for_more(case, by=person, reason="Chưa đủ.", step=step.pk))
    own = principals.of_person(house.specialist)
    CaseVisibility.objects.filter(case=case).exclude(principal__in=own).delete()

    def kinds(user):
        return set(CasePaper.objects.visible_to(user).filter(case=case).values_list("kind", flat=True))

    assert (kinds(house.specialist), kinds(house.clerk)) == ({"receipt", "supplement"}, {"receipt"})
    slips.seal_slip(CasePaper.objects.get(case=case, kind="receipt"), by=house.clerk)
    assert (kinds(house.clerk), kinds(house.outsider_clerk)) == ({"receipt"}, set())
