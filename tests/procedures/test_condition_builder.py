"""The condition builder: drawn, posted and read back it says the same."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.designer.conditions import Known, alter, condition_of, faults, posted, tree
from workflows.conditions import holds

KNOWN = {
    "days": Known("days", "Số ngày", "integer"),
    "cost": Known("cost", "Chi phí", "money"),
    "share": Known("share", "Tỷ lệ", "decimal"),
    "start": Known("start", "Ngày đi", "date"),
    "why": Known("why", "Lý do", "text"),
    "kind": Known("kind", "Loại", "choice", (("year", "Phép năm"), ("own", "Việc riêng"))),
    "gear": Known("gear", "Đồ dùng", "multi", (("car", "Xe"), ("pc", "Máy tính"))),
    "yes": Known("yes", "Cam kết", "consent"),
    "who": Known("who", "Người", "person"),
}


def post(node, name="when"):
    """What a browser would send for the drawn tree."""
    asked = QueryDict(mutable=True)
    _send(asked, node, name)
    return asked


def _send(asked, node, name):
    asked.appendlist(name, node.path)
    at = f"{name}:{node.path}:"
    if node.join:
        asked[f"{at}join"] = node.join
        for row in node.rows:
            _send(asked, row, name)
        return
    asked[f"{at}field"], asked[f"{at}op"] = node.field, node.op
    if node.known and not node.bare:
        if node.known.type == "consent":
            asked[f"{at}value"] = "true" if node.value is True else "false"
        elif node.known.options:
            asked.setlist(f"{at}value", node.picked)
        else:
            asked[f"{at}value"] = node.typed


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 1, 1))
WRITTEN = st.text("abcđ ê", min_size=1).map(str.strip).filter(bool)
ROWS = st.one_of(
    st.builds(
        lambda field, op, value: {"field": field, "op": op, "value": value},
        st.sampled_from(["days", "cost"]),
        st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge"]),
        st.integers(0, 10**9),
    ),
    st.builds(lambda day: {"field": "start", "op": "ge", "value": day.isoformat()}, DAYS),
    st.builds(lambda text: {"field": "why", "op": "contains", "value": text}, WRITTEN),
    st.builds(lambda value: {"field": "kind", "op": "eq", "value": value}, st.sampled_from(["year", "own"])),
    st.just({"field": "kind", "op": "in", "value": ["year", "own"]}),
    st.just({"field": "gear", "op": "contains", "value": "car"}),
    st.builds(lambda value: {"field": "yes", "op": "eq", "value": value}, st.booleans()),
    st.builds(
        lambda field, op: {"field": field, "op": op},
        st.sampled_from(["days", "who", "why"]),
        st.sampled_from(["empty", "filled"]),
    ),
)
GROUPS = st.recursive(
    ROWS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda rows: {"all": rows}),
        st.lists(inner, min_size=2, max_size=3).map(lambda rows: {"any": rows}),
        st.lists(inner, min_size=1, max_size=2).map(lambda rows: {"not": {"any": rows}}),
    ),
    max_leaves=4,
)


def depth(condition):
    if "field" in condition:
        return 0
    inner = condition.get("all") or condition.get("any") or [condition["not"]]
    return ("not" not in condition) + max(depth(row) for row in inner)


@settings(max_examples=60)
@given(GROUPS.filter(lambda condition: depth(condition) <= 2))
def test_what_is_drawn_and_posted_says_the_same(condition):
    again = posted(post(tree(condition, KNOWN)), "when", KNOWN)
    assert not faults(again)
    assert condition_of(again) == condition_of(tree(condition, KNOWN))


@settings(max_examples=60)
@given(GROUPS, st.fixed_dictionaries({"days": st.integers(0, 5), "kind": st.sampled_from(["year", "own"])}))
def test_drawing_a_condition_does_not_change_what_it_means(condition, facts):
    assert holds(condition_of(tree(condition, KNOWN)), facts) == holds(condition, facts)


def test_no_condition_is_an_empty_group_and_an_empty_group_is_no_condition():
    root = tree({}, KNOWN)
    assert (root.join, root.rows, condition_of(root)) == ("all", [], {})


@pytest.mark.parametrize(
    ("field", "text", "value", "fault"),
    [
        ("days", "3", 3, False),
        ("cost", "20.000.000", 20_000_000, False),
        ("share", "1,5", 1.5, False),
        ("start", "20/01/2026", "2026-01-20", False),
        ("days", "ba", "ba", True),
        ("cost", "20 triệu", "20 triệu", True),
        ("start", "31/02/2026", "31/02/2026", True),
        ("days", "", "", True),
    ],
)
def test_a_value_is_read_by_the_type_of_its_field(field, text, value, fault):
    asked = QueryDict(mutable=True)
    asked.setlist("when", ["0", "0.0"])
    asked.update({"when:0:join": "all", "when:0.0:field": field, "when:0.0:op": "eq", "when:0.0:value": text})
    root = posted(asked, "when", KNOWN)
    assert (root.rows[0].value, bool(root.rows[0].fault)) == (value, fault)


@pytest.mark.parametrize("paths", [["x"], ["0.0.0.0.0.0"], ["0", "0.-1"], ["0", "0.²"], ["1"], []])
def test_nonsense_is_an_empty_group(paths):
    asked = QueryDict(mutable=True)
    asked.setlist("when", paths)
    assert condition_of(posted(asked, "when", KNOWN)) == {}


def test_buttons_add_rows_and_groups_and_take_them_away():
    root = tree({"all": [{"field": "days", "op": "gt", "value": 1}, {"field": "who", "op": "filled"}]}, KNOWN)
    alter(root, "row:0")
    alter(root, "group:0")
    assert [(row.path, row.join) for row in root.rows] == [("0.0", ""), ("0.1", ""), ("0.2", ""), ("0.3", "any")]
    alter(root, "drop:0.0")
    alter(root, "drop:0.3")
    alter(root, "row:0.9")
    assert [row.path for row in root.rows] == ["0.1", "0.2"]
    assert condition_of(root) == {"field": "who", "op": "filled"}
