"""The second place of checkpoints: written, never in the way, tried again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from core import audit
from core.audit import checkpoints, copies, sequencer
from core.models import AuditCheckpoint, CheckpointCopy


@pytest.fixture
def folder(db, settings, tmp_path):
    settings.SECRETS = tmp_path / "secrets"
    (tmp_path / "elsewhere").mkdir()
    settings.CHECKPOINTS = str(tmp_path / "elsewhere")
    return tmp_path / "elsewhere"


def grow():
    audit.record("noted", by=None)
    return checkpoints.mark_of(sequencer.sequence_once())


def kept(folder):
    return checkpoints.read_marks((folder / "checkpoints.jsonl").read_text().splitlines())


def test_without_a_second_place_nothing_is_written(db, settings):
    settings.CHECKPOINTS = ""
    assert copies.publish() is None
    assert CheckpointCopy.objects.count() == 0


def test_an_empty_log_has_nothing_to_copy(folder):
    assert copies.publish().written_at is None
    assert list(folder.iterdir()) == []


def test_each_new_checkpoint_is_appended_once(folder):
    first = grow()
    copies.publish()
    copies.publish()
    second = grow()
    copies.publish()
    assert kept(folder) == [first, second]
    assert CheckpointCopy.objects.get().size == 2


def test_a_copy_keeps_the_text_and_the_signature(folder):
    grow()
    copies.publish()
    assert [mark.is_signed() for mark in kept(folder)] == [True]


def test_of_two_workers_one_writes(folder):
    grow()
    CheckpointCopy.objects.create(place=str(folder))
    ours, theirs = CheckpointCopy.objects.get(), CheckpointCopy.objects.get()
    now = timezone.now()
    assert [copies.is_claimed(each, now) for each in (ours, theirs)] == [True, False]


def test_a_place_that_is_away_is_shown_and_tried_again(folder, settings):
    mark, now = grow(), timezone.now()
    folder.rmdir()
    copy = copies.publish(now)
    assert (copy.size, copy.problem.startswith("FileNotFoundError")) == (0, True)
    folder.mkdir()
    assert copies.publish(now + timedelta(seconds=29)).size == 0
    copy = copies.publish(now + timedelta(seconds=30))
    assert (copy.size, copy.problem, kept(folder)) == (1, "", [mark])


def test_a_new_act_is_never_held_up_by_the_place(folder):
    folder.rmdir()
    grow()
    assert copies.publish().problem != ""
    entry = audit.record("noted", by=None)
    assert audit.wait_for_checkpoint(entry).size == 2


def test_a_mailbox_gets_one_checkpoint_a_day_that_can_be_read_back(folder, settings):
    settings.CHECKPOINTS = "mail:thanhtra@lamgiang.example"
    first, now = grow(), timezone.now()
    copies.publish(now)
    grow()
    copies.publish(now + timedelta(hours=23))
    last = grow()
    copies.publish(now + timedelta(hours=24))
    assert [message.to for message in mail.outbox] == [["thanhtra@lamgiang.example"]] * 2
    assert [checkpoints.read_marks(message.body.splitlines()) for message in mail.outbox] == [[first], [last]]
    assert mail.outbox[1].subject == "Mốc nhật ký testserver/nhat-ky: 3 dòng"


def test_a_line_that_is_half_a_checkpoint_is_refused():
    with pytest.raises(ValueError, match="checkpoint"):
        checkpoints.read_marks(['{"checkpoint": {"size": 3'])


def test_lines_without_a_checkpoint_are_passed_over(folder):
    mark = grow()
    assert checkpoints.read_marks(["Kính gửi", f"> {mark.as_json()}", ""]) == [mark]


def test_a_checkpoint_is_a_signed_statement_of_exactly_these_lines(folder):
    mark = grow()
    lines = mark.text.decode().split("\n")
    stored = AuditCheckpoint.objects.get()
    assert lines[:2] + lines[3:] == ["testserver/nhat-ky", "1", checkpoints.spell_time(stored.at), "0" * 64, ""]
