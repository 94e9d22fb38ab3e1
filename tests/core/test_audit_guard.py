"""The log and stored revisions refuse to be changed or removed, on both databases, whoever asks through SQL."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from core import audit, files
from core.audit import guard, sequencer
from core.models import AuditCheckpoint, AuditEntry, AuditKey, AuditLeaf, AuditNode, Blob, Revision

pytestmark = pytest.mark.database


@pytest.fixture
def rows(db, settings, tmp_path):
    """At least one row in each guarded table."""
    settings.SECRETS, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    AuditEntry.objects.bulk_create(AuditEntry(verb="made", leaf=bytes(32)) for _each in range(256))
    sequencer.sequence_once()
    files.store(b"x,y\n1,2\n", name="bang.csv", by=None)
    return {
        model._meta.db_table: model
        for model in (AuditEntry, AuditLeaf, AuditNode, AuditKey, AuditCheckpoint, Revision, Blob)
    }


def refused(statement):
    with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", guard.LOG + guard.FILES)
def test_a_row_can_neither_be_changed_nor_removed(table, rows):
    column = rows[table]._meta.pk.column
    before = list(rows[table].objects.order_by("pk").values())
    refused(f"UPDATE {table} SET {column} = {column} + 1000000")
    refused(f"DELETE FROM {table}")
    assert before == list(rows[table].objects.order_by("pk").values())
    assert before != []


@pytest.mark.parametrize("table", guard.LOG + guard.FILES)
def test_a_row_cannot_be_replaced_or_the_table_emptied(table, rows):
    if connection.vendor == "sqlite":
        refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    else:
        connection.check_constraints()  # PostgreSQL empties no table that still has deferred checks to make
        refused(f"TRUNCATE {table} CASCADE")


def test_the_orm_is_refused_too(rows):
    entry = AuditEntry.objects.first()
    entry.verb = "khác"
    with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic():
        AuditCheckpoint.objects.all().delete()


def test_every_trigger_stands_and_a_missing_one_is_named(db):
    assert guard.missing(connection) == []
    guard.lower_guard(connection, ["core_blob"])
    expected = [f"core_blob_no_{act.lower()}" for act in sorted(guard.ACTS[connection.vendor])]
    assert guard.missing(connection) == expected
    guard.raise_guard(connection)
    assert guard.missing(connection) == []


def test_a_rebuilt_table_gets_its_triggers_back_after_a_migration(db):
    guard.lower_guard(connection)
    guard.keep_guard(sender=None, using="default")
    assert guard.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_flush_empties_the_log_and_leaves_the_guard_standing():
    audit.record("made", by=None)
    call_command("flush", interactive=False, verbosity=0)
    assert AuditEntry.objects.count() == 0
    assert guard.missing(connection) == []
