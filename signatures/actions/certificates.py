"""Issuing and revoking: every certificate of ours passes here."""

from datetime import timedelta

from cryptography import x509
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.refusals import BadInput, WrongState
from signatures import authorities, custody, rules
from signatures.authorities import Addresses, Authority, Profile
from signatures.models import Certificate, SigningKey
from signatures.pepper import pepper
from signatures.providers import provider_of

SHORTEST_REMAINDER = timedelta(days=30)
"""A certificate is renewed only when less than this is left, or it cannot be used any more."""


def keep(
    certificate: x509.Certificate, profile: Profile, *, issuer: Certificate | None, holder=None, office=None
) -> Certificate:
    """Write an issued certificate down; part of the act that issued it."""
    name = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value
    return Certificate.objects.create(
        profile=profile,
        issuer=issuer,
        holder=holder,
        office=office,
        name=name,
        serial=f"{certificate.serial_number:x}",
        sha256=authorities.fingerprint(certificate),
        der=authorities.to_der(certificate),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
    )


def keep_key(row: Certificate, key, *, pin: str | None = None) -> SigningKey:
    """Write a certificate's private key down, wrapped under its PIN or under the pepper. Raises WeakPin."""
    kept = SigningKey(certificate=row)
    if pin is None:
        kept.take(custody.wrap_for_server(key, pepper=pepper(), binding=kept.binding))
    else:
        kept.take(custody.wrap(key, pin=pin, pepper=pepper(), binding=kept.binding))
    kept.save(force_insert=True)
    return kept


def issue(name: x509.Name, profile: Profile, *, pin=None, holder=None, office=None) -> SigningKey:
    """A fresh key with its certificate from our issuing authority, both written down."""
    row, authority = issuing_authority()
    made = authorities.make(authority, name, profile, addresses=Addresses(settings.CERTIFICATE_URL))
    certificate = keep(made.certificate, profile, issuer=row, holder=holder, office=office)
    return keep_key(certificate, made.key, pin=pin)


def issuing_authority() -> tuple[Certificate, Authority]:
    """Our issuing authority, live. Raises WrongState before `make_trust` has run."""
    row = Certificate.objects.live().filter(profile=Profile.ISSUING).select_related("key", "issuer").first()
    if row is None:
        raise WrongState(_("Cơ quan chưa thiết lập chữ ký số. Quản trị hệ thống cần chạy lệnh make_trust."))
    pair = provider_of(row.key).unlock(row.key, pin=None)
    return row, Authority(pair.key, pair.certificate, pair.chain)


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, reason: str, by) -> Certificate:
    """Revoke at once: signing with it stops now, later signatures with it are refused everywhere.

    `reason` is a value of Certificate.Revocation. Raises Forbidden, BadInput, WrongState.
    """
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    require(
        by is None or rules.may_revoke(by, certificate),
        _("Chỉ người giữ chứng thư hoặc quản trị hệ thống được thu hồi."),
    )
    if reason not in Certificate.Revocation.values or not reason:
        raise BadInput(_("Hãy chọn lý do thu hồi."))
    if certificate.revoked_at:
        raise WrongState(_("Chứng thư này đã bị thu hồi trước đó."))
    certificate.revoked_at, certificate.revocation, certificate.revoked_by = timezone.now(), reason, by
    certificate.save(update_fields=["revoked_at", "revocation", "revoked_by"])
    audit.record("certificate_revoked", certificate, by=by, reason=reason, serial=certificate.serial)
    return certificate
