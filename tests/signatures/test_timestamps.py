"""Our time-stamps (RFC 3161): strong imprints, unique serials, time that never runs back."""

import hashlib
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import tsp

from signatures.authorities import to_pem
from signatures.timestamps import POLICY, ClockWentBack, WeakImprint
from tests.signatures import pki

NOON = datetime(2026, 5, 4, 5, 0, 0, 700_000, tzinfo=UTC)


def request(algorithm="sha256", imprint=None, **more):
    digest = hashlib.new(algorithm, b"van ban").digest() if imprint is None else imprint
    imprint = {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": digest}
    return tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True} | more)


def info(answer):
    return answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed


def test_stamp_says_what_was_asked_and_when():
    stamper = pki.stamper(clock=lambda: NOON)
    told = info(stamper.respond(request(nonce=12345)))
    assert told["gen_time"].native == NOON.replace(microsecond=0)
    assert told["message_imprint"]["hashed_message"].native == hashlib.sha256(b"van ban").digest()
    assert (told["nonce"].native, told["policy"].dotted) == (12345, POLICY)
    assert stamper.issued == [(told["serial_number"].native, NOON.replace(microsecond=0))]


def test_no_nonce_unless_asked():
    assert info(pki.stamper().respond(request()))["nonce"].native is None


def test_serials_are_long_and_never_repeat():
    stamper = pki.stamper()
    serials = {info(stamper.respond(request()))["serial_number"].native for _stamp in range(50)}
    assert len(serials) == 50
    assert {each.bit_length() for each in serials} == {127}


def test_certificates_come_only_when_asked():
    asked = pki.stamper().respond(request())["time_stamp_token"]["content"]
    silent = pki.stamper().respond(request(cert_req=False))["time_stamp_token"]["content"]
    assert len(asked["certificates"]) == 3
    assert not silent["certificates"].native


def test_signing_certificate_is_bound_by_sha256():
    signer = pki.stamper().respond(request())["time_stamp_token"]["content"]["signer_infos"][0]
    bound = {each["type"].native: each["values"][0] for each in signer["signed_attrs"]}
    held = bound["signing_certificate_v2"]["certs"][0]["cert_hash"].native
    from signatures.authorities import to_der

    assert held == hashlib.sha256(to_der(pki.house().stamps.certificate)).digest()
    assert "signing_certificate" not in bound


@pytest.mark.parametrize(
    "weak", [request("sha1"), request("md5"), request(imprint=b"short"), request(imprint=b"\0" * 64)]
)
def test_weak_imprints_are_refused(weak):
    with pytest.raises(WeakImprint):
        pki.stamper().respond(weak)


def test_clock_an_hour_back_stamps_nothing():
    stamper = pki.stamper(last=NOON, clock=lambda: NOON - timedelta(hours=1))
    with pytest.raises(ClockWentBack):
        stamper.respond(request())
    assert stamper.issued == []


def test_clock_a_second_back_keeps_the_last_time():
    last = NOON.replace(microsecond=0)
    stamper = pki.stamper(last=last, clock=lambda: last - timedelta(seconds=1))
    assert info(stamper.respond(request()))["gen_time"].native == last


@pytest.mark.skipif(not shutil.which("openssl"), reason="not installed: openssl")
def test_openssl_verifies_the_answer(tmp_path):
    answer, data = tmp_path / "a.tsr", tmp_path / "data"
    answer.write_bytes(pki.stamper().respond(request(nonce=9)).dump())
    data.write_bytes(b"van ban")
    (tmp_path / "root.pem").write_bytes(to_pem(pki.house().root.certificate))
    (tmp_path / "issuing.pem").write_bytes(to_pem(pki.house().issuing.certificate))
    command = ["openssl", "ts", "-verify", "-in", str(answer), "-data", str(data)]
    command += ["-CAfile", str(tmp_path / "root.pem"), "-untrusted", str(tmp_path / "issuing.pem")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout
    data.write_bytes(b"van ban khac")
    assert "Verification: OK" not in subprocess.run(command, capture_output=True, text=True, check=False).stdout
