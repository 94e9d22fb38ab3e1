"""What cannot work is named before it is published: nobody to act, never reached, a clock that never rings."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.models import Appointment
from tests.workflows.ways import publish
from workflows import conditions, soundness
from workflows.actions.calendar import set_hours

GOOD = {"key": "duyet", "position": 1, "act": "approve", "actor": {"kind": "head_of_unit"}, "budget": 2}


def flaws(cast, *steps, **known):
    return [(flaw.place, flaw.kind, flaw.sentence) for flaw in soundness.faults(steps, cast.agency, **known)]


def test_sound_plan_has_no_flaws(cast):
    steps = [
        GOOD,
        {**GOOD, "key": "van-thu", "act": "do", "actor": {"kind": "role", "role": "clerk"}},
        {**GOOD, "key": "post", "act": "do", "actor": {"kind": "post", "post": cast.posts["checker"].pk}},
        {**GOOD, "key": "nguoi", "act": "do", "actor": {"kind": "person", "person": cast.head.pk}},
        {**GOOD, "key": "ai", "act": "do", "actor": {"kind": "field", "name": "helper"}},
        {**GOOD, "key": "tren", "actor": {"kind": "head_plus", "levels": 2}},
    ]
    assert flaws(cast, *steps) == []
    assert soundness.faults_of_template(publish(cast, *steps)) == []


@pytest.mark.parametrize(
    ("actor", "told"),
    [
        ({"kind": "role_in_unit", "role": "accountant", "office": "bureau"}, "Hiện chưa có ai: kế toán, Văn phòng."),
        ({"kind": "post", "post": "clerk"}, "Hiện chưa có ai: Văn thư, Văn phòng."),
        ({"kind": "role", "role": "clerk"}, "Hiện chưa có ai: văn thư (vai trò trong cơ quan)."),
        ({"kind": "person", "person": "clerk"}, "Hiện chưa có ai: Lê Thị Thu."),
        ({"kind": "person", "person": "outsider"}, "Hiện chưa có ai: Đặng Thu Hà."),
        (
            {
                "kind": "amount",
                "name": "money",
                "brackets": [
                    {"up_to": 5, "actor": {"kind": "role", "role": "clerk"}},
                    {"up_to": None, "actor": {"kind": "head_of_unit"}},
                ],
            },
            "Hiện chưa có ai: văn thư (vai trò trong cơ quan).",
        ),
    ],
)
def test_nobody_to_act_today(cast, actor, told):
    Appointment.objects.filter(person=cast.clerk).update(starts="2020-01-01", ends="2020-12-31")
    places = {"office": cast.bureau.pk, "post": cast.posts["clerk"].pk, "person": None}
    ids = {key: places[key] or getattr(cast, actor[key]).pk for key in places if key in actor}
    assert flaws(cast, {**GOOD, "act": "do", "actor": actor | ids}) == [("duyet", "nobody", told)]


def test_agency_without_a_leader_and_too_small_a_quorum(cast):
    quorum = {**GOOD, "actor": {"kind": "role", "role": "head"}, "needs": "quorum", "quorum": 3}
    assert flaws(cast, quorum) == [("duyet", "nobody", "Bước cần 3 người đồng ý nhưng hiện chỉ có 2 người.")]
    Appointment.objects.filter(post__office=cast.agency).delete()
    assert flaws(cast, GOOD) == [("duyet", "nobody", "Cơ quan chưa có người đứng đầu.")]


def test_notice_to_nobody(cast):
    notice = {"position": 1, "act": "notify", "actor": {"kind": "nobody"}}
    options = {"text": "Xong.", "to": {"kind": "role", "role": "deputy_head"}}
    assert flaws(cast, {**notice, "options": options}) == [
        ("1", "nobody", "Hiện chưa có ai: phó trưởng đơn vị (vai trò trong cơ quan).")
    ]


def test_step_nobody_ever_reaches(cast):
    never = {"all": [{"field": "money", "op": "gt", "value": 20}, {"field": "money", "op": "lt", "value": 10}]}
    told = "Điều kiện của bước không bao giờ xảy ra nên không ai đến được bước này."
    assert flaws(cast, {**GOOD, "condition": never}) == [("duyet", "unreachable", told)]


def test_clock_that_cannot_be_armed(cast):
    set_hours(cast.agency, by=cast.keeper, week={0: [(time(8), time(9))]})  # open an hour a week
    assert flaws(cast, {**GOOD, "budget": 500}) == []
    told = "Không tính được hạn của bước: theo lịch làm việc, đơn vị hầu như không mở cửa."
    assert flaws(cast, {**GOOD, "budget": 600}) == [("duyet", "clock", told)]


def test_faulty_shape_is_told_and_nothing_is_asked_of_it(cast):
    assert flaws(cast, {**GOOD, "actor": {"kind": "role"}}) == [
        ("duyet", "shape", "Chưa ghi đủ ai làm bước này (vai trò trong cơ quan).")
    ]


def one(op, value=None, field="x"):
    return {"field": field, "op": op, "value": value}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({}, True),
        (one("gt", 5), True),
        ({"all": [one("gt", 5), one("lt", 6)]}, True),
        ({"all": [one("ge", 5), one("lt", 5)]}, False),
        ({"all": [one("eq", "a"), one("eq", "b")]}, False),
        ({"all": [one("eq", "a"), one("eq", "b", "y")]}, True),
        ({"all": [one("empty"), one("filled")]}, False),
        ({"not": {"any": [one("empty"), one("filled")]}}, False),
        ({"all": [one("contains", "a"), one("contains", "b")]}, True),
        ({"all": [one("ne", "a"), one("not_in", ["b"])]}, True),
        ({"all": [one("gt", "2026-01-01"), one("lt", "2026-02-01")]}, True),
        ({"all": [one("in", ["a", "b"]), one("ne", "a")]}, True),
    ],
)
def test_what_is_possible(condition, expected):
    assert soundness.possible(condition) is expected


def test_choice_field_has_only_its_choices():
    assert soundness.possible(one("eq", "bus"), {"x": ["car", "room"]}) is False
    assert soundness.possible(one("eq", "car"), {"x": ["car", "room"]}) is True
    assert soundness.possible(one("contains", "car"), {"x": ["car", "room"]}) is True


atoms = st.builds(
    one,
    st.sampled_from(("eq", "ne", "lt", "le", "gt", "ge", "empty", "filled")),
    st.integers(0, 9),
    st.sampled_from(("x", "y")),
)
some = st.recursive(
    atoms,
    lambda inner: (
        st.builds(
            lambda word, parts: {word: parts},
            st.sampled_from(("all", "any")),
            st.lists(inner, min_size=1, max_size=3),
        )
        | st.builds(lambda part: {"not": part}, inner)
    ),
    max_leaves=6,
)


@given(condition=some, x=st.integers(-2, 12) | st.none(), y=st.integers(-2, 12) | st.none())
def test_whatever_happens_was_called_possible(condition, x, y):
    if conditions.holds(condition, {"x": x, "y": y}):
        assert soundness.possible(condition)
    else:
        assert conditions.holds({"not": condition}, {"x": x, "y": y})
