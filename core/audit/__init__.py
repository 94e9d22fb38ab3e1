"""The audit: a transparency log (RFC 6962/9162), not a lock.

`record` writes an entry and its leaf hash in the caller's own transaction; a sequencer gives committed entries their
order, grows the Merkle tree and signs checkpoints; `verify` finds every change, removal, insertion, reordering and
truncation. See docs/audit.md.
"""

from core.audit.leaves import record
from core.audit.sequencer import wait_for_checkpoint
from core.audit.verbs import name_verbs

__all__ = ["history", "name_verbs", "record", "wait_for_checkpoint"]


def history(thing):
    """Everything done to one thing, oldest first, with the people who did it: a QuerySet of AuditEntry."""
    from core.models.audit import AuditEntry

    return AuditEntry.objects.about(thing).select_related("actor", "on_behalf_of")
