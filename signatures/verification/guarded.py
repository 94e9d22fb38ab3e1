"""The same judgement in a process of its own, with bounded memory and time: for files of strangers."""

import json
import subprocess
import sys
from pathlib import Path

from signatures.verification import Trust, Verdict, structure
from signatures.verification.verdict import from_json

SECONDS = 20
"""Longest judgement on one file; beyond it the file counts as too complicated."""
ROOT = Path(__file__).resolve().parent.parent.parent


def verify_guarded(pdf: bytes, trust: Trust, *, seconds: int = SECONDS) -> Verdict:
    """The verdict on a PDF that may be made to exhaust us: memory and time are bounded, nothing else differs."""
    if structure.faults(pdf) in (["too-much"], ["unreadable"]):
        return _given_up(pdf, structure.faults(pdf))
    request = json.dumps(trust.to_json()).encode() + b"\n" + pdf
    command = [sys.executable, "-m", "signatures.verification.worker", str(seconds)]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module, no argument from outside
            command, input=request, capture_output=True, timeout=seconds + 5, cwd=ROOT, check=False
        )
        return from_json(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        return _given_up(pdf, ["too-much"])


def _given_up(pdf: bytes, reasons: list[str]) -> Verdict:
    return Verdict(structure.digest(pdf), len(pdf), reasons)
