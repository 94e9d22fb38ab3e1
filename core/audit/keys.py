"""The Ed25519 key that signs checkpoints: made at first use, mode 0600, kept outside the database."""

import hashlib
import os
import tempfile
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from core.models.audit import AuditKey


def key_file():
    return Path(settings.SECRETS) / "audit.key"


def private_key():
    """The key of this house. Two processes that make it at the same moment end up with the same one."""
    path = key_file()
    if not path.exists():
        _make(path)
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path, _changed):
    return load_pem_private_key(path.read_bytes(), None)


def _make(path):
    """Write a whole key beside, then link it into place: nobody reads half a key, the second maker gives way."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle, name = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
    with os.fdopen(handle, "wb") as stream:
        stream.write(pem)
        os.fsync(stream.fileno())
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)


def current():
    """The AuditKey row of this house's key, written at first use."""
    public = private_key().public_key().public_bytes_raw()
    row, _new = AuditKey.objects.get_or_create(
        fingerprint=fingerprint_of(public),
        defaults={"public": public, "origin": f"{settings.PUBLIC_HOST}/nhat-ky"},
    )
    return row


def fingerprint_of(public):
    """First 16 hexadecimal digits of SHA-256 over the 32 bytes of the public key."""
    return hashlib.sha256(public).hexdigest()[:16]


def has_signed(public, signature, text):
    """True when the signature over the text (bytes) is by the holder of the public key (32 bytes)."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True
