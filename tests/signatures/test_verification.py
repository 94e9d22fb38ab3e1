"""The verdict: what passes, what does not and why; whatever comes in, never an exception."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from core.refusals import Unavailable
from core.serving.environment import TOLD
from signatures.authorities import revocation_list
from signatures.verification import Indication, Kind, Level, Trust, anchor, guarded, register_of, structure, verify
from signatures.verification.guarded import verify_guarded
from signatures.verification.verdict import REASONS, from_json
from tests.signatures import pki
from tests.signatures.forging import FORGERIES
from tests.signatures.tampering import TAMPERINGS

ATTACKS = TAMPERINGS + FORGERIES
HOUR = timedelta(hours=1)


def judged(pdf, **more):
    return verify(pdf, pki.house().trust(), **more)


def reasons(verdict):
    return verdict.reasons + [code for each in verdict.signatures for code in each.reasons]


def lists_of(revoked, of=None):
    """The lists of root and issuing authority; `revoked` in the latter."""
    of = of or pki.house()
    made = revocation_list(of.root, {}, number=1), revocation_list(of.issuing, revoked, number=1)
    return tuple(each.public_bytes(Encoding.DER) for each in made)


def test_sealed_paper_passes():
    verdict = judged(pki.sealed())
    assert (verdict.indication, verdict.sub_indication, reasons(verdict)) == (Indication.PASSED, "", [])
    leader, agency = verdict.signatures
    assert (leader.signer, leader.kind, leader.level) == (pki.LEADER, Kind.INTERNAL, Level.T)
    assert (leader.changes_after, leader.covers_whole_file) == ("FORM_FILLING", False)
    assert (agency.signer, agency.kind, agency.level) == (pki.OFFICE, Kind.INTERNAL, Level.T)
    assert (agency.covers_whole_file, agency.closes_document) == (True, True)
    assert agency.stamped_by == "Dấu thời gian"


@pytest.mark.parametrize("tamper", ATTACKS, ids=lambda each: each.__name__)
def test_tampered_paper_never_passes(tamper):
    verdict = judged(tamper())
    assert verdict.indication != Indication.PASSED
    assert verdict.sentence == str(verdict.worst.sentence)
    assert set(reasons(verdict)) <= set(REASONS)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bit_flipped_in_the_page", "hash"),
        ("junk_after_the_end", "trailing"),
        ("cut_to_the_leaders_revision", "unfinished"),
        ("cut_to_the_filled_revision", "unprotected"),
        ("locked_with_a_password", "encrypted"),
        ("page_painted_over", "changed"),
        ("number_changed_after_the_seal", "changed"),
        ("number_redrawn_after_the_seal", "changed"),
        ("fields_taken_away", "removed"),
        ("signed_again_by_a_colleague", "changed"),
        ("number_filled_by_nobody_with_authority", "unprotected"),
        ("rogue_authority_of_the_same_name", "untrusted"),
        ("rogue_authority_with_our_stamps", "untrusted"),
        ("stamped_by_a_rogue", "timestamp"),
        ("certificate_expired", "expired"),
        ("certificate_expired_and_no_stamp", "out-of-bounds"),
        ("certificate_not_yet_valid", "not-yet-valid"),
        ("certificate_of_the_stamping_authority", "wrong-use"),
        ("certificate_of_the_issuing_authority", "wrong-use"),
        ("no_signed_attributes", "bare"),
        ("no_signing_certificate_attribute", "bare"),
        ("content_inside_the_cms", "format"),
        ("digest_of_another_file", "hash"),
        ("digest_by_sha1", "weak"),
        ("rsa_key_of_1024_bits", "weak"),
    ],
)
def test_reason_is_named(name, code):
    tamper = next(each for each in ATTACKS if each.__name__ == name)
    assert code in reasons(judged(tamper()))


def test_paper_on_its_way_may_lack_the_seal():
    assert judged(pki.signed()).sub_indication == "SIG_CONSTRAINTS_FAILURE"
    assert judged(pki.signed(), unfinished_ok=True).passed
    assert judged(pki.filled(), unfinished_ok=True).passed


def test_worst_signature_decides():
    """The seal of a stranger on a paper our leader signed: one passes, the document does not."""
    rogue = pki.build_house()
    verdict = judged(pki.put_seal(pki.filled(), of=rogue))
    assert [each.passed for each in verdict.signatures] == [True, False]
    assert verdict.indication == Indication.INDETERMINATE
    assert verdict.sub_indication == "NO_CERTIFICATE_CHAIN_FOUND"


def test_picture_is_no_signature():
    verdict = judged(pki.prepared())
    assert (verdict.indication, verdict.sub_indication) == (Indication.INDETERMINATE, "SIGNED_DATA_NOT_FOUND")
    assert not verdict.is_signed


def test_unknown_revocation_does_not_pass():
    trust = pki.house().trust(registers={})
    verdict = verify(pki.sealed(), trust)
    assert (verdict.indication, verdict.sub_indication) == (Indication.INDETERMINATE, "TRY_LATER")


def test_revocation_list_at_hand_is_enough():
    trust = pki.house().trust(registers={}, lists=lists_of({}))
    assert verify(pki.sealed(), trust).passed


def test_list_of_a_stranger_is_not_enough():
    trust = pki.house().trust(registers={}, lists=lists_of({}, pki.build_house()))
    assert verify(pki.sealed(), trust).sub_indication == "TRY_LATER"


def test_certificate_revoked_before_signing_fails():
    serial = pki.house().leader.certificate.serial_number
    revoked = {serial: datetime.now(UTC) - HOUR}
    by_list = pki.house().trust(registers={}, lists=lists_of(revoked))
    assert "revoked-no-poe" in reasons(verify(pki.sealed(), by_list))
    by_register = pki.house().trust(registers=register_of(pki.house().issuing.certificate, revoked))
    verdict = verify(pki.sealed(), by_register)
    assert (verdict.indication, verdict.sub_indication) == (Indication.FAILED, "REVOKED")


def test_certificate_revoked_after_signing_still_passes():
    serial = pki.house().leader.certificate.serial_number
    revoked = {serial: datetime.now(UTC) + HOUR}
    trust = pki.house().trust(registers=register_of(pki.house().issuing.certificate, revoked))
    assert verify(pki.sealed(), trust).passed


def test_revoked_issuing_authority_fails():
    serial = pki.house().issuing.certificate.serial_number
    registers = pki.house().registers | register_of(pki.house().root.certificate, {serial: datetime.now(UTC) - HOUR})
    assert not verify(pki.sealed(), pki.house().trust(registers=registers)).passed


@pytest.mark.parametrize("kind", list(Kind))
def test_kind_comes_from_the_anchor_alone(kind):
    trust = pki.house().trust(anchors=(anchor(pki.house().root.certificate, kind),))
    assert [each.kind for each in verify(pki.sealed(), trust).signatures] == [kind, kind]


def test_nobody_is_believed_without_anchors():
    verdict = verify(pki.sealed(), Trust())
    assert verdict.sub_indication == "NO_CERTIFICATE_CHAIN_FOUND"


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"%PDF-", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nstartxref\n0\n%%EOF", b"%PDF-1.7\n" + b"[" * 100_000],
)
def test_garbage_has_a_verdict_too(content):
    assert not judged(content).passed


def test_thousands_of_signatures_are_not_looked_at():
    many = b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3]\n" * 10_000 + b"%%EOF"
    assert judged(many).reasons == ["too-much"]


def test_too_large_file_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(structure, "LARGEST", 1000)
    assert judged(pki.sealed()).reasons == ["too-much"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.data())
def test_random_damage_never_passes(data):
    content = bytearray(pki.sealed())
    for _blow in range(data.draw(some.integers(1, 4))):
        place = data.draw(some.integers(0, len(content) - 1))
        content[place] ^= data.draw(some.integers(1, 255))
    spared = [each.span(1) for each in structure_contents(pki.sealed())]
    verdict = judged(bytes(content))
    changed = [at for at in range(len(content)) if content[at] != pki.sealed()[at]]
    if any(not any(start <= at < end for start, end in spared) for at in changed):
        assert not verdict.passed


def structure_contents(pdf):
    """Where the hexadecimal CMS lies: padding after it is covered by no signature, and changes nothing."""
    import re

    return re.finditer(rb"/Contents <([0-9a-fA-F]+)>", pdf)


def test_verdict_survives_its_json():
    verdict = judged(pki.sealed())
    again = from_json(verdict.as_json())
    assert again.as_json() == verdict.as_json()
    assert again.signatures == verdict.signatures


def test_json_names_what_programs_ask():
    facts = judged(pki.sealed()).as_json()
    assert (facts["schema"], facts["indication"], facts["sub_indication"]) == (1, "TOTAL-PASSED", "")
    assert facts["signatures"][1]["kind_label"] == "Chữ ký điện tử chuyên dùng (nội bộ cơ quan)"


def test_guarded_judgement_says_the_same():
    assert verify_guarded(pki.sealed(), pki.house().trust()).as_json() == judged(pki.sealed()).as_json()
    assert not verify_guarded(b"khong phai pdf", pki.house().trust()).passed


def test_guarded_judgement_gives_up_in_time():
    """A page tree that points at itself a hundred thousand times would keep a parser busy for long."""
    verdict = verify_guarded(deep_file(), pki.house().trust(), seconds=3)
    assert not verdict.passed


def test_guarded_judgement_refuses_a_crowd(monkeypatch):
    monkeypatch.setattr(guarded, "PATIENCE", 0)
    for _place in range(guarded.AT_ONCE):
        guarded._places.acquire()
    with pytest.raises(Unavailable, match="nhiều tệp chờ kiểm tra"):
        verify_guarded(pki.sealed(), pki.house().trust())
    guarded._places.release(guarded.AT_ONCE)
    assert verify_guarded(pki.sealed(), pki.house().trust()).passed


def deep_file():
    with pikepdf.new() as document:
        item = pikepdf.Dictionary()
        for _level in range(400):
            item = document.make_indirect(pikepdf.Dictionary(Next=item, Other=item))
        document.add_blank_page()
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([item]))
        result = io.BytesIO()
        document.save(result)
    return result.getvalue()


def test_child_that_judges_is_told_no_secret_of_the_house(monkeypatch, tmp_path):
    """A script in the interpreter's place writes down what the child gets."""
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\nexec /usr/bin/env > {tmp_path}/told\n")
    spy.chmod(0o700)
    monkeypatch.setattr(guarded.sys, "executable", str(spy))
    monkeypatch.setenv("DATABASE_URL", "postgresql://an-thu:mat-khau@db/an-thu")
    monkeypatch.setenv("ANTHU_SECRET_KEY", "bi-mat")
    guarded._judged_apart(b"", 5)
    told = {line.partition("=")[0] for line in (tmp_path / "told").read_text().splitlines()}
    assert told - {"PWD", "SHLVL", "_", "OLDPWD"} <= set(TOLD)
    assert "PATH" in told
