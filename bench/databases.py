"""Throw-away databases for benchmarks: an embedded file, and a PostgreSQL of our own on loopback.

BENCH_DATABASE_URL names a PostgreSQL server to use instead of Debian's own; a fresh database is made in it
and dropped.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@contextmanager
def embedded():
    """Yield the address of an empty SQLite file."""
    with tempfile.TemporaryDirectory(prefix="an-thu-bench-") as folder:
        yield f"sqlite:///{folder}/bench.sqlite3"


@contextmanager
def postgresql():
    """Yield the address of an empty PostgreSQL database, or None when no server can be had."""
    server = os.environ.get("BENCH_DATABASE_URL")
    if server:
        with fresh_database(server) as address:
            yield address
    elif PROGRAMS:
        with own_server() as address:
            yield address
    else:
        print("no PostgreSQL: set BENCH_DATABASE_URL or install postgresql", file=sys.stderr)
        yield None


@contextmanager
def fresh_database(server):
    """Make a database of our own on the given server and drop it afterwards."""
    import psycopg

    name = f"an_thu_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def own_server():
    """Start Debian's PostgreSQL in a temporary folder, durable as by default, on a free loopback port."""
    folder = Path(tempfile.mkdtemp(prefix="an-thu-bench-pg-"))
    port = free_port()
    try:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        as_owner("initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        settings = f"-h 127.0.0.1 -p {port} -k {folder} -c shared_buffers=256MB -c max_connections=60"
        as_owner("pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", settings, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            as_owner("pg_ctl", "-D", folder / "data", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def as_owner(program, *arguments):
    """Run a PostgreSQL program, which refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    command = [*prefix, PROGRAMS[-1] / program, *arguments]
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


KINDS = {"sqlite": embedded, "postgresql": postgresql}
