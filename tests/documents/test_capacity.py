"""In which capacity a person signs: TM., Q., KT., TL. (Decree 30, art. 13 and Appendix I, II.7a)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.actions.appointments import appoint, end_appointment
from core.actions.offices import add_post
from core.models import Appointment
from documents.capacity import capacities_of, signers_of
from documents.rules import holds_capacity
from tests.documents.stories import draft


def lines_of(person, agency, collective="", on=None):
    return [capacity.lines for capacity in capacities_of(person, agency, collective, on)]


@pytest.mark.parametrize(
    ("who", "collective", "expected"),
    [
        ("leader", "", [("GIÁM ĐỐC",)]),
        ("leader", "Ủy ban nhân dân", [("TM. ỦY BAN NHÂN DÂN", "GIÁM ĐỐC")]),
        ("deputy", "", [("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")]),
        ("deputy", "Ủy ban nhân dân", [("TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")]),
        ("head", "", [("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG")]),
        ("head", "Ủy ban nhân dân", [("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG")]),
        ("checker", "", [("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")]),
        ("specialist", "", []),
        ("clerk", "", []),
        ("accountant", "", []),
        ("outsider", "", []),
    ],
)
def test_capacity_follows_from_the_post(cast, who, collective, expected):
    assert lines_of(getattr(cast, who), cast.agency, collective) == expected


def test_acting_leader_signs_with_q(cast):
    appoint(cast.deputy, cast.posts["leader"], by=cast.keeper, kind="acting")
    assert lines_of(cast.deputy, cast.agency) == [("Q. GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")]
    assert lines_of(cast.deputy, cast.agency, "Ủy ban nhân dân")[0] == ("TM. ỦY BAN NHÂN DÂN", "Q. GIÁM ĐỐC")


def test_deputy_head_signs_below_the_head(cast):
    post = add_post(cast.digital, title="Phó Trưởng phòng", role="deputy_head", rank=20, by=cast.keeper)
    appoint(cast.specialist, post, by=cast.keeper, kind="concurrent")
    assert lines_of(cast.specialist, cast.agency) == [("TL. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")]


def test_capacity_of_another_agency_does_not_count_here(cast):
    assert lines_of(cast.outsider, cast.agency) == []
    assert cast.outsider.pk not in {row.person_id for row in signers_of(cast.agency)}


def test_signers_are_listed_by_rank(cast):
    assert [row.person.username for row in signers_of(cast.agency)] == [
        "giamdoc",
        "phogiamdoc",
        "chanhvanphong",
        "truongphong",
    ]


def test_capacity_counts_on_its_days_only(cast):
    assert lines_of(cast.deputy, cast.agency, on=date(2023, 12, 31)) == []
    assert lines_of(cast.deputy, cast.agency, on=date(2024, 1, 1)) == [("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")]


def test_paper_keeps_its_capacity_only_while_the_post_is_held(house):
    document = draft(house)
    assert document.capacity == "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"
    assert holds_capacity(house.deputy, document)
    assert not holds_capacity(house.leader, document)
    held = Appointment.objects.get(person=house.deputy)
    end_appointment(held, by=house.keeper, ends=timezone.localdate() - timedelta(days=1))
    assert not holds_capacity(house.deputy, document)


def test_signer_without_a_post_here_leaves_the_capacity_empty(house):
    assert draft(house, signer=house.outsider).capacity == ""
