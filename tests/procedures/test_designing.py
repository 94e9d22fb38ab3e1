"""Drafts: acts, undo, stale pages, publishing, importing."""

import pytest

from core.models import AuditEntry
from core.refusals import BadInput, WrongState
from procedures.actions.designing import (
    change_draft,
    discard_draft,
    draft_of,
    import_draft,
    publish_draft,
    start_draft,
    undo_change,
)
from procedures.actions.publishing import publish_procedure
from procedures.designer.edits import ACTS
from procedures.models import DraftChange, Procedure, ProcedureDraft, ProcedureVersion
from tests.procedures.leave import leave

pytestmark = pytest.mark.django_db


def _do(draft, name, *, by, seen=None, **asked):
    return change_draft(draft, lambda definition: ACTS[name](definition, asked), by=by, seen=seen)


@pytest.fixture
def draft(cast):
    return start_draft(cast.agency, by=cast.keeper, name="Mượn thiết bị trình chiếu")


def whole(draft, keeper):
    """The draft with a form and a step that work."""
    draft = _do(draft, "field_add", by=keeper, type="text", label="Lý do", required="on")
    return _do(draft, "step_add", by=keeper, doing="approve", who="head_of_unit")


def test_a_draft_takes_its_code_from_its_name(draft):
    assert draft.code == "muon-thiet-bi-trinh-chieu"
    assert draft.definition["name"] == {"vi": "Mượn thiết bị trình chiếu"}


@pytest.mark.parametrize(
    ("name", "code", "field"),
    [("  ", "", "name"), ("Nghỉ phép", "Nghỉ", "code"), ("Nghỉ phép", "nghi-phep", "code")],
)
def test_a_draft_that_cannot_begin_says_at_which_field(cast, name, code, field):
    publish_procedure(cast.agency, leave(), by=cast.keeper)
    with pytest.raises(BadInput) as refused:
        start_draft(cast.agency, by=cast.keeper, name=name, code=code)
    assert list(refused.value.facts["fields"]) == [field]
    assert not ProcedureDraft.objects.exists()


def test_two_agencies_may_use_one_code(cast):
    first = start_draft(cast.agency, by=cast.keeper, name="Nghỉ phép")
    second = start_draft(cast.neighbour, by=cast.keeper, name="Nghỉ phép")
    assert (first.code, second.code) == ("nghi-phep", "nghi-phep")
    with pytest.raises(BadInput):
        start_draft(cast.agency, by=cast.keeper, name="Nghỉ phép")


def test_each_act_is_counted_kept_and_undone_in_turn(cast, draft):
    before = draft.definition
    draft = _do(draft, "field_add", by=cast.keeper, type="date", label="Ngày mượn")
    after_one = draft.definition
    draft = _do(draft, "field_add", by=cast.keeper, type="date", label="Ngày trả")
    assert [change.told for change in draft.changes.all()] == ["Thêm ô “Ngày trả”", "Thêm ô “Ngày mượn”"]
    draft, told = undo_change(draft, by=cast.keeper)
    assert (draft.definition, told, draft.version) == (after_one, "Thêm ô “Ngày trả”", 3)
    draft, told = undo_change(draft, by=cast.keeper)
    assert (draft.definition, told) == (before, "Thêm ô “Ngày mượn”")
    with pytest.raises(WrongState):
        undo_change(draft, by=cast.keeper)


def test_only_the_last_fifty_acts_are_kept(cast, draft):
    for number in range(53):
        draft = _do(draft, "section_add", by=cast.keeper, title=f"Phần {number}")
    assert DraftChange.objects.filter(draft=draft).count() == 50
    assert draft.version == 53


def test_an_act_that_changes_nothing_leaves_no_trace(cast, draft):
    draft = _do(draft, "field_add", by=cast.keeper, type="text", label="Lý do")
    draft = _do(draft, "field_move", by=cast.keeper, key="ly_do", to="up")
    assert (draft.version, draft.changes.count()) == (1, 1)


