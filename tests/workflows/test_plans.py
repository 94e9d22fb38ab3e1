"""Plans as people write them: keys given, actors spread over columns, faults named with their step."""

import pytest

from core.refusals import BadInput
from tests.workflows.ways import publish
from workflows import plans
from workflows.automatic import FUNCTIONS, automatic
from workflows.models import RouteTemplate

CHECK = {"key": "tham-dinh", "position": 1, "act": "check", "actor": {"kind": "head_of_unit"}}
LEADER = {"kind": "role", "role": "leader"}
BRACKETS = [{"up_to": 20, "actor": {"kind": "head_of_unit"}}, {"up_to": None, "actor": LEADER}]


def test_actor_as_json_fills_the_columns(cast):
    steps = [
        {**CHECK, "actor": {"kind": "role_in_unit", "office": cast.bureau.pk, "role": "clerk"}},
        {**CHECK, "key": "duyet", "actor": {"kind": "amount", "name": "money", "brackets": BRACKETS}},
        {**CHECK, "key": "xem", "act": "do", "actor": {"kind": "field", "name": "unit", "of": "office"}},
    ]
    rows = publish(cast, *steps).steps.order_by("pk")
    assert [(row.actor_kind, row.office_id, row.role, row.name) for row in rows] == [
        ("role_in_unit", cast.bureau.pk, "clerk", ""),
        ("amount", None, "", "money"),
        ("field", None, "", "unit"),
    ]
    assert rows[1].brackets == BRACKETS
    assert rows[2].options == {"of": "office"}


def test_steps_without_a_key_get_the_one_of_their_act(cast):
    steps = [
        {"position": n, "act": act, "actor_kind": "head_of_unit"} for n, act in enumerate(("check", "do", "check"))
    ]
    template = publish(cast, *steps, {**CHECK, "key": "check-3", "position": 9})
    assert list(template.steps.values_list("key", flat=True)) == ["check", "do", "check-2", "check-3"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"act": "dance"}, "Chưa chọn việc của bước."),
        ({"key": "Thẩm định"}, "Mã bước “Thẩm định” chỉ gồm chữ thường không dấu"),
        ({"position": None}, "Bước chưa có thứ tự."),
        ({"position": True}, "Bước chưa có thứ tự."),
        ({"title": "a" * 201}, "Tên bước dài quá 200 ký tự."),
        ({"needs": "most"}, "Chưa rõ bước cần một người"),
        ({"needs": "quorum"}, "Số người đồng ý phải là số từ 1 trở lên"),
        ({"quorum": 2}, "Số người đồng ý phải là số từ 1 trở lên"),
        ({"needs": "quorum", "quorum": 0}, "Số người đồng ý phải là số từ 1 trở lên"),
        ({"budget": 0}, "Thời hạn phải là số từ 1 trở lên."),
        ({"budget": 99999}, "Thời hạn phải là số từ 1 trở lên."),
        ({"budget_unit": "month"}, "Đơn vị thời hạn không rõ."),
        ({"actor": None, "actor_kind": "wizard"}, "Chưa chọn ai làm bước này."),
        ({"actor": "ai đó"}, "Chưa chọn ai làm bước này."),
        ({"actor": {"kind": ["role"]}}, "Chưa chọn ai làm bước này."),
        ({"actor": {"kind": "nobody"}}, "Chỉ bước tự động và báo tin không cần người làm."),
        ({"actor": {"kind": "role"}}, "Chưa ghi đủ ai làm bước này (vai trò trong cơ quan)."),
        ({"actor": {"kind": "role", "role": "king"}}, "Vai trò “king” không có."),
        ({"actor": {"kind": "head_plus"}}, "Chưa ghi đủ ai làm bước này"),
        ({"actor": {"kind": "head_plus", "levels": "2"}}, "Số cấp trên phải là số từ 1 trở lên."),
        ({"actor": {"kind": "amount", "name": "money"}}, "Chưa có mức tiền nào."),
        ({"actor": {"kind": "amount", "name": "money", "brackets": ["a"]}}, "Chưa có mức tiền nào."),
        (
            {"actor": {"kind": "amount", "name": "money", "brackets": BRACKETS[:1]}},
            "Các mức tiền phải tăng dần và mức cuối không có giới hạn.",
        ),
        (
            {
                "actor": {
                    "kind": "amount",
                    "name": "money",
                    "brackets": [{"up_to": None, "actor": {"kind": "amount"}}],
                }
            },
            "Chưa chọn ai làm bước này.",
        ),
        ({"actor": {"kind": "requester"}}, "Người đề nghị không tự kiểm tra, cho ý kiến hay phê duyệt được."),
        ({"condition": {"all": []}}, "Nhóm điều kiện đang trống."),
        ({"options": "x"}, "Tùy chọn của bước sai cấu trúc."),
        ({"act": "auto", "actor": {"kind": "nobody"}}, "Bước tự động gọi “” nhưng hệ thống không có việc này."),
        ({"act": "notify", "actor": {"kind": "nobody"}}, "Bước báo tin chưa có lời nhắn."),
    ],
)
def test_fault_is_named_with_its_step_and_nothing_is_published(cast, change, told):
    with pytest.raises(BadInput) as refused:
        publish(
            cast, {key: value for key, value in {**CHECK, **change}.items() if value is not None or key != "actor"}
        )
    assert told in str(refused.value)
    assert RouteTemplate.objects.count() == 0


def test_same_key_twice_and_no_step_at_all(cast):
    assert plans.faults([]) == [("", "Luồng chưa có bước nào.")]
    twice = [sentence for _place, sentence in plans.faults([CHECK, CHECK])]
    assert set(twice) == {"Mã bước “tham-dinh” dùng cho nhiều bước."}


def test_fields_of_the_form_are_asked_when_known():
    steps = [
        {**CHECK, "actor": {"kind": "field", "name": "helper"}},
        {**CHECK, "key": "b", "condition": {"field": "days", "op": "gt", "value": 3}},
    ]
    assert plans.faults(steps) == []
    assert plans.faults(steps, {"helper": "person", "days": "decimal"}) == []
    assert plans.faults(steps, {}) == [
        ("tham-dinh", "Người làm lấy theo ô “helper” nhưng biểu mẫu không có ô này."),
        ("b", "Điều kiện dùng ô “days” nhưng biểu mẫu không có ô này."),
    ]


def test_automatic_step_calls_what_is_registered(cast):
    step = {
        "key": "may",
        "position": 1,
        "act": "auto",
        "actor": {"kind": "nobody"},
        "options": {"run": "dem-so-ngay"},
    }
    assert len(plans.faults([step])) == 1
    automatic("dem-so-ngay")(lambda route, step: "3 ngày")
    try:
        assert plans.faults([step]) == []
    finally:
        del FUNCTIONS["dem-so-ngay"]
