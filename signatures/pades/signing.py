"""Putting a signature into a PDF: PAdES baseline B-B or B-T, one incremental update each."""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext_lazy as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from signatures.authorities import to_der
from signatures.pades.intake import Unsuitable
from signatures.pades.preparing import AGENCY_FIELD, LEADER_FIELD
from signatures.timestamps import OwnTimestamper

RESERVED = 24_576
"""Hexadecimal digits kept for the CMS: a B-T of ours needs about 9,000, so no trial signature is made."""
DIGEST = "sha256"


class Level(StrEnum):
    """PAdES baseline levels (ETSI EN 319 142-1 §6)."""

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


@dataclass(frozen=True)
class SigningKeyPair:
    """A live private key with its certificate and the certificates above it, root included or not."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()


class LiveKeySigner(signers.Signer):
    """A pyHanko signer around a live `cryptography` key: pyHanko's own re-reads the key for every signature."""

    def __init__(self, pair: SigningKeyPair):
        store = SimpleCertificateStore()
        store.register_multiple(_readable(each) for each in pair.chain)
        super().__init__(signing_cert=_readable(pair.certificate), cert_registry=store, embed_roots=True)
        self._key = pair.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run=False) -> bytes:
        return self._key.sign(data, ec.ECDSA(_HASHES[digest_algorithm]()))


_HASHES = {"sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}


def _readable(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(to_der(certificate))


def sign(
    pdf: bytes,
    pair: SigningKeyPair,
    *,
    appearance: BaseStampStyle,
    timestamper: OwnTimestamper | None = None,
    field: str = LEADER_FIELD,
    spot=None,
    name: str = "",
    reason: str = "",
) -> bytes:
    """The PDF with one more person's signature; B-T with a timestamper, else B-B.

    Without `spot` the field must have been prepared; with it a field is made there. Later filling of form
    fields and further signatures stay allowed (DocMDP 2). `name` and `reason` go into the
    signature dictionary. Raises Unsuitable when the field is missing or signed already.
    """
    return _signed(pdf, pair, appearance, timestamper, field, spot, MDPPerm.FILL_FORMS, name, reason)


def seal(
    pdf: bytes,
    pair: SigningKeyPair,
    *,
    appearance: BaseStampStyle,
    timestamper: OwnTimestamper | None = None,
    field: str = AGENCY_FIELD,
    spot=None,
    name: str = "",
    reason: str = "",
    lists: tuple[x509.CertificateRevocationList, ...] = (),
) -> bytes:
    """The PDF with the agency's signature: afterwards only validation data may be added (DocMDP 1).

    `lists` are kept inside the file (DSS, ETSI EN 319 142-1, 5.4.2), in the sealed revision itself: a stranger with
    nothing but the root can later tell that no certificate was revoked.
    """
    return _signed(pdf, pair, appearance, timestamper, field, spot, MDPPerm.NO_CHANGES, name, reason, lists)


def _signed(pdf, pair, appearance, timestamper, field, spot, permission, name, reason, lists=()) -> bytes:
    signature = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=name or None,
        reason=reason or None,
        docmdp_permissions=permission,
    )
    signer = _Signer(
        signature,
        LiveKeySigner(pair),
        timestamper=timestamper,
        stamp_style=appearance,
        new_field_spec=_new_field(field, spot, permission) if spot else None,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=True)
    if lists:
        _carry(writer, lists)
    signing = signer.async_sign_pdf(writer, existing_fields_only=spot is None, bytes_reserved=RESERVED)
    try:
        return run(signing).getvalue()
    except SigningError as fault:
        raise Unsuitable(_("Ô ký của văn bản không còn trống hoặc không có.")) from fault


class _Signer(signers.PdfSigner):
    """Leaves the catalogue's version alone: pyHanko would declare PDF 2.0 for ECDSA, which PDF/A-2 does not know."""

    def register_extensions(self, pdf_out, *, md_algorithm):
        return


def _carry(writer: IncrementalPdfFileWriter, lists) -> None:
    readable = [asn1_crl.CertificateList.load(each.public_bytes(Encoding.DER)) for each in lists]
    DocumentSecurityStore.supply_dss_in_writer(writer, None, crls=readable)


def _new_field(name, spot, permission) -> SigFieldSpec:
    return SigFieldSpec(
        sig_field_name=name,
        on_page=spot.page,
        box=tuple(round(each) for each in (spot.x0, spot.y0, spot.x1, spot.y1)),
        field_mdp_spec=FieldMDPSpec(FieldMDPAction.INCLUDE, fields=[]),
        doc_mdp_update_value=permission,
    )


def run(coroutine):
    """Runs a coroutine of pyHanko to its end, also where the thread already drives an event loop."""
    if not _is_inside_a_loop():
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, coroutine).result()


def _is_inside_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
