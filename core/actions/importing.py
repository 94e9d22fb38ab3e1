"""Importing a table: keep the file, show what each row will do, and on confirmation write exactly that, whole."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, files, realtime
from core.importing import tables
from core.importing.kinds import KINDS
from core.importing.lifecycle import IMPORT
from core.importing.planning import digest_of, tally
from core.models import ImportBatch, ImportRow, User
from core.refusals import BadInput, WrongState

SMALL = 40_000  # bytes of a file that is checked and written while the person waits
STRIDE = 250  # rows between two reports of progress


def start_import(*, kind, content, name, by):
    """Keep the uploaded bytes and begin checking them; return the ImportBatch.

    kind: "people", "offices" or "codes". A small file is checked at once, a larger one by the worker.
    """
    from core import tasks

    if len(content) <= SMALL:
        return check_now(kind=kind, content=content, name=name, by=by)
    with transaction.atomic():
        batch = _keep(kind, content, name, by)
        tasks.check_import.enqueue(batch.pk)
    return batch


@transaction.atomic
def check_now(*, kind, content, name, by):
    """Keep the bytes and check them while the caller waits; return the ImportBatch, ready or with its faults."""
    return check_import(_keep(kind, content, name, by), by=by)


def _keep(kind, content, name, by):
    return ImportBatch.objects.create(kind=kind, revision=files.store(content, name=name, by=by), created_by=by)


def check_import(batch, *, by):
    """Read the file, plan every row and keep the preview; return the batch, ready or with its faults.

    The long part runs outside a transaction so that its progress can be seen.
    """
    try:
        table = _read(batch)
    except BadInput as refusal:
        return IMPORT.move(batch, "refuse", by=by, changes={"problem": str(refusal.sentence)})
    ImportBatch.objects.filter(pk=batch.pk).update(rows_total=len(table.rows))
    planned = KINDS[batch.kind].plan(table.rows, tell=lambda done: _report(batch, done))
    return _show(batch, table, planned, by=by)


@transaction.atomic
def confirm_import(batch, *, digest, seen, by):
    """Write the batch exactly as it was shown; small ones at once, others by the worker. Returns the batch.

    digest: of the preview the person saw; seen: the version of the batch they saw. Raises WrongState when the
    preview is another one by now.
    """
    from core import tasks

    if digest != batch.digest:
        raise WrongState(_("Bản xem trước đã thay đổi. Hãy xem lại rồi xác nhận."))
    if batch.revision.size <= SMALL:
        return confirm_now(batch, by=by, seen=seen)
    batch = IMPORT.move(batch, "confirm", by=by, seen=seen, changes={"rows_done": 0})
    tasks.apply_import.enqueue(batch.pk)
    return batch


@transaction.atomic
def confirm_now(batch, *, by, seen=None):
    """Confirm and write while the caller waits; return the batch."""
    return apply_import(IMPORT.move(batch, "confirm", by=by, seen=seen, changes={"rows_done": 0}), by=by)


def apply_import(batch, *, by):
    """Plan once more inside the transaction and write; a plan that differs from the preview is shown, not written.

    The file is read before the transaction begins: its bytes cannot change, and others write meanwhile.
    """
    return _apply(batch, _read(batch), by)


@transaction.atomic
def _apply(batch, table, by):
    batch = IMPORT.lock(batch)
    planned = KINDS[batch.kind].plan(table.rows)
    if digest_of(planned) != batch.digest:
        return _show(batch, table, planned, by=by)
    KINDS[batch.kind].apply(planned, by=by)
    counts = tally(planned)
    return IMPORT.move(
        batch,
        "finish",
        by=by,
        changes={"rows_done": len(planned), "problem": ""},
        file=batch.revision.sha256,
        preview=batch.digest,
        rows=counts,
    )


@transaction.atomic
def issue_links(batch, *, by):
    """The people a finished import of people brought in who have no password yet; that links went out is audited."""
    names = ImportRow.objects.filter(batch=batch, batch__state="done", outcome="new").values("key")
    people = [
        person for person in User.objects.active().filter(username__in=names) if not person.has_usable_password()
    ]
    audit.record("links_issued", batch, by=by, people=[person.username for person in people])
    return people


@transaction.atomic
def fail_import(batch, *, by):
    """Note that the worker gave up; nothing of the table was written."""
    return IMPORT.move(
        batch,
        "fail",
        by=by,
        changes={"problem": _("Máy chủ không hoàn thành được việc này; chưa có dòng nào được ghi.")},
    )


def _read(batch):
    return tables.read(batch.revision.read(), KINDS[batch.kind].COLUMNS)


def _report(batch, done):
    if done % STRIDE == 0:
        ImportBatch.objects.filter(pk=batch.pk).update(rows_done=done)
        realtime.hint(batch)


@transaction.atomic
def _show(batch, table, planned, *, by):
    """Keep the preview and say what to do with it."""
    counts, again = tally(planned), batch.state == ImportBatch.State.APPLYING
    ImportRow.objects.filter(batch=batch).delete()
    ImportRow.objects.bulk_create([_row(batch, each) for each in planned], batch_size=500)
    step = "refuse" if counts["error"] else ("show_again" if again else "show")
    moved = _("Dữ liệu trong hệ thống đã thay đổi từ lúc xem trước; chưa ghi gì. Hãy xem lại rồi xác nhận.")
    changes = {
        "digest": digest_of(planned),
        "rows_total": len(planned),
        "rows_done": len(planned),
        "ignored": ", ".join(table.ignored)[:500],
        "problem": moved if again else "",
    }
    return IMPORT.move(batch, step, by=by, changes=changes, rows=counts, file=batch.revision.sha256)


def _row(batch, planned):
    return ImportRow(
        batch=batch,
        number=planned.number,
        outcome=planned.outcome,
        title=planned.title,
        key=planned.key,
        changes=planned.changes,
        problems=planned.problems,
    )
