"""From the plan of a step to the people who act."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.actions.appointments import appoint, end_appointment
from core.actions.offices import add_office, add_post
from core.actions.people import add_person
from core.models import Appointment
from core.refusals import BadInput
from tests.workflows.ways import plan, start, waiting
from workflows.actors import head_of


def seat(cast, office, title, role, account, name, **facts):
    person = add_person(username=account, full_name=name, by=cast.keeper)
    appoint(
        person, add_post(office, title=title, role=role, rank=facts.pop("rank", 60), by=cast.keeper), by=cast.keeper
    )
    return person


def agency_below(cast):
    facts = {"kind": "agency", "name": "Chi cục Tiêu chuẩn", "abbreviation": "CCTC"}
    return add_office(by=cast.keeper, parent=cast.agency, valid_from=cast.agency.valid_from, **facts)


def leave(cast, person):
    yesterday = timezone.localdate() - timedelta(days=1)
    end_appointment(Appointment.objects.get(person=person), by=cast.keeper, ends=yesterday)


def test_each_kind_of_actor(cast):
    route = start(
        cast,
        plan(1, "check_content"),
        plan(1, "check_form", post=cast.posts["checker"]),
        plan(1, "endorse", person=cast.accountant),
        plan(1, "seal", role="clerk"),
        plan(1, "sign", name="signer"),
        named={"signer": cast.deputy},
    )
    assert waiting(route) == {
        ("check_content", "truongphong", None),
        ("check_form", "chanhvanphong", None),
        ("endorse", "ketoan", None),
        ("seal", "vanthu", None),
        ("sign", "phogiamdoc", None),
    }


def test_role_reaches_everyone_who_holds_it_in_the_agency_and_nobody_outside(cast):
    second = seat(cast, cast.digital, "Văn thư phòng", "clerk", "vanthu2", "Hà Thị Mơ")
    route = start(cast, plan(1, "seal", role="clerk"))
    assert waiting(route) == {("seal", "vanthu", None), ("seal", second.username, None)}


def test_head_who_drafts_goes_one_up(cast):
    route = start(cast, plan(1, "check_content"), by=cast.head)
    assert waiting(route) == {("check_content", "giamdoc", None)}


def test_leader_who_drafts_has_nobody_above_in_the_agency(cast):
    route = start(cast, plan(1, "check_content"), by=cast.leader, unit=cast.agency)
    assert waiting(route) == {("check_content", "giamdoc", None)}


def test_second_head_checks_the_paper_of_the_first(cast):
    seat(cast, cast.digital, "Trưởng phòng (kiêm)", "head", "truongphong2", "Lý Thị Sen")
    route = start(cast, plan(1, "check_content"), by=cast.head)
    assert waiting(route) == {("check_content", "truongphong2", None)}


def test_empty_seat_goes_one_up(cast):
    leave(cast, cast.head)
    assert head_of(cast.digital) == [cast.leader.pk]
    route = start(cast, plan(1, "check_content"))
    assert waiting(route) == {("check_content", "giamdoc", None)}


def test_papers_never_climb_out_of_their_agency(cast):
    below = agency_below(cast)
    seat(cast, below, "Chuyên viên", "specialist", "chicuc", "Tạ Văn Bền")
    assert below.parent == cast.agency
    assert head_of(below) == []
    with pytest.raises(BadInput, match="chưa có ai đảm nhiệm"):
        start(cast, plan(1, "check_content"), unit=below)


def test_head_of_an_agency_below_does_not_send_papers_to_the_agency_above(cast):
    below = agency_below(cast)
    chief = seat(cast, below, "Chi cục trưởng", "leader", "chicuctruong", "Tạ Văn Bền")
    route = start(cast, plan(1, "check_content"), by=chief, unit=below)
    assert waiting(route) == {("check_content", "chicuctruong", None)}


@pytest.mark.parametrize(
    ("amount", "account"),
    [(5, "vanthu"), (20, "vanthu"), (21, "giamdoc"), (-5, "giamdoc"), (None, "giamdoc"), ("5", "giamdoc")],
)
def test_what_is_no_sensible_amount_goes_to_the_highest_bracket(cast, amount, account):
    brackets = [
        {"up_to": 20, "actor": {"kind": "role", "role": "clerk"}},
        {"up_to": None, "actor": {"kind": "role", "role": "leader"}},
    ]
    actor = {"kind": "amount", "name": "money", "brackets": brackets}
    route = start(cast, {"position": 1, "act": "approve", "actor": actor}, facts={"money": amount})
    assert waiting(route) == {("approve", account, None)}


def test_nobody_proposes_their_own_payment(cast):
    route = start(cast, plan(1, "pay", role="accountant"), by=cast.accountant, unit=cast.finance)
    assert waiting(route) == {("pay", "giamdoc", None)}
