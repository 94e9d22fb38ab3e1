"""Ways to tamper with a sealed paper or to forge a signature: each returns bytes that must never pass."""

import io
import re
from datetime import UTC, datetime, timedelta

import pikepdf
from asn1crypto import algos, cms, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
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

INVISIBLE = Spot(0, 20, 20, 60, 40)


def _update(pdf, change):
    """One incremental update made by `change(writer)`."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def _field(writer, name):
    return next(each for each in writer.root["/AcroForm"]["/Fields"] if each.get_object()["/T"] == name)


def _byte_ranges(pdf):
    return list(re.finditer(rb"/ByteRange \[([^\]]*)\]", pdf))


def _replace_range(pdf, text):
    found = _byte_ranges(pdf)[-1]
    inside = text.ljust(found.end(1) - found.start(1))
    return pdf[: found.start(1)] + inside + pdf[found.end(1) :]


def _contents(pdf):
    return list(re.finditer(rb"/Contents <([0-9a-fA-F]+)>", pdf))


# --- Bytes -----------------------------------------------------------------------------------------


def bit_flipped_in_the_page():
    content = bytearray(pki.sealed())
    content[3000] ^= 1
    return bytes(content)


def bit_flipped_in_the_seal_revision():
    content = bytearray(pki.sealed())
    content[len(pki.filled()) + 400] ^= 1
    return bytes(content)


def bit_flipped_in_the_first_cms():
    content = bytearray(pki.sealed())
    start = _contents(pki.sealed())[0].start(1)
    content[start + 2001 : start + 2002] = b"0" if content[start + 2001 : start + 2002] != b"0" else b"1"
    return bytes(content)


def junk_after_the_end():
    return pki.sealed() + b"\n% them vao\n"


def blank_line_after_the_end():
    return pki.sealed() + b"\n\n"


def another_pdf_after_the_end():
    return pki.sealed() + pki.letter()


def junk_before_the_start():
    return b"GARBAGE\n" + pki.sealed()


def cut_to_the_leaders_revision():
    return pki.sealed()[: len(pki.signed())]


def cut_to_the_filled_revision():
    return pki.sealed()[: len(pki.filled())]


def cut_in_half():
    return pki.sealed()[: len(pki.sealed()) // 2]


def saved_again_by_another_program():
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(pki.sealed())) as document:
        document.save(result)
    return result.getvalue()


def locked_with_a_password():
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(pki.sealed())) as document:
        document.save(result, encryption=pikepdf.Encryption(owner="a", user="b"))
    return result.getvalue()


# --- The signature dictionary ----------------------------------------------------------------------


def contents_all_zero():
    found = _contents(pki.sealed())[-1]
    return pki.sealed()[: found.start(1)] + b"0" * len(found[1]) + pki.sealed()[found.end(1) :]


def contents_of_the_other_signature():
    first, last = _contents(pki.sealed())[0], _contents(pki.sealed())[-1]
    return pki.sealed()[: last.start(1)] + first[1] + pki.sealed()[last.end(1) :]


def contents_key_renamed():
    found = _contents(pki.sealed())[-1]
    return pki.sealed()[: found.start()] + b"/Kontents" + pki.sealed()[found.start() + 9 :]


def byte_range_key_renamed():
    return pki.sealed().replace(b"/ByteRange", b"/ByteRanje")


def byte_range_of_nothing():
    return _replace_range(pki.sealed(), b"0 0 0 0")


def byte_range_negative():
    return _replace_range(pki.sealed(), b"0 -1 -1 10")


def byte_range_beyond_the_file():
    return _replace_range(pki.sealed(), b"0 100 200 999999999")


def byte_range_with_a_gap():
    first, second, third, fourth = (int(each) for each in _byte_ranges(pki.sealed())[-1][1].split())
    return _replace_range(pki.sealed(), b"%d %d %d %d" % (first, second - 20, third, fourth))


def byte_range_short_of_the_end():
    first, second, third, fourth = (int(each) for each in _byte_ranges(pki.sealed())[-1][1].split())
    return _replace_range(pki.sealed(), b"%d %d %d %d" % (first, second, third, fourth - 30))


def byte_range_of_the_first_signature():
    return _replace_range(pki.sealed(), _byte_ranges(pki.sealed())[0][1])


# --- Incremental updates after the seal ------------------------------------------------------------


def page_painted_over():
    def change(writer):
        page = writer.root["/Pages"]["/Kids"][0]
        paint = generic.StreamObject(stream_data=b"1 1 1 rg 0 0 600 900 re f")
        page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), writer.add_object(paint)])
        writer.update_container(page)

    return _update(pki.sealed(), change)


def content_stream_replaced():
    def change(writer):
        page = writer.root["/Pages"]["/Kids"][0]
        reference = page.raw_get("/Contents")
        fresh = generic.StreamObject(stream_data=b"BT ET")
        writer.objects[(reference.generation, reference.idnum)] = fresh

    return _update(pki.sealed(), change)


def note_pasted_on_the_page():
    def change(writer):
        page = writer.root["/Pages"]["/Kids"][0]
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(each) for each in (80, 700, 300, 760)]),
                pdf_name("/Contents"): pdf_string("Không có hiệu lực"),
            }
        )
        page["/Annots"].append(writer.add_object(note))
        writer.update_container(page["/Annots"])

    return _update(pki.sealed(), change)


def page_added():
    def change(writer):
        pages = writer.root["/Pages"]
        extra = generic.DictionaryObject(pages["/Kids"][0])
        pages["/Kids"].append(writer.add_object(extra))
        pages["/Count"] = generic.NumberObject(2)
        writer.update_container(pages)

    return _update(pki.sealed(), change)


def number_changed_after_the_seal():
    def change(writer):
        field = _field(writer, "number").get_object()
        field["/V"] = pdf_string("99")
        writer.update_container(field)

    return _update(pki.sealed(), change)


def number_redrawn_after_the_seal():
    def change(writer):
        field = _field(writer, "number").get_object()
        look = generic.StreamObject(
            {
                pdf_name("/Type"): pdf_name("/XObject"),
                pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): field["/AP"]["/N"]["/BBox"],
            },
            stream_data=b"0 0 20 20 re f",
        )
        field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
        writer.update_container(field)

    return _update(pki.sealed(), change)


def fields_taken_away():
    def change(writer):
        writer.root["/AcroForm"]["/Fields"] = generic.ArrayObject()
        writer.update_container(writer.root["/AcroForm"])

    return _update(pki.sealed(), change)


def seal_field_taken_away():
    def change(writer):
        form = writer.root["/AcroForm"]
        kept = [each for each in form["/Fields"] if each.get_object()["/T"] != "agency"]
        form["/Fields"] = generic.ArrayObject(kept)
        writer.update_container(form)

    return _update(pki.sealed(), change)


def script_that_opens_with_the_paper():
    def change(writer):
        action = generic.DictionaryObject(
            {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
        )
        writer.root["/OpenAction"] = writer.add_object(action)
        writer.update_root()

    return _update(pki.sealed(), change)


def seal_moved_on_the_page():
    def change(writer):
        field = _field(writer, "agency").get_object()
        field["/Rect"] = generic.ArrayObject([generic.NumberObject(each) for each in (0, 0, 600, 800)])
        writer.update_container(field)

    return _update(pki.sealed(), change)


def signed_again_by_a_colleague():
    """A colleague with a good certificate puts a visible signature over the sealed paper."""
    return pki.sign(pki.sealed(), field="khac", spot=Spot(0, 84, 700, 300, 790))


def number_filled_by_nobody_with_authority():
    """The leader's paper with a number that no seal protects."""
    return pades.fill(pki.signed(), {"number": "77"})


# --- Forged or unfit certificates ------------------------------------------------------------------


def _sealed_alone(signer, of=None, **more):
    """One closing signature on the plain letter."""
    of = of or pki.house()
    look = appearance.name_in_ink("Giả mạo")
    more.setdefault("timestamper", pki.stamper(of))
    return pades.seal(pki.letter(), pki.pair(signer), appearance=look, spot=INVISIBLE, **more)


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


TAMPERINGS = [
    value
    for value in list(globals().values())
    if callable(value) and getattr(value, "__module__", "") == __name__ and not value.__name__.startswith("_")
]
