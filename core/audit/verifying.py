"""Verify the log: recompute every leaf, the whole tree and every checkpoint, and name what does not agree.

Reads in batches, holds no lock and little memory; entries that arrive meanwhile are left to the next time.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import checkpoints, exporting, guard, keys, tree
from core.audit.leaves import hash_of
from core.models.audit import AuditCheckpoint, AuditEntry, AuditKey, AuditLeaf, AuditNode

OVERDUE = timedelta(minutes=1)
MOST = 20  # findings listed; the first one is what matters
MARKS_AT_ONCE = 2000


@dataclass(frozen=True)
class Finding:
    """One thing that does not agree.

    kind: changed, removed, inserted, reordered, truncated, forged, torn (tree rows), unplaced or unguarded.
    seq: number of the entry in the log, where it can be told. entry: its id.
    """

    kind: str
    sentence: str
    seq: int | None = None
    entry: int | None = None


@dataclass
class Verdict:
    """What `verify` found. findings are in the order of the log; sound means there are none."""

    size: int = 0
    root: bytes = tree.EMPTY
    checkpoints: int = 0
    held: int = 0
    fingerprints: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_sound(self):
        return not self.findings

    def note(self, kind, sentence, *, seq=None, entry=None):
        if len(self.findings) < MOST:
            self.findings.append(Finding(kind, sentence, seq, entry))


def verify(held=(), progress: Callable[[int, int], None] = lambda done, size: None):
    """Check the whole log and return a Verdict.

    held: Marks kept elsewhere, against which cutting short and rewriting are found. progress(done, size) is called
    after each batch.
    """
    started = time.monotonic()
    examination = Examination(held)
    examination.read_log(progress)
    examination.look_around()
    verdict = examination.verdict
    verdict.findings.sort(key=lambda found: (found.seq is None, found.seq or 0))
    verdict.seconds = time.monotonic() - started
    return verdict


class Examination:
    """One run over the log: the tree grows leaf by leaf and is held against nodes, checkpoints and held marks."""

    def __init__(self, held):
        self.verdict = Verdict(held=len(held))
        self.newest = checkpoints.latest()
        self.size = self.newest.size if self.newest else 0
        self.held = self.sort_held(held)
        self.edge = tree.Frontier()
        self.marks = stored_marks(self.size)
        self.mark = next(self.marks, None)
        self.before = checkpoints.NONE_BEFORE
        self.stop = self.next_stop()  # size at which a checkpoint, stored or held, says what the root must be
        self.good = 0  # size up to which the root was right
        self.broken = False

    def sort_held(self, held):
        """Held marks within the log, the first one last; one beyond the log means that it was cut short."""
        beyond = max((mark for mark in held if mark.size > self.size), key=lambda mark: mark.size, default=None)
        if beyond and self.is_evidence(beyond):
            sentence = _("Nhật ký bị cắt bớt: mốc giữ riêng ghi %(held)d dòng, nay chỉ còn %(size)d dòng.")
            self.verdict.note("truncated", sentence % {"held": beyond.size, "size": self.size}, seq=self.size)
        within = (mark for mark in held if 0 < mark.size <= self.size)
        return sorted(within, key=lambda mark: mark.size, reverse=True)

    def is_evidence(self, mark):
        """A held mark that disagrees with the log counts only when its own signature is right."""
        if not mark.is_signed():
            self.verdict.note("forged", _("Mốc giữ riêng ở dòng %d có chữ ký không đúng.") % mark.size)
            return False
        return True

    def read_log(self, progress):
        for start, batch in exporting.batches(self.size):
            self.read_batch(start, list(batch))
            self.check_nodes(start)
            progress(min(start + exporting.BATCH, self.size), self.size)
        self.verdict.size, self.verdict.root = self.edge.size, self.edge.root()

    def read_batch(self, start, batch):
        expected = start
        for seq, stored, beside, entry, values in batch:
            if seq != expected:
                self.note_missing(expected, seq)
            expected = seq + 1
            leaf = hash_of(*values)
            if not leaf == stored == beside:
                self.note_difference(seq, entry, leaf)
            self.edge.push(stored)
            if expected == self.stop:
                self.check_marks(expected)
        end = min(start + exporting.BATCH, self.size)
        if expected < end:
            self.note_missing(expected, end)

    def note_missing(self, first, end):
        """Rows first..end-1 are not there: the leaf, or the entry it points to, was taken out."""
        place = AuditLeaf.objects.filter(seq=first).values_list("entry_id", flat=True).first()
        sentence = _("Dòng số %(seq)d bị xóa (mất %(count)d dòng).") % {"seq": first, "count": end - first}
        self.verdict.note("removed", sentence, seq=first, entry=place)
        self.broken = True
        for _each in range(end - first):  # keep counting; the roots are wrong from here on
            self.edge.push(tree.EMPTY)

    def note_difference(self, seq, entry, leaf):
        """What the entry says is not what the leaf says: another's place, or other words."""
        if len(self.verdict.findings) >= MOST:
            return
        if AuditLeaf.objects.filter(hash=leaf).exclude(seq=seq).exists():
            sentence = _("Dòng số %d bị đổi chỗ với dòng khác.")
            self.verdict.note("reordered", sentence % seq, seq=seq, entry=entry)
        else:
            self.verdict.note("changed", _("Dòng số %d bị sửa nội dung.") % seq, seq=seq, entry=entry)

    def next_stop(self):
        sizes = [mark.size for mark in (self.mark, *self.held[-1:]) if mark]
        return min(sizes, default=None)

    def check_marks(self, size):
        """Hold the tree of this size against the stored checkpoint and the marks held elsewhere."""
        root, agree = self.edge.root(), True
        if self.mark and self.mark.size == size:
            self.check_chain(self.mark)
            agree = self.mark.root == root
            self.mark = next(self.marks, None)
        while self.held and self.held[-1].size == size:
            mark = self.held.pop()
            agree = agree and (mark.root == root or not self.is_evidence(mark))
        if agree:
            self.good = size
        elif not self.broken:
            self.note_wrong_root(size)
        self.stop = self.next_stop()

    def check_chain(self, mark):
        """Each checkpoint names the one before it, so none can be changed or taken out alone."""
        self.verdict.checkpoints += 1
        self.check_key(mark)
        if mark.previous != self.before:
            self.verdict.note("forged", _("Mốc ở dòng %d không nối tiếp mốc trước nó.") % mark.size, seq=self.good)
        self.before = mark.digest

    def check_key(self, mark):
        """The first checkpoint of each key must bear its signature; a new key is named in the verdict."""
        fingerprint = keys.fingerprint_of(mark.public)
        if fingerprint not in self.verdict.fingerprints:
            self.verdict.fingerprints.append(fingerprint)
            if not mark.is_signed():
                self.verdict.note("forged", _("Mốc ở dòng %d có chữ ký không đúng.") % mark.size, seq=self.good)

    def note_wrong_root(self, size):
        """The first root that does not agree: something between the last good checkpoint and this one."""
        self.broken = True
        sentence = _("Gốc cây không khớp mốc ở dòng %(size)d: có thay đổi trong các dòng số %(first)d đến %(last)d.")
        self.verdict.note("changed", sentence % {"size": size, "first": self.good, "last": size - 1}, seq=self.good)

    def check_nodes(self, start):
        """Hold the stored full subtrees against those that were just completed."""
        completed, self.edge.completed = self.edge.completed, []
        for level in {level for level, _index, _node in completed}:
            ours = {index: node for each, index, node in completed if each == level}
            found = AuditNode.objects.filter(level=level, index__gte=min(ours), index__lte=max(ours))
            theirs = {index: bytes(node) for index, node in found.values_list("index", "hash")}
            wrong = sorted(index for index in ours if theirs.get(index) != ours[index])
            if wrong and not self.broken:
                first = wrong[0] << level
                sentence = _("Nút %(level)d/%(index)d của cây (từ dòng số %(seq)d) không đúng.")
                facts = {"level": level, "index": wrong[0], "seq": first}
                self.verdict.note("torn", sentence % facts, seq=first)

    def look_around(self):
        """What lies outside the tree: signatures, rows too many, entries without a place, the guard."""
        self.check_signatures()
        self.check_rows_beyond()
        self.check_unplaced()
        down = guard.missing(connection)
        if down:
            self.verdict.note("unguarded", _("Cơ sở dữ liệu thiếu chốt chặn sửa, xóa: %s.") % ", ".join(down))

    def check_signatures(self):
        """The newest checkpoint names all before it, so its signature, by the key of this house, vouches for all."""
        if self.newest is None:
            return
        mark = checkpoints.mark_of(self.newest)
        ours = keys.key_file().exists() and keys.private_key().public_key().public_bytes_raw()
        if not mark.is_signed() or (ours and mark.public != ours):
            self.verdict.note("forged", _("Mốc mới nhất có chữ ký không đúng khóa của cơ quan."), seq=mark.size - 1)
        for key in AuditKey.objects.all():
            if keys.fingerprint_of(bytes(key.public)) != key.fingerprint:
                self.verdict.note("forged", _("Khóa %s bị thay.") % key.fingerprint)

    def check_rows_beyond(self):
        """Leaves and nodes are written together with a checkpoint: none may lie beyond the newest one."""
        newest = AuditCheckpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0
        extra = AuditLeaf.objects.filter(seq__gte=newest).order_by("seq").first()
        below = AuditLeaf.objects.filter(seq__lt=0).first()
        for leaf in filter(None, (below, extra)):
            sentence = _("Dòng số %d được chèn vào, không mốc nào ghi nhận.") % leaf.seq
            self.verdict.note("inserted", sentence, seq=leaf.seq, entry=leaf.entry_id)
        if self.newest is None or newest != self.size:
            return
        expected = sum(self.size >> level for level in range(tree.STEP, 64, tree.STEP))
        if AuditNode.objects.count() != expected and not self.broken:
            self.verdict.note("torn", _("Cây nhật ký có số nút không đúng."))

    def check_unplaced(self):
        """An entry older than a minute without a place: the sequencer stands still, or a leaf was removed."""
        late = AuditEntry.objects.waiting().filter(at__lt=timezone.now() - OVERDUE).first()
        if late:
            sentence = _("Dòng “%(entry)s” (mã %(id)d) chưa được đưa vào cây sau hơn một phút.")
            self.verdict.note("unplaced", sentence % {"entry": late, "id": late.pk}, entry=late.pk)


def stored_marks(size):
    """Marks of the stored checkpoints up to size, in order, read in batches."""
    after = 0
    found = AuditCheckpoint.objects.select_related("key").filter(size__lte=size).order_by("size")
    while batch := list(found.filter(size__gt=after)[:MARKS_AT_ONCE]):
        for checkpoint in batch:
            yield checkpoints.mark_of(checkpoint)
        after = batch[-1].size
