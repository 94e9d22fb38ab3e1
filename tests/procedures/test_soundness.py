"""What cannot work is named with its place; what works is left alone."""

import pytest

from procedures.soundness import weaknesses
from tests.procedures.leave import leave

pytestmark = pytest.mark.django_db


def sound(**changes):
    """Leave whose result can be signed."""
    definition = leave(**changes)
    if "steps" not in changes:
        definition["steps"][2]["act"] = "sign"
    return definition


def grave(agency, definition):
    return [(each.part, each.key, each.sentence) for each in weaknesses(agency, definition) if each.grave]


def reached_never():
    return step(when={"all": [{"field": "days", "op": "gt", "value": 3}, {"field": "days", "op": "lt", "value": 2}]})


def fields_with(**more):
    return [{"title": {"vi": ""}, "fields": [{"key": "a", "type": "text", "label": {"vi": "Ô a"}}, *more.values()]}]


def step(**more):
    return [{"key": "s", "act": "approve", "position": 1, "actor": {"kind": "head_of_unit"}} | more]


def test_what_works_has_no_grave_fault(cast):
    assert grave(cast.agency, sound()) == []


def test_what_one_should_look_at_again_is_no_obstacle(cast):
    told = [each.sentence for each in weaknesses(cast.agency, sound(budget=None)) if not each.grave]
    assert told[0] == "Chưa ghi thời hạn giải quyết: người nộp không biết ngày trả kết quả."


@pytest.mark.parametrize(
    ("changes", "part", "key", "words"),
    [
        ({"form": [], "steps": step(), "outputs": []}, "form", "", "chưa có ô nào"),
        ({"who_may": {"offices": ["ABC"]}}, "facts", "", "Không có đơn vị viết tắt là “ABC”"),
        ({"parent": "chua-co"}, "facts", "", "Không có thủ tục “chua-co”"),
        ({"name": {"vi": ""}}, "facts", "", "không được để trống"),
        ({"steps": [], "outputs": []}, "steps", "", "chưa có bước nào"),
        ({"steps": step(actor={"kind": "person", "person": "khong.co"})}, "steps", "s", "Không có tài khoản"),
        ({"steps": step(actor={"kind": "field", "field": "phone"})}, "steps", "s", "không ghi người hay đơn vị"),
        ({"steps": step(actor={"kind": "field", "field": "zz"})}, "steps", "s", "không có ô “zz”"),
        ({"steps": step(when={"field": "zz", "op": "filled"})}, "steps", "s", "dùng ô “zz” nhưng"),
        ({"steps": step(when={"field": "days", "op": "gt", "value": "ba"})}, "steps", "s", "Ô “days” là số"),
        (
            {"steps": step(act="auto", actor={"kind": "nobody"}, options={"run": "zz"})},
            "steps",
            "s",
            "không có việc này",
        ),
        ({"steps": reached_never()}, "steps", "s", "không bao giờ xảy ra"),
        ({"steps": step(actor={"kind": "role", "role": "deputy_head"})}, "steps", "s", "Hiện chưa có ai"),
        (
            {"steps": step(needs="quorum", quorum=9, actor={"kind": "role", "role": "clerk"})},
            "steps",
            "s",
            "hiện chỉ có 1",
        ),
        ({"steps": step(act="book")}, "steps", "s", "cần một ô “Phòng, xe, thiết bị”"),
        ({"steps": step(act="pay")}, "steps", "s", "ô nào ghi số tiền"),
        ({"steps": step(act="issue_result", options={"papers": ["zz"]})}, "steps", "s", "Không có kết quả “zz”"),
        (
            {
                "steps": step(
                    actor={
                        "kind": "amount",
                        "field": "phone",
                        "brackets": [{"up_to": None, "actor": {"kind": "requester"}}],
                    }
                )
            },
            "steps",
            "s",
            "không phải số tiền",
        ),
        (
            {"outputs": [{"key": "o", "kind": "result", "title": {"vi": "Giấy"}}]},
            "outputs",
            "o",
            "chưa có nội dung mẫu",
        ),
        (
            {"outputs": [{"key": "o", "kind": "result", "title": {"vi": "Giấy"}, "body": "<p>{{zz}}</p>"}]},
            "outputs",
            "o",
            "gọi ô “zz”",
        ),
        ({"steps": step()}, "outputs", "giay", "cần ký số nhưng không có bước"),
        ({"steps": step(act="sign"), "outputs": []}, "outputs", "", "chưa có giấy kết quả nào để ký"),
    ],
)
def test_what_cannot_work_is_named_with_its_place(cast, changes, part, key, words):
    found = grave(cast.agency, sound(**changes))
    assert [(place, name) for place, name, _said in found][:1] == [(part, key)]
    assert words in found[0][2]


@pytest.mark.parametrize(
    ("field", "key", "words"),
    [
        (
            {"key": "b", "type": "text", "label": {"vi": "Ô b"}, "show_if": {"field": "b", "op": "empty"}},
            "b",
            "tùy theo chính nó",
        ),
        ({"key": "b", "type": "text", "label": {"vi": "Ô b"}, "prefill": "parent.x"}, "b", "không nối tiếp"),
        (
            {"key": "b", "type": "calculated", "label": {"vi": "Ô b"}, "formula": {"op": "sum", "of": ["a"]}},
            "b",
            "không tính được với ô “Ô a”",
        ),
        (
            {"key": "b", "type": "calculated", "label": {"vi": "Ô b"}, "formula": {"op": "sum", "of": ["b"]}},
            "b",
            "tính từ chính nó",
        ),
        (
            {"key": "b", "type": "calculated", "label": {"vi": "Ô b"}, "formula": {"op": "sum", "of": ["zz"]}},
            "b",
            "không có ô “zz”",
        ),
        ({"key": "b", "type": "choice", "label": {"vi": "Ô b"}}, "b", "ít nhất một phương án"),
        (
            {
                "key": "b",
                "type": "table",
                "label": {"vi": "Ô b"},
                "columns": [
                    {"key": "x", "type": "text", "label": {"vi": "Cột x"}},
                    {
                        "key": "y",
                        "type": "calculated",
                        "label": {"vi": "Cột y"},
                        "formula": {"op": "sum", "of": ["x"]},
                    },
                ],
            },
            "b.y",
            "không tính được với ô “Cột x”",
        ),
    ],
)
def test_a_field_that_cannot_work_is_named(cast, field, key, words):
    found = grave(cast.agency, sound(form=fields_with(b=field), steps=step(), outputs=[]))
    assert [(place, name) for place, name, _said in found] == [("form", key)]
    assert words in found[0][2]
