"""Whatever is done to the log behind our back is found; the first wrong entry is named."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from core import audit
from core.audit import checkpoints, guard, keys, leaves, sequencer
from core.audit.verifying import verify
from core.models import AuditCheckpoint, AuditEntry, AuditKey, AuditLeaf, AuditNode

SIZE = 300
TURNS = (1, 7, 92, 156, 1, 43)  # checkpoints at 1, 8, 100, 256, 257, 300


@pytest.fixture
def log(db, settings, tmp_path):
    """A log of 300 entries and six checkpoints, with the guard down, as for somebody who owns the database."""
    settings.SECRETS = tmp_path
    for turn in TURNS:
        for number in range(turn):
            audit.record("noted", by=None, number=number)
        sequencer.sequence_once()
    connection.check_constraints()
    guard.lower_guard(connection)
    return list(AuditEntry.objects.order_by("pk"))


@pytest.fixture
def held(log):
    """The checkpoints at 100 and 300 as they were kept elsewhere."""
    return [checkpoints.mark_of(each) for each in AuditCheckpoint.objects.filter(size__in=(100, 300))]


def found(held=()):
    """The findings apart from the guard, which these tests have lowered."""
    return [each for each in verify(held).findings if each.kind != "unguarded"]


def first(held=()):
    finding = found(held)[0]
    return finding.kind, finding.seq


def entry_at(seq):
    return AuditEntry.objects.filter(pk=AuditLeaf.objects.get(seq=seq).entry_id)


def change_entry(seq, *, hashes=0, **fields):
    """Change what an entry says; hashes: how many of the hash beside it and the leaf in the tree are made to fit."""
    entry_at(seq).update(**fields)
    entry = entry_at(seq).get()
    if hashes > 0:
        entry_at(seq).update(leaf=leaves.leaf_hash(entry))
    if hashes > 1:
        AuditLeaf.objects.filter(seq=seq).update(hash=leaves.leaf_hash(entry))


def shift(start, by):
    """Renumber the leaves from start on."""
    AuditLeaf.objects.filter(seq__gte=start).update(seq=F("seq") + 1_000_000)
    AuditLeaf.objects.filter(seq__gte=1_000_000).update(seq=F("seq") - 1_000_000 + by)


def remove(seq):
    entry = entry_at(seq).get()
    AuditLeaf.objects.filter(seq=seq).delete()
    AuditEntry.objects.filter(pk=entry.pk)._raw_delete("default")


def insert(seq):
    entry = AuditEntry(at=entry_at(seq).get().at, verb="noted")
    entry.leaf = leaves.leaf_hash(entry)
    entry.save()
    shift(seq, 1)
    AuditLeaf.objects.create(seq=seq, entry=entry, hash=entry.leaf)


def swap(one, two, *, with_hashes):
    ours, theirs = AuditLeaf.objects.get(seq=one), AuditLeaf.objects.get(seq=two)
    AuditLeaf.objects.filter(seq__in=(one, two)).delete()
    for seq, kept, other in ((one, ours, theirs), (two, theirs, ours)):
        AuditLeaf.objects.create(seq=seq, entry_id=other.entry_id, hash=(other if with_hashes else kept).hash)


def truncate(size):
    """Cut the log back to a checkpoint, tidily."""
    gone = list(AuditLeaf.objects.filter(seq__gte=size).values_list("entry_id", flat=True))
    AuditCheckpoint.objects.filter(size__gt=size).delete()
    AuditLeaf.objects.filter(seq__gte=size).delete()
    AuditNode.objects.filter(index__gte=size >> 8).delete()
    AuditEntry.objects.filter(pk__in=gone)._raw_delete("default")


def rebuild():
    """Make a new tree over whatever the entries say now, signed with the real key: only a held mark can tell."""
    for model in (AuditCheckpoint, AuditNode, AuditLeaf):
        model.objects.all()._raw_delete("default")
    for entry in AuditEntry.objects.all():
        if bytes(entry.leaf) != leaves.leaf_hash(entry):
            AuditEntry.objects.filter(pk=entry.pk).update(leaf=leaves.leaf_hash(entry))
    sequencer.work(sequencer.Gaps())


def test_an_untouched_log_is_sound(log, held):
    guard.raise_guard(connection)
    verdict = verify(held)
    assert (verdict.is_sound, verdict.size, verdict.checkpoints, verdict.held) == (True, 300, 6, 2)
    assert verdict.root == held[1].root
    assert verdict.fingerprints == [AuditKey.objects.get().fingerprint]


@pytest.mark.parametrize("microseconds", [0, 1, 100000, 120000, 999999])
def test_a_time_reads_the_same_however_round_it_is(microseconds, db, settings, tmp_path):
    settings.SECRETS = tmp_path
    entry = AuditEntry(at=datetime(2026, 1, 2, 3, 4, 5, microseconds, tzinfo=UTC), verb="noted")
    entry.leaf = leaves.leaf_hash(entry)
    entry.save()
    sequencer.sequence_once()
    assert verify().is_sound is True


def test_an_empty_log_is_sound(db):
    verdict = verify()
    assert (verdict.is_sound, verdict.size, verdict.checkpoints) == (True, 0, 0)


def test_progress_is_told_batch_by_batch(log, monkeypatch):
    monkeypatch.setattr("core.audit.exporting.BATCH", 128)
    told = []
    verify(progress=lambda done, size: told.append((done, size)))
    assert told == [(128, 300), (256, 300), (300, 300)]


@pytest.mark.parametrize(
    "fields",
    [
        {"verb": "khac"},
        {"facts": "{}"},
        {"subject_name": "Văn bản khác"},
        {"subject_id": 5},
        {"subject_kind": "documents.document"},
        {"actor_name": "Người Khác (khac)"},
        {"on_behalf_of_name": "Người Khác (khac)"},
        {"leaf": bytes(32)},
        {"at": timezone.now() - timedelta(days=30)},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_changed_column_is_named_with_its_entry(fields, log):
    change_entry(130, **fields)
    assert [(each.kind, each.seq, each.entry) for each in found()] == [("changed", 130, log[130].pk)]


def test_a_change_with_its_hash_made_to_fit_is_named(log):
    change_entry(130, hashes=1, verb="khac")
    assert first() == ("changed", 130)


def test_a_change_with_all_hashes_made_to_fit_is_narrowed_to_its_checkpoint(log):
    change_entry(256, hashes=2, verb="khac")
    assert [(each.kind, each.seq) for each in found()] == [("changed", 256)]
    assert "256 đến 256" in found()[0].sentence


def test_a_removed_entry_is_named(log):
    remove(42)
    assert first() == ("removed", 42)


def test_a_removed_leaf_is_named_though_its_entry_is_there(log):
    AuditLeaf.objects.filter(seq=42).delete()
    assert first() == ("removed", 42)


def test_a_removed_entry_whose_gap_was_closed_is_found(log):
    remove(42)
    shift(43, -1)
    assert first() == ("changed", 8)


def test_an_inserted_entry_is_found(log):
    insert(42)
    assert first() == ("changed", 8)


def test_an_appended_leaf_is_named(log):
    entry = audit.record("noted", by=None)
    AuditLeaf.objects.create(seq=300, entry=entry, hash=entry.leaf)
    assert first() == ("inserted", 300)


def test_two_entries_in_each_others_place_are_named(log):
    swap(20, 30, with_hashes=False)
    assert [(each.kind, each.seq) for each in found()] == [("reordered", 20), ("reordered", 30)]


def test_two_entries_reordered_with_their_hashes_are_narrowed_to_the_checkpoint(log):
    swap(20, 30, with_hashes=True)
    assert first() == ("changed", 8)


def test_a_log_cut_back_tidily_is_found_only_by_a_held_checkpoint(log, held):
    truncate(257)
    assert found() == []
    assert first(held) == ("truncated", 257)
    assert "300 dòng, nay chỉ còn 257" in found(held)[0].sentence


def test_a_log_rewritten_with_the_real_key_is_found_only_by_a_held_checkpoint(log, held):
    change_entry(30, verb="khac")
    rebuild()
    assert found() == []
    assert first(held) == ("changed", 0)


def test_an_emptied_log_is_found_by_a_held_checkpoint(log, held):
    for model in (AuditCheckpoint, AuditNode, AuditLeaf, AuditEntry):
        model.objects.all()._raw_delete("default")
    assert found() == []
    assert first(held) == ("truncated", 0)


def test_a_held_checkpoint_with_a_wrong_signature_is_no_evidence(log, held):
    forged = replace(held[0], root=bytes(32))
    assert first([forged]) == ("forged", None)


def test_a_log_signed_by_another_key_is_named(log, settings, tmp_path):
    settings.SECRETS = tmp_path / "other"
    keys.private_key()
    assert first() == ("forged", 299)


def test_a_new_key_of_the_house_is_named_but_no_harm(log, settings, tmp_path):
    settings.SECRETS = tmp_path / "new"
    audit.record("noted", by=None)
    sequencer.sequence_once()
    verdict = verify()
    assert [each.kind for each in verdict.findings] == ["unguarded"]
    assert verdict.fingerprints == list(AuditKey.objects.order_by("pk").values_list("fingerprint", flat=True))


@pytest.mark.parametrize("size", [1, 100, 257, 300])
@pytest.mark.parametrize("field", ["root", "previous", "signature", "at", "size"])
def test_a_changed_checkpoint_is_found(field, size, log):
    stored = AuditCheckpoint.objects.get(size=size)
    new = {"at": stored.at + timedelta(seconds=1), "size": size + 2}.get(field, b"x" * len(stored.root))
    AuditCheckpoint.objects.filter(pk=stored.pk).update(**{field: new})
    assert {each.kind for each in found()} <= {"forged", "changed", "removed", "torn"}
    assert found() != []


@pytest.mark.parametrize("size", [1, 100, 257, 300])
def test_a_removed_checkpoint_is_found(size, log):
    AuditCheckpoint.objects.filter(size=size).delete()
    assert first()[0] == ("inserted" if size == 300 else "forged")


def test_a_changed_key_is_found(log):
    AuditKey.objects.update(public=bytes(32))
    assert first()[0] == "forged"


@pytest.mark.parametrize("act", ["change", "remove", "add"])
def test_a_torn_tree_is_found(act, log):
    if act == "change":
        AuditNode.objects.update(hash=bytes(32))
    elif act == "remove":
        AuditNode.objects.all().delete()
    else:
        AuditNode.objects.create(level=8, index=7, hash=bytes(32))
    assert next(each.kind for each in found()) == "torn"


def test_an_entry_nobody_sequenced_for_a_minute_is_named(log):
    entry = audit.record("noted", by=None)
    assert found() == []
    AuditEntry.objects.filter(pk=entry.pk).update(at=timezone.now() - timedelta(seconds=61))
    assert [(each.kind, each.entry) for each in found()] == [("unplaced", entry.pk)]


def test_a_lowered_guard_is_named(log):
    (finding,) = verify().findings
    assert (finding.kind, "core_auditentry_no_delete" in finding.sentence) == ("unguarded", True)


def tampering(dice):
    """One random act against the log: (what, where)."""
    seq, other = sorted(dice.sample(range(SIZE), 2))
    size = dice.choice((1, 8, 100, 256, 257, 300))
    field = dice.choice(("verb", "facts", "subject_name", "actor_name", "subject_kind"))
    checkpoint = AuditCheckpoint.objects.filter(size=size)
    acts = {
        "change": lambda: change_entry(seq, hashes=dice.randrange(3), **{field: f"khác {dice.random()}"}),
        "backdate": lambda: change_entry(seq, hashes=dice.randrange(3), at=timezone.now() - timedelta(hours=9)),
        "remove": lambda: remove(seq),
        "remove leaf": lambda: AuditLeaf.objects.filter(seq=seq).delete(),
        "remove and close": lambda: (remove(seq), shift(seq + 1, -1)),
        "insert": lambda: insert(seq),
        "swap": lambda: swap(seq, other, with_hashes=dice.random() < 0.5),
        "truncate": lambda: truncate(dice.choice((1, 8, 100, 256, 257))),
        "cut the end": lambda: [remove(each) for each in range(seq, SIZE)],
        "rewrite": lambda: (change_entry(seq, verb="khác"), rebuild()),
        "remove and rewrite": lambda: (remove(seq), rebuild()),
        "leaf hash": lambda: AuditLeaf.objects.filter(seq=seq).update(hash=dice.randbytes(32)),
        "node": lambda: AuditNode.objects.update(hash=dice.randbytes(32)),
        "checkpoint root": lambda: checkpoint.update(root=dice.randbytes(32)),
        "checkpoint signature": lambda: checkpoint.update(signature=dice.randbytes(64)),
        "checkpoint gone": lambda: checkpoint.delete(),
    }
    what = dice.choice(sorted(acts))
    acts[what]()
    return what, seq, other, size, field


@pytest.mark.parametrize("part", range(10))
def test_five_hundred_random_tamperings_are_all_found(part, log, held):
    missed = []
    for number in range(part * 50, part * 50 + 50):
        before = transaction.savepoint()
        what = tampering(random.Random(number))
        if not found(held):
            missed.append((number, what))
        transaction.savepoint_rollback(before)
    assert missed == []
    assert found(held) == []


def test_thousands_of_held_checkpoints_in_any_order_are_read_once(log, held):
    assert found(held[::-1] * 2000) == []


def test_a_held_checkpoint_of_no_size_switches_nothing_off(log, held):
    change_entry(256, hashes=2, verb="khac")
    assert first([replace(held[0], size=0), *held]) == ("changed", 256)
