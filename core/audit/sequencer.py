"""The sequencer: gives committed entries their order, grows the tree, signs a checkpoint.

Writers never wait for it and hold no common lock; it follows them by a tenth of a second. It takes entries that have
no place yet, not "everything after the last id": on PostgreSQL ids are given out before the commit and become visible
out of order. Anyone may call `sequence_once`; a database lock lets one at a time through.
"""

import logging
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import Max
from django.db.transaction import TransactionManagementError

from core.audit import checkpoints, copies, shelf
from core.models.audit import AuditCheckpoint, AuditEntry, AuditLeaf, AuditNode

log = logging.getLogger("an_thu.audit")
BATCH = 2000  # entries a transaction: bounded memory, and SQLite's one writer is never held for long
LOCK = 0x6E_68_61_74_6B_79  # "nhatky": PostgreSQL advisory lock
LOOK_BACK = 100_000  # ids in which acts under way are looked for
MOST_GAPS = 5000  # ids remembered; older ones are left to the sweep
FORGET = 600.0  # seconds after which an id nobody used is taken for a rolled-back act
SWEEP = 3600.0  # seconds between searches of the whole log for entries without a place
INSERT_LEAF = "INSERT INTO core_auditleaf (seq, entry_id, hash) VALUES (%s, %s, %s)"
INSERT_LEAVES = (
    "INSERT INTO core_auditleaf (seq, entry_id, hash) SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])"
)
REST = 2.0  # seconds after a failure: the database may be restarting
PAUSE = 0.02  # seconds between looks while waiting for a checkpoint


def sequence_once(also=()):
    """Give up to BATCH waiting entries their place and sign a checkpoint, in one transaction of its own.

    also: ids to look at besides those after the last one placed. Returns the new AuditCheckpoint; None when nothing
    waits or another process is at work. Raises RuntimeError inside a transaction.
    """
    last = checkpoints.latest()  # read before what waits: whatever another sequencer places meanwhile moves it on
    turn = prepare(waiting(also), after=last)
    return turn and in_turn(lambda: write(turn) if alone() and is_current(turn) else None)


def in_turn(act):
    """Run act in a transaction of its own.

    SQLite has one write lock and lets a waiter sleep up to a tenth of a second between two tries, so among busy
    writers the sequencer would be last for seconds: it tries every millisecond instead.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic(durable=True):
            return act()
    until = time.monotonic() + REST
    with trying_quickly():
        while True:
            try:
                with transaction.atomic(durable=True):
                    return act()
            except OperationalError as problem:
                if "locked" not in str(problem) or time.monotonic() > until:
                    raise
            time.sleep(0.001)


@contextmanager
def trying_quickly():
    """Inside, SQLite answers at once that the database is locked."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 1")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def last_placed():
    """The highest id that has a place."""
    return AuditLeaf.objects.aggregate(last=Max("entry_id"))["last"] or 0


def waiting(also=()):
    """(id, leaf hash) of committed entries without a place, in the order they were begun."""
    entries = AuditEntry.objects.waiting().values_list("pk", "leaf")
    found = {pk: bytes(leaf) for pk, leaf in entries.filter(pk__in=also)} if also else {}
    after = AuditEntry.objects.filter(pk__gt=last_placed()).order_by("pk").values_list("pk", "leaf")
    found |= {pk: bytes(leaf) for pk, leaf in after[:BATCH]}
    return sorted(found.items())[:BATCH]


