"""The same judgement in a process of its own, with bounded memory and time: for files of strangers."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from django.utils.translation import gettext as _

from core.refusals import Unavailable
from core.serving.environment import bare_environment
from signatures.verification import Trust, Verdict, structure
from signatures.verification.verdict import from_json

SECONDS = 20
"""Longest judgement on one file; beyond it the file counts as too complicated."""
AT_ONCE = 2
"""Judgements at a time in one process: strangers take neither all its threads nor all the memory."""
PATIENCE = 3
"""Seconds to wait for a place."""
_places = threading.BoundedSemaphore(AT_ONCE)
ROOT = Path(__file__).resolve().parent.parent.parent


def verify_guarded(pdf: bytes, trust: Trust, *, seconds: int = SECONDS) -> Verdict:
    """The verdict on a PDF that may be made to exhaust us: memory and time are bounded, nothing else differs.

    Raises Unavailable when others' files take all places.
    """
    if structure.faults(pdf) in (["too-much"], ["unreadable"]):
        return _given_up(pdf, structure.faults(pdf))
    request = json.dumps(trust.to_json()).encode() + b"\n" + pdf
    try:
        return from_json(json.loads(_judged_apart(request, seconds)))
    except (subprocess.TimeoutExpired, ValueError):
        return _given_up(pdf, ["too-much"])


def _judged_apart(request: bytes, seconds: int) -> bytes:
    command = [sys.executable, "-m", "signatures.verification.worker", str(seconds)]
    if not _places.acquire(timeout=PATIENCE):
        raise Unavailable(_("Đang có nhiều tệp chờ kiểm tra. Hãy thử lại sau ít phút."))
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module, no argument from outside
            command,
            input=request,
            capture_output=True,
            timeout=seconds + 5,
            cwd=ROOT,
            env=bare_environment(),
            check=False,
        )
        return done.stdout
    finally:
        _places.release()


def _given_up(pdf: bytes, reasons: list[str]) -> Verdict:
    return Verdict(structure.digest(pdf), len(pdf), reasons)
