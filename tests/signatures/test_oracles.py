"""Programs that are not ours agree on what we sign: pdfsig (NSS), mutool (MuPDF), openssl and qpdf."""

import re
import shutil
import subprocess

import pytest

from signatures.authorities import to_pem
from signatures.verification.verdict import Level
from tests.signatures import pki

PROGRAMS = ("pdfsig", "mutool", "openssl", "qpdf", "certutil", "pdftotext", "pdffonts")
missing = [each for each in PROGRAMS if not shutil.which(each)]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def told(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **more)
    return done.stdout + done.stderr


def put(tmp_path, content, name="paper.pdf"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.fixture
def root(tmp_path):
    return put(tmp_path, to_pem(pki.house().root.certificate), "root.pem")


@pytest.fixture
def trusted(tmp_path, root):
    """An NSS database that trusts our root, as a reader's does after its owner installed it."""
    place = f"sql:{tmp_path / 'nss'}"
    (tmp_path / "nss").mkdir()
    told("certutil", "-N", "-d", place, "--empty-password")
    told("certutil", "-A", "-d", place, "-n", "root", "-t", "CT,CT,CT", "-i", str(root))
    return place


def test_pdfsig_finds_both_signatures_valid_and_trusted(tmp_path, trusted):
    said = told("pdfsig", "-no-ocsp", "-nssdir", trusted, str(put(tmp_path, pki.sealed())))
    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert said.count("Certificate Validation: Certificate is Trusted.") == 2
    assert said.count("Total document signed") == 1
    assert said.count("Not total document signed") == 1
    assert said.count("Signature Type: ETSI.CAdES.detached") == 2


def test_pdfsig_calls_a_strangers_certificate_untrusted(tmp_path, trusted):
    rogue = pki.build_house()
    said = told("pdfsig", "-no-ocsp", "-nssdir", trusted, str(put(tmp_path, pki.sign(of=rogue))))
    assert "Certificate is Trusted." not in said


def test_mutool_finds_the_seal_unchanged(tmp_path):
    said = told("mutool", "sign", "-v", str(put(tmp_path, pki.sealed())))
    assert said.count("The document is unchanged since signing.") == 1
    assert said.count("The signature is valid but there have been edits since signing.") == 1


def test_mutool_finds_a_flipped_bit(tmp_path):
    content = bytearray(pki.sealed())
    content[3000] ^= 1
    assert told("mutool", "sign", "-v", str(put(tmp_path, bytes(content)))).count("Digest error") == 2


def parts(pdf):
    """(bytes under the signature, DER of its CMS) for each signature."""
    for found in re.finditer(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)", pdf):
        first, length, second, rest = (int(each) for each in found.groups())
        held = pdf[first + length + 1 : second - 1]
        cms = bytes.fromhex(held.decode())
        size = int.from_bytes(cms[2:4]) + 4
        yield pdf[first : first + length] + pdf[second : second + rest], cms[:size]


def test_openssl_verifies_each_cms_over_exactly_its_bytes(tmp_path, root):
    for number, (covered, cms) in enumerate(parts(pki.sealed())):
        content, signature = put(tmp_path, covered, f"{number}.bin"), put(tmp_path, cms, f"{number}.cms")
        said = told(
            *("openssl", "cms", "-verify", "-inform", "DER", "-in", str(signature), "-binary"),
            *("-content", str(content), "-CAfile", str(root), "-purpose", "any", "-cades", "-out", "/dev/null"),
        )
        assert "CAdES Verification successful" in said


def test_openssl_verifies_the_time_stamp_inside(tmp_path, root):
    from asn1crypto import cms as asn1

    for _covered, der in parts(pki.sealed()):
        signer = asn1.ContentInfo.load(der)["content"]["signer_infos"][0]
        token = put(tmp_path, signer["unsigned_attrs"][0]["values"][0].dump(), "token.der")
        data = put(tmp_path, signer["signature"].native, "data.bin")
        issuing = put(tmp_path, to_pem(pki.house().issuing.certificate), "issuing.pem")
        said = told(
            *("openssl", "ts", "-verify", "-token_in", "-in", str(token), "-data", str(data)),
            *("-CAfile", str(root), "-untrusted", str(issuing)),
        )
        assert "Verification: OK" in said


def test_openssl_accepts_the_chain_and_the_list(tmp_path, root):
    issuing = put(tmp_path, to_pem(pki.house().issuing.certificate), "issuing.pem")
    leader = put(tmp_path, to_pem(pki.house().leader.certificate), "leader.pem")
    said = told("openssl", "verify", "-x509_strict", "-CAfile", str(root), "-untrusted", str(issuing), str(leader))
    assert said.strip() == f"{leader}: OK"


def test_qpdf_finds_no_fault_after_each_step(tmp_path):
    for step in (pki.prepared(), pki.signed(), pki.filled(), pki.sealed()):
        assert "No syntax or stream encoding errors found" in told("qpdf", "--check", str(put(tmp_path, step)))


def test_number_and_date_can_be_read_and_fonts_are_embedded(tmp_path):
    path = put(tmp_path, pki.sealed())
    text = told("pdftotext", "-layout", str(path), "-")
    assert all(each in text.split() for each in pki.VALUES.values())
    rows = told("pdffonts", str(path)).splitlines()[2:]
    assert [row.split()[-5] for row in rows] == ["yes"] * len(rows)


def test_our_verdict_agrees_with_theirs():
    from signatures.verification import verify

    verdict = verify(pki.sealed(), pki.house().trust())
    assert verdict.passed
    assert [each.level for each in verdict.signatures] == [Level.T, Level.T]
