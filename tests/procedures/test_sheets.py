"""The sheets of the designer: what is typed is read, told at its field when it cannot be kept, and drawn again."""

import pytest

from procedures.actions.designing import draft_of
from procedures.actions.publishing import publish_procedure
from tests.cast import at_desk
from tests.procedures.designing import address, field, fresh, post
from tests.procedures.leave import leave


@pytest.fixture
def keeper(cast):
    return at_desk(cast.keeper)


@pytest.fixture
def draft(cast):
    return draft_of(publish_procedure(cast.agency, leave(), by=cast.keeper).procedure, by=cast.keeper)


def test_facts_are_read_and_put(keeper, draft):
    url = address("draft_facts", draft)
    typed = {
        "name": "Nghỉ phép năm",
        "name_en": "Annual leave",
        "area": "",
        "amount": "5",
        "unit": "working_hour",
        "legal_basis": "Luật A\n\n  Luật B ",
        "roles": ["specialist", "head"],
        "offices": ["CĐS"],
        "notation": "NPN",
    }
    assert post(keeper, url, **typed).status_code == 302
    found = fresh(draft)
    assert found["name"] == {"vi": "Nghỉ phép năm", "en": "Annual leave"}
    assert found["budget"] == {"amount": 5, "unit": "working_hour"}
    assert found["legal_basis"] == ["Luật A", "Luật B"]
    assert found["who_may"] == {"roles": ["specialist", "head"], "offices": ["CĐS"]}
    assert ("area" in found, "summary" in found) == (False, False)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"amount": "0"}, "amount"),
        ({"amount": "ba"}, "amount"),
        ({"unit": "week"}, "unit"),
        ({"legal_basis": "x" * 301}, "legal_basis"),
        ({"roles": ["king"]}, "roles"),
        ({"offices": ["ABC"]}, "offices"),
    ],
)
def test_facts_that_cannot_be_kept_are_told_at_their_field(keeper, draft, typed, name):
    before = fresh(draft)
    answer = post(
        keeper, address("draft_facts", draft), **{"name": "Nghỉ", "unit": "working_day", "area": "giữ"} | typed
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [name])
    assert 'value="giữ"' in answer.content.decode()
    assert fresh(draft) == before


def test_a_choice_keeps_the_values_of_known_options(keeper, draft):
    typed = {"label": "Loại nghỉ", "type": "choice", "options": "Phép năm\nViệc riêng có lương\nỐm"}
    post(keeper, address("draft_field", draft, "kind"), **typed)
    assert field(fresh(draft), "kind")["options"] == [
        {"value": "year", "label": {"vi": "Phép năm"}},
        {"value": "viec_rieng_co_luong", "label": {"vi": "Việc riêng có lương"}},
        {"value": "om", "label": {"vi": "Ốm"}},
    ]


def test_an_option_that_is_only_reworded_keeps_its_value(keeper, draft):
    typed = {"label": "Loại nghỉ", "type": "choice", "options": "Phép năm\nViệc nhà"}
    post(keeper, address("draft_field", draft, "kind"), **typed)
    assert [row["value"] for row in field(fresh(draft), "kind")["options"]] == ["year", "own"]


def test_a_field_may_become_another_kind(keeper, draft):
    typed = {"label": "Lý do", "type": "money", "min": "1000", "max": "2.5", "suffix": "đ", "required": "on"}
    refused = post(keeper, address("draft_field", draft, "reason"), **typed)
    assert (refused.status_code, list(refused.context["sheet"].errors)) == (422, ["max"])
    post(keeper, address("draft_field", draft, "reason"), **typed | {"max": "5000"})
    assert field(fresh(draft), "reason") == {
        "key": "reason",
        "type": "money",
        "label": {"vi": "Lý do"},
        "required": True,
        "suffix": "đ",
        "min": 1000,
        "max": 5000,
    }


