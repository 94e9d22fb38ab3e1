"""Fixtures every room may use."""

import shutil

import pytest
from django.conf import settings
from django.db import connection


def pytest_configure():
    """The real password hasher costs a tenth of a second a person; a running house still uses it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Browser tests come last: their driver keeps an event loop running, beside which no other can start."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Test on a database in a file, as at work: several connections, WAL, real locks."""
    if settings.EMBEDDED:
        database = settings.DATABASES["default"]
        database.setdefault("TEST", {})["NAME"] = str(settings.DATA / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Connections of threads that tests left to the garbage collector would keep PostgreSQL's database from going."""
    yield
    if settings.EMBEDDED:
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """Throttles count in the cache, which no roll-back undoes."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def hints_in_rows(request, settings):
    """Tests that read the rows of hints get them, also in the run where hints travel through Redis."""
    if hasattr(request.module, "Hint"):
        settings.REDIS_URL = ""


@pytest.fixture
def cast(db):
    """The people of tests/cast.py in one department and its neighbour, fresh for each test."""
    from tests.cast import build_people

    return build_people()


@pytest.fixture
def redis_server(tmp_path):
    """A Redis of the test's own; left out, with the reason, where Redis is not installed."""
    from tests.house_process import running_redis

    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    with running_redis(tmp_path) as server:
        yield server
