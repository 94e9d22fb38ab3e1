"""Trying a draft out: the real way of a case, and nothing of it is kept."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from procedures.actions.designing import change_draft, draft_of, start_draft
from procedures.actions.publishing import publish_procedure
from procedures.actions.rehearsing import Decision, rehearse, without_papers
from procedures.models import Procedure, ProcedureDraft
from tests.procedures.leave import leave
from tests.procedures.requests import published, submitted

STEPS = [
    {
        "key": "tiep-nhan",
        "act": "check",
        "position": 1,
        "actor": {"kind": "role", "role": "clerk"},
        "budget": {"amount": 1},
    },
    {
        "key": "bao",
        "act": "notify",
        "position": 2,
        "actor": {"kind": "nobody"},
        "options": {"text": "Có đơn nghỉ.", "to": {"kind": "head_of_unit"}},
    },
    {"key": "truong-phong", "act": "approve", "position": 3, "actor": {"kind": "head_of_unit"}},
    {"key": "y-kien", "act": "opinion", "position": 3, "actor": {"kind": "role", "role": "secretary"}},
    {
        "key": "ky",
        "act": "sign",
        "position": 4,
        "actor": {"kind": "role", "role": "leader"},
        "when": {"field": "days", "op": "gt", "value": 3},
    },
    {"key": "tra", "act": "issue_result", "position": 5, "actor": {"kind": "role", "role": "clerk"}},
]
TYPED = {
    "who": "Nguyễn Thị Lan",
    "period": {"from": "2026-12-14", "to": "2026-12-18", "from_half": False, "to_half": False},
    "kind": "year",
}
WHOLE_WALK = [Decision(key, "yes") for key in ("tiep-nhan", "truong-phong", "y-kien", "ky", "tra")]


@pytest.fixture
def draft(cast):
    draft = start_draft(cast.agency, by=cast.keeper, name="Nghỉ phép")
    content = leave(steps=STEPS) | {"code": draft.code}
    return change_draft(draft, lambda definition: definition.update(content) or "Soạn", by=cast.keeper)


def walk(draft, cast, *decisions, typed=TYPED):
    return rehearse(draft, by=cast.keeper, requester=cast.specialist, typed=typed, decisions=decisions)


def states(found):
    return {stage.key: str(stage.phase) for stage, _knot in found.stages if stage.key}


def stage_of(found, key):
    return [stage for stage, _knot in found.stages if stage.key == key][-1]


def everything():
    """Every row of every table and every file of the store, in one digest for each."""
    tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(repr(row) for row in cursor.fetchall())
            tables[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return tables, sorted(str(path) for path in Path(default_storage.location).rglob("*") if path.is_file())


def test_a_submitted_case_waits_for_the_clerk_with_its_deadline(cast, draft):
    found = walk(draft, cast)
    assert found.faults == {}
    assert found.refusal == ""
    assert states(found) == dict.fromkeys([step["key"] for step in STEPS], "later") | {"tiep-nhan": "open"}
    assert stage_of(found, "tiep-nhan").people == ("Lê Thị Thu",)
    assert stage_of(found, "tiep-nhan").due_told.startswith("hạn ")


def test_the_walk_follows_conditions_groups_and_people_to_its_end(cast, draft):
    found = walk(draft, cast, *WHOLE_WALK[:2])
    assert states(found) == {
        "tiep-nhan": "done",
        "bao": "done",
        "truong-phong": "done",
        "y-kien": "open",
        "ky": "later",
        "tra": "later",
    }
    assert stage_of(found, "truong-phong").by == "Phạm Văn Hùng"
    found = walk(draft, cast, *WHOLE_WALK)
    assert (set(states(found).values()), found.over, found.state) == ({"done"}, True, "đã có kết quả")


def test_a_step_whose_condition_does_not_hold_says_why_it_is_left_out(cast, draft):
    short = TYPED | {"period": TYPED["period"] | {"to": "2026-12-15"}}
    found = walk(draft, cast, *WHOLE_WALK[:3], typed=short)
    skipped = stage_of(found, "ky")
    assert (skipped.phase, skipped.why) == ("skipped", "không cần, vì chỉ làm khi: Số ngày nghỉ trên 3")


def test_asking_for_more_comes_back_to_the_same_step(cast, draft):
    found = walk(draft, cast, Decision("tiep-nhan", "ask"))
    assert states(found)["tiep-nhan"] == "open"


def test_a_refusal_ends_the_case(cast, draft):
    found = walk(draft, cast, Decision("tiep-nhan", "no"))
    assert (found.over, found.state) == (True, "không giải quyết")


def test_a_decision_on_a_step_that_does_not_wait_is_passed_over(cast, draft):
    assert states(walk(draft, cast, Decision("ky", "yes"))) == states(walk(draft, cast))


def test_faults_of_the_form_are_told_by_field(cast, draft):
    assert sorted(walk(draft, cast, typed={}).faults) == ["kind", "period"]


def test_somebody_it_is_not_meant_for_is_told_so(cast, draft):
    draft = change_draft(draft, lambda content: content.update(who_may={"roles": ["clerk"]}) or "Sửa", by=cast.keeper)
    assert walk(draft, cast).refusal == "Thủ tục này không dành cho vị trí hoặc đơn vị của bạn."


def test_a_step_without_anybody_stops_the_walk_with_the_reason(cast, draft):
    steps = [STEPS[0] | {"actor": {"kind": "role", "role": "deputy_head"}}]
    draft = change_draft(draft, lambda content: content.update(steps=steps) or "Sửa", by=cast.keeper)
    assert walk(draft, cast).refusal.startswith("Bước “kiểm tra, tiếp nhận” chưa có ai đảm nhiệm.")


@pytest.mark.parametrize("decisions", [[], WHOLE_WALK, [Decision("tiep-nhan", "ask")], [Decision("tiep-nhan", "no")]])
def test_nothing_is_kept(cast, draft, decisions, django_capture_on_commit_callbacks):
    before = everything()
    with django_capture_on_commit_callbacks() as waiting:
        walk(draft, cast, *decisions)
    assert waiting == []
    assert everything() == before


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_on_a_connection_that_commits(transactional_db):
    from tests.cast import build_people

    cast = build_people()
    publish_procedure(cast.agency, leave(steps=STEPS), by=cast.keeper)
    draft = draft_of(Procedure.objects.get(), by=cast.keeper)
    before = everything()
    found = walk(draft, cast, *WHOLE_WALK)
    assert found.over
    assert everything() == before
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False


def test_the_keeper_learns_nothing_of_what_the_pretend_requester_has(cast, draft, client):
    """What somebody handed in before, and the papers they may read, are not the keeper's to see."""
    own = [
        {"key": "paper", "type": "document", "label": {"vi": "Văn bản"}, "required": True},
        {"key": "before", "type": "case", "label": {"vi": "Hồ sơ trước"}, "procedure": "nghi-phep"},
    ]
    change_draft(draft, lambda content: content["form"][0]["fields"].extend(own) or "Thêm", by=cast.keeper)
    submitted(cast, published(cast, code=draft.code), phone="0900 111 222")
    draft = ProcedureDraft.objects.get()
    fields = {each["key"]: each for each in without_papers(draft.definition)["form"][0]["fields"]}
    assert (fields["paper"]["type"], fields["before"]["type"]) == ("text", "text")
    assert ("prefill" in fields["phone"], fields["who"]["prefill"]) == (False, "profile.full_name")
    client.force_login(cast.keeper)
    shown = client.get(reverse("draft_try", args=[draft.pk]), {"_who": cast.specialist.pk}).content.decode()
    assert "0900 111 222" not in shown
    found = walk(draft, cast, *WHOLE_WALK, typed=TYPED | {"paper": "12/QĐ-SKHCN", "before": "1"})
    assert (found.faults, found.over) == ({}, True)