def alone():
    """True when no other sequencer is at work. SQLite's IMMEDIATE transaction is that lock already."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


@dataclass(frozen=True)
class Turn:
    """What one turn will write, worked out before the lock is taken: writers wait a millisecond or two, not ten."""

    after: AuditCheckpoint | None
    leaves: list[tuple[int, int, bytes]]
    nodes: list[AuditNode]
    checkpoint: AuditCheckpoint


def prepare(entries, *, after):
    """Place the entries ((id, leaf hash) in order) after this checkpoint; None when there are none."""
    if not entries:
        return None
    edge = shelf.frontier(after.size if after else 0)
    leaves = [(edge.size + number, pk, leaf) for number, (pk, leaf) in enumerate(entries)]
    for _pk, leaf in entries:
        edge.push(leaf)
    nodes = [AuditNode(level=level, index=index, hash=node) for level, index, node in edge.completed]
    return Turn(after, leaves, nodes, checkpoints.seal(edge.size, edge.root(), after=after))


def is_current(turn):
    """False when another sequencer was first: its entries are placed, and these would follow the wrong checkpoint."""
    return AuditCheckpoint.objects.order_by("-size").first() == turn.after


def write(turn):
    """Write leaves, full subtrees and the checkpoint."""
    with connection.cursor() as cursor:  # a quarter of what bulk_create costs, ten times a second
        if connection.vendor == "postgresql":
            cursor.execute(INSERT_LEAVES, [list(column) for column in zip(*turn.leaves, strict=True)])
        else:
            cursor.executemany(INSERT_LEAF, turn.leaves)
    AuditNode.objects.bulk_create(turn.nodes)
    turn.checkpoint.save(force_insert=True)
    turn.checkpoint.placed = len(turn.leaves)
    return turn.checkpoint


def wait_for_checkpoint(entry, timeout=2.0):
    """Return the first checkpoint that covers the entry; call it after the commit, before saying "Đã ký".

    Waits at most timeout seconds, and does the sequencing itself when nobody else is at it, so it works with no
    worker running. Returns None when the time is over. Raises TransactionManagementError inside a transaction: the
    entry is not committed there, and waiting would hold locks.
    """
    if any(not block._from_testcase for block in connection.atomic_blocks):
        raise TransactionManagementError("wait_for_checkpoint needs a committed entry: call it after the commit")
    until = time.monotonic() + timeout
    while True:
        found = covering(entry) or try_once(entry)
        if found or time.monotonic() > until:
            return found
        time.sleep(PAUSE)


def covering(entry):
    """The first checkpoint that covers the entry, or None."""
    place = AuditLeaf.objects.filter(entry=entry.pk).first()
    return place and AuditCheckpoint.objects.filter(size__gt=place.seq).order_by("size").first()


def try_once(entry):
    """Sequence on behalf of a waiting person; a busy database is no error, the wait goes on."""
    try:
        sequence_once(also=(entry.pk,))
    except OperationalError as problem:
        log.warning("audit: the sequencer could not work: %s", problem)
    return covering(entry)


class Gaps:
    """Ids that were passed over: their acts were still under way, or were rolled back and never come."""

    def __init__(self):
        self.seen = None
        self.missing = {}
        self.swept = 0.0

    def look(self, now):
        """Note new gaps and forget old ones. now: monotonic seconds. Returns the ids to look at."""
        last = last_placed()
        if now - self.swept > SWEEP or not self.swept:
            self.swept = now
            self.note(AuditEntry.objects.waiting().filter(pk__lt=last).values_list("pk", flat=True)[:BATCH], now)
        start = max(last - LOOK_BACK, 0) if self.seen is None else self.seen
        if last > start:
            placed = AuditLeaf.objects.filter(entry_id__gt=start, entry_id__lte=last)
            self.note(set(range(start + 1, last)) - set(placed.values_list("entry_id", flat=True)), now)
        self.seen = last
        young = sorted((pk for pk, since in self.missing.items() if now - since < FORGET), reverse=True)
        self.missing = {pk: self.missing[pk] for pk in young[:MOST_GAPS]}
        return list(self.missing)

    def note(self, ids, now):
        for pk in ids:
            self.missing.setdefault(pk, now)

    def close(self):
        """Drop the gaps that have been filled."""
        for pk in AuditLeaf.objects.filter(entry_id__in=list(self.missing)).values_list("entry_id", flat=True):
            del self.missing[pk]


def run(stop, every=0.1):
    """Sequence every tenth of a second until the event is set. A failure is logged and tried again, never fatal.

    The second place is served by a thread of its own: a mount that hangs holds up nobody.
    """
    threading.Thread(target=copies.run, args=(stop,), name="checkpoint copies", daemon=True).start()
    gaps = Gaps()
    while not stop.is_set():
        started = time.monotonic()
        try:
            work(gaps)
        except Exception:
            log.exception("audit: the sequencer stumbled and tries again")
            close_old_connections()
            stop.wait(REST)
        stop.wait(max(every - (time.monotonic() - started), 0.01))


def work(gaps):
    """One turn of the loop: everything that waits, batch by batch.

    What came while the last batch was written waits for the next turn: chasing it would keep a whole core from the
    writers whenever they are busy.
    """
    full = True
    while full and (checkpoint := sequence_once(also=gaps.look(time.monotonic()))):
        full = checkpoint.placed == BATCH
        if gaps.missing:
            gaps.close()
