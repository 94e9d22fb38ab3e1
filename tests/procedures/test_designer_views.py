"""The designer over HTTP: lists, acts, publishing, files in and out, trying out."""

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
from tests.procedures.designing import address, fresh
from tests.procedures.leave import leave


@pytest.fixture
def keeper(cast):
    return at_desk(cast.keeper)


@pytest.fixture
def draft(cast):
    return draft_of(publish_procedure(cast.agency, leave(), by=cast.keeper).procedure, by=cast.keeper)


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


def test_publishing_over_http(cast, keeper, draft):
    url = address("draft_publish", draft)
    assert keeper.post(url, {"seen": "0", "note": ""}).status_code == 422
    shown = keeper.get(url)
    assert [each.sentence for each in shown.context["weak"] if each.grave] == [
        "Giấy này cần ký số nhưng không có bước “Ký”."
    ]
    assert keeper.post(url, {"seen": "0", "note": "Sửa"}).status_code == 422
    keeper.post(address("draft_act", draft), {"seen": "0", "act": "row_remove", "family": "outputs", "key": "giay"})
    assert keeper.post(url, {"seen": "0", "note": "Sửa"}).status_code == 409
    answer = keeper.post(url, {"seen": "1", "note": "Bỏ giấy", "owner": cast.bureau.pk})
    assert answer.url == reverse("design", args=[draft.procedure_id])
    assert list(ProcedureVersion.objects.order_by("number").values_list("number", "note")) == [
        (1, ""),
        (2, "Bỏ giấy"),
    ]
    assert Procedure.objects.get().owner_unit == cast.bureau
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
