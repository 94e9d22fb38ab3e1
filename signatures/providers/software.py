"""Keys wrapped in the database and opened in memory, for one act at a time."""

from signatures import custody
from signatures.pades import SigningKeyPair
from signatures.pepper import pepper


class SoftwareProvider:
    """Wrapped by custody under PIN and pepper, or pepper alone."""

    def unlock(self, key, *, pin: str | None) -> SigningKeyPair:
        live = custody.unwrap(key.wrapped, pin=pin, pepper=pepper(), binding=key.binding)
        return SigningKeyPair(live, key.certificate.parsed, key.certificate.path)

    def change_pin(self, key, *, pin: str, new_pin: str) -> None:
        key.take(custody.rewrap(key.wrapped, pin=pin, new_pin=new_pin, pepper=pepper(), binding=key.binding))
