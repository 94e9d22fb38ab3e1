"""Set-up of the agency's own trust: root, issuing authority, time-stamps, and the seal of each agency."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, files
from core.refusals import BadInput, WrongState
from signatures import authorities
from signatures.actions.certificates import issue, keep, keep_key, revoke_certificate
from signatures.actions.images import replace_image
from signatures.actions.revocations import keep_root_list
from signatures.authorities import Addresses, NameTooLong, Profile
from signatures.models import Certificate, SignatureImage, SigningKey, TrustAnchor
from signatures.pepper import make_pepper
from signatures.seals import draw_seal

ROOT_NAME = "Gốc chữ ký số nội bộ"
ISSUING_NAME = "Nơi cấp chứng thư số nội bộ"
STAMPING_NAME = "Nơi cấp dấu thời gian nội bộ"


@dataclass(frozen=True)
class NewTrust:
    """What must leave the server after set-up: the root key as encrypted PEM, and its passphrase, shown once."""

    root: Certificate
    root_key: bytes
    passphrase: str


@transaction.atomic
def make_trust(*, organisation: str, passphrase: str = "", by=None) -> NewTrust:
    """Root, issuing authority and time-stamping authority of this installation, once.

    The root's private key is only returned, encrypted, and not kept. Raises WrongState when trust exists already and
    BadInput when the name does not fit a certificate.
    """
    if Certificate.objects.filter(profile=Profile.ROOT, revoked_at__isnull=True).exists():
        raise WrongState(_("Chữ ký số của cơ quan đã được thiết lập."))
    make_pepper()
    passphrase = passphrase or secrets.token_urlsafe(24)
    root = authorities.make_root(_name(ROOT_NAME, organisation))
    root_row = keep(root.certificate, Profile.ROOT, issuer=None)
    keep_root_list(root)
    addresses = Addresses(settings.CERTIFICATE_URL)
    issuing = authorities.make_issuing(root, _name(ISSUING_NAME, organisation), addresses=addresses)
    keep_key(keep(issuing.certificate, Profile.ISSUING, issuer=root_row), issuing.key)
    issue(_name(STAMPING_NAME, organisation), Profile.TIMESTAMP)
    _believe(root_row, organisation)
    audit.record("trust_made", root_row, by=by, sha256=root_row.sha256)
    return NewTrust(root_row, authorities.sealed_root_key(root.key, passphrase), passphrase)


def _name(common_name: str, organisation: str, **more):
    try:
        return authorities.subject_name(common_name, organisation=organisation, **more)
    except NameTooLong as fault:
        raise BadInput(_("Tên “%(name)s” quá dài nên không ghi được vào chứng thư.") % {"name": fault}) from None


def _believe(root: Certificate, organisation: str) -> None:
    TrustAnchor.objects.create(
        name=f"{root.name}, {organisation}", kind=TrustAnchor.Kind.INTERNAL, sha256=root.sha256, der=root.der
    )


@transaction.atomic
def issue_seal(office, *, by=None, image: bytes | None = None) -> SigningKey:
    """The agency's own certificate and key, and the picture of its seal (a drawn one unless `image` is given).

    An earlier certificate of the agency is revoked as replaced.
    """
    office = office.home
    for earlier in Certificate.objects.of_agency(office).filter(revoked_at__isnull=True):
        revoke_certificate(earlier, reason=Certificate.Revocation.REPLACED, by=by)
    name = authorities.first_fitting(office.name, office.label, office.abbreviation)
    key = issue(_name(name, name, identifier=office.code), Profile.AGENCY, office=office)
    drawn = image or draw_seal(office.label, office.superior_name)
    source = SignatureImage.Source.UPLOAD if image else SignatureImage.Source.DRAWN
    revision = files.store(drawn, name="con-dau.png", by=by, note=str(_("Ảnh con dấu")))
    replace_image(revision, source=source, office=office)
    audit.record("seal_issued", key.certificate, by=by, office=office.name, sha256=key.certificate.sha256)
    return key


@transaction.atomic
def add_anchor(pem_or_der: bytes, *, kind: str, name: str = "", note: str = "", by) -> list[TrustAnchor]:
    """Believe the roots of a bundle (PEM, or one DER). Raises BadInput for what is not a certificate authority."""
    from signatures.verification import read_certificates

    try:
        certificates = read_certificates(pem_or_der)
    except ValueError:
        raise BadInput(_("Tệp không phải chứng thư số (PEM hoặc DER).")) from None
    added = []
    for certificate in certificates:
        anchor, _created = TrustAnchor.objects.update_or_create(
            sha256=authorities.fingerprint(certificate),
            defaults={
                "der": authorities.to_der(certificate),
                "name": (name or certificate.subject.rfc4514_string())[:200],
                "kind": kind,
                "note": note,
                "added_by": by,
                "is_active": True,
            },
        )
        audit.record("trust_anchor_added", anchor, by=by, kind=kind, sha256=anchor.sha256)
        added.append(anchor)
    return added
