"""The JSON of a procedure: read whole or refused with every fault and its place; written back the same."""

from copy import deepcopy

import pytest

from procedures import definition
from procedures.reading import Faulty
from tests.procedures.leave import leave


def changed(path, value):
    """The leave procedure with one place replaced: ("form", 0, "fields", 0, "key")."""
    raw = deepcopy(leave())
    place = raw
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return raw


def test_what_is_read_is_written_back_the_same():
    found = definition.parse(leave())
    assert definition.parse(definition.as_dict(found)) == found
    assert definition.as_dict(definition.parse(definition.as_dict(found))) == definition.as_dict(found)


def test_words_alone_are_vietnamese_words():
    assert definition.parse(leave(name="Nghỉ phép")).name == definition.Words("Nghỉ phép")


def test_conditions_may_ask_what_the_form_holds_and_what_is_known_of_every_case():
    types = definition.parse(leave()).field_types
    assert types["days"] == "calculated"
    assert types["requester_roles"] == "multi"


FAULTS = [
    (("schema",), 2, ["schema"]),
    (("code",), "Nghỉ phép", ["code"]),
    (("code",), "a" * 41, ["code"]),
    (("name",), {"vi": "", "en": "Leave"}, ["name.vi"]),
    (("name",), 5, ["name", "name.vi"]),
    (("colour",), "red", ["colour"]),
    (("legal_basis",), "Luật", ["legal_basis"]),
    (("budget",), {"amount": 0}, ["budget.amount"]),
    (("budget",), {"amount": 3, "unit": "moon"}, ["budget.unit"]),
    (("who_may",), {"roles": ["king"]}, ["who_may.roles"]),
    (("form", 0, "fields", 0, "type"), "poem", ["form[0].fields[0].type"]),
    (("form", 0, "fields", 0, "prefill"), "moon", ["form[0].fields[0].prefill"]),
    (("form", 0, "fields", 1, "key"), "who", ["form[0].fields[1].key"]),
    (("form", 0, "fields", 0, "required"), "yes", ["form[0].fields[0].required"]),
    (("form", 1, "fields", 2, "options"), [], ["form[1].fields[2].options"]),
    (("form", 1, "fields", 1, "formula"), None, ["form[1].fields[1].formula"]),
    (("form", 1, "fields", 1, "formula"), {"op": "sum", "of": ["moon"]}, ["form[1].fields[1].formula.of"]),
    (("form", 1, "fields", 1, "formula"), {"op": "sum", "of": ["days"]}, ["form[1].fields[1].formula"]),
    (("form", 1, "fields", 3, "show_if"), {"field": "moon", "op": "filled"}, ["form[1].fields[3].show_if"]),
    (("steps", 0, "act"), "dance", ["steps[0].act"]),
    (("steps", 0, "position"), "first", ["steps[0].position"]),
    (("steps", 0, "actor"), {"kind": "nobody"}, ["steps[0].actor"]),
    (("steps", 0, "actor"), {"kind": "field", "field": "moon"}, ["steps[0].actor.field"]),
    (("steps", 0, "actor"), {"kind": "person"}, ["steps[0].actor.person"]),
    (("steps", 1, "key"), "kiem-tra", ["steps[1].key"]),
    (("steps", 2, "when"), {"field": "moon", "op": "filled"}, ["steps[2].when"]),
    (("steps", 0, "needs"), "quorum", ["steps[0].quorum"]),
    (("outputs", 0, "kind"), "song", ["outputs[0].kind"]),
    (("form",), "all", ["form", "form[1].fields[3].show_if"]),
]


@pytest.mark.parametrize(("path", "value", "places"), FAULTS[:-1])
def test_every_fault_is_told_with_its_place(path, value, places):
    assert [fault.path for fault in definition.faults_of(changed(path, value))] == places


@pytest.mark.parametrize(
    "raw", [None, 5, "x", [], [{}], {}, {"schema": 1}, {"schema": 1, "form": [[]], "steps": [None]}]
)
def test_what_is_no_definition_at_all_is_refused(raw):
    with pytest.raises(Faulty) as refusal:
        definition.parse(raw)
    assert refusal.value.status == 422
    assert refusal.value.faults


def test_a_fault_in_a_column_says_which_column():
    table = {"key": "rows", "type": "table", "label": "Bảng", "columns": [{"key": "a", "type": "file", "label": "A"}]}
    raw = changed(("form", 0, "fields"), [*leave()["form"][0]["fields"], table])
    assert [fault.path for fault in definition.faults_of(raw)] == ["form[0].fields[2].columns[0].type"]
