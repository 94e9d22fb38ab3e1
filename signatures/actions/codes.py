"""Short codes for the QR on a paper."""

import secrets

from django.db import transaction

from signatures.models import PublicCode

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10
"""31^10 codes, about 50 bits: not to be guessed through a throttled page, short enough to type."""


@transaction.atomic
def open_code(file, *, by=None) -> PublicCode:
    """The public code of a core File; the same each time."""
    found = PublicCode.objects.filter(file=file).first()
    return found or PublicCode.objects.create(file=file, code=_fresh_code())


def _fresh_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _each in range(LENGTH))