def test_asking_again_keeps_what_is_typed_and_saves_nothing(keeper, draft):
    typed = {"label": "Lý do khác", "type": "calculated", "again": "1"}
    answer = post(keeper, address("draft_field", draft, "reason"), **typed)
    assert (answer.status_code, answer.context["sheet"].errors) == (200, {})
    assert 'value="Lý do khác"' in answer.content.decode()
    assert field(fresh(draft), "reason")["type"] == "long_text"


def test_the_form_beside_follows_what_is_typed(keeper, draft):
    answer = post(keeper, address("draft_field", draft, "who"), label="Tên đầy đủ", type="text", again="1")
    drawn = [str(view.plan.label) for section in answer.context["preview"] for view in section.fields]
    assert drawn[0] == "Tên đầy đủ"


def test_a_formula_is_made_of_fields_that_can_be_reckoned_with(keeper, draft):
    url = address("draft_field", draft, "days")
    refused = post(keeper, url, label="Số ngày", type="calculated", op="days", of=["phone"])
    assert (refused.status_code, list(refused.context["sheet"].errors)) == (422, ["of"])
    post(keeper, url, label="Số ngày", type="calculated", op="days", of=["period"], suffix="ngày")
    assert field(fresh(draft), "days")["formula"] == {"op": "days", "of": ["period"]}


def test_columns_of_a_table_have_sheets_of_their_own(keeper, draft):
    act = address("draft_act", draft)
    keeper.post(act, {"seen": "0", "act": "field_add", "type": "table", "label": "Dự toán"})
    answer = keeper.post(act, {"seen": "1", "act": "field_add", "in": "du_toan", "type": "money", "label": "Đơn giá"})
    assert answer.url == address("draft_field", draft, "du_toan")
    answer = keeper.post(
        address("draft_field", draft, "du_toan.don_gia"), {"seen": "2", "type": "integer", "label": "Giá", "min": "1"}
    )
    assert answer.url == address("draft_field", draft, "du_toan")
    assert field(fresh(draft), "du_toan")["columns"][1] == {
        "key": "don_gia",
        "type": "integer",
        "label": {"vi": "Giá"},
        "min": 1,
    }


ACTORS = [
    ({"kind": "head_of_unit"}, {"kind": "head_of_unit"}),
    ({"kind": "requester"}, {"kind": "requester"}),
    ({"kind": "role", "role": "leader"}, {"kind": "role", "role": "leader"}),
    (
        {"kind": "role_in_unit", "role": "head", "office": "VP"},
        {"kind": "role_in_unit", "role": "head", "office": "VP"},
    ),
    ({"kind": "role_in_unit", "role": "deputy_head", "office": ""}, {"kind": "role_in_unit", "role": "deputy_head"}),
    ({"kind": "post", "seat": "VP|Chánh Văn phòng"}, {"kind": "post", "office": "VP", "title": "Chánh Văn phòng"}),
    ({"kind": "person", "person": "ketoan"}, {"kind": "person", "person": "ketoan"}),
    ({"kind": "head_plus", "levels": "2"}, {"kind": "head_plus", "levels": 2}),
    ({"kind": "field", "field": "handover"}, {"kind": "field", "field": "handover"}),
    (
        {
            "kind": "amount",
            "money": "days",
            "up_to": ["", "5.000.000", ""],
            "bracket": ["role.leader", "head_of_unit", ""],
        },
        {
            "kind": "amount",
            "field": "days",
            "brackets": [
                {"up_to": 5_000_000, "actor": {"kind": "head_of_unit"}},
                {"up_to": None, "actor": {"kind": "role", "role": "leader"}},
            ],
        },
    ),
]
PLAIN = {"act": "approve", "needs": "any", "unit": "working_day", "on_failure": "reject", "may_return": "on"}


