"""The log and its proofs as text, for checking elsewhere with docs/check_audit.py and nothing of ours installed."""

import json
from datetime import UTC, datetime

from django.db.models import TextField
from django.db.models.functions import Cast

from core.audit import checkpoints, shelf
from core.audit.leaves import SAID, spell
from core.models.audit import AuditCheckpoint, AuditEntry, AuditLeaf

BATCH = 5000
FIELDS = ("pk", "leaf", "at_text", *SAID[1:])


def rows(start, end):
    """Stored rows start..end-1 in order: (seq, leaf hash, the hash beside the entry, its id, what it says by SAID).

    A row whose leaf or entry is gone is left out.
    """
    leaves = AuditLeaf.objects.filter(seq__gte=start, seq__lt=end).order_by("seq")
    leaves = list(leaves.values_list("seq", "entry", "hash"))
    entries = _entries([entry for _seq, entry, _leaf in leaves])
    for seq, entry, leaf in leaves:
        row = entries.get(entry)
        if row:
            yield seq, bytes(leaf), bytes(row[1]), entry, (instant(row[2]), *row[3:])


def instant(text):
    """The time in the database's own words; the field's conversion costs a third of a whole verification."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)  # SQLite keeps UTC without saying so


def _entries(ids):
    """Rows of these entries by id.

    Ids nearly follow the order of the log, so a range of them is one walk along the index; for a join or a long list
    PostgreSQL would read the whole table.
    """
    if not ids:
        return {}
    low, high = min(ids), max(ids)
    is_dense = high - low < 4 * len(ids)
    wanted = {"pk__gte": low, "pk__lte": high} if is_dense else {"pk__in": ids}
    found = AuditEntry.objects.filter(**wanted).annotate(at_text=Cast("at", TextField()))
    return {row[0]: row for row in found.values_list(*FIELDS)}


def batches(size):
    """The whole log up to size in batches: bounded memory, no cursor held open, no lock."""
    for start in range(0, size, BATCH):
        yield start, rows(start, min(start + BATCH, size))


def export():
    """Yield JSON lines: every entry with its number and leaf hash, then the newest checkpoint with its public key."""
    newest = checkpoints.latest()
    for _start, batch in batches(newest.size if newest else 0):
        for seq, leaf, _beside, entry, values in batch:
            line = {"seq": seq, "id": entry, "leaf": leaf.hex(), "entry": spell(*values)}
            yield json.dumps(line, ensure_ascii=False) + "\n"
    if newest:
        yield checkpoints.mark_of(newest).as_json() + "\n"


def prove(entry):
    """The proof that an entry is in the log, as JSON-ready facts: at most 20 hashes at a million entries.

    Raises AuditLeaf.DoesNotExist when the entry has no place yet.
    """
    place = AuditLeaf.objects.select_related("entry").get(entry=entry)
    newest = checkpoints.mark_of(checkpoints.latest())
    path = shelf.inclusion_path(place.seq, newest.size)
    return {
        "seq": place.seq,
        "id": place.entry_id,
        "leaf": bytes(place.hash).hex(),
        "entry": spell(*(getattr(place.entry, name) for name in SAID)),
        "path": [each.hex() for each in path],
        **json.loads(newest.as_json()),
    }


def prove_growth(first, second=None):
    """The proof that the log only grew between two checkpoints, as JSON-ready facts. Sizes of stored checkpoints.

    second: the newest when None. Raises AuditCheckpoint.DoesNotExist for a size that is no checkpoint.
    """
    stored = AuditCheckpoint.objects.select_related("key")
    old = checkpoints.mark_of(stored.get(size=first))
    new = checkpoints.mark_of(stored.get(size=second) if second else checkpoints.latest())
    return {
        "from": json.loads(old.as_json())["checkpoint"],
        "path": [each.hex() for each in shelf.consistency_path(old.size, new.size)],
        **json.loads(new.as_json()),
    }
