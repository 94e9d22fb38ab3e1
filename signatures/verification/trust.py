"""Whom a verifier believes: trust anchors with their legal kind, revocation lists and registers of our own."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from django.utils.translation import gettext_lazy as _

from signatures.authorities import fingerprint, to_der


class Kind(StrEnum):
    """The three kinds of electronic signature of Law 20/2023/QH15 art. 22, told by the chain alone."""

    INTERNAL = "internal"
    PUBLIC = "public"
    OFFICIAL = "official"
    UNKNOWN = "unknown"

    @property
    def label(self):
        return _LABELS[self]


_LABELS = {
    Kind.INTERNAL: _("Chữ ký điện tử chuyên dùng (nội bộ cơ quan)"),
    Kind.PUBLIC: _("Chữ ký số công cộng"),
    Kind.OFFICIAL: _("Chữ ký số chuyên dùng công vụ"),
    Kind.UNKNOWN: _("Chưa rõ loại chữ ký (không nối được tới gốc tin cậy)"),
}


@dataclass(frozen=True)
class Anchor:
    """A root certificate (DER) somebody decided to believe, and what its signatures are before the law."""

    certificate: bytes
    kind: Kind = Kind.UNKNOWN


@dataclass(frozen=True)
class Trust:
    """Everything a judgement may rest on; nothing is ever fetched from the network.

    `intermediates` and `lists` (CRLs) are DER. `registers` maps the SHA-256 of an issuing certificate of ours to the
    revoked serial numbers with their times: a register knows the state of every certificate of that issuer.
    """

    anchors: tuple[Anchor, ...] = ()
    intermediates: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    registers: dict[str, dict[int, datetime]] = field(default_factory=dict)

    def to_json(self) -> dict:
        return {
            "anchors": [[each.certificate.hex(), each.kind] for each in self.anchors],
            "intermediates": [each.hex() for each in self.intermediates],
            "lists": [each.hex() for each in self.lists],
            "registers": {
                issuer: {str(serial): when.isoformat() for serial, when in revoked.items()}
                for issuer, revoked in self.registers.items()
            },
        }

    @classmethod
    def from_json(cls, facts: dict) -> "Trust":
        return cls(
            tuple(Anchor(bytes.fromhex(der), Kind(kind)) for der, kind in facts["anchors"]),
            tuple(bytes.fromhex(each) for each in facts["intermediates"]),
            tuple(bytes.fromhex(each) for each in facts["lists"]),
            {
                issuer: {int(serial): datetime.fromisoformat(when) for serial, when in revoked.items()}
                for issuer, revoked in facts["registers"].items()
            },
        )


def anchor(certificate: x509.Certificate, kind: Kind = Kind.UNKNOWN) -> Anchor:
    return Anchor(to_der(certificate), kind)


def read_certificates(data: bytes) -> list[x509.Certificate]:
    """Every certificate of a PEM bundle, or the one of a DER file. Raises ValueError."""
    if b"-----BEGIN" in data:
        return x509.load_pem_x509_certificates(data)
    return [x509.load_der_x509_certificate(data)]


def register_of(issuer: x509.Certificate, revoked: dict[int, datetime]) -> dict[str, dict[int, datetime]]:
    return {fingerprint(issuer): dict(revoked)}
