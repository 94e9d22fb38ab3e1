"""What the bytes of a PDF say before any signature is believed."""

import hashlib
import re

LARGEST = 100 * 1024 * 1024
"""Bytes of a file that is judged at all."""
MOST_SIGNATURES = 60
MOST_REVISIONS = 200
_TAIL = re.compile(rb"%%EOF[ \t]*(\r\n|\r|\n)?\Z")
_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[")
_STARTXREF = re.compile(rb"startxref\s")


def digest(pdf: bytes) -> str:
    """SHA-256 of the file, in lower-case hexadecimal."""
    return hashlib.sha256(pdf).hexdigest()


def faults(pdf: bytes) -> list[str]:
    """Reason codes for a file that is not a PDF, too much to judge, or has something after its end."""
    if len(pdf) > LARGEST:
        return ["too-much"]
    if not pdf[:1024].lstrip(b"\0\t\r\n \xef\xbb\xbf").startswith(b"%PDF-"):
        return ["unreadable"]
    if marks(pdf) > MOST_SIGNATURES or len(_STARTXREF.findall(pdf)) > MOST_REVISIONS:
        return ["too-much"]
    return [] if _TAIL.search(pdf[-64:]) else ["trailing"]


def marks(pdf: bytes) -> int:
    """How many signature dictionaries the bytes show, removed ones included."""
    return len(_BYTE_RANGE.findall(pdf))
