"""Everything signatures do for the rooms above, in one place to import from.

A person signs in three calls: `open_intent` when the page is shown, `unlock_intent` with the PIN outside any
transaction, `sign` inside the caller's. A clerk uses `fill`, `seal`, `seal_attachment` and
`seal_slip`.

Each name is imported when it is first used: pyHanko comes with most of them, and a process that never signs should
neither wait for it nor carry it.
"""

from importlib import import_module

_HOMES = {
    "certificates": ("revoke_certificate",),
    "codes": ("open_code",),
    "images": ("keep_signature_image",),
    "keys": ("PinRefused", "change_pin", "enrol_official", "unlock"),
    "sealing": ("fill", "seal", "seal_attachment", "seal_slip"),
    "signing": ("Unlocked", "open_intent", "sign", "sign_with_pin", "unlock_intent"),
    "trust": ("add_anchor", "issue_seal", "make_trust"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)


def __getattr__(name):
    if name not in _HOME_OF:
        raise AttributeError(name)
    return getattr(import_module(f"signatures.actions.{_HOME_OF[name]}"), name)
