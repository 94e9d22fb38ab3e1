"""Checkpoints: signed statements "at this time the log had so many entries and this root".

The signed text is a C2SP tlog-checkpoint: origin, size, root in base64, then two extension lines (time, and the
digest of the checkpoint before). As each one names the one before, the newest signature vouches for the whole chain.
"""

import base64
import hashlib
import json
from dataclasses import dataclass

from django.utils import timezone

from core.audit import keys
from core.audit.leaves import spell_time
from core.models.audit import AuditCheckpoint

NONE_BEFORE = bytes(32)


@dataclass(frozen=True)
class Mark:
    """A checkpoint apart from the database: as held elsewhere, as exported, as checked."""

    origin: str
    size: int
    root: bytes
    at: str
    previous: bytes
    public: bytes
    signature: bytes

    @property
    def text(self):
        """The bytes that are signed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\n{self.at}\n{self.previous.hex()}\n".encode()

    @property
    def digest(self):
        """What the next checkpoint names as the one before."""
        return hashlib.sha256(self.text + self.signature + self.public).digest()

    def is_signed(self):
        return keys.has_signed(self.public, self.signature, self.text)

    def as_json(self):
        """One line for the second place, the export and a proof."""
        said = {
            "origin": self.origin,
            "size": self.size,
            "root": self.root.hex(),
            "at": self.at,
            "previous": self.previous.hex(),
            "key": self.public.hex(),
            "signature": self.signature.hex(),
        }
        return json.dumps({"checkpoint": said}, ensure_ascii=False)


def mark_of(checkpoint):
    """The Mark of a stored checkpoint (with its key selected)."""
    return Mark(
        origin=checkpoint.key.origin,
        size=checkpoint.size,
        root=bytes(checkpoint.root),
        at=spell_time(checkpoint.at),
        previous=bytes(checkpoint.previous),
        public=bytes(checkpoint.key.public),
        signature=bytes(checkpoint.signature),
    )


def latest():
    """The newest checkpoint, or None."""
    return AuditCheckpoint.objects.select_related("key").order_by("-size").first()


def seal(size, root, *, after):
    """Sign the checkpoint of this size and root, not saved yet. after: the checkpoint before, or None."""
    key = keys.current()
    checkpoint = AuditCheckpoint(
        size=size,
        root=root,
        at=timezone.now(),
        previous=mark_of(after).digest if after else NONE_BEFORE,
        key=key,
        signature=b"",
    )
    checkpoint.signature = keys.private_key().sign(mark_of(checkpoint).text)
    return checkpoint


def read_marks(lines):
    """The checkpoints among the lines of a held file, an export or a printed mail, in order.

    Lines that are no checkpoint are passed over. Raises ValueError when a checkpoint line cannot be read.
    """
    marks = []
    for line in lines:
        if '"checkpoint"' not in line:
            continue
        try:
            marks.append(_read_mark(json.loads(line[line.index("{") :])["checkpoint"]))
        except (KeyError, TypeError, ValueError) as problem:
            raise ValueError(line.strip()[:120]) from problem
    return marks


def _read_mark(said):
    return Mark(
        origin=str(said["origin"]),
        size=int(said["size"]),
        root=bytes.fromhex(said["root"]),
        at=str(said["at"]),
        previous=bytes.fromhex(said["previous"]),
        public=bytes.fromhex(said["key"]),
        signature=bytes.fromhex(said["signature"]),
    )
