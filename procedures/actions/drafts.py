"""Filling in: what is typed is kept on the server as often as one likes, right or wrong, until it is handed in."""

import time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, files, principals, realtime, visibility
from core.refusals import BadInput, Forbidden, WrongState
from procedures import filling, prefill, rules
from procedures.models import Case, CaseFile, CaseVisibility, Procedure
from procedures.reading import CONTROL_SIGNS
from procedures.scope import Scope
from procedures.states import CASE, CaseState
from workflows.actions.returning import is_approved

MOST_FILES = 50  # of one case
MOST_DRAFTS = 50  # open ones of one person
LONGEST_VALUE = 60_000  # characters of one value as it is typed


@transaction.atomic
def save_case(procedure, *, by, client, typed, seen=None, parent=None):
    """Keep what is typed as the person's draft and return (Case, Judged).

    client: the UUID the device gave the draft; the same one again is the same case, however often it is sent.
    typed: {key: JSON as typed} of the fields that were on the page. seen: the version the page saw. parent: the
    earlier Case of theirs it continues. Nothing is refused for what is typed: faults are told and the words kept.
    Raises Forbidden for those the procedure is not meant for, WrongState for a stale page, BadInput for one draft too
    many.
    """
    case = Case.objects.filter(requester=by, client=uuid_of(client)).first()
    if case is None:
        case = _begin_once(procedure, by, uuid_of(client), parent)
        seen = None
    return change_case(case, by=by, typed=typed, seen=seen)


def uuid_of(text):
    """The device's key of a draft; raise BadInput for what is none."""
    try:
        return UUID(str(text))
    except ValueError:
        raise BadInput(_("Trang khai đã cũ. Hãy tải lại.")) from None


def _begin_once(procedure, by, client, parent):
    """The new case, or the one that the same draft sent at the same moment has begun meanwhile."""
    try:
        with transaction.atomic():
            return _begin(procedure, by, client, parent)
    except IntegrityError:
        twin = Case.objects.filter(requester=by, client=client).first()
        if twin is None:
            raise
        return twin


def _begin(procedure, by, client, parent):
    procedure = Procedure.objects.for_reading().get(pk=procedure.pk)
    seat = rules.seat_for(by, procedure) if procedure.current and not procedure.retired_at else None
    if seat is None:
        raise Forbidden(rules.ONLY_ASKERS)
    if Case.objects.filter(requester=by, state=CaseState.DRAFT).count() >= MOST_DRAFTS:
        raise BadInput(
            _("Bạn đang có %(most)d bản khai chưa nộp. Hãy nộp hoặc bỏ bớt rồi khai mới.") % _most(MOST_DRAFTS)
        )
    case = Case(
        edition=procedure.current,
        agency=procedure.agency,
        unit=seat.post.office,
        requester=by,
        client=client,
        parent=_parent(procedure, by, parent),
        sort_key=time.time_ns() // 1_000_000,
        title=str(procedure.current.plan.name)[:300],
    )
    case.data, case.provenance = prefill.prefilled(case.plan, scope_of(case), parent=case.parent)
    case.save(force_insert=True)
    show(case, principals.for_person(by))
    audit.record("case_begun", case, by=by, procedure=procedure.code, edition=procedure.current.number)
    return case


def _most(count):
    return {"most": count}


def _parent(procedure, by, parent):
    """The case it continues: theirs, handed in, and of the procedure that may come before."""
    if parent is None:
        return None
    before = procedure.current.plan.parent
    if parent.requester_id != by.pk or parent.number is None or parent.plan.code != before:
        raise BadInput(_("Hồ sơ gốc phải là hồ sơ đã nộp của bạn, đúng thủ tục đi trước."))
    return parent


def scope_of(case):
    """What the requester's form may point to."""
    return Scope(case.requester, case.agency, unit=case.unit, case=case if case.pk else None, **_known(case))


def _known(case):
    return {"definition": case.plan, "data": case.data}


def show(case, *whom):
    """Let these principals see the case from now on; its rows tell the state it is in now, not when it was read."""
    fresh = Case.objects.only("state", "sort_key").get(pk=case.pk)
    visibility.show(CaseVisibility, fresh, whom, fresh.sort_key)


@transaction.atomic
def change_case(case, *, by, typed, seen=None):
    """Keep what is typed in a draft, or mend what was asked for, and return (fresh Case, Judged).

    A repeat of what is kept already is no conflict, however old the page: its answer may have been lost on the way.
    """
    case = lock_filling(case, by)
    judged, kept = judge_typed(case, typed)
    column = "mending" if case.state == CaseState.WAITING else "data"
    if column == "mending":
        kept = {key: kept.get(key) for key in {**case.mending, **typed} if kept.get(key) != case.data.get(key)}
    if kept != getattr(case, column):
        CASE.lock(case, seen)
        setattr(case, column, kept)
        _keep(case, column)
    return case, judged


