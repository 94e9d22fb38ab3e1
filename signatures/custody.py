"""How private keys rest: wrapped, so that neither the database nor the PIN alone opens one.

A signer's key is encrypted with AES-256-GCM under HKDF(Argon2id(PIN, salt), pepper). The pepper lives outside
the database and its backups. The associated data binds a wrapped key to its row, owner and certificate, so
that rows cannot be swapped (RFC 9106 for Argon2id, RFC 5869 for HKDF, NIST SP 800-38D for GCM).
"""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from itertools import pairwise

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

VERSION = 1
SHORTEST_PIN = 6
LONGEST_PIN = 64
SHORTEST_PEPPER = 32


class WrongPin(Exception):
    """The PIN does not open this key (or the row was tampered with: both look alike on purpose)."""


class WeakPin(ValueError):
    """The PIN is too easy to guess; the argument is the Vietnamese sentence to show."""


class WeakPepper(ValueError):
    """The pepper is shorter than 32 bytes."""


@dataclass(frozen=True)
class Cost:
    """Argon2id work: memory in KiB, passes and lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


PIN_COST = Cost()


@dataclass(frozen=True)
class Binding:
    """What a wrapped key belongs to; a wrapped key opens only with exactly this binding."""

    key_id: str
    owner: str
    certificate: str
    """SHA-256 of the certificate in hexadecimal."""
    algorithm: str = "EC-P256"


@dataclass(frozen=True)
class Wrapped:
    """A private key at rest. `cost` is None for a key of the server itself, opened by the pepper alone."""

    salt: bytes
    nonce: bytes
    ciphertext: bytes
    cost: Cost | None
    version: int = VERSION


def check_pin(pin: str) -> None:
    """Raises WeakPin when a PIN is short, long, or one of those everybody tries first."""
    if len(pin) < SHORTEST_PIN:
        raise WeakPin(_("Mã PIN phải có ít nhất 6 ký tự."))
    if len(pin) > LONGEST_PIN:
        raise WeakPin(_("Mã PIN dài nhất là 64 ký tự."))
    if not pin.isprintable() or pin != pin.strip():
        raise WeakPin(_("Mã PIN không được bắt đầu hoặc kết thúc bằng dấu cách, không chứa ký tự điều khiển."))
    if _is_repetition(pin) or _is_run(pin):
        raise WeakPin(_("Mã PIN này quá dễ đoán. Hãy tránh dãy lặp như 111111, 121212 và dãy liên tiếp như 123456."))


def _is_repetition(pin: str) -> bool:
    return any(pin == (pin[:size] * len(pin))[: len(pin)] for size in range(1, len(pin) // 2 + 1))


def _is_run(pin: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    return steps in ({1}, {-1})


@sensitive_variables()
def wrap(key: ec.EllipticCurvePrivateKey, *, pin: str, pepper: bytes, binding: Binding) -> Wrapped:
    """Wraps a signer's key under a PIN. Raises WeakPin and WeakPepper."""
    check_pin(pin)
    return _encrypt(key, pin, pepper, binding, PIN_COST)


@sensitive_variables()
def wrap_for_server(key: ec.EllipticCurvePrivateKey, *, pepper: bytes, binding: Binding) -> Wrapped:
    """Wraps a key the server uses by itself (issuing authority, time-stamps, agency seal)."""
    return _encrypt(key, None, pepper, binding, None)


@sensitive_variables()
def unwrap(
    wrapped: Wrapped, *, pin: str | None = None, pepper: bytes, binding: Binding
) -> ec.EllipticCurvePrivateKey:
    """Opens a wrapped key. Raises WrongPin. Costs 64 MiB and some tenths of a second for a PIN."""
    cipher = AESGCM(_encryption_key(pin, wrapped.salt, pepper, wrapped.cost))
    try:
        plain = cipher.decrypt(wrapped.nonce, wrapped.ciphertext, _associated_data(binding, wrapped.cost))
    except InvalidTag:
        raise WrongPin from None
    return serialization.load_der_private_key(plain, password=None)


@sensitive_variables()
def rewrap(wrapped: Wrapped, *, pin: str, new_pin: str, pepper: bytes, binding: Binding) -> Wrapped:
    """The same key under another PIN, with fresh salt and nonce. Raises WrongPin and WeakPin."""
    check_pin(new_pin)
    key = unwrap(wrapped, pin=pin, pepper=pepper, binding=binding)
    return wrap(key, pin=new_pin, pepper=pepper, binding=binding)


@sensitive_variables()
def _encrypt(key, pin, pepper, binding, cost) -> Wrapped:
    if len(pepper) < SHORTEST_PEPPER:
        raise WeakPepper
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    cipher = AESGCM(_encryption_key(pin, salt, pepper, cost))
    return Wrapped(salt, nonce, cipher.encrypt(nonce, plain, _associated_data(binding, cost)), cost)


@sensitive_variables()
def _encryption_key(pin: str | None, salt: bytes, pepper: bytes, cost: Cost | None) -> bytes:
    if cost is None:
        return HKDF(hashes.SHA256(), 32, salt, b"an-thu server key v1").derive(pepper)
    stretched = _stretched(pin or "", salt, cost)
    return HKDF(hashes.SHA256(), 32, pepper, b"an-thu signing key v1").derive(stretched)


@sensitive_variables()
def _stretched(pin: str, salt: bytes, cost: Cost) -> bytes:
    """Argon2id by the reference library: OpenSSL's own stands still when threads derive with lanes at once."""
    return hash_secret_raw(pin.encode(), salt, cost.passes, cost.memory, cost.lanes, hash_len=32, type=Type.ID)


def _associated_data(binding: Binding, cost: Cost | None) -> bytes:
    facts = {"binding": asdict(binding), "cost": cost and asdict(cost), "version": VERSION}
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).digest()