@pytest.mark.parametrize(("typed", "actor"), ACTORS)
def test_every_way_to_find_who_acts_is_read_and_drawn_again(keeper, draft, typed, actor):
    url = address("draft_step", draft, "duyet")
    assert post(keeper, url, **PLAIN, **typed).status_code == 302
    step = fresh(draft)["steps"][1]
    assert (step["actor"], "options" in step) == (actor, False)
    sheet = keeper.get(url).context["sheet"]
    assert sheet.kind == actor["kind"]
    again = {name: sheet[name].value() for name in typed if name in sheet.fields}
    expected = {name: value for name, value in typed.items() if name in sheet.fields}
    assert {name: str(value) for name, value in again.items()} == expected
    assert [bracket.code for bracket in sheet.brackets if bracket.code] == (
        ["head_of_unit", "role.leader"] if actor["kind"] == "amount" else []
    )


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"kind": "role", "role": "king"}, "role"),
        ({"kind": "role"}, "role"),
        ({"kind": "person", "person": "khong.co"}, "person"),
        ({"kind": "head_plus", "levels": "0"}, "levels"),
        ({"kind": "field", "field": "who"}, "field"),
        ({"kind": "head_of_unit", "amount": "-1"}, "amount"),
        ({"kind": "head_of_unit", "needs": "quorum"}, "quorum"),
        ({"kind": "head_of_unit", "title": "x" * 121}, "title"),
        ({"kind": "amount", "money": "days"}, "__all__"),
        ({"kind": "amount", "money": "days", "up_to": ["ba"], "bracket": ["requester"]}, "__all__"),
        ({"kind": "head_of_unit", "act": "pay", "pay": "who"}, "pay"),
        ({"kind": "nobody", "act": "auto", "run": "khong-co"}, "run"),
    ],
)
def test_a_step_that_cannot_be_kept_is_told_at_its_field(keeper, draft, typed, name):
    before = fresh(draft)
    answer = post(keeper, address("draft_step", draft, "duyet"), **PLAIN | typed)
    assert (answer.status_code, list(answer.context["sheet"].errors)) == (422, [name])
    assert fresh(draft) == before


def test_what_a_step_does_besides_is_kept_in_its_options(keeper, draft):
    url = address("draft_step", draft, "duyet")
    typed = {"act": "notify", "kind": "nobody", "text": "Có đơn nghỉ.", "to": "head_of_unit"}
    post(keeper, url, **typed)
    step = fresh(draft)["steps"][1]
    assert (step["act"], step["actor"]) == ("notify", {"kind": "nobody"})
    assert step["options"] == {"text": "Có đơn nghỉ.", "to": {"kind": "head_of_unit"}}
    keeper.post(url, PLAIN | {"seen": "1", "kind": "requester", "may_return": "", "on_failure": "go_on"})
    assert fresh(draft)["steps"][1]["options"] == {"may_return": False, "on_failure": "go_on"}


def test_a_condition_is_built_by_rows_and_told_in_words(keeper, draft):
    url = address("draft_step", draft, "duyet")
    typed = PLAIN | {"kind": "requester", "when": ["0", "0.0"], "when:0:join": "all", "when:0.0:field": "days"}
    answer = post(keeper, url, **typed, alter="row:0")
    assert [row.path for row in answer.context["sheet"].when.rows] == ["0.0", "0.1"]
    refused = post(keeper, url, **typed, **{"when:0.0:op": "gt", "when:0.0:value": "ba"})
    assert (refused.status_code, refused.context["sheet"].when.rows[0].fault) == (
        422,
        "“ba” không đúng kiểu của ô này.",
    )
    post(keeper, url, **typed, **{"when:0.0:op": "gt", "when:0.0:value": "3"})
    assert fresh(draft)["steps"][1]["when"] == {"field": "days", "op": "gt", "value": 3}
    assert "chỉ khi Số ngày nghỉ trên 3" in keeper.get(address("draft_steps", draft)).content.decode()


def test_the_text_of_a_result_is_kept_as_paragraphs(keeper, draft):
    url = address("draft_paper", draft, "outputs", "giay")
    typed = {"title": "Giấy nghỉ phép", "kind": "result", "body": "Cho {{who}} nghỉ.\r\n\r\nNơi nhận", "signed": "on"}
    post(keeper, url, **typed)
    assert fresh(draft)["outputs"][0]["body"] == "<p>Cho {{who}} nghỉ.</p><p>Nơi nhận</p>"
    assert keeper.get(url).context["sheet"]["body"].value() == "Cho {{who}} nghỉ.\n\nNơi nhận"