def _keep(case, column):
    if column == "data":
        case.provenance = prefill.provenance_after(case.plan, case.provenance, case.data)
    case.version, case.changed_at = case.version + 1, timezone.now()
    case.save(update_fields=["edition", column, "provenance", "version", "changed_at"])
    realtime.hint(case)


def lock_filling(case, by, seen=None):
    """The locked case while its requester may type; a draft follows the procedure's newest version.

    Raises WrongState when it is handed in or the page is stale, Forbidden for others.
    """
    case = CASE.lock(case, seen)
    CASE.check(CASE.steps["resubmit" if case.state == CaseState.WAITING else "submit"], case, by)
    current = case.edition.procedure.current
    if case.state == CaseState.DRAFT and current.pk != case.edition_id:
        case.edition = current
    return case


def judge_typed(case, typed):
    """(Judged, what the case would keep) of what is typed over what it holds already."""
    only = may_change(case)
    wanted = {key: value for key, value in typed.items() if only is None or key in only}
    raw = case.data | case.mending | _bounded(wanted)
    judged = filling.judge(case.plan, raw, scope_of(case))
    return judged, filling.kept(case.plan, raw, judged)


def may_change(case):
    """Keys of what the requester may mend now; None for everything."""
    return set(case.asked) if case.state == CaseState.WAITING and case.asked else None


def _bounded(typed):
    """What no field and no database takes is not kept: endless values, NUL and halves of signs."""
    return {key: _plain(value) for key, value in typed.items() if len(str(value)) <= LONGEST_VALUE}


def _plain(value):
    if isinstance(value, str):
        return CONTROL_SIGNS.sub("", value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value


@transaction.atomic
def attach_file(case, *, by, key, content, name):
    """Attach a file to a field or a paper of the case and return the CaseFile.

    content: bytes whose kind core.files has checked. Raises BadInput for a place that takes none.
    """
    case = lock_filling(case, by)
    if key not in places_of(case.plan):
        raise BadInput(_("Biểu mẫu không có chỗ kèm tệp này."))
    if may_change(case) is not None and key not in may_change(case):
        raise WrongState(_("Phần này không phải bổ sung nên không đổi được."))
    if case.files.filter(removed_at__isnull=True).count() >= MOST_FILES:
        raise BadInput(_("Mỗi hồ sơ kèm không quá %(most)d tệp.") % _most(MOST_FILES))
    revision = files.store(content, name=name, by=by)
    if again := _attached_already(case, key, revision):
        return again
    attached = CaseFile.objects.create(case=case, key=key, file=revision.file, name=revision.name, by=by)
    audit.record("case_file_attached", case, by=by, key=key, file=revision.file_id, sha256=revision.sha256)
    _follow_files(case)
    return attached


def _attached_already(case, key, revision):
    """The same bytes at the same place: a repeat whose first answer was lost on the way."""
    held = case.files.filter(removed_at__isnull=True, key=key, file__revisions__blob=revision.blob)
    return held.exclude(file=revision.file).first()


@transaction.atomic
def detach_file(attached, *, by):
    """Take a file off the case; its bytes are kept. Raises WrongState for what somebody has approved meanwhile."""
    case = lock_filling(attached.case, by)
    attached = case.files.get(pk=attached.pk)
    if attached.removed_at:
        raise WrongState(_("Tệp này đã được bỏ."))
    if may_change(case) is not None and attached.key not in may_change(case):
        raise WrongState(_("Phần này không phải bổ sung nên không đổi được."))
    if is_settled(case, attached):
        raise WrongState(_("Tệp này đã có người duyệt nên không bỏ hay thay được. Hãy kèm thêm tệp mới."))
    attached.removed_at = timezone.now()
    attached.save(update_fields=["removed_at"])
    audit.record("case_file_removed", case, by=by, key=attached.key, file=attached.file_id)
    _follow_files(case)
    return attached


def is_settled(case, attached):
    """Whether the file was handed in and approved: it goes only where the request to supplement names its place."""
    if case.state != CaseState.WAITING or attached.key in case.asked or not is_approved(case.route):
        return False
    asked_at = case.route.returns.filter(to_key="", answered_at__isnull=True).latest("asked_at").asked_at
    return attached.created_at <= asked_at


def places_of(plan):
    """Keys of everything a file can be attached to."""
    return [each.key for each in plan.holding if each.type == "file"] + [paper.key for paper in plan.papers]


def _follow_files(case):
    """Fields of files hold the ids of what is attached to them."""
    held = {plan.key: [] for plan in case.plan.holding if plan.type == "file"}
    for key, pk in case.files.filter(removed_at__isnull=True, key__in=held).values_list("key", "pk"):
        held[key].append(pk)
    case.data = {key: value for key, value in (case.data | held).items() if value != []}
    case.version += 1
    case.changed_at = timezone.now()
    case.save(update_fields=["edition", "data", "version", "changed_at"])
    realtime.hint(case)


@transaction.atomic
def discard_case(case, *, by, seen=None):
    """Give a draft up: it leaves the lists of work."""
    return CASE.move(case, "discard", by=by, seen=seen, changes={"closed_at": timezone.now()})
