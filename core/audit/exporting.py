"""The log and its proofs as text, for checking elsewhere with docs/check_audit.py and nothing of ours installed."""

import json

from core.audit import checkpoints, shelf
from core.audit.leaves import SAID, spell
from core.models.audit import AuditCheckpoint, AuditLeaf

BATCH = 5000
FIELDS = ("seq", "hash", "entry__leaf", "entry_id", *(f"entry__{name}" for name in SAID))


def rows(start, end):
    """Stored rows start..end-1 in order: (seq, leaf hash, the hash beside the entry, its id, *what it says)."""
    found = AuditLeaf.objects.filter(seq__gte=start, seq__lt=end).order_by("seq")
    return found.values_list(*FIELDS)


def batches(size):
    """The whole log up to size in batches: bounded memory, no cursor held open, no lock."""
    for start in range(0, size, BATCH):
        yield start, rows(start, min(start + BATCH, size))


def export():
    """Yield JSON lines: every entry with its number and leaf hash, then the newest checkpoint with its public key."""
    newest = checkpoints.latest()
    for _start, batch in batches(newest.size if newest else 0):
        for seq, leaf, _beside, entry, *values in batch:
            line = {"seq": seq, "id": entry, "leaf": bytes(leaf).hex(), "entry": spell(*values)}
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
