"""`manage.py audit`, and the standalone checker that needs nothing of ours."""

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core import audit
from core.audit import guard, sequencer
from core.models import AuditCheckpoint, AuditEntry, User

HOUSE = Path(__file__).resolve().parents[2]
CHECKER = HOUSE / "docs" / "check_audit.py"


@pytest.fixture
def log(db, settings, tmp_path):
    settings.SECRETS, settings.CHECKPOINTS = tmp_path / "secrets", str(tmp_path / "held")
    (tmp_path / "held").mkdir()
    lan = User.objects.create_user("chuyenvien", full_name="Nguyễn Thị Lan")
    for turn in (1, 4, 8):
        for number in range(turn):
            audit.record("noted", lan, by=lan, ghi_chú="Đã trình “lãnh đạo” \u2028", number=number)
        call_command("audit", "sequence", once=True)
    return list(AuditEntry.objects.all())


def told(*arguments, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("audit", *arguments, stdout=out, stderr=err, **options)
    return out.getvalue() + err.getvalue()


def check(*paths):
    """Run the checker as an outsider would: isolated Python, no path to our code. Returns (exit code, words)."""
    command = [sys.executable, "-I", str(CHECKER), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def exported(log, tmp_path):
    path = tmp_path / "log.jsonl"
    call_command("audit", "export", output=path)
    return path


def rewrite(path, change):
    """Change the lines (as dicts) of an exported file."""
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    lines = change(lines) or lines
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def test_a_sound_log_is_said_to_be_sound(log):
    root = bytes(AuditCheckpoint.objects.get(size=13).root).hex()
    words = told("verify")
    assert words.startswith(f"13 dòng, 3 mốc, gốc {root}, khóa ")
    assert words.endswith("Nhật ký nguyên vẹn.\n")


def test_verify_reads_the_checkpoints_of_the_second_place(log, tmp_path):
    held = tmp_path / "held" / "checkpoints.jsonl"
    assert len(held.read_text().splitlines()) == 3
    assert told("verify", "--checkpoint", str(held)).endswith("Nhật ký nguyên vẹn.\n")


def test_a_changed_log_is_named_and_the_exit_says_so(log):
    connection.check_constraints()
    guard.lower_guard(connection)
    AuditEntry.objects.filter(pk=log[3].pk).update(verb="khac")
    guard.raise_guard(connection)
    err = io.StringIO()
    with pytest.raises(CommandError, match="KHÔNG nguyên vẹn"):
        call_command("audit", "verify", stdout=io.StringIO(), stderr=err)
    assert err.getvalue() == "changed: Dòng số 3 bị sửa nội dung.\n"


@pytest.mark.parametrize("content", [None, "", '{"checkpoint": {}}', "\udcff".encode("utf-8", "surrogateescape")])
def test_a_file_without_checkpoints_is_refused_in_words(content, log, tmp_path):
    path = tmp_path / "moc.jsonl"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CommandError, match="mốc"):
        told("verify", "--checkpoint", str(path))


def test_the_export_holds_every_entry_in_order_and_ends_with_the_checkpoint(log, exported):
    lines = [json.loads(line) for line in exported.read_bytes().splitlines()]
    assert [line.get("seq") for line in lines] == [*range(13), None]
    assert [line["id"] for line in lines[:-1]] == [entry.pk for entry in log]
    assert lines[0]["entry"]["actor_name"] == "Nguyễn Thị Lan (chuyenvien)"
    assert lines[-1]["checkpoint"]["size"] == 13
    assert told("export") == exported.read_text()


def test_the_checker_accepts_the_export_and_the_held_checkpoints(exported, tmp_path):
    code, words = check(exported, tmp_path / "held" / "checkpoints.jsonl")
    assert (code, words.startswith("OK: 13 entries, root ")) == (0, True)


TAMPERINGS = {
    "changed": lambda lines: lines[5]["entry"].update(verb="khac"),
    "renumbered leaf": lambda lines: lines[5].update(leaf="00" * 32),
    "removed": lambda lines: lines.pop(5) and None,
    "swapped": lambda lines: [*lines[:4], lines[5], lines[4], *lines[6:]],
    "repeated": lambda lines: [*lines[:5], *lines[4:]],
    "added at the end": lambda lines: [*lines[:-1], lines[2], lines[-1]],
    "another root": lambda lines: lines[-1]["checkpoint"].update(root="11" * 32),
    "another time": lambda lines: lines[-1]["checkpoint"].update(at="2020-01-01T00:00:00.000000+00:00"),
    "another signature": lambda lines: lines[-1]["checkpoint"].update(signature="11" * 64),
    "another key": lambda lines: lines[-1]["checkpoint"].update(key="11" * 32),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_the_checker_refuses_a_changed_export(name, exported):
    rewrite(exported, TAMPERINGS[name])
    code, words = check(exported)
    assert (code, words.startswith("FAILED: ")) == (1, True)


def test_the_checker_finds_a_log_cut_short_by_the_held_checkpoint(log, exported, tmp_path):
    shorter = tmp_path / "shorter.jsonl"
    held = (tmp_path / "held" / "checkpoints.jsonl").read_text().splitlines()
    shorter.write_text("".join(line + "\n" for line in [*exported.read_text().split("\n")[:5], held[1]]))
    assert check(shorter)[0] == 0
    assert check(shorter, tmp_path / "held" / "checkpoints.jsonl")[0] == 1


def test_an_entry_is_proved_to_an_outsider(log, tmp_path):
    for number, entry in enumerate(log):
        proof = json.loads(told("prove", str(entry.pk)))
        assert (proof["seq"], proof["id"], len(proof["path"]) <= 4) == (number, entry.pk, True)
    path = tmp_path / "proof.json"
    path.write_text(told("prove", str(log[7].pk)))
    assert check(path)[0] == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[0]["entry"].update(verb="khac"),
        lambda lines: lines[0].update(seq=8),
        lambda lines: lines[0].update(seq=99),
        lambda lines: lines[0]["path"].reverse(),
        lambda lines: lines[0]["path"].pop() and None,
        lambda lines: lines[0]["checkpoint"].update(size=12),
    ],
)
def test_a_proof_proves_nothing_else(change, log, tmp_path):
    path = tmp_path / "proof.json"
    path.write_text(told("prove", str(log[7].pk)))
    rewrite(path, change)
    assert check(path)[0] == 1


