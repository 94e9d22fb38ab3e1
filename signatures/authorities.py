"""The agency's own certification authority: root → issuing authority → signers, seal and time-stamps.

X.509 profiles follow RFC 5280; extended key usages follow RFC 9336 (document signing) and RFC 3161 §2.3
(time-stamping, critical and alone). Vietnamese law calls what this authority makes a "chữ ký điện tử chuyên
dùng" (Law 20/2023/QH15 art. 22.1.a): it is never presented as public or official-duty (công vụ).
"""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
LONGEST_NAME = 64
"""Longest common name, organisation, unit and title. RFC 5280 counts characters, `cryptography` and other readers the
bytes of UTF-8: a name that stays within 64 bytes fits both."""
BACKDATE = timedelta(minutes=5)
"""Certificates start a little in the past, so that a neighbour whose clock is behind can read them."""

ROOT_FILE, ISSUING_FILE = "goc", "trung-gian"
"""File names under /xac-minh/ of each authority's certificate (.crt) and revocation list (.crl)."""

PrivateKey = ec.EllipticCurvePrivateKey
PublicKey = ec.EllipticCurvePublicKey


class Profile(StrEnum):
    """What a certificate may be used for."""

    ROOT = "root"
    ISSUING = "issuing"
    PERSON = "person"
    AGENCY = "agency"
    TIMESTAMP = "timestamp"


LIFETIME = {
    Profile.ROOT: timedelta(days=365 * 20),
    Profile.ISSUING: timedelta(days=365 * 10),
    Profile.PERSON: timedelta(days=365 * 2),
    Profile.AGENCY: timedelta(days=365 * 3),
    Profile.TIMESTAMP: timedelta(days=365 * 5),
}

_SIGNER_USAGES = [DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]
_EXTENDED_USAGES = {
    Profile.PERSON: (_SIGNER_USAGES, False),
    Profile.AGENCY: (_SIGNER_USAGES, False),
    Profile.TIMESTAMP: ([ExtendedKeyUsageOID.TIME_STAMPING], True),
}
_PATH_LENGTH = {Profile.ROOT: 1, Profile.ISSUING: 0}


class NameTooLong(ValueError):
    """A name does not fit the 64 bytes of UTF-8 that a certificate leaves for it; the argument is the name."""


@dataclass(frozen=True)
class Authority:
    """A key pair with its certificate and the certificates above it (nearest first, root last)."""

    key: PrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def path(self) -> tuple[x509.Certificate, ...]:
        return (self.certificate, *self.chain)


@dataclass(frozen=True)
class Addresses:
    """Where the certificates say their issuer and its revocation list can be fetched.

    `base` is printed into certificates for ever, so an agency sets it before the first certificate; empty leaves both
    extensions out (NSS, and with it pdfsig, then trusts no certificate although the chain is good).
    """

    base: str = ""

    def issuer(self, name: str) -> str:
        return f"{self.base.rstrip('/')}/xac-minh/{name}.crt"

    def revocations(self, name: str) -> str:
        return f"{self.base.rstrip('/')}/xac-minh/{name}.crl"


