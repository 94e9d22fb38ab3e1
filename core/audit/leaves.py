"""From an act to the leaf of the Merkle tree (RFC 6962 §2.1: leaf hash = SHA-256(0x00 || entry))."""

import hashlib
import json

from django.utils import timezone

LEAF = b"\x00"


def record(verb, subject=None, *, by, on_behalf_of=None, **facts):
    """Write one audit entry in the current transaction and return it.

    verb: past-tense name such as "document_signed". subject: the model instance acted upon, or None.
    by: the acting User, or None for the system. on_behalf_of: the absent person a deputy acts for.
    facts: JSON-serialisable details; never secrets, never file contents.
    """
    from core.models import AuditEntry

    entry = AuditEntry(
        at=timezone.now(),
        actor=by,
        on_behalf_of=on_behalf_of,
        verb=verb,
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        subject_name=str(subject)[:500] if subject is not None else "",
        facts=canonical(facts),
    )
    entry.leaf = leaf_hash(entry)
    entry.save(force_insert=True)
    return entry


def leaf_hash(entry):
    """SHA-256 over 0x00 and the canonical JSON of everything the entry says."""
    return hashlib.sha256(LEAF + canonical(said(entry)).encode()).digest()


def said(entry):
    """What an entry says, as exported: the times in UTC with microseconds."""
    return {
        "at": entry.at.astimezone(timezone.get_fixed_timezone(0)).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "actor": entry.actor_id,
        "on_behalf_of": entry.on_behalf_of_id,
        "verb": entry.verb,
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "subject_name": entry.subject_name,
        "facts": entry.facts,
    }


def canonical(value):
    """JSON with sorted keys, no blanks and no escapes for Vietnamese letters: the same text on every machine."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
