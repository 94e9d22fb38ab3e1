"""Keys at rest: nothing opens them but the PIN, the pepper and their own row together."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import serialization

from signatures import authorities, custody
from signatures.custody import Binding, Cost, WeakPepper, WeakPin, WrongPin

PEPPER = b"p" * 40
BINDING = Binding("7f3a", "person:5", "ab" * 32)


def secret(key):
    return key.private_numbers().private_value


@pytest.fixture(scope="module")
def key():
    return authorities.new_key()


@pytest.fixture(scope="module")
def wrapped(key):
    return custody.wrap(key, pin="258014", pepper=PEPPER, binding=BINDING)


def test_right_pin_opens_the_same_key(key, wrapped):
    opened = custody.unwrap(wrapped, pin="258014", pepper=PEPPER, binding=BINDING)
    assert secret(opened) == secret(key)


def test_wrapping_costs_what_the_rules_ask(wrapped):
    assert wrapped.cost == Cost(memory=65536, passes=3, lanes=4)
    assert (len(wrapped.salt), len(wrapped.nonce)) == (16, 12)


@pytest.mark.parametrize(
    "opening",
    [
        {"pin": "258015"},
        {"pin": None},
        {"pepper": b"q" * 40},
        {"binding": replace(BINDING, owner="person:6")},
        {"binding": replace(BINDING, key_id="7f3b")},
        {"binding": replace(BINDING, certificate="cd" * 32)},
        {"binding": replace(BINDING, algorithm="RSA")},
    ],
)
def test_anything_else_opens_nothing(wrapped, opening):
    with pytest.raises(WrongPin):
        custody.unwrap(wrapped, **({"pin": "258014", "pepper": PEPPER, "binding": BINDING} | opening))


@pytest.mark.parametrize(
    "change",
    [
        {"salt": b"s" * 16},
        {"nonce": b"n" * 12},
        {"cost": Cost(memory=65536, passes=4, lanes=4)},
        {"cost": None},
    ],
)
def test_changed_row_opens_nothing(wrapped, change):
    with pytest.raises(WrongPin):
        custody.unwrap(replace(wrapped, **change), pin="258014", pepper=PEPPER, binding=BINDING)


def test_changed_ciphertext_opens_nothing(wrapped):
    broken = bytes([wrapped.ciphertext[0] ^ 1]) + wrapped.ciphertext[1:]
    with pytest.raises(WrongPin):
        custody.unwrap(replace(wrapped, ciphertext=broken), pin="258014", pepper=PEPPER, binding=BINDING)


def test_same_key_and_pin_look_different_each_time(key, wrapped):
    again = custody.wrap(key, pin="258014", pepper=PEPPER, binding=BINDING)
    assert not {again.salt, again.nonce, again.ciphertext} & {wrapped.salt, wrapped.nonce, wrapped.ciphertext}


def test_no_readable_key_in_what_is_kept(key, wrapped):
    der = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    value = secret(key).to_bytes(32)
    assert value not in wrapped.ciphertext
    assert der[:20] not in wrapped.ciphertext


def test_rewrap_moves_the_key_to_another_pin(key, wrapped):
    moved = custody.rewrap(wrapped, pin="258014", new_pin="771304", pepper=PEPPER, binding=BINDING)
    assert secret(custody.unwrap(moved, pin="771304", pepper=PEPPER, binding=BINDING)) == secret(key)
    with pytest.raises(WrongPin):
        custody.unwrap(moved, pin="258014", pepper=PEPPER, binding=BINDING)


def test_rewrap_needs_the_old_pin(wrapped):
    with pytest.raises(WrongPin):
        custody.rewrap(wrapped, pin="000001", new_pin="771304", pepper=PEPPER, binding=BINDING)


def test_key_of_the_server_needs_only_the_pepper(key):
    kept = custody.wrap_for_server(key, pepper=PEPPER, binding=BINDING)
    assert kept.cost is None
    assert secret(custody.unwrap(kept, pepper=PEPPER, binding=BINDING)) == secret(key)
    with pytest.raises(WrongPin):
        custody.unwrap(kept, pepper=b"q" * 40, binding=BINDING)


def test_short_pepper_is_refused(key):
    with pytest.raises(WeakPepper):
        custody.wrap(key, pin="258014", pepper=b"short", binding=BINDING)


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "12345",
        "111111",
        "123456",
        "654321",
        "121212",
        "123123",
        "abcdef",
        "aaaaaaaa",
        " 258014",
        "2580\n14",
        "1" * 65,
    ],
)
def test_pins_everybody_tries_are_refused(pin):
    with pytest.raises(WeakPin):
        custody.check_pin(pin)


@pytest.mark.parametrize("pin", ["258014", "mật khẩu dài", "0981726354", "Q7#p2z"])
def test_other_pins_are_taken(pin):
    assert custody.check_pin(pin) is None
