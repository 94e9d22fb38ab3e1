"""Conditions: what holds, what is wrong with one, and how it is said. Never an exception, whatever is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import conditions

FACTS = {"money": 25, "kind": "car", "tags": ["a", "b"], "none": None, "day": "2026-02-20", "yes": True, "half": 0.5}


def one(field, op, value=None):
    return {"field": field, "op": op, "value": value}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({}, True),
        (one("money", "gt", 20), True),
        (one("money", "gt", 25), False),
        (one("money", "ge", 25), True),
        (one("money", "lt", 25.5), True),
        (one("money", "le", 24), False),
        (one("money", "eq", 25), True),
        (one("money", "eq", "25"), False),
        (one("money", "ne", "25"), False),
        (one("money", "ne", 24), True),
        (one("yes", "eq", 1), False),
        (one("yes", "eq", True), True),
        (one("day", "ge", "2026-02-20"), True),
        (one("day", "lt", 5), False),
        (one("kind", "in", ["car", "room"]), True),
        (one("kind", "not_in", ["car", "room"]), False),
        (one("kind", "in", "car"), False),
        (one("tags", "contains", "a"), True),
        (one("tags", "contains", "z"), False),
        (one("kind", "contains", "ca"), True),
        (one("money", "contains", 2), False),
        (one("none", "empty"), True),
        (one("missing", "empty"), True),
        (one("money", "filled"), True),
        (one("missing", "eq", None), False),
        (one("missing", "ne", "x"), True),
        (one("missing", "not_in", ["x"]), True),
        (one("missing", "lt", 5), False),
        ({"all": [one("money", "gt", 1), one("kind", "eq", "car")]}, True),
        ({"all": [one("money", "gt", 1), one("kind", "eq", "bus")]}, False),
        ({"any": [one("money", "lt", 1), one("kind", "eq", "car")]}, True),
        ({"not": one("money", "gt", 1)}, False),
        ({"all": []}, False),
        ({"none": []}, False),
        ("money > 5", False),
        (one("money", "matches", 1), False),
        (one(["money"], "eq", 1), False),
        (one("money", ["eq"], 25), False),
    ],
)
def test_what_holds(condition, expected):
    assert conditions.holds(condition, FACTS) is expected


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("all", "any", "not", "field", "op", "value", "x")), inner, max_size=3)
    ),
    max_leaves=20,
)
words = st.fixed_dictionaries(
    {"field": st.sampled_from(tuple(FACTS)), "op": st.sampled_from(conditions.OPS), "value": json_like}
)


@given(condition=json_like | words, facts=json_like | st.just(FACTS))
def test_nothing_stored_makes_it_fail(condition, facts):
    assert conditions.holds(condition, facts) in (True, False)
    assert isinstance(conditions.told(condition), str)
    assert isinstance(conditions.fields_of(condition), set)
    assert isinstance(conditions.faults(condition, {"money": "money"}), list)


@given(condition=words)
def test_not_turns_it_round(condition):
    assert conditions.holds({"not": condition}, FACTS) is not conditions.holds(condition, FACTS)


FIELDS = {"money": "money", "kind": "choice", "day": "date", "tags": "multi"}


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (one("nowhere", "eq", 1), "Điều kiện dùng ô “nowhere” nhưng biểu mẫu không có ô này."),
        (one("money", "like", 1), "Điều kiện ở ô “money” có phép so sánh không rõ."),
        (one("money", "gt", "nhiều"), "Ô “money” là số nên chỉ so sánh được với số."),
        (one("kind", "gt", 5), "Ô “kind” không so sánh lớn hơn, nhỏ hơn được."),
        (one("kind", "in", "car"), "Điều kiện ở ô “kind” cần một danh sách giá trị."),
        (one("kind", "eq", ""), "Điều kiện ở ô “kind” chưa có giá trị để so sánh."),
        ({"field": "kind", "op": "eq"}, "Điều kiện ở ô “kind” chưa có giá trị để so sánh."),
        ({"all": []}, "Nhóm điều kiện đang trống."),
        (
            {"all": [one("kind", "filled")], "any": []},
            "Mỗi nhóm điều kiện phải có đúng một trong “all”, “any”, “not”.",
        ),
        ({"not": {}}, "Mỗi nhóm điều kiện phải có đúng một trong “all”, “any”, “not”."),
        ([], "Điều kiện sai cấu trúc hoặc lồng quá 8 lớp."),
        (
            {"field": "kind", "op": "eq", "value": "a", "x": 1},
            "Điều kiện phải gồm ô dữ liệu, phép so sánh và giá trị.",
        ),
    ],
)
def test_faults_name_what_is_wrong(condition, told):
    assert conditions.faults(condition, FIELDS) == [told]


def test_sound_conditions_have_no_faults():
    nested = {"any": [{"not": one("kind", "eq", "car")}, {"all": [one("money", "gt", 5), one("day", "filled")]}]}
    assert conditions.faults(nested, FIELDS) == []
    assert conditions.faults({}, FIELDS) == []
    assert conditions.faults(one("nowhere", "eq", 1)) == []
    assert conditions.fields_of(nested) == {"kind", "money", "day"}


def test_bottomless_condition_is_refused_and_does_not_hold():
    condition = one("money", "gt", 1)
    for _layer in range(5000):
        condition = {"not": condition}
    assert conditions.faults(condition) == ["Điều kiện sai cấu trúc hoặc lồng quá 8 lớp."]
    assert conditions.holds(condition, FACTS) in (True, False)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (one("money", "gt", 20_000_000), "Số tiền trên 20.000.000"),
        (one("money", "ge", 2.5), "Số tiền từ 2,5 trở lên"),
        (one("kind", "eq", "car"), "Loại là “Xe”"),
        (one("kind", "in", ["car", "bus"]), "Loại là một trong: “Xe”, “bus”"),
        (one("nowhere", "empty"), "nowhere để trống"),
        ({"not": one("kind", "eq", "car")}, "không phải (Loại là “Xe”)"),
        (
            {"all": [one("money", "le", 5), {"any": [one("kind", "filled"), one("kind", "ne", "car")]}]},
            "Số tiền không quá 5 và (Loại có điền hoặc Loại khác “Xe”)",
        ),
        ({}, ""),
    ],
)
def test_told_in_words(condition, told):
    assert conditions.told(condition, {"money": "Số tiền", "kind": "Loại", ("kind", "car"): "Xe"}) == told
