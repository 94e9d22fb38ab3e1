"""Signatures by the wrong certificate or in the wrong form: each returns bytes that must never pass."""

import io
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, cms, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.signers import cms_embedder
from pyhanko.sign.signers.pdf_byterange import PdfSignedData
from pyhanko_certvalidator.registry import SimpleCertificateStore

from signatures import authorities, pades
from signatures.authorities import Profile, subject_name, to_der
from signatures.pades import Spot, appearance
from tests.signatures import pki

SOMEWHERE = Spot(0, 20, 20, 60, 40)


def _sealed_alone(signer, of=None, **more):
    """One closing signature on the plain letter."""
    of = of or pki.house()
    look = appearance.name_in_ink("Giả mạo")
    more.setdefault("timestamper", pki.stamper(of))
    return pades.seal(pki.letter(), pki.pair(signer), appearance=look, spot=SOMEWHERE, **more)


def rogue_authority_of_the_same_name():
    rogue = pki.build_house()
    return pki.put_seal(pades.fill(pki.sign(of=rogue), pki.VALUES), of=rogue)


def rogue_authority_with_our_stamps():
    rogue = pki.build_house()
    return _sealed_alone(rogue.leader, timestamper=pki.stamper())


def stamped_by_a_rogue():
    return _sealed_alone(pki.house().leader, timestamper=pki.stamper(pki.build_house()))


def _leader_certified(**more):
    key = authorities.new_key()
    name = subject_name(pki.LEADER, organisation=pki.OFFICE)
    more.setdefault("profile", Profile.PERSON)
    certificate = authorities.certify(pki.house().issuing, key.public_key(), name, **more)
    return authorities.Authority(key, certificate, pki.house().issuing.path)


def certificate_expired():
    past = datetime.now(UTC) - timedelta(days=10)
    return _sealed_alone(_leader_certified(now=past, lifetime=timedelta(days=2)))


def certificate_expired_and_no_stamp():
    past = datetime.now(UTC) - timedelta(days=10)
    return _sealed_alone(_leader_certified(now=past, lifetime=timedelta(days=2)), timestamper=None)


def certificate_not_yet_valid():
    return _sealed_alone(_leader_certified(now=datetime.now(UTC) + timedelta(days=2)))


def certificate_of_the_stamping_authority():
    return _sealed_alone(pki.house().stamps)


def certificate_of_the_issuing_authority():
    return _sealed_alone(pki.house().issuing)


def certificate_issued_by_a_colleague():
    """A person's certificate used as if it were an authority (path length, basic constraints)."""
    key = authorities.new_key()
    name = subject_name("Giám đốc giả", organisation=pki.OFFICE)
    leader = pki.house().leader
    certificate = authorities.certify(leader, key.public_key(), name, Profile.PERSON)
    return _sealed_alone(authorities.Authority(key, certificate, leader.path))


def self_signed():
    key = authorities.new_key()
    name = subject_name(pki.LEADER, organisation=pki.OFFICE)
    certificate = authorities.certify(
        authorities.Authority(key, pki.house().leader.certificate), key.public_key(), name, Profile.PERSON
    )
    return _sealed_alone(authorities.Authority(key, certificate))


# --- Weak or malformed CMS -------------------------------------------------------------------------


def _with_cms(build, md_algorithm="sha256"):
    """The letter with a signature dictionary that holds whatever `build(digest)` returns."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pki.letter()))
    steps = cms_embedder.PdfCMSEmbedder().write_cms(field_name="giam-doc", writer=writer)
    next(steps)
    placeholder = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.PADES, bytes_reserved=16_384)
    steps.send(cms_embedder.SigObjSetup(sig_placeholder=placeholder))
    digest, output = steps.send(cms_embedder.SigIOSetup(md_algorithm=md_algorithm, in_place=False))
    steps.send(build(digest.document_digest))
    return output.getvalue()


def _cms(attributes, signature, *, content=None, certificate=None):
    signer = pki.house().leader.certificate if certificate is None else certificate
    readable = x509.Certificate.load(to_der(signer))
    information = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                {"issuer": readable.issuer, "serial_number": readable.serial_number},
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": signature,
        }
    )
    if attributes is not None:
        information["signed_attrs"] = attributes
    content_info = {"content_type": "data"} | ({"content": content} if content else {})
    chain = [x509.Certificate.load(to_der(each)) for each in pki.house().leader.chain]
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": content_info,
            "certificates": [readable, *chain],
            "signer_infos": [information],
        }
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()


def _attributes(digest, *, certificate=True):
    found = [simple_cms_attribute("content_type", "data"), simple_cms_attribute("message_digest", digest)]
    if certificate:
        own = x509.Certificate.load(to_der(pki.house().leader.certificate))
        found.append(simple_cms_attribute("signing_certificate_v2", as_signing_certificate_v2(own)))
    return cms.CMSAttributes(found)


def _raw(data):
    return pki.house().leader.key.sign(data, ec.ECDSA(hashes.SHA256()))


def no_signed_attributes():
    def build(digest):
        return _cms(None, pki.house().leader.key.sign(digest, ec.ECDSA(Prehashed(hashes.SHA256()))))

    return _with_cms(build)


def no_signing_certificate_attribute():
    def build(digest):
        attributes = _attributes(digest, certificate=False)
        return _cms(attributes, _raw(attributes.dump()))

    return _with_cms(build)


def content_inside_the_cms():
    def build(digest):
        attributes = _attributes(digest)
        return _cms(attributes, _raw(attributes.dump()), content=b"noi dung khac")

    return _with_cms(build)


def digest_of_another_file():
    def build(digest):
        attributes = _attributes(b"\0" * 32)
        return _cms(attributes, _raw(attributes.dump()))

    return _with_cms(build)


def signing_certificate_attribute_of_another():
    def build(digest):
        attributes = _attributes(digest)
        other = pki.house().agency
        signature = other.key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))
        return _cms(attributes, signature, certificate=other.certificate)

    return _with_cms(build)


def cms_that_is_no_cms():
    return _with_cms(lambda digest: b"\x30\x03\x02\x01\x01")


def _by_pyhanko(key, certificate, md_algorithm):
    store = SimpleCertificateStore()
    store.register_multiple(translate_pyca_cryptography_cert_to_asn1(each) for each in pki.house().issuing.path)
    signer = signers.SimpleSigner(
        signing_cert=translate_pyca_cryptography_cert_to_asn1(certificate),
        signing_key=translate_pyca_cryptography_key_to_asn1(key),
        cert_registry=store,
    )
    meta = signers.PdfSignatureMetadata(
        field_name="giam-doc", md_algorithm=md_algorithm, subfilter=SigSeedSubFilter.PADES
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pki.letter()))
    return signers.sign_pdf(writer, meta, signer=signer).getvalue()


def digest_by_sha1():
    leader = pki.house().leader
    return _by_pyhanko(leader.key, leader.certificate, "sha1")


def rsa_key_of_1024_bits():
    key = rsa.generate_private_key(65537, 1024)
    name = subject_name(pki.LEADER, organisation=pki.OFFICE)
    certificate = authorities.certify(pki.house().issuing, key.public_key(), name, Profile.PERSON)
    return _by_pyhanko(key, certificate, "sha256")


FORGERIES = [
    value
    for value in list(globals().values())
    if callable(value) and getattr(value, "__module__", "") == __name__ and not value.__name__.startswith("_")
]
