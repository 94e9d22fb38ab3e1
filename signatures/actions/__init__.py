"""Everything signatures do for the rooms above, in one place to import from.

A person signs in three calls: `open_intent` when the page is shown, `unlock_intent` with the PIN outside any
transaction, `sign` inside the caller's. A clerk uses `fill`, `seal` and `seal_attachment`.
"""

from signatures.actions.certificates import revoke_certificate
from signatures.actions.codes import open_code
from signatures.actions.images import keep_signature_image
from signatures.actions.keys import PinRefused, change_pin, enrol_official, unlock
from signatures.actions.sealing import fill, seal, seal_attachment
from signatures.actions.signing import Unlocked, open_intent, sign, sign_with_pin, unlock_intent
from signatures.actions.trust import add_anchor, issue_seal, make_trust

__all__ = [
    "PinRefused",
    "Unlocked",
    "add_anchor",
    "change_pin",
    "enrol_official",
    "fill",
    "issue_seal",
    "keep_signature_image",
    "make_trust",
    "open_code",
    "open_intent",
    "revoke_certificate",
    "seal",
    "seal_attachment",
    "sign",
    "sign_with_pin",
    "unlock",
    "unlock_intent",
]
