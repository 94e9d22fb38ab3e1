"""The secret that opens keys together with a PIN: a file of this server, never in the database or its backups."""

import secrets

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def pepper() -> bytes:
    """The bytes of settings.PEPPER_FILE. Raises ImproperlyConfigured when `manage.py make_trust` has not run."""
    try:
        return settings.PEPPER_FILE.read_bytes().strip()
    except FileNotFoundError:
        raise ImproperlyConfigured(
            f"{settings.PEPPER_FILE} is missing: run manage.py make_trust, or bring the file back from safe keeping"
        ) from None


def make_pepper() -> None:
    """Writes a fresh secret, readable by this account alone; keeps the one that is there."""
    path = settings.PEPPER_FILE
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_text(secrets.token_urlsafe(64))
