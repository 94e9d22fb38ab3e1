"""The form checker: names each fault of form with its rule in Decree 30/2020/NĐ-CP and mends it in one touch."""

from documents.checking.faults import RULES, Fault, Fix, Severity
from documents.checking.rules import MODULES
from documents.letter import Letter

__all__ = ["MODULES", "RULES", "Fault", "Fix", "Severity", "apply_fix", "check", "find_fault", "mend_all"]

ORDER = (
    "superior", "agency", "notation", "number", "place", "urgency", "secrecy", "circulation", "subject", "authority",
    "addressees", "body", "recipients", "capacity", "signer", "copies", "appendices",
)  # fmt: skip
FIXES_MAX = 1000


def check(letter: Letter) -> list[Fault]:
    """Every fault of form of a letter, in the order of the page. Never raises on any text."""
    faults = [fault for rule in RULES.values() for fault in rule.faults(letter)]
    return sorted(faults, key=_position)


def mend_all(letter: Letter) -> Letter:
    """The letter with every fault mended that has a fix; what is left needs a person."""
    tried: set[tuple[str, Letter]] = set()
    for _ in range(FIXES_MAX):
        fault = next((f for f in check(letter) if f.fix and (f.key, letter) not in tried), None)
        if fault is None:
            break
        tried.add((fault.key, letter))
        letter = apply_fix(letter, fault)
    return letter


def _position(fault: Fault) -> tuple[int, int]:
    name, _, position = fault.where.partition(":")
    return ORDER.index(name), int(position or 0)


def find_fault(letter: Letter, key: str) -> Fault | None:
    """The fault with this `Fault.key` as the letter stands now, or None when it is gone."""
    return next((fault for fault in check(letter) if fault.key == key), None)


def apply_fix(letter: Letter, fault: Fault) -> Letter:
    """The letter with one fault mended. Raises ValueError for a fault without a fix."""
    if fault.fix is None:
        raise ValueError(f"{fault.rule_id} has no fix")
    return fault.fix.apply(letter)
