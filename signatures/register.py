"""What the registers of the rooms above say in public about a file, behind the code on its QR.

A room registers `function(file) -> list[tuple[str, str]] | None`: pairs of a name and a value that anybody may read,
or None when the file is not its own or must not be spoken of (secret, not yet issued, recalled).
"""

_providers = []


def provider(function):
    """Register a room's public facts; a decorator."""
    _providers.append(function)
    return function


def public_facts(file) -> list[tuple[str, str]] | None:
    """The first room's answer about a core File, or None when nothing may be said."""
    for each in _providers:
        facts = each(file)
        if facts is not None:
            return facts
    return None
