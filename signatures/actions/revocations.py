"""Revocation lists of our authorities (RFC 5280 §5): the root's made at set-up, the issuing one's when needed."""

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import transaction
from django.utils import timezone

from signatures.actions.certificates import issuing_authority
from signatures.authorities import LIFETIME, Authority, Profile, fingerprint, revocation_list
from signatures.models import Certificate, RevocationList

LIFE = timedelta(days=7)
AGE = timedelta(hours=24)
"""A list of the issuing authority is made anew after a day, or as soon as something was revoked since."""


def keep_root_list(root: Authority) -> RevocationList:
    """The root's list, empty, good as long as the root: its key leaves the server after set-up."""
    row = Certificate.objects.get(sha256=fingerprint(root.certificate))
    return _keep(row, root, {}, LIFETIME[Profile.ROOT])


def current_lists() -> tuple[x509.CertificateRevocationList, ...]:
    """The newest lists of root and issuing authority, to be carried by a sealed file."""
    issuing = issuing_list()
    root = RevocationList.objects.filter(issuer=issuing.issuer.issuer).first()
    return tuple(x509.load_der_x509_crl(bytes(each.der)) for each in (root, issuing) if each)


@transaction.atomic
def issuing_list() -> RevocationList:
    """The issuing authority's list: made within a day and after the last revocation."""
    row, authority = issuing_authority()
    last = row.revocation_lists.first()
    revoked = {int(each.serial, 16): each.revoked_at for each in row.issued.filter(revoked_at__isnull=False)}
    newest = max(revoked.values(), default=None)
    is_old = last is None or last.made_at < timezone.now() - AGE
    if is_old or (newest and newest > last.made_at):
        return _keep(row, authority, revoked, LIFE)
    return last


def _keep(row: Certificate, authority: Authority, revoked, lifetime) -> RevocationList:
    """Sign a list under the row's lock, one number above the last."""
    Certificate.objects.select_for_update().get(pk=row.pk)
    last = row.revocation_lists.first()
    number, now = (last.number if last else 0) + 1, timezone.now()
    made = revocation_list(authority, revoked, number=number, now=now, lifetime=lifetime)
    return RevocationList.objects.create(
        issuer=row, number=number, der=made.public_bytes(Encoding.DER), made_at=now, good_until=now + lifetime
    )
