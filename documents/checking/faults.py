"""What the form checker says: a fault, where it is, which rule of Decree 30 it breaks, and how to mend it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from documents.letter import Letter


class Severity(StrEnum):
    """An error must be mended before the form check is passed; a warning is for the checker to judge."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Fix:
    """One touch that mends a fault: what the button says and the letter as it will be."""

    label: str
    apply: Callable[[Letter], Letter]


@dataclass(frozen=True)
class Found:
    """What a rule function yields: a sentence without its source, the place, perhaps a fix."""

    sentence: str
    where: str
    fix: Fix | None = None


@dataclass(frozen=True)
class Fault:
    """One fault for a person to read.

    `where` is a field of Letter, with a position for lists and for blocks of the body: "subject",
    "recipients:2", "body:4" (counted as `documents.body.blocks` counts). `key` finds the fault again
    after a round trip through a form.
    """

    rule_id: str
    box: str
    severity: Severity
    message: str
    where: str
    fix: Fix | None = None

    @property
    def key(self) -> str:
        return f"{self.rule_id}@{self.where}"


@dataclass(frozen=True)
class Rule:
    """One rule of form: its stable name, the box of Appendix I section IV it is about, and where it is written."""

    id: str
    box: str
    severity: Severity
    source: str
    find: Callable[[Letter], Iterable[Found]]

    def faults(self, letter: Letter) -> list[Fault]:
        return [
            Fault(self.id, self.box, self.severity, self._message(found), found.where, found.fix)
            for found in self.find(letter)
        ]

    def _message(self, found: Found) -> str:
        return _("%(sentence)s (Nghị định 30, %(source)s).") % {
            "sentence": found.sentence.rstrip("."),
            "source": self.source,
        }


RULES: dict[str, Rule] = {}


def rule(*, box: str, source: str, severity: Severity = Severity.ERROR):
    """Enters a function into the table of rules under its own name, hyphens for underscores."""

    def enter(find: Callable[[Letter], Iterable[Found]]) -> Callable[[Letter], Iterable[Found]]:
        name = find.__name__.replace("_", "-")
        RULES[name] = Rule(name, box, severity, source, find)
        return find

    return enter
