"""A trigger in the database that refuses to change a published version: running cases stay on theirs."""

from django.db import connections

TABLE = "procedures_procedureversion"
NAME = f"{TABLE}_no_update"
SENTENCE = "Án Thư: phiên bản thủ tục đã công bố không được sửa"
POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION procedures_published() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation'; END $$""",
    f"CREATE OR REPLACE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION procedures_published()",
]
SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS {NAME} BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
]


def raise_guard(connection):
    """Put up the trigger when it is missing; safe to repeat."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)


def lower_guard(connection):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}{f' ON {TABLE}' if connection.vendor == 'postgresql' else ''}")


def keep_guard(sender, using, **facts):
    """Hear post_migrate: a migration that rebuilds a table on SQLite loses its triggers."""
    raise_guard(connections[using])