def test_a_stale_page_is_told_who_was_faster(cast, draft):
    _do(draft, "field_add", by=cast.keeper, seen=0, type="text", label="Lý do")
    with pytest.raises(WrongState) as refused:
        _do(draft, "field_add", by=cast.keeper, seen=0, type="text", label="Khác")
    assert refused.value.sentence.startswith("Ngô Quốc Bảo vừa sửa dự thảo này lúc ")
    assert "Thêm ô “Lý do”" in refused.value.sentence
    draft.refresh_from_db()
    assert [field["key"] for field in draft.definition["form"][0]["fields"]] == ["ly_do"]


def test_a_refused_act_changes_nothing(cast, draft):
    with pytest.raises(BadInput):
        _do(draft, "field_remove", by=cast.keeper, key="khong-co")
    draft.refresh_from_db()
    assert (draft.version, DraftChange.objects.count()) == (0, 0)


def test_the_code_of_a_draft_cannot_be_changed_by_an_act(cast, draft):
    draft = change_draft(draft, lambda definition: definition.update(code="khac") or "Đổi mã", by=cast.keeper)
    assert draft.definition["code"] == "muon-thiet-bi-trinh-chieu"


def test_publishing_makes_a_version_and_ends_the_draft(cast, draft):
    draft = whole(draft, cast.keeper)
    version = publish_draft(draft, by=cast.keeper, note="Bản đầu tiên", seen=draft.version)
    assert (version.number, version.note, version.published_by) == (1, "Bản đầu tiên", cast.keeper)
    assert version.definition["form"][0]["fields"][0]["key"] == "ly_do"
    assert not ProcedureDraft.objects.exists()
    assert not DraftChange.objects.exists()
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-1] == "procedure_published"


def test_publishing_needs_a_note_and_no_grave_fault(cast, draft):
    with pytest.raises(BadInput, match="nội dung thay đổi"):
        publish_draft(whole(draft, cast.keeper), by=cast.keeper, note=" ")
    draft = _do(draft, "field_remove", by=cast.keeper, key="ly_do")
    with pytest.raises(BadInput, match="còn 1 chỗ không chạy được"):
        publish_draft(draft, by=cast.keeper, note="Bản đầu tiên")
    assert not Procedure.objects.exists()


def test_a_published_procedure_is_designed_further_from_its_version(cast, draft):
    version = publish_draft(whole(draft, cast.keeper), by=cast.keeper, note="Bản đầu tiên")
    again = draft_of(version.procedure, by=cast.keeper)
    assert (again.procedure, again.definition) == (version.procedure, version.definition)
    assert draft_of(version.procedure, by=cast.keeper) == again
    again = _do(again, "field_add", by=cast.keeper, type="date", label="Ngày mượn")
    second = publish_draft(again, by=cast.keeper, note="Thêm ngày mượn")
    assert (second.number, second.procedure) == (2, version.procedure)
    version.refresh_from_db()
    assert len(version.definition["form"][0]["fields"]) == 1


def test_a_discarded_draft_leaves_what_is_published(cast, draft):
    version = publish_draft(whole(draft, cast.keeper), by=cast.keeper, note="Bản đầu tiên")
    discard_draft(draft_of(version.procedure, by=cast.keeper), by=cast.keeper)
    assert not ProcedureDraft.objects.exists()
    assert ProcedureVersion.objects.get() == version


def test_an_import_begins_a_draft_and_touches_no_version(cast):
    version = publish_procedure(cast.agency, leave(), by=cast.keeper)
    changed = version.definition | {"area": "Lĩnh vực khác"}
    draft = import_draft(cast.agency, changed, by=cast.keeper)
    assert (draft.procedure, draft.definition) == (version.procedure, changed)
    version.refresh_from_db()
    assert version.definition["area"] != "Lĩnh vực khác"


def test_an_import_replaces_a_draft_only_when_told_to_and_can_be_undone(cast):
    version = publish_procedure(cast.agency, leave(), by=cast.keeper)
    draft = draft_of(version.procedure, by=cast.keeper)
    changed = version.definition | {"area": "Lĩnh vực khác"}
    with pytest.raises(BadInput, match="Đang có dự thảo"):
        import_draft(cast.agency, changed, by=cast.keeper)
    draft = import_draft(cast.agency, changed, by=cast.keeper, replace=True)
    assert draft.definition == changed
    draft, _told = undo_change(draft, by=cast.keeper)
    assert draft.definition == version.definition
