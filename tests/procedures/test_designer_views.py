"""The designer over HTTP: sheets read what was typed, nonsense is told with its place, nothing typed is lost."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procedures.actions.designing import draft_of, start_draft
from procedures.actions.publishing import publish_procedure
from procedures.designer.carrying import exported
from procedures.models import Procedure, ProcedureDraft, ProcedureVersion
from tests.cast import at_desk
from tests.procedures.leave import leave


@pytest.fixture
def keeper(cast):
    return at_desk(cast.keeper)


@pytest.fixture
def draft(cast):
    return draft_of(publish_procedure(cast.agency, leave(), by=cast.keeper).procedure, by=cast.keeper)


def address(name, draft, *more):
    return reverse(name, args=[draft.pk, *more])


def fresh(draft):
    return ProcedureDraft.objects.get(pk=draft.pk).definition


def field(definition, key):
    return next(each for section in definition["form"] for each in section["fields"] if each["key"] == key)


def post(client, url, **typed):
    return client.post(url, {"seen": "0", **typed})


def test_the_list_shows_procedures_and_drafts(cast, keeper, draft):
    start_draft(cast.neighbour, by=cast.keeper, name="Mượn phòng")
    answer = keeper.get(reverse("designs"))
    assert [(str(procedure or ""), str(each or "")) for procedure, each in answer.context["rows"]] == [
        ("Nghỉ phép", "Nghỉ phép"),
        ("", "Mượn phòng"),
    ]


def test_the_list_asks_the_same_however_many_there_are(cast, keeper, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        keeper.get(reverse("designs"))
    for number in range(5):
        publish_procedure(cast.agency, leave(code=f"thu-{number}"), by=cast.keeper)
        start_draft(cast.agency, by=cast.keeper, name=f"Mới {number}")
    with django_assert_num_queries(len(few)):
        keeper.get(reverse("designs"))


def test_a_new_procedure_begins_with_its_name(cast, keeper):
    answer = keeper.post(reverse("design_new"), {"name": "Mượn phòng", "agency": cast.agency.pk})
    draft = ProcedureDraft.objects.get()
    assert (answer.status_code, answer.url) == (302, address("draft_form", draft))
    again = keeper.post(reverse("design_new"), {"name": "Mượn phòng", "agency": cast.agency.pk})
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["code"])


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


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("draft_field", ["zz"]),
        ("draft_field", ["who.zz"]),
        ("draft_step", ["zz"]),
        ("draft_paper", ["outputs", "zz"]),
        ("draft_paper", ["steps", "duyet"]),
    ],
)
def test_what_is_not_in_the_draft_is_not_found(keeper, draft, name, more):
    assert keeper.get(address(name, draft, *more)).status_code == 404


def test_acts_lead_back_to_where_they_were_done(keeper, draft):
    act = address("draft_act", draft)
    answer = keeper.post(act, {"seen": "0", "act": "step_copy", "key": "duyet"})
    assert answer.url == address("draft_steps", draft)
    answer = keeper.post(act, {"seen": "1", "act": "field_add", "type": "date", "label": "Ngày về"})
    assert answer.url == f"{address('draft_form', draft)}?vua=ngay_ve"
    answer = keeper.post(act, {"seen": "2", "act": "paper_add", "name": "Đơn"})
    assert answer.url == address("draft_papers", draft)
    answer = keeper.post(address("draft_undo", draft), {"seen": "3", "back": "draft_papers"})
    assert answer.url == address("draft_papers", draft)
    answer = keeper.post(address("draft_undo", draft), {"seen": "4", "back": "https://example.org"})
    assert answer.url == address("draft_form", draft)


def test_publishing_over_http(keeper, draft):
    url = address("draft_publish", draft)
    assert keeper.post(url, {"seen": "0", "note": ""}).status_code == 422
    shown = keeper.get(url)
    assert [each.sentence for each in shown.context["weak"] if each.grave] == [
        "Giấy này cần ký số nhưng không có bước “Phê duyệt và ký số”."
    ]
    assert keeper.post(url, {"seen": "0", "note": "Sửa"}).status_code == 422
    keeper.post(address("draft_act", draft), {"seen": "0", "act": "row_remove", "family": "outputs", "key": "giay"})
    assert keeper.post(url, {"seen": "0", "note": "Sửa"}).status_code == 409
    answer = keeper.post(url, {"seen": "1", "note": "Bỏ giấy"})
    assert answer.url == reverse("design", args=[draft.procedure_id])
    assert list(ProcedureVersion.objects.order_by("number").values_list("number", "note")) == [
        (1, ""),
        (2, "Bỏ giấy"),
    ]
    compared = keeper.get(reverse("design_compare", args=[draft.procedure_id]))
    assert [each.sentence for each in compared.context["differences"]] == ["Bỏ giấy “Giấy nghỉ phép”"]


def test_a_published_version_goes_out_and_comes_in(cast, keeper, draft):
    answer = keeper.get(reverse("design_export", args=[draft.procedure_id, 1]))
    assert answer["Content-Disposition"] == 'attachment; filename="nghi-phep-1.json"'
    draft.delete()
    answer = _carry(keeper, cast.neighbour, answer.content)
    other = ProcedureDraft.objects.get()
    assert (answer.url, other.agency, other.procedure) == (address("draft_publish", other), cast.neighbour, None)
    assert exported(other.definition) == exported(ProcedureVersion.objects.get().definition)


def _carry(keeper, agency, content, **more):
    file = SimpleUploadedFile("thu-tuc.json", content, "application/json")
    return keeper.post(reverse("design_import"), {"agency": agency.pk, "file": file, **more})


def test_a_broken_file_is_refused_whole_with_its_line(cast, keeper):
    broken = leave()
    broken["steps"][1]["act"] = "dance"
    answer = _carry(keeper, cast.agency, json.dumps(broken, indent=1).encode())
    assert answer.status_code == 422
    told = answer.context["form"].non_field_errors()[0].splitlines()
    assert told[0] == "Tệp có 1 lỗi nên chưa nhập gì."
    assert told[1].startswith("Dòng ")
    assert "steps[1].act" in told[1]
    assert not ProcedureDraft.objects.exists()
    assert not Procedure.objects.exists()


def test_a_file_with_the_code_of_a_draft_asks_before_it_replaces(cast, keeper, draft):
    changed = exported(leave(area="Khác"))
    answer = _carry(keeper, cast.agency, changed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["replace"])
    answer = _carry(keeper, cast.agency, changed, replace="on")
    assert (answer.status_code, fresh(draft)["area"]) == (302, "Khác")


def test_a_file_that_is_too_large_is_refused(cast, keeper):
    assert _carry(keeper, cast.agency, b" " * (1024 * 1024 + 1)).status_code == 413


def test_trying_out_over_http_shows_the_way_and_keeps_nothing(cast, keeper, draft):
    url = address("draft_try", draft)
    keeper.post(address("draft_act", draft), {"seen": "0", "act": "row_remove", "family": "outputs", "key": "giay"})
    shown = keeper.get(url, {"_who": cast.specialist.pk})
    assert shown.context["person"] == cast.specialist
    typed = {
        "_who": cast.specialist.pk,
        "_submit": "1",
        "who": "Nguyễn Thị Lan",
        "period.from": "2026-12-14",
        "period.to": "2026-12-15",
        "kind": "own",
    }
    refused = keeper.post(url, typed)
    assert (refused.status_code, list(refused.context["found"].faults)) == (422, ["reason"])
    walked = keeper.post(url, typed | {"reason": "Việc nhà"})
    assert [stage.key for stage, knot in walked.context["found"].stages if knot.state == "now"] == ["kiem-tra"]
    carried = dict(walked.context["carried"])
    more = {"_who": cast.specialist.pk, "_next": "kiem-tra|yes"}
    walked = keeper.post(url, carried | more)
    assert [stage.key for stage, knot in walked.context["found"].stages if knot.state == "now"] == ["duyet"]
    back = {"_who": cast.specialist.pk, "_decision": ["kiem-tra|yes"], "_back": "1"}
    walked = keeper.post(url, carried | back)
    assert [stage.key for stage, knot in walked.context["found"].stages if knot.state == "now"] == ["kiem-tra"]
    assert Procedure.objects.get().versions.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"_who": "x"},
        {"_who": "999999"},
        {"_submit": "1"},
        {"_next": "zz|yes"},
        {"_next": "||", "_decision": ["x", "|yes", "a|b"]},
    ],
)
def test_trying_out_with_nonsense_never_fails(cast, keeper, draft, typed):
    keeper.post(address("draft_act", draft), {"seen": "0", "act": "row_remove", "family": "outputs", "key": "giay"})
    assert keeper.post(address("draft_try", draft), typed).status_code in {200, 422}