def new_key() -> PrivateKey:
    """A fresh EC P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


def subject_name(
    common_name: str, *, organisation: str, unit: str = "", identifier: str = "", title: str = ""
) -> x509.Name:
    """The distinguished name of a certificate, in NFC.

    `identifier` tells apart people of one name (serialNumber, X.520 §6.2.9). Raises NameTooLong.
    """
    parts = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, _fitting(organisation)),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, _fitting(unit)),
        (NameOID.TITLE, _fitting(title)),
        (NameOID.SERIAL_NUMBER, identifier),
        (NameOID.COMMON_NAME, _fitting(common_name)),
    ]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])


def _fitting(name: str) -> str:
    if not fits(name):
        raise NameTooLong(name)
    return _clean(name)


def _clean(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def fits(name: str) -> bool:
    """Whether a certificate can hold the name."""
    return len(_clean(name).encode()) <= LONGEST_NAME


def first_fitting(*names: str) -> str:
    """The first of several names, the best first, that a certificate can hold; the last one when none can."""
    return next((each for each in names if each and fits(each)), names[-1])


def make_root(name: x509.Name, *, now: datetime | None = None) -> Authority:
    """A self-signed root authority."""
    key = new_key()
    certificate = _sign(key.public_key(), name, Profile.ROOT, issuer=None, issuer_key=key, now=now)
    return Authority(key, certificate)


def make_issuing(root: Authority, name: x509.Name, *, addresses=Addresses(), now=None) -> Authority:
    """The authority that issues every day; it may certify no further authority (path length 0)."""
    return make(root, name, Profile.ISSUING, addresses=addresses, now=now)


def make(issuer: Authority, name: x509.Name, profile: Profile, *, addresses=Addresses(), now=None) -> Authority:
    """A fresh key and its certificate of `profile`, signed by `issuer`."""
    key = new_key()
    certificate = certify(issuer, key.public_key(), name, profile, addresses=addresses, now=now)
    return Authority(key, certificate, issuer.path)


def certify(
    issuer: Authority,
    public_key: PublicKey,
    name: x509.Name,
    profile: Profile,
    *,
    addresses: Addresses = Addresses(),
    now: datetime | None = None,
    lifetime: timedelta | None = None,
) -> x509.Certificate:
    """A certificate for somebody's public key; never outlives its issuer."""
    return _sign(
        public_key, name, profile, issuer=issuer.certificate, issuer_key=issuer.key, addresses=addresses,
        now=now, lifetime=lifetime,
    )  # fmt: skip


def _sign(public_key, name, profile, *, issuer, issuer_key, addresses=Addresses(), now=None, lifetime=None):
    start = (now or datetime.now(UTC)) - BACKDATE
    end = start + (lifetime or LIFETIME[profile])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.subject if issuer else name)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(min(end, issuer.not_valid_after_utc) if issuer else end)
    )
    for extension, critical in _extensions(public_key, profile, issuer_key.public_key(), issuer, addresses):
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def _extensions(public_key, profile, issuer_public_key, issuer, addresses):
    is_authority = profile in _PATH_LENGTH
    yield x509.BasicConstraints(is_authority, _PATH_LENGTH.get(profile)), True
    yield _key_usage(profile), True
    if profile in _EXTENDED_USAGES:
        usages, critical = _EXTENDED_USAGES[profile]
        yield x509.ExtendedKeyUsage(usages), critical
    yield x509.SubjectKeyIdentifier.from_public_key(public_key), False
    yield x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_public_key), False
    if addresses.base and issuer:
        yield from _address_extensions(addresses, ROOT_FILE if _is_root(issuer) else ISSUING_FILE)


def _key_usage(profile: Profile) -> x509.KeyUsage:
    is_authority = profile in _PATH_LENGTH
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=profile in (Profile.PERSON, Profile.AGENCY),
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _is_root(certificate: x509.Certificate) -> bool:
    return certificate.subject == certificate.issuer


def _address_extensions(addresses: Addresses, name: str):
    issuer = x509.AccessDescription(
        AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(addresses.issuer(name))
    )
    yield x509.AuthorityInformationAccess([issuer]), False
    place = [x509.UniformResourceIdentifier(addresses.revocations(name))]
    yield x509.CRLDistributionPoints([x509.DistributionPoint(place, None, None, None)]), False


def revocation_list(
    authority: Authority,
    revoked: dict[int, datetime],
    *,
    number: int,
    now: datetime | None = None,
    lifetime: timedelta = timedelta(days=7),
) -> x509.CertificateRevocationList:
    """A CRL (RFC 5280 §5) of `authority`: `revoked` maps serial numbers to when they were revoked.

    `number` must grow with every list of an authority.
    """
    start = now or datetime.now(UTC)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(start)
        .next_update(start + lifetime)
        .add_extension(x509.CRLNumber(number), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), False)
    )
    for serial, when in sorted(revoked.items()):
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(authority.key, hashes.SHA256())


def to_der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def to_pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(each.public_bytes(serialization.Encoding.PEM) for each in certificates)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate's DER, in lower-case hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def sealed_root_key(key: PrivateKey, passphrase: str) -> bytes:
    """The root key as an encrypted PKCS#8 PEM, to be kept away from the server."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
