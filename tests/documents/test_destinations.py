"""From Kính gửi and Nơi nhận to the places a document goes to: each once, and never to the wrong one."""

import pytest

from core.actions.offices import add_office
from documents.destinations import destinations_of
from tests.documents.stories import draft


def named(house, addressees="", recipients=""):
    found = destinations_of(draft(house, addressees=addressees, recipients=recipients))
    return [(place.name, place.office and place.office.abbreviation) for place in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sở Tài chính", [("Sở Tài chính", "STC")]),
        ("- SỞ TÀI CHÍNH (để b/c);", [("SỞ TÀI CHÍNH", "STC")]),
        ("So Tai chinh tinh Lam Giang.", [("So Tai chinh tinh Lam Giang", "STC")]),
        ("Phòng Kế hoạch - Tài chính", [("Phòng Kế hoạch - Tài chính", "KHTC")]),
        ("Bộ Khoa học và Công nghệ", [("Bộ Khoa học và Công nghệ", None)]),
        ("Như trên", []),
        ("Như Điều 3", []),
        ("Lưu: VT, CĐS", []),
        ("Lưu", []),
        ("", []),
        ("- ;", []),
    ],
)
def test_one_line(house, line, expected):
    assert named(house, recipients=line) == expected


def test_each_place_once_however_often_it_is_named(house):
    assert named(
        house, "Sở Tài chính", "Như trên\nSở Tài chính tỉnh Lam Giang\nUBND tỉnh\n- UBND tỉnh (b/c);\nLưu: VT"
    ) == [("Sở Tài chính", "STC"), ("UBND tỉnh", None)]


def test_own_agency_is_no_destination_inside(house):
    assert named(house, "Sở Khoa học và Công nghệ") == [("Sở Khoa học và Công nghệ", None)]


def test_name_that_two_agencies_share_is_delivered_to_nobody(house):
    add_office(
        by=house.keeper,
        kind="agency",
        name="Sở Tài chính tỉnh Lam Sơn",
        short_name="Sở Tài chính",
        abbreviation="STC2",
    )
    assert named(house, "Sở Tài chính\nSở Tài chính tỉnh Lam Sơn") == [
        ("Sở Tài chính", None),
        ("Sở Tài chính tỉnh Lam Sơn", "STC2"),
    ]


def test_unit_of_the_own_agency_comes_before_agencies_of_that_name(house):
    add_office(by=house.keeper, kind="agency", name="Văn phòng", abbreviation="VP2")
    assert named(house, "Văn phòng") == [("Văn phòng", "VP")]
    found = destinations_of(draft(house, addressees="Văn phòng"))
    assert [place.office for place in found] == [house.bureau]


def test_units_of_other_agencies_are_reached_through_their_agency_only(house):
    assert named(house, "Phòng Quản lý Ngân sách") == [("Phòng Quản lý Ngân sách", None)]
