"""Every kind of field: what it takes, what it refuses and says, what it shows."""

import math
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.actions.bookings import add_resource, book
from procedures.calculating import calculate
from procedures.definition import IN_TABLES, TYPES, FieldPlan, Formula, Option, Words
from procedures.fields import FIELDS, Wrong
from procedures.fields.base import is_empty
from procedures.scope import Scope


def plan(kind, **more):
    return FieldPlan(key="x", type=kind, label=Words("Ô"), **more)


OPTIONS = (Option("a", Words("Phương án A")), Option("b", Words("Phương án B")))
COLUMNS = (
    FieldPlan(key="what", type="text", label=Words("Việc"), required=True),
    FieldPlan(key="price", type="money", label=Words("Giá")),
)
TAKEN = [
    ("text", {}, "  Nghỉ   phép\x00 ", "Nghỉ phép"),
    ("text", {}, "", None),
    ("long_text", {}, "Một\r\nhai", "Một\nhai"),
    ("integer", {}, "1.200", 1200),
    ("integer", {}, "-3", -3),
    ("integer", {}, 0, 0),
    ("decimal", {}, "1,5", 1.5),
    ("decimal", {}, "1.200,50", 1200.5),
    ("decimal", {}, "2.5", 2.5),
    ("decimal", {}, "1.200", 1200),
    ("decimal", {}, 0.5, 0.5),
    ("money", {}, "1.250.000 đ", 1_250_000),
    ("money", {}, "1250000 đồng", 1_250_000),
    ("date", {}, "2026-01-20", "2026-01-20"),
    ("date", {}, "20/01/2026", "2026-01-20"),
    ("time", {}, "08:30", "08:30"),
    ("choice", {"options": OPTIONS}, "a", "a"),
    ("multi", {"options": OPTIONS}, ["b", "a"], ["a", "b"]),
    ("multi", {"options": OPTIONS}, [], None),
    ("consent", {}, True, True),
    ("consent", {}, "1", None),
    (
        "date_range",
        {},
        {"from": "20/01/2026", "to": "2026-01-22", "from_half": True},
        {"from": "2026-01-20", "to": "2026-01-22", "from_half": True, "to_half": False},
    ),
    ("date_range", {}, {"from": "", "to": ""}, None),
    (
        "bank_account",
        {},
        {"bank": "BIDV", "number": "0011 0123 45678", "holder": "NGUYEN THI LAN"},
        {"bank": "BIDV", "number": "0011012345678", "holder": "NGUYEN THI LAN"},
    ),
    (
        "table",
        {"columns": COLUMNS},
        [{"what": "Giấy", "price": "5.000"}, {"what": "", "price": ""}],
        [{"what": "Giấy", "price": 5000}],
    ),
    ("calculated", {}, 3, 3),
    ("heading", {}, "x", None),
    ("note", {}, "x", None),
]
REFUSED = [
    ("text", {}, "a" * 301, {""}),
    ("text", {"min": 5}, "abc", {""}),
    ("long_text", {"max": 10}, "a" * 11, {""}),
    ("integer", {}, "ba", {""}),
    ("integer", {}, "1,5", {""}),
    ("integer", {"min": 1}, "0", {""}),
    ("integer", {"max": 9}, "10", {""}),
    ("integer", {}, "9" * 30, {""}),
    ("decimal", {}, "1,2,3", {""}),
    ("decimal", {}, "nan", {""}),
    ("money", {}, "-5", {""}),
    ("money", {}, "1,5", {""}),
    ("date", {}, "31/02/2026", {""}),
    ("date", {}, "0001-01-01", {""}),
    ("time", {}, "25:00", {""}),
    ("choice", {"options": OPTIONS}, "c", {""}),
    ("multi", {"options": OPTIONS}, ["a", "c"], {""}),
    ("date_range", {}, {"from": "20/01/2026", "to": ""}, {""}),
    ("date_range", {}, {"from": "22/01/2026", "to": "20/01/2026"}, {""}),
    ("date_range", {}, {"from": "x", "to": "20/01/2026"}, {".from"}),
    ("date_range", {}, {"from": "20/01/2026", "to": "20/01/2026", "from_half": True, "to_half": True}, {""}),
    ("bank_account", {}, {"bank": "BIDV", "number": "12", "holder": ""}, {".number", ".holder"}),
    (
        "table",
        {"columns": COLUMNS},
        [{"what": "", "price": "5"}, {"what": "x", "price": "y"}],
        {".0.what", ".1.price"},
    ),
    ("table", {"columns": COLUMNS, "max": 1}, [{"what": "a"}, {"what": "b"}], {""}),
    ("person", {}, "Không Có Ai", {""}),
    ("unit", {}, "999999", {""}),
    ("document", {}, "05/QĐ-SKHCN", {""}),
    ("document", {}, "99999999999999999999", {""}),
    ("case", {}, "5", {""}),
    ("resource", {"resource": "room"}, {"resource": "7", "from": "2026-01-20T08:00", "to": "2026-01-20T09:00"}, {""}),
]


@pytest.fixture
def scope(cast):
    return Scope(cast.specialist, cast.agency, unit=cast.digital)


def test_every_type_of_a_definition_has_its_kind():
    assert tuple(FIELDS) == TYPES
    assert set(IN_TABLES) <= set(FIELDS)


@pytest.mark.parametrize(("kind", "more", "raw", "value"), TAKEN)
def test_what_is_taken(scope, kind, more, raw, value):
    assert FIELDS[kind].clean(plan(kind, **more), raw, scope) == value


