"""The acts of the designer on a definition's JSON."""

import pytest

from core.refusals import BadInput
from procedures.designer.edits import ACTS
from procedures.designer.form_edits import field_change, rename_field
from procedures.designer.places import slug
from procedures.designer.step_edits import step_change


def do(definition, act, **asked):
    return ACTS[act](definition, asked)


def blank():
    return {"schema": 1, "code": "thu", "name": {"vi": "Thử"}, "form": [{"title": {"vi": ""}, "fields": []}]}


def keys(definition):
    return [[field["key"] for field in section["fields"]] for section in definition["form"]]


def places(definition):
    return [(step["key"], step["position"]) for step in definition["steps"]]


@pytest.fixture
def form():
    """a b | c, with c a table of x and y."""
    definition = blank()
    do(definition, "field_add", type="text", label="a")
    do(definition, "field_add", type="money", label="b")
    do(definition, "section_add", title="Hai")
    do(definition, "field_add", type="table", label="c")
    do(definition, "field_add", **{"type": "integer", "label": "x", "in": "c"})
    return definition


@pytest.fixture
def way():
    definition = blank()
    for title in ("Một", "Hai", "Ba"):
        do(definition, "step_add", doing="approve", who="head_of_unit", title=title)
    return definition


@pytest.mark.parametrize(
    ("words", "taken", "key"),
    [
        ("Số ngày nghỉ", (), "so_ngay_nghi"),
        ("Đề nghị", ("de_nghi",), "de_nghi_2"),
        ("Đề nghị", ("de_nghi", "de_nghi_2"), "de_nghi_3"),
        ("2026", (), "o_2026"),
        ("???", (), "o"),
        ("a" * 60, (), "a" * 40),
    ],
)
def test_a_key_is_made_of_words(words, taken, key):
    assert slug(words, taken) == key


def test_fields_are_added_to_the_last_section_or_the_one_named(form):
    assert keys(form) == [["a", "b"], ["c"]]
    do(form, "field_add", type="date", label="Ngày", at="0")
    assert keys(form) == [["a", "b", "ngay"], ["c"]]


def test_a_field_without_a_label_is_named_by_its_type(form):
    assert do(form, "field_add", type="date", label="") == "Thêm ô “Ngày”"
    assert form["form"][1]["fields"][1] == {"key": "date_1", "type": "date", "label": {"vi": "Ngày"}}


def test_an_automatic_key_follows_the_first_label_and_a_chosen_one_stays(form):
    do(form, "field_add", type="date", label="")
    field_change(form, "date_1", {"type": "date", "label": {"vi": "Ngày đi"}})
    field_change(form, "a", {"type": "text", "label": {"vi": "Tên khác"}})
    assert keys(form) == [["a", "b"], ["c", "ngay_di"]]


@pytest.mark.parametrize(
    ("key", "to", "after"),
    [
        ("b", "up", [["b", "a"], ["c"]]),
        ("b", "down", [["a"], ["b", "c"]]),
        ("c", "up", [["a", "b", "c"], []]),
        ("a", "up", [["a", "b"], ["c"]]),
        ("c", "down", [["a", "b"], ["c"]]),
    ],
)
def test_a_field_moves_one_place_and_over_the_edge_of_its_section(form, key, to, after):
    do(form, "field_move", key=key, to=to)
    assert keys(form) == after


def test_a_field_is_laid_before_another_or_at_the_end_of_a_section(form):
    do(form, "field_put", key="c", before="a")
    assert keys(form) == [["c", "a", "b"], []]
    do(form, "field_put", key="a", at="1")
    assert keys(form) == [["c", "b"], ["a"]]


def test_a_column_moves_inside_its_table_only(form):
    def columns():
        return [column["key"] for column in form["form"][1]["fields"][0]["columns"]]

    assert columns() == ["noi_dung", "x"]
    do(form, "field_move", key="c.x", to="up")
    assert columns() == ["x", "noi_dung"]
    do(form, "field_move", key="c.x", to="up")
    assert columns() == ["x", "noi_dung"]
    do(form, "field_remove", key="c.x")
    assert columns() == ["noi_dung"]


def test_a_copy_has_a_key_of_its_own(form):
    do(form, "field_copy", key="a")
    do(form, "field_copy", key="a")
    assert keys(form) == [["a", "a_3", "a_2", "b"], ["c"]]


