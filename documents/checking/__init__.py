"""The form checker: names each fault of form with its rule in Decree 30/2020/NĐ-CP and mends it in one touch."""

from documents.checking.amending import LISTS, body_texts, parsed, with_body
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
    letter = with_body(letter, parsed(letter))
    tried: set[tuple[str, Letter]] = set()
    for _ in range(FIXES_MAX):
        faults = [fault for fault in check(letter) if fault.fix and (fault.key, letter) not in tried]
        if not faults:
            break
        letter = _mended_once(letter, faults, tried)
    return letter


def _mended_once(letter: Letter, faults: list[Fault], tried: set[tuple[str, Letter]]) -> Letter:
    """One fix at each place, from the foot of the page up, while everything above stands where it was found."""
    first_of_each = {fault.where: fault for fault in reversed(faults)}
    for fault in sorted(first_of_each.values(), key=_position, reverse=True):
        tried.add((fault.key, letter))
        before, letter = letter, apply_fix(letter, fault)
        if _elsewhere(before, fault.where) != _elsewhere(letter, fault.where):
            break
    return letter


def _elsewhere(letter: Letter, where: str) -> list[tuple[str, ...]]:
    """Lists and body as a fix at this place must leave them, so that places found before still hold."""
    name, _, position = where.partition(":")
    lists = {each: getattr(letter, each) for each in LISTS} | {"body": body_texts(letter)}
    return [texts[: int(position or 0)] if each == name else texts for each, texts in lists.items()]


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
