"""The shape of a key provider."""

from typing import Protocol

from signatures.pades import SigningKeyPair


class Provider(Protocol):
    """Turns a key at rest and the holder's proof into a live key for one act."""

    def unlock(self, key, *, pin: str | None) -> SigningKeyPair:
        """The live pair of a SigningKey row. `pin` is None for keys of the server. Raises custody.WrongPin."""

    def change_pin(self, key, *, pin: str, new_pin: str) -> None:
        """Puts the key under another PIN in the row (unsaved). Raises custody.WrongPin and custody.WeakPin."""