@pytest.mark.parametrize(("kind", "more", "raw", "places"), REFUSED)
def test_what_is_refused_and_where(scope, kind, more, raw, places):
    with pytest.raises(Wrong) as wrong:
        FIELDS[kind].clean(plan(kind, **more), raw, scope)
    assert set(wrong.value.faults) == places
    assert all(wrong.value.faults.values())


NONSENSE = [
    None,
    "",
    " ",
    "x" * 30_000,
    "\x00",
    "\ud800",
    -1,
    1.5,
    math.inf,
    True,
    [],
    ["x"],
    [[]],
    {},
    {"from": []},
    [{}],
    [5],
    10**30,
]


def judged(kind, raw, scope):
    """The value, or the faults as a dict."""
    field = plan(kind, options=OPTIONS, columns=COLUMNS, resource="room")
    try:
        return FIELDS[kind].clean(field, raw, scope), {}
    except Wrong as wrong:
        return None, wrong.faults


@pytest.mark.parametrize("kind", TYPES)
def test_nonsense_is_refused_or_nothing_and_never_breaks(scope, kind):
    for raw in NONSENSE:
        value, faults = judged(kind, raw, scope)
        assert all(faults.values())
        assert is_empty(value) or judged(kind, value, scope) == (value, {})
        FIELDS[kind].typed(plan(kind, columns=COLUMNS), raw, scope)


@given(st.text())
def test_judging_twice_is_judging_once(text):
    for kind in ("text", "long_text", "integer", "decimal", "money", "date", "time"):
        value, faults = judged(kind, text, None)
        assert faults or judged(kind, value, None) == (value, {})


def test_numbers_are_shown_as_they_are_written_here(scope):
    assert FIELDS["money"].shown(plan("money"), 1_250_000, scope) == "1.250.000 đồng"
    assert FIELDS["decimal"].shown(plan("decimal", suffix="ngày"), 1200.5, scope) == "1.200,5 ngày"


def test_stretches_say_their_halves(scope):
    shown = FIELDS["date_range"].shown
    stretch = {"from": "2026-01-20", "to": "2026-01-22", "from_half": True, "to_half": True}
    assert shown(plan("date_range"), stretch, scope) == "từ chiều 20/01/2026 đến trưa 22/01/2026"
    stretch = {"from": "2026-01-20", "to": "2026-01-20", "from_half": False, "to_half": True}
    assert shown(plan("date_range"), stretch, scope) == "buổi sáng 20/01/2026"


def test_a_colleague_is_found_by_id_account_and_name_without_marks(scope, cast):
    found = {
        FIELDS["person"].clean(plan("person"), raw, scope)
        for raw in (cast.head.pk, str(cast.head.pk), "truongphong", "pham van hung")
    }
    assert found == {cast.head.pk}
    assert FIELDS["person"].shown(plan("person"), cast.head.pk, scope) == "Phạm Văn Hùng"


def test_people_and_units_of_another_agency_are_not_found(scope, cast):
    for kind, raw in (("person", cast.outsider.username), ("person", cast.outsider.pk), ("unit", cast.neighbour.pk)):
        with pytest.raises(Wrong):
            FIELDS[kind].clean(plan(kind), raw, scope)


def test_a_room_that_is_taken_is_said_to_be(scope, cast):
    room = add_resource(office=cast.agency, kind="room", name="Phòng họp", by=cast.keeper)
    starts = (timezone.localtime() + timedelta(days=3)).replace(hour=8, minute=0, second=0, microsecond=0)
    asked = {"resource": str(room.pk), "from": f"{starts:%Y-%m-%dT%H:%M}", "to": f"{starts:%Y-%m-%dT}10:00"}
    field = plan("resource", resource="room")
    value = FIELDS["resource"].clean(field, asked, scope)
    assert value == {"resource": room.pk, "from": asked["from"], "to": asked["to"]}
    assert FIELDS["resource"].shown(field, value, scope).startswith("Phòng họp, từ 08:00")
    book(room, by=cast.head, starts=starts, ends=starts + timedelta(hours=1), purpose="Họp")
    with pytest.raises(Wrong, match="đã có người đặt"):
        FIELDS["resource"].clean(field, asked, Scope(cast.specialist, cast.agency))


def test_rows_are_read_in_their_order_whatever_their_numbers():
    post = QueryDict("x.10.what=b&x.2.what=a&x.2.price=5&x.y.what=no&x.-1.what=no")
    rows = FIELDS["table"].read(plan("table", columns=COLUMNS), post, "x")
    assert [row["what"] for row in rows] == ["a", "b"]


def test_a_product_beyond_all_counting_is_left_empty():
    formula = Formula("product", ("a", "b"))
    fields = (plan("money"), FieldPlan(key="all", type="calculated", label=Words("Tất cả"), formula=formula))
    definition = SimpleNamespace(fields=fields)
    assert calculate(definition, {"a": 999_999_999_999_999, "b": 999_999_999_999_999}, None).get("all") is None
    assert calculate(definition, {"a": 3, "b": 0.5}, None)["all"] == 1.5


def test_long_runs_of_blanks_are_one_blank_before_anything_searches_them():
    assert FIELDS["money"].digits("1" + " " * 9_000 + "250" + "\t" * 9_000 + "đồng") == "1 250"


@pytest.mark.django_db
@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59", "2026-13-01T00:00"])
def test_moments_no_calendar_knows_are_told(cast, moment):
    room = add_resource(office=cast.agency, kind="room", name="Phòng họp", by=cast.keeper)
    typed = {"resource": room.pk, "from": moment, "to": "2026-12-07T10:00"}
    with pytest.raises(Wrong, match="Hãy chọn ngày và giờ"):
        FIELDS["resource"].clean(plan("resource", resource="room"), typed, Scope(cast.specialist, cast.agency))
