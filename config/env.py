"""Readers of the environment that refuse wrong values, so that a typing slip stops the start and not the work."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name, default=""):
    """Return the variable as text without surrounding blanks."""
    return os.environ.get(name, default).strip()


def flag(name, default=False):
    """Return the variable as a yes or no; raise ImproperlyConfigured for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0")


def number(name, default, least=0, most=2**31):
    """Return the variable as a whole number between least and most; raise ImproperlyConfigured otherwise."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.lstrip("-").isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number from {least} to {most}")
    return int(value)


def items(name, default=""):
    """Return a comma-separated variable as a list without empty entries."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def folder(name, default):
    """Return the variable as an absolute folder, made for this account alone when it is missing."""
    path = Path(text(name) or default).expanduser().resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def address(name, default):
    """Return the variable as a web address (scheme and host); raise ImproperlyConfigured otherwise."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise ImproperlyConfigured(f"{name}={value!r}: write an address such as https://an-thu.example.gov.vn")
    return value


def secret(name, path):
    """Return a secret from the environment, else from the file, else make one and keep it (mode 0600)."""
    value = text(name)
    if value:
        return value
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()
