"""Milliseconds of work, not of waiting: on a shared machine other people's programs must not count.

Processor time of this process and, for a PostgreSQL on this machine, of the backend that serves it. For a server
elsewhere it is the time on the wall.
"""

import statistics
import time
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext


def milliseconds(function, *, times=15, warm=2):
    """Median milliseconds of one call, after some unmeasured ones."""
    for _turn in range(warm):
        function()
    return statistics.median(taken(function)[0] for _turn in range(times))


def taken(function):
    """Milliseconds of one call, and what it returned."""
    clock = _clock()
    start = clock()
    answer = function()
    return clock() - start, answer


def in_database(function, *, times=15):
    """Median milliseconds of the database and its driver alone: the queries of a call, asked again as plain SQL."""
    with CaptureQueriesContext(connection) as asked:
        function()
    statements = [query["sql"] for query in asked.captured_queries]

    def ask():
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    return milliseconds(ask, times=times)


def _clock():
    if connection.vendor == "sqlite":
        return lambda: time.process_time() * 1000
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        schedule = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    if schedule.exists() and connection.settings_dict["HOST"] in ("127.0.0.1", "localhost", ""):
        return lambda: time.process_time() * 1000 + int(schedule.read_text().split()[0]) / 1e6
    return lambda: time.perf_counter() * 1000
