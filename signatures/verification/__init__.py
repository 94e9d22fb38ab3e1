"""Judges the signatures of any PDF, ours or not: no network, no exception, the worst of everything found."""

from signatures.verification import structure
from signatures.verification.trust import Anchor, Kind, Trust, anchor, read_certificates, register_of
from signatures.verification.verdict import Indication, Level, SignatureVerdict, Verdict

__all__ = [
    "Anchor",
    "Indication",
    "Kind",
    "Level",
    "SignatureVerdict",
    "Trust",
    "Verdict",
    "anchor",
    "read_certificates",
    "register_of",
    "verify",
]


def verify(pdf: bytes, trust: Trust, *, unfinished_ok: bool = False) -> Verdict:
    """The verdict on a PDF (ETSI EN 319 102-1), never an exception.

    `unfinished_ok` is for a paper still on its way: it may lack the closing signature of the agency, and blanks may
    have been filled after the last signature. Nothing outside `trust` and the file itself is consulted. A file of a
    stranger is better judged by `guarded.verify_guarded`, which bounds time and memory.
    """
    from signatures.pades.signing import run
    from signatures.verification.judging import judge_file  # pyHanko comes with it: only who judges waits for it

    verdict = Verdict(structure.digest(pdf), len(pdf), structure.faults(pdf))
    if set(verdict.reasons) & {"too-much", "unreadable"}:
        return verdict
    try:
        run(judge_file(verdict, pdf, trust, unfinished_ok))
    except Exception:  # a hostile file may break any parser in any way: that is a verdict too
        verdict.reasons.append("unreadable")
    return verdict
