"""One JSON file out and in: the same comes back, and a broken one is refused whole, with its line."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import Post
from core.refusals import BadInput
from procedures import definition as plan
from procedures.designer.carrying import exported, imported
from procedures.designer.lines import line_at, lines_of
from tests.procedures.leave import leave

TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x1EF9, exclude_categories=("Cs", "Cc", "Mn")), max_size=20
)
SAID = TEXT.map(str.strip).filter(bool)
WORDS = st.one_of(st.builds(lambda vi: {"vi": vi}, SAID), st.builds(lambda vi, en: {"vi": vi, "en": en}, SAID, SAID))
KEYS = st.from_regex(r"[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,5})?", fullmatch=True)
LEAF = st.one_of(
    st.builds(lambda field: {"field": field, "op": "filled"}, st.sampled_from(["a0", "known"])),
    st.builds(lambda value: {"field": "known", "op": "eq", "value": value}, SAID),
)
CONDITION = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(lambda rows: {"all": rows}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda row: {"not": row}, inner),
    ),
    max_leaves=3,
)


@st.composite
def fields(draw, number):
    kind = draw(st.sampled_from(plan.TYPES))
    field = {"key": f"a{number}", "type": kind, "label": draw(WORDS)}
    if kind in ("choice", "multi"):
        values = draw(st.lists(KEYS, min_size=1, max_size=3, unique=True))
        field["options"] = [{"value": value, "label": draw(WORDS)} for value in values]
    if kind == "table":
        field["columns"] = [{"key": "c", "type": "integer", "label": draw(WORDS), "required": True}]
    if kind == "calculated":
        field["formula"] = {"op": draw(st.sampled_from(plan.FORMULAS)), "of": [draw(st.integers(0, 9))]}
    if kind == "resource":
        field["resource"] = draw(st.sampled_from(plan.RESOURCES))
    if draw(st.booleans()):
        field |= {"required": True, "help": draw(WORDS), "min": 1, "max": draw(st.integers(1, 9))}
    if kind not in plan.SAYING and draw(st.booleans()):
        field["prefill"] = draw(st.sampled_from([*plan.PREFILLS, "last.a0"]))
    return field


@st.composite
def steps(draw, number):
    actor = draw(
        st.sampled_from(
            [
                {"kind": "head_of_unit"},
                {"kind": "role", "role": Post.Role.LEADER.value},
                {"kind": "role_in_unit", "role": Post.Role.HEAD.value, "office": "VP"},
                {"kind": "head_plus", "levels": 2},
                {"kind": "person", "person": "lan"},
                {"kind": "amount", "field": "a0", "brackets": [{"up_to": None, "actor": {"kind": "requester"}}]},
            ]
        )
    )
    act = draw(st.sampled_from(plan.ACTS))
    actor = {"kind": "nobody"} if act in {"auto", "notify"} else actor
    step = {"key": f"s{number}", "act": act, "position": number + 1, "actor": actor}
    if draw(st.booleans()):
        step |= {"title": draw(WORDS), "when": draw(CONDITION), "budget": {"amount": 2, "unit": "working_hour"}}
    if draw(st.booleans()):
        step |= {"needs": "quorum", "quorum": 2, "options": {"may_return": False, "text": draw(TEXT)}}
    return step


@st.composite
def definitions(draw):
    form = [draw(fields(number)) for number in range(2)]
    form[0]["type"] = form[0]["type"] if form[0]["type"] not in plan.SAYING else "text"
    form.append({"key": "known", "type": "text", "label": draw(WORDS)})
    found = {
        "schema": 1,
        "code": draw(KEYS),
        "name": draw(WORDS),
        "form": [{"title": draw(WORDS), "fields": form}],
        "steps": [draw(steps(number)) for number in range(draw(st.integers(0, 3)))],
        "outputs": [{"key": "o", "kind": "result", "title": draw(WORDS), "body": draw(TEXT)}],
        "papers": [{"key": "p", "name": draw(WORDS), "required": draw(st.booleans())}],
        "legal_basis": draw(st.lists(SAID, max_size=2)),
    }
    return plan.as_dict(plan.parse(found))


@settings(max_examples=60)
@given(definitions())
def test_what_goes_out_comes_back_the_same(definition):
    content = exported(definition)
    assert imported(content) == definition
    assert exported(imported(content)) == content


@settings(max_examples=60)
@given(definitions())
def test_every_part_of_a_file_has_its_line(definition):
    text = exported(definition).decode()
    rows = text.splitlines()
    for path, line in lines_of(text).items():
        name = path.rpartition(".")[2] if "." in path else path
        if name and not name.endswith("]"):
            assert f'"{name}"' in rows[line - 1]


def test_a_file_by_windows_with_a_mark_in_front_is_read():
    content = b"\xef\xbb\xbf" + exported(leave()).replace(b"\n", b"\r\n")
    assert imported(content) == plan.as_dict(plan.parse(leave()))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Dòng 1, cột 1: không đúng cú pháp JSON"),
        (b'{\n "schema": 1,\n "code" "a"\n}', "Dòng 3, cột 9: không đúng cú pháp JSON (thiếu dấu hai chấm)"),
        (
            b'{"schema": 1,\n "code": "a",}',
            "Dòng 2, cột 14: không đúng cú pháp JSON (cần tên mục trong dấu nháy kép)",
        ),
        (b"[1, 2]", "Dòng 1: bản mô tả phải là một đối tượng JSON"),
        (b'{"a": 1, "a": 2}', "“a” ghi hai lần"),
        (b'{"a": NaN}', "Giá trị NaN không dùng được"),
        (b'{"a": ' + b"9" * 5000 + b"}", "quá lớn"),
        (b'{"a":\n"\xff"}', "Dòng 2: tệp không phải chữ UTF-8"),
        (b'{"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "lồng quá nhiều lớp"),
        (b'{"a": ' + b"[" * 60 + b"]" * 60 + b"}", "lồng quá nhiều lớp"),
        (b"PK\x03\x04", "Dòng 1"),
    ],
)
def test_what_is_no_definition_is_refused_with_line_and_reason(content, told):
    with pytest.raises(BadInput) as refused:
        imported(content)
    assert told in refused.value.sentence
    assert "\n" not in refused.value.sentence


def test_faults_of_a_definition_are_told_with_line_and_path():
    broken = leave()
    broken["form"][1]["fields"][1]["formula"]["op"] = "mean"
    broken["steps"][0]["actor"] = {"kind": "king"}
    content = json.dumps(broken, indent=2, ensure_ascii=False).encode()
    rows = content.decode().splitlines()
    with pytest.raises(BadInput) as refused:
        imported(content)
    head, first, second = refused.value.sentence.splitlines()
    assert head == "Tệp có 2 lỗi nên chưa nhập gì."
    line = next(number for number, row in enumerate(rows, 1) if '"mean"' in row)
    assert first.startswith(f"Dòng {line}, form[1].fields[1].formula.op: ")
    line = next(number for number, row in enumerate(rows, 1) if '"king"' in row)
    assert second.startswith(f"Dòng {line}, steps[0].actor.kind: ")


def test_a_fault_of_the_whole_is_told_with_the_line_of_its_place():
    broken = leave()
    broken["steps"][2]["when"]["field"] = "weeks"
    content = exported(broken)
    with pytest.raises(BadInput) as refused:
        imported(content)
    rows = content.decode().splitlines()
    line = next(number for number, row in enumerate(rows, 1) if '"when"' in row)
    assert f"Dòng {line}, steps[2].when: " in refused.value.sentence


def test_the_line_of_what_is_missing_is_that_of_what_should_hold_it():
    lines = lines_of('{\n"a": {\n"b": [\n1,\n2]}}')
    assert [line_at(lines, path) for path in ("a.b[1]", "a.b[7]", "a.c", "z", "")] == [5, 3, 2, 1, 1]
