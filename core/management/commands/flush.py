from django.core.management.commands import flush
from django.db import connections

from core.audit.guard import lower_guard, raise_guard


class Command(flush.Command):
    """Django's flush, which empties every table: the guard of the log steps aside for it and returns.

    Emptying the log this way is found like any other removal, by a checkpoint held elsewhere (docs/audit.md).
    """

    def handle(self, **options):
        connection = connections[options["database"]]
        lower_guard(connection)
        try:
            super().handle(**options)
        finally:
            raise_guard(connection)