def test_an_entry_that_is_not_there_cannot_be_proved(log):
    with pytest.raises(CommandError, match="Không có dòng này"):
        told("prove", "999999")


@pytest.mark.parametrize(("first", "second"), [(1, 5), (5, 13), (1, 13), (13, 13)])
def test_growth_between_checkpoints_is_proved_to_an_outsider(first, second, log, tmp_path):
    path = tmp_path / "growth.json"
    path.write_text(told("grow", str(first), str(second)))
    assert check(path)[0] == 0
    rewrite(path, lambda lines: lines[0]["from"].update(root="22" * 32))
    assert check(path)[0] == 1


def test_growth_is_proved_between_checkpoints_only(log):
    with pytest.raises(CommandError, match="Không có mốc nào"):
        told("grow", "2")


def test_an_empty_log_exports_nothing_and_is_sound(db):
    assert told("export") == ""
    assert told("verify").endswith("Nhật ký nguyên vẹn.\n")


@pytest.mark.django_db(transaction=True)
def test_the_sequencer_process_follows_the_log_and_stops_when_told(settings, tmp_path):
    settings.SECRETS = tmp_path
    entry = audit.record("noted", by=None)
    command = [sys.executable, str(HOUSE / "manage.py"), "audit", "sequence"]
    process = subprocess.Popen(command, env=environment_of_a_process(tmp_path))
    try:
        while not sequencer.covering(entry):
            assert process.poll() is None
            time.sleep(0.02)
    finally:
        process.terminate()
    assert process.wait(30) == 0


def environment_of_a_process(secrets):
    """The environment in which a process of ours works on the database of this test."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{database['NAME']}"
    else:
        account = f"{database['USER']}:{database['PASSWORD']}@" if database["USER"] else ""
        address = f"postgresql://{account}{database['HOST']}:{database['PORT']}/{database['NAME']}"
    added = {
        "DATABASE_URL": address,
        "ANTHU_SECRETS": str(secrets),
    }
    return os.environ | added
