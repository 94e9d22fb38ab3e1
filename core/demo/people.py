"""The people of the demo: one department of the invented province of Lam Giang, and a neighbour."""

from datetime import date
from functools import cache
from types import SimpleNamespace

from django.contrib.auth.hashers import make_password
from django.db import transaction

from core.actions.appointments import appoint
from core.actions.offices import add_office, add_post
from core.actions.people import add_person
from core.models import Post, User

PASSWORD = "an-thu-demo-2026"  # noqa: S105  (printed by make demo; no real account has it)
SINCE = date(2024, 1, 1)
Role = Post.Role

AGENCY = {
    "name": "Sở Khoa học và Công nghệ tỉnh Lam Giang",
    "short_name": "Sở Khoa học và Công nghệ",
    "abbreviation": "SKHCN",
    "code": "H99.12",
    "superior_name": "UBND TỈNH LAM GIANG",
    "place": "Lam Giang",
}
UNITS = (
    ("bureau", "Văn phòng", "VP", "H99.12.01"),
    ("digital", "Phòng Chuyển đổi số", "CĐS", "H99.12.02"),
    ("finance", "Phòng Kế hoạch - Tài chính", "KHTC", "H99.12.03"),
    ("science", "Phòng Quản lý Khoa học", "QLKH", "H99.12.04"),
)
NEIGHBOUR = {
    "name": "Sở Tài chính tỉnh Lam Giang",
    "short_name": "Sở Tài chính",
    "abbreviation": "STC",
    "code": "H99.10",
    "superior_name": "UBND TỈNH LAM GIANG",
    "place": "Lam Giang",
}
NEIGHBOUR_UNITS = (
    ("neighbour_bureau", "Văn phòng", "VP", "H99.10.01"),
    ("neighbour_budget", "Phòng Quản lý Ngân sách", "QLNS", "H99.10.02"),
)
# name in the cast, account, full name, office, title, role, rank
PEOPLE = (
    ("leader", "giamdoc", "Hoàng Đức Thắng", "agency", "Giám đốc", Role.LEADER, 1),
    ("deputy", "phogiamdoc", "Trần Quang Minh", "agency", "Phó Giám đốc", Role.DEPUTY_LEADER, 2),
    ("checker", "chanhvanphong", "Bùi Anh Tuấn", "bureau", "Chánh Văn phòng", Role.HEAD, 10),
    ("clerk", "vanthu", "Lê Thị Thu", "bureau", "Văn thư", Role.CLERK, 30),
    ("secretary", "thuky", "Đỗ Thúy Nga", "bureau", "Thư ký", Role.SECRETARY, 40),
    ("head", "truongphong", "Phạm Văn Hùng", "digital", "Trưởng phòng", Role.HEAD, 10),
    ("specialist", "chuyenvien", "Nguyễn Thị Lan", "digital", "Chuyên viên", Role.SPECIALIST, 50),
    ("accountant", "ketoan", "Vũ Hải Yến", "finance", "Kế toán trưởng", Role.ACCOUNTANT, 20),
    ("outsider", "ngoai.truongphong", "Đặng Thu Hà", "neighbour_budget", "Trưởng phòng", Role.HEAD, 10),
    ("outsider_clerk", "ngoai.vanthu", "Mai Văn Sơn", "neighbour_bureau", "Văn thư", Role.CLERK, 30),
)
KEEPER = ("keeper", "quantri", "Ngô Quốc Bảo")


@transaction.atomic
def build_people():
    """Make the offices, posts and people in an empty house and return them by their names in the cast.

    The namespace has agency, bureau, digital, finance, science, neighbour, neighbour_bureau, neighbour_budget
    (Office), every name of PEOPLE and keeper (User), posts (dict of Post by person's name) and people (list).
    """
    keeper = add_person(username=KEEPER[1], full_name=KEEPER[2], is_keeper=True, by=None)
    offices = _build_offices(keeper)
    cast = SimpleNamespace(**offices, posts={}, keeper=keeper, people=[keeper])
    for name, *described in PEOPLE:
        person, post = _seat(offices, keeper, *described)
        setattr(cast, name, person)
        cast.posts[name] = post
        cast.people.append(person)
    _give_password(cast.people)
    return cast


def accounts():
    """Lines for the door of the demo: (account, full name, what they are)."""
    return [(KEEPER[1], KEEPER[2], "Quản trị hệ thống")] + [
        (account, full_name, f"{title}, {_office_label(office)}")
        for _name, account, full_name, office, title, _role, _rank in PEOPLE
    ]


def _build_offices(by):
    agency = add_office(by=by, valid_from=SINCE, **AGENCY)
    neighbour = add_office(by=by, valid_from=SINCE, **NEIGHBOUR)
    offices = {"agency": agency, "neighbour": neighbour}
    for parent, units in ((agency, UNITS), (neighbour, NEIGHBOUR_UNITS)):
        for key, name, abbreviation, code in units:
            offices[key] = add_office(
                by=by, parent=parent, name=name, abbreviation=abbreviation, code=code, valid_from=SINCE
            )
    return offices


def _seat(offices, by, account, full_name, office, title, role, rank):
    """A person on a seat of their own."""
    person = add_person(username=account, full_name=full_name, email=f"{account}@lamgiang.example", by=by)
    post = add_post(offices[office], title=title, role=role, rank=rank, by=by)
    appoint(person, post, starts=SINCE, by=by)
    return person, post


def _give_password(people):
    """One hash for all: Argon2 takes its time on purpose, and the password is public anyway."""
    User.objects.filter(pk__in=[person.pk for person in people]).update(password=_demo_hash())
    for person in people:
        person.password = _demo_hash()


@cache
def _demo_hash():
    return make_password(PASSWORD)


def _office_label(key):
    names = {"agency": AGENCY["short_name"], "neighbour": NEIGHBOUR["short_name"]}
    units = {unit: name for unit, name, _abbreviation, _code in UNITS}
    outside = {unit: f"{name}, {NEIGHBOUR['short_name']}" for unit, name, _short, _code in NEIGHBOUR_UNITS}
    return (names | units | outside)[key]
