"""Every variable the house reads is explained in docs/settings.md, and nothing is explained that is not read."""

import ast
import re

from django.core.management import call_command
from django.test import override_settings

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
