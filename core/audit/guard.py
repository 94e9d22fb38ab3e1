"""Triggers in the database that refuse to change or remove what must stay: the log, and stored revisions of files.

They stop slips and simple attacks, on both databases. They are no proof: whoever owns the database can drop them.
The proof is the tree (`verify`), above all against a checkpoint held elsewhere. That is why the `flush` command may
lower the guard without harm: emptying the log is found by the next held checkpoint.
"""

from django.db import connections

LOG = ("core_auditentry", "core_auditleaf", "core_auditnode", "core_auditkey", "core_auditcheckpoint")
FILES = ("core_revision", "core_blob")
SENTENCE = "Án Thư: nhật ký và phiên bản tệp chỉ được ghi thêm, không được sửa hay xóa"


def raise_guard(connection, tables=LOG + FILES):
    """Put up the triggers that are missing; safe to repeat. Tables not made yet are passed over."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for table in set(tables).intersection(connection.introspection.table_names(cursor)):
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def keep_guard(sender, using, **facts):
    """Hear post_migrate: a migration that rebuilds a table on SQLite loses its triggers, so they are put up again."""
    raise_guard(connections[using])


def lower_guard(connection, tables=LOG + FILES):
    """Take the triggers down."""
    with connection.cursor() as cursor:
        for table in tables:
            for act in ACTS[connection.vendor]:
                place = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act.lower()}{place}")


def missing(connection, tables=LOG + FILES):
    """Names of triggers that ought to stand and do not, or are switched off."""
    query = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {name for (name,) in cursor.fetchall()}
    wanted = {f"{table}_no_{act.lower()}" for table in tables for act in ACTS[connection.vendor]}
    return sorted(wanted - standing)


ACTS = {"postgresql": ("UPDATE", "DELETE", "TRUNCATE"), "sqlite": ("UPDATE", "DELETE")}
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION core_only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{SENTENCE} (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def _statements(vendor, table):
    for act in ACTS[vendor]:
        name = f"{table}_no_{act.lower()}"
        if vendor == "postgresql":
            each = "STATEMENT" if act == "TRUNCATE" else "ROW"
            yield (
                f"CREATE OR REPLACE TRIGGER {name} BEFORE {act} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION core_only_append()"
            )
        else:
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{SENTENCE} ({table})'); END"
            )