def test_renaming_a_field_is_followed_everywhere(form):
    form["form"][0]["fields"].append(
        {
            "key": "tong",
            "type": "calculated",
            "label": {"vi": "Tổng"},
            "formula": {"op": "sum", "of": ["b", "c.x", 5]},
            "show_if": {"all": [{"field": "b", "op": "gt", "value": 1}, {"not": {"field": "c", "op": "empty"}}]},
        }
    )
    form["steps"] = [
        {"key": "s", "actor": {"kind": "amount", "field": "b"}, "when": {"any": [{"field": "b", "op": "filled"}]}}
    ]
    form["outputs"] = [{"key": "o", "body": "<p>{{b}} {{ b }} {{bb}} {{c}}</p>"}]
    rename_field(form, "b", "tien")
    rename_field(form, "c", "bang")
    rename_field(form, "bang.x", "so")
    total = form["form"][0]["fields"][2]
    assert total["formula"]["of"] == ["tien", "bang.so", 5]
    assert total["show_if"] == {
        "all": [{"field": "tien", "op": "gt", "value": 1}, {"not": {"field": "bang", "op": "empty"}}]
    }
    assert form["steps"][0] == {
        "key": "s",
        "actor": {"kind": "amount", "field": "tien"},
        "when": {"any": [{"field": "tien", "op": "filled"}]},
    }
    assert form["outputs"][0]["body"] == "<p>{{ tien}} {{ tien }} {{bb}} {{ bang}}</p>"


def test_steps_follow_one_another(way):
    assert places(way) == [("mot", 1), ("hai", 2), ("ba", 3)]


def test_a_step_joins_the_one_before_and_parts_again(way):
    do(way, "step_join", key="hai")
    assert places(way) == [("mot", 1), ("hai", 1), ("ba", 2)]
    do(way, "step_join", key="mot")  # nobody before it
    assert places(way) == [("mot", 1), ("hai", 1), ("ba", 2)]
    do(way, "step_part", key="mot")
    assert places(way) == [("hai", 1), ("mot", 2), ("ba", 3)]


@pytest.mark.parametrize(
    ("key", "to", "after"),
    [
        ("ba", "up", [("mot", 1), ("hai", 1), ("ba", 2)]),
        ("hai", "up", [("hai", 1), ("mot", 2), ("ba", 3)]),
        ("hai", "down", [("mot", 1), ("hai", 2), ("ba", 3)]),
    ],
)
def test_a_step_moves_out_of_its_group_or_past_a_whole_group(way, key, to, after):
    do(way, "step_join", key="hai")
    do(way, "step_move", key=key, to=to)
    expected = after if key != "ba" else [("ba", 1), ("mot", 2), ("hai", 2)]
    assert places(way) == expected


def test_a_step_is_laid_before_another_or_last(way):
    do(way, "step_put", key="ba", before="mot")
    assert places(way) == [("ba", 1), ("mot", 2), ("hai", 3)]
    do(way, "step_put", key="ba", before="")
    assert places(way) == [("mot", 1), ("hai", 2), ("ba", 3)]


def test_a_removed_step_leaves_no_gap_and_a_copy_comes_behind(way):
    do(way, "step_remove", key="hai")
    do(way, "step_copy", key="mot")
    assert places(way) == [("mot", 1), ("mot_2", 2), ("ba", 3)]


def test_a_changed_step_keeps_its_key_and_its_place(way):
    step_change(way, "hai", {"act": "sign", "actor": {"kind": "requester"}})
    assert way["steps"][1] == {"key": "hai", "position": 2, "act": "sign", "actor": {"kind": "requester"}}


def test_papers_are_added_moved_and_removed():
    definition = blank()
    do(definition, "paper_add", name="Giấy mời", required="on")
    do(definition, "paper_add", name="Giấy mời")
    do(definition, "row_move", family="papers", key="giay_moi_2", to="up")
    assert definition["papers"] == [
        {"key": "giay_moi_2", "name": {"vi": "Giấy mời"}},
        {"key": "giay_moi", "name": {"vi": "Giấy mời"}, "required": True},
    ]
    do(definition, "row_remove", family="papers", key="giay_moi")
    do(definition, "output_add", title="Quyết định")
    assert ([row["key"] for row in definition["papers"]], definition["outputs"][0]["key"]) == (
        ["giay_moi_2"],
        "quyet_dinh",
    )


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("field_remove", {"key": "z"}),
        ("field_remove", {"key": "a.z"}),
        ("field_add", {"type": "khac", "label": "z"}),
        ("field_add", {"type": "text", "at": "9"}),
        ("field_add", {"type": "text", "at": "-1"}),
        ("section_remove", {"at": "x"}),
        ("section_name", {}),
        ("step_remove", {"key": "z"}),
        ("step_add", {"doing": "khac", "who": "requester"}),
        ("step_add", {"doing": "approve", "who": "khac"}),
        ("row_remove", {"family": "steps", "key": "a"}),
        ("row_remove", {"family": "papers", "key": "z"}),
        ("field_put", {"key": "a", "before": "z"}),
    ],
)
def test_an_act_on_nothing_is_refused(form, name, asked):
    with pytest.raises(BadInput):
        do(form, name, **asked)
