"""Every variable the house reads is explained in docs/settings.md, and nothing is explained that is not read."""

import ast
import re

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.core.management import call_command
from django.test import override_settings

from config import env
from tests.house.sources import ROOT, named, text, tree

READERS = {f"env.{reader}" for reader in ("text", "flag", "number", "items", "folder", "address", "secret")}


def read_by_settings():
    """Names given to the readers of config/env.py."""
    nodes = [node for path in named(".py", under=("config",)) for node in ast.walk(tree(path))]
    calls = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) in READERS]
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}


def read_elsewhere():
    """Names taken from the environment outside the settings: the supervisor and the set-up."""
    sources = "".join(text(path) for path in named(".py", under=("core", "deploy", "bench")))
    return set(re.findall(r"""environ(?:\.get\(|\[)["']([A-Z_]+)["']""", sources)) - {"DJANGO_SETTINGS_MODULE"}


def test_documented_variables_are_the_ones_read():
    explained = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    assert explained == read_by_settings() | read_elsewhere()


def test_models_and_migrations_agree(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@override_settings(
    SECURE_SSL_REDIRECT=True,
    SECURE_HSTS_SECONDS=31536000,
    SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
    SECURE_HSTS_PRELOAD=True,
    SESSION_COOKIE_SECURE=True,
    CSRF_COOKIE_SECURE=True,
)
def test_encrypted_house_passes_the_deployment_check():
    call_command("check", "--deploy", "--fail-level", "WARNING")


def test_new_folder_is_for_this_account_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("ANTHU_DATA", str(tmp_path / "new"))
    assert env.folder("ANTHU_DATA", "").stat().st_mode & 0o777 == 0o700


def test_counts_of_wrong_passwords_are_not_pushed_out_by_a_stranger():
    """Django's cache keeps 300 entries unless told otherwise, and each new account or address is one."""
    if settings.REDIS_URL:
        assert caches["default"].__class__ is RedisCache  # it pushes nothing out unless its keeper tells it to
    else:
        assert caches["default"]._max_entries == 100_000
