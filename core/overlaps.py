"""The database itself refuses two standing bookings of one resource that overlap, on both databases.

PostgreSQL has a constraint for it (an exclusion over a range of time, half-open); SQLite gets triggers that say the
same. A migration that rebuilds the table on SQLite loses its triggers, so they are put up again after every migrate.
"""

from django.db import connections

TABLE = "core_booking"
NAME = "booking_overlaps"

POSTGRESQL = f"""
ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist
(resource_id WITH =, tstzrange(starts, ends, '[)') WITH &&) WHERE (state <> 'released')
"""
SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name}_{act} BEFORE {act} ON {table} WHEN NEW.state <> 'released' AND EXISTS (
  SELECT 1 FROM {table} AS other WHERE other.resource_id = NEW.resource_id AND other.state <> 'released'
  AND other.starts < NEW.ends AND other.ends > NEW.starts AND other.id IS NOT NEW.id
) BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
ACTS = ("insert", "update")


def bar(connection):
    """Put the refusal up where it is missing; a table not made yet is passed over."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "sqlite":
            for act in ACTS:
                cursor.execute(SQLITE.format(name=NAME, act=act, table=TABLE))
        elif NAME not in connection.introspection.get_constraints(cursor, TABLE):
            cursor.execute(POSTGRESQL)


def unbar(connection):
    """Take the refusal down."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for act in ACTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{act}")
        else:
            cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {NAME}")


def keep_bar(sender, using, **facts):
    """Hear post_migrate."""
    bar(connections[using])
