"""The sequencer: one gapless order, one tree, whoever runs it and however often."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from core import audit
from core.audit import checkpoints, keys, sequencer, shelf, tree
from core.models import AuditCheckpoint, AuditEntry, AuditKey, AuditLeaf, AuditNode


@pytest.fixture(autouse=True)
def own_secrets(settings, tmp_path):
    settings.SECRETS = tmp_path / "secrets"


def note(count=1):
    return [audit.record("noted", by=None, number=number) for number in range(count)]


def leaves():
    return [bytes(leaf) for leaf in AuditLeaf.objects.order_by("seq").values_list("hash", flat=True)]


def root_over(hashes):
    edge = tree.Frontier()
    for each in hashes:
        edge.push(each)
    return edge.root()


def in_thread(target, *arguments):
    """Run in a thread that closes its own database connection; failures come back through the returned list."""
    problems = []

    def run():
        try:
            target(*arguments)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.problems = problems
    thread.start()
    return thread


def joined(threads):
    for thread in threads:
        thread.join(60)
    return [problem for thread in threads for problem in thread.problems]


def test_nothing_waits_nothing_is_signed(db):
    assert sequencer.sequence_once() is None
    assert AuditCheckpoint.objects.count() == 0


def test_committed_entries_get_their_places_in_order_and_a_signed_checkpoint(db):
    entries = note(5)
    checkpoint = sequencer.sequence_once()
    assert list(AuditLeaf.objects.values_list("seq", "entry")) == [(at, each.pk) for at, each in enumerate(entries)]
    mark = checkpoints.mark_of(AuditCheckpoint.objects.get())
    assert (checkpoint.size, mark.root, mark.previous) == (5, root_over(each.leaf for each in entries), bytes(32))
    assert mark.is_signed() is True
    assert sequencer.sequence_once() is None


@pytest.mark.parametrize("turns", [(1, 1, 1), (255, 1, 1), (3, 253, 256, 1), (700,), (100, 411, 1, 2)])
def test_a_tree_grown_in_turns_is_the_tree_grown_at_once(turns, db):
    for count in turns:
        note(count)
        sequencer.sequence_once()
    size = sum(turns)
    assert [bytes(each.root) for each in AuditCheckpoint.objects.all()] == [
        root_over(leaves()[: sum(turns[: turn + 1])]) for turn in range(len(turns))
    ]
    expected = [(8, at, root_over(leaves()[at * 256 : at * 256 + 256])) for at in range(size // 256)]
    nodes = AuditNode.objects.order_by("level", "index").values_list("level", "index", "hash")
    assert [(level, index, bytes(node)) for level, index, node in nodes] == expected


def test_each_checkpoint_names_the_one_before(db):
    for _turn in range(3):
        note()
        sequencer.sequence_once()
    marks = [checkpoints.mark_of(each) for each in AuditCheckpoint.objects.all()]
    assert [each.previous for each in marks] == [bytes(32), marks[0].digest, marks[1].digest]


def test_a_turn_takes_a_batch_and_the_loop_takes_all(db, monkeypatch):
    monkeypatch.setattr(sequencer, "BATCH", 10)
    note(25)
    sequencer.work(sequencer.Gaps())
    assert list(AuditCheckpoint.objects.values_list("size", flat=True)) == [10, 20, 25]


def test_proofs_are_read_from_few_rows(db, django_assert_max_num_queries):
    note(700)
    sequencer.sequence_once()
    root = bytes(AuditCheckpoint.objects.get().root)
    with django_assert_max_num_queries(3):
        path = shelf.inclusion_path(300, 700)
    assert tree.root_by_inclusion(leaves()[300], 300, 700, path) == root
    for first in (1, 255, 256, 257, 512, 699, 700):
        proof = shelf.consistency_path(first, 700)
        assert tree.is_consistent(first, 700, root_over(leaves()[:first]), root, proof) is True
        assert shelf.root_of(first) == root_over(leaves()[:first])


def test_the_key_is_made_once_readable_by_us_alone_and_known_to_the_database(db, settings):
    note()
    sequencer.sequence_once()
    path = settings.SECRETS / "audit.key"
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    before = path.read_bytes()
    note()
    sequencer.sequence_once()
    assert path.read_bytes() == before
    key = AuditKey.objects.get()
    assert bytes(key.public) == keys.private_key().public_key().public_bytes_raw()
    assert key.origin == "testserver/nhat-ky"


def test_a_hundred_makers_of_the_key_make_one(settings):
    found = []
    threads = [in_thread(lambda: found.append(keys.private_key().private_bytes_raw())) for _each in range(50)]
    assert joined(threads) == []
    assert (len(found), len(set(found)), [each.name for each in settings.SECRETS.iterdir()]) == (50, 1, ["audit.key"])


def test_waiting_works_with_nobody_else_at_work(db):
    first, second = note(2)
    checkpoint = audit.wait_for_checkpoint(second)
    assert checkpoint.size == 2
    assert audit.wait_for_checkpoint(first) == checkpoint


def test_waiting_returns_the_first_checkpoint_that_covers(db):
    (entry,) = note()
    covering = audit.wait_for_checkpoint(entry)
    audit.wait_for_checkpoint(*note())
    assert audit.wait_for_checkpoint(entry) == covering


@pytest.mark.django_db(transaction=True)
def test_waiting_inside_a_transaction_is_a_mistake():
    with transaction.atomic():
        (entry,) = note()
        with pytest.raises(TransactionManagementError, match="after the commit"):
            audit.wait_for_checkpoint(entry)


@pytest.mark.django_db(transaction=True)
def test_sequencing_inside_a_transaction_is_a_mistake():
    note()
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        sequencer.sequence_once()


@pytest.mark.django_db(transaction=True)
def test_an_uncommitted_act_has_no_place_and_a_later_one_does_not_wait_for_it():
    """PostgreSQL gives ids out before the commit: the first act commits last and still gets its place."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: acts commit in the order of their ids")
    begun, go_on, slow = threading.Event(), threading.Event(), []

    def act_slowly():
        with transaction.atomic():
            slow.extend(note())
            begun.set()
            go_on.wait(30)

    thread, gaps = in_thread(act_slowly), sequencer.Gaps()
    begun.wait(30)
    (quick,) = note()
    sequencer.work(gaps)
    assert list(AuditLeaf.objects.values_list("entry", flat=True)) == [quick.pk]
    go_on.set()
    assert joined([thread]) == []
    assert quick.pk > slow[0].pk
    sequencer.work(gaps)
    assert list(AuditLeaf.objects.values_list("seq", "entry")) == [(0, quick.pk), (1, slow[0].pk)]
    assert slow[0].pk not in gaps.missing


