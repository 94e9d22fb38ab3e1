"""Designing procedures: a draft is changed act by act, each can be undone; publishing makes an immutable version."""

import copy

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.refusals import BadInput, WrongState
from procedures.actions.publishing import publish_procedure
from procedures.designer.blanks import blank_definition
from procedures.designer.places import slug
from procedures.models import DraftChange, Procedure, ProcedureDraft
from procedures.reading import SLUG
from procedures.soundness import faults_of_draft

KEPT = 50  # acts that can be undone
LONGEST_TOLD = 300


@transaction.atomic
def start_draft(agency, *, by, name, code="", area=""):
    """Begin a procedure of which only the name is known and return the ProcedureDraft.

    code: made of the name when empty. Raises BadInput for an empty name or a code the agency already uses.
    """
    name = name.strip()
    if not name:
        raise _at("name", _("Hãy đặt tên thủ tục, ví dụ “Nghỉ phép năm”."))
    code = code.strip() or slug(name).replace("_", "-")
    if not SLUG.match(code):
        raise _at("code", _("Mã gồm chữ thường không dấu, số và dấu gạch, bắt đầu bằng chữ, không quá 40 ký tự."))
    if Procedure.objects.filter(agency=agency, code=code).exists():
        raise _at("code", _("Cơ quan đã có thủ tục mang mã “%(code)s”. Hãy mở thủ tục ấy để sửa.") % {"code": code})
    if ProcedureDraft.objects.filter(agency=agency, code=code).exists():
        raise _at("code", _("Đang có dự thảo mang mã “%(code)s”. Hãy mở dự thảo ấy.") % {"code": code})
    return _begin(agency, None, code, blank_definition(code, name, area), by)


@transaction.atomic
def draft_of(procedure, *, by, version=None):
    """The draft of a published procedure: the one in work, else a new one made from a version (the latest)."""
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    found = ProcedureDraft.objects.filter(agency=procedure.agency, code=procedure.code).first()
    if found is not None:
        return found
    version = version or procedure.versions.order_by("-number").first()
    return _begin(procedure.agency, procedure, procedure.code, version.definition, by)


@transaction.atomic
def import_draft(agency, definition, *, by, replace=False):
    """Make a draft of an imported definition and return it. Published versions are never touched.

    definition: JSON that procedures.definition.parse accepts. A draft in work with the same code is replaced only
    when replace says so, as one act that can be undone; else BadInput.
    """
    code = definition["code"]
    procedure = Procedure.objects.filter(agency=agency, code=code).first()
    draft = ProcedureDraft.objects.filter(agency=agency, code=code).first()
    if draft is None:
        return _begin(agency, procedure, code, definition, by)
    if not replace:
        told = _("Đang có dự thảo mang mã “%(code)s”, %(person)s sửa gần nhất. Chọn “Thay dự thảo đang có” nếu muốn.")
        raise _at("replace", told % {"code": code, "person": draft.changed_by})

    def put(content):
        content.clear()
        content.update(definition)
        return _("Nhập bản mô tả từ tệp")

    return change_draft(draft, put, by=by)


def _begin(agency, procedure, code, definition, by):
    draft = ProcedureDraft.objects.create(
        agency=agency, procedure=procedure, code=code, definition=copy.deepcopy(definition), changed_by=by
    )
    audit.record("procedure_draft_started", draft, by=by, code=code)
    return draft


@transaction.atomic
def change_draft(draft, act, *, by, seen=None):
    """Do one act on the draft and return it fresh.

    act: changes the definition it is given and returns what it did, in words. seen: the version the keeper saw.
    Raises WrongState when somebody else was faster, and whatever the act refuses; then nothing is changed.
    """
    draft = _locked(draft, seen)
    before = draft.definition
    draft.definition = copy.deepcopy(before)
    told = act(draft.definition)[:LONGEST_TOLD]
    draft.definition["code"] = draft.code
    if draft.definition == before:
        return draft
    _save(draft, by)
    DraftChange.objects.create(draft=draft, number=draft.version, before=before, told=told, by=by)
    draft.changes.filter(number__lte=draft.version - KEPT).delete()
    audit.record("procedure_draft_changed", draft, by=by, told=told)
    return draft


@transaction.atomic
def undo_change(draft, *, by, seen=None):
    """Take back the last act and return (the fresh draft, what was undone). Raises WrongState when there is none."""
    draft = _locked(draft, seen)
    last = draft.changes.order_by("-number").first()
    if last is None:
        raise WrongState(_("Không còn việc nào để hoàn tác."))
    draft.definition = last.before
    last.delete()
    _save(draft, by)
    audit.record("procedure_draft_undone", draft, by=by, told=last.told)
    return draft, last.told


def _locked(draft, seen):
    """The row, locked and fresh; WrongState tells who changed it meanwhile."""
    fresh = ProcedureDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if fresh is None:
        raise WrongState(_("Dự thảo này đã được công bố hoặc đã bỏ."))
    if seen is None or str(seen) == str(fresh.version):
        return fresh
    last = fresh.changes.order_by("-number").first()
    raise WrongState(
        _("%(person)s vừa sửa dự thảo này lúc %(when)s (%(told)s). Hãy tải lại trang rồi làm tiếp.")
        % {
            "person": fresh.changed_by,
            "when": timezone.localtime(fresh.changed_at).strftime("%H:%M"),
            "told": last.told if last else _("hoàn tác"),
        }
    )


def _save(draft, by):
    draft.version += 1
    draft.changed_by, draft.changed_at = by, timezone.now()
    draft.save(update_fields=["definition", "version", "changed_by", "changed_at"])


@transaction.atomic
def discard_draft(draft, *, by, seen=None):
    """Throw the draft away; what is published stays."""
    draft = _locked(draft, seen)
    audit.record("procedure_draft_discarded", draft, by=by, code=draft.code)
    draft.delete()


@transaction.atomic
def publish_draft(draft, *, by, note, owner_unit=None, seen=None):
    """Publish the draft as the next version and return the ProcedureVersion; the draft has done its work.

    owner_unit: the unit in charge; None leaves it as it is.
    Raises BadInput while a fault stands that cannot work, and without a change note.
    """
    draft = _locked(draft, seen)
    if not note.strip():
        raise _at("note", _("Hãy ghi nội dung thay đổi để người làm biết phiên bản này khác gì."))
    grave = [fault for fault in faults_of_draft(draft) if fault.grave]
    if grave:
        raise BadInput(
            _("Chưa công bố được: còn %(count)d chỗ không chạy được. %(first)s")
            % {"count": len(grave), "first": grave[0].sentence}
        )
    version = publish_procedure(draft.agency, draft.definition, by=by, note=note.strip(), owner_unit=owner_unit)
    draft.delete()
    return version


def _at(name, sentence):
    return BadInput(sentence, fields={name: [sentence]})
