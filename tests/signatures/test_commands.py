"""make_trust and verify, as a system keeper and an auditor run them."""

import json
import stat

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.core.management import CommandError, call_command

from signatures import actions
from signatures.authorities import to_pem
from signatures.models import Certificate, TrustAnchor
from tests.signatures import pki
from tests.signatures.conftest import PIN


@pytest.fixture
def sealed_file(office, signed_paper, tmp_path):
    record = actions.seal(
        signed_paper,
        by=office.clerk,
        office=office.agency,
        signers=[office.leader],
        guard=lambda: True,
        values=pki.VALUES,
    )
    path = tmp_path / "van-ban.pdf"
    path.write_bytes(record.result.read())
    return path


def run(*arguments, capsys):
    """Exit code and JSON of `manage.py verify … --json`."""
    try:
        call_command("verify", *(str(each) for each in arguments), "--json")
        code = 0
    except SystemExit as left:
        code = left.code
    return code, json.loads(capsys.readouterr().out)


def test_good_paper_leaves_with_0(sealed_file, capsys):
    code, told = run(sealed_file, capsys=capsys)
    assert (code, told["indication"], len(told["signatures"])) == (0, "TOTAL-PASSED", 2)


def test_tampered_paper_leaves_with_1(sealed_file, capsys):
    content = bytearray(sealed_file.read_bytes())
    content[3000] ^= 1
    sealed_file.write_bytes(bytes(content))
    code, told = run(sealed_file, capsys=capsys)
    assert (code, told["indication"], told["sub_indication"]) == (1, "TOTAL-FAILED", "HASH_FAILURE")


def test_auditor_judges_with_their_own_anchors(office, sealed_file, tmp_path, capsys):
    ours, strangers = tmp_path / "ours.pem", tmp_path / "strangers.pem"
    ours.write_bytes(to_pem(office.trust.root.parsed))
    strangers.write_bytes(to_pem(pki.house().root.certificate))
    assert run(sealed_file, "--trust", ours, capsys=capsys)[0] == 0
    code, told = run(sealed_file, "--trust", strangers, capsys=capsys)
    assert (code, told["sub_indication"]) == (1, "NO_CERTIFICATE_CHAIN_FOUND")


def test_words_for_people(sealed_file, capsys):
    call_command("verify", str(sealed_file))
    said = capsys.readouterr().out
    assert said.splitlines()[0] == "TOTAL-PASSED"
    assert "Hoàng Đức Thắng (Chữ ký điện tử chuyên dùng (nội bộ cơ quan))" in said


def test_report_can_be_kept(sealed_file, tmp_path, capsys):
    report = tmp_path / "verify.json"
    call_command("verify", str(sealed_file), "--output", str(report))
    assert json.loads(report.read_text())["indication"] == "TOTAL-PASSED"


def test_missing_file_is_told(db, tmp_path):
    with pytest.raises(CommandError) as fault:
        call_command("verify", str(tmp_path / "khong-co.pdf"))
    assert fault.value.returncode == 2


def test_set_up_makes_trust_and_seals_once(db, tmp_path, settings, capsys):
    from tests.cast import build_people

    cast = build_people()
    key = tmp_path / "root.key"
    call_command("make_trust", "--root-key", str(key))
    said = capsys.readouterr().out
    passphrase = said.split("chỉ hiện một lần: ")[1].splitlines()[0]
    root = Certificate.objects.get(profile="root")
    opened = load_pem_private_key(key.read_bytes(), passphrase.encode())
    assert opened.public_key() == root.parsed.public_key()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.PEPPER_FILE.stat().st_mode) == 0o600
    assert TrustAnchor.objects.get().sha256 == root.sha256
    assert set(Certificate.objects.filter(profile="agency").values_list("office", flat=True)) == {
        cast.agency.pk,
        cast.neighbour.pk,
    }
    call_command("make_trust", "--root-key", str(key))
    assert Certificate.objects.count() == 5
    assert not hasattr(root, "key")


def test_set_up_before_any_office_says_so(db, tmp_path):
    with pytest.raises(CommandError, match="Chưa có cơ quan nào"):
        call_command("make_trust", "--root-key", str(tmp_path / "root.key"))


def test_earlier_root_key_is_never_overwritten(db, tmp_path):
    from tests.cast import build_people

    build_people()
    key = tmp_path / "root.key"
    key.write_text("khóa cũ")
    with pytest.raises(CommandError, match="đã có"):
        call_command("make_trust", "--root-key", str(key))
    assert key.read_text() == "khóa cũ"


def test_foreign_root_can_be_believed(office):
    from core.refusals import BadInput

    (added,) = actions.add_anchor(to_pem(pki.house().root.certificate), kind="official", by=office.keeper)
    assert (added.kind, added.added_by) == ("official", office.keeper)
    with pytest.raises(BadInput):
        actions.add_anchor(b"khong phai chung thu", kind="official", by=office.keeper)
    assert PIN not in added.name