@pytest.mark.django_db(transaction=True)
def test_a_late_act_is_found_by_the_one_who_waits_for_it():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: acts commit in the order of their ids")
    entries = note(2)
    AuditLeaf.objects.create(seq=0, entry=entries[1], hash=entries[1].leaf)
    checkpoints.seal(1, root_over([entries[1].leaf]), after=None).save()
    assert audit.wait_for_checkpoint(entries[0]).size == 2


def test_a_turn_overtaken_by_another_writes_nothing(db):
    note(2)
    late = sequencer.prepare(sequencer.waiting(), after=checkpoints.latest())
    first = sequencer.sequence_once()
    assert (sequencer.is_current(late), AuditCheckpoint.objects.get()) == (False, first)
    note()
    assert sequencer.is_current(sequencer.prepare(sequencer.waiting(), after=first)) is True


@pytest.mark.django_db(transaction=True)
def test_a_second_sequencer_gives_way():
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite the write lock of the database itself keeps the second one out")
    (entry,) = note()
    holding, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            sequencer.alone()
            holding.set()
            done.wait(30)

    thread = in_thread(hold)
    holding.wait(30)
    assert sequencer.sequence_once() is None
    assert audit.wait_for_checkpoint(entry, timeout=0.1) is None
    done.set()
    assert joined([thread]) == []
    assert audit.wait_for_checkpoint(entry).size == 1


def test_a_rolled_back_id_is_forgotten_in_time(db):
    note(2)
    sequencer.sequence_once()
    gaps = sequencer.Gaps()
    gaps.look(1000.0)
    unused = AuditEntry.objects.last().pk + 10
    gaps.note([unused], 1000.0)
    assert unused in gaps.look(1000.0 + sequencer.FORGET - 1)
    assert unused not in gaps.look(1000.0 + sequencer.FORGET)


def test_an_entry_that_fell_behind_is_found_when_the_loop_starts(db):
    entries = note(3)
    AuditLeaf.objects.create(seq=0, entry=entries[2], hash=entries[2].leaf)
    checkpoints.seal(1, root_over([entries[2].leaf]), after=None).save()
    sequencer.work(sequencer.Gaps())
    assert list(AuditLeaf.objects.values_list("entry", flat=True)) == [
        entries[2].pk,
        entries[0].pk,
        entries[1].pk,
    ]


@pytest.mark.django_db(transaction=True)
def test_many_sequencers_and_writers_at_once_make_one_gapless_log():
    finished = threading.Event()

    def write():
        for number in range(25):
            with transaction.atomic():
                audit.record("noted", by=None, number=number)

    def sequence():
        while not finished.is_set():
            sequencer.sequence_once()
            time.sleep(0.002)

    sequencers = [in_thread(sequence) for _each in range(3)]
    assert joined([in_thread(write) for _each in range(4)]) == []
    finished.set()
    assert joined(sequencers) == []
    sequencer.work(sequencer.Gaps())
    assert list(AuditLeaf.objects.values_list("seq", flat=True)) == list(range(100))
    assert AuditEntry.objects.waiting().count() == 0
    assert bytes(checkpoints.latest().root) == root_over(leaves())
    sizes = AuditCheckpoint.objects.values_list("size", "root")
    assert [bytes(root) for _size, root in sizes] == [root_over(leaves()[:size]) for size, _root in sizes]


@pytest.mark.django_db(transaction=True)
def test_the_loop_goes_on_after_a_failure_and_stops_when_told(settings, monkeypatch, caplog):
    monkeypatch.setattr(sequencer, "REST", 0.01)
    settings.CHECKPOINTS = str(settings.SECRETS.parent)
    good, settings.SECRETS = settings.SECRETS, settings.SECRETS.parent / "a-file"
    settings.SECRETS.write_text("not a folder")
    note()
    stop = threading.Event()
    loop = in_thread(sequencer.run, stop, 0.01)
    while "the sequencer stumbled" not in caplog.text:
        time.sleep(0.01)
    settings.SECRETS = good
    while not (settings.SECRETS.parent / "checkpoints.jsonl").exists():
        time.sleep(0.01)
    stop.set()
    assert joined([loop]) == []
    assert AuditCheckpoint.objects.get().size == 1
