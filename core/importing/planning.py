"""What every planner shares: the outcome of one row, and the digest that pins a preview."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from core.models import ImportRow

Outcome = ImportRow.Outcome


@dataclass
class Planned:
    """What will happen to one row. changes: sentences. problems: [column, what, remedy]. write: what apply needs.

    key: what finds the thing again afterwards (the account name of a person).
    """

    number: int
    title: str = ""
    outcome: str = Outcome.SAME
    changes: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    write: Any = None
    key: str = ""

    def settle(self, *, new=False):
        """Fix the outcome from what was found, and return the row."""
        if self.problems:
            self.outcome, self.changes, self.write = Outcome.ERROR, [], None
        elif new:
            self.outcome = Outcome.NEW
        else:
            self.outcome = Outcome.CHANGED if self.changes else Outcome.SAME
        return self

    def fault(self, column, what, remedy):
        """Note one more thing that is wrong with the row."""
        self.problems.append([str(column), str(what), str(remedy)])


def digest_of(planned):
    """SHA-256 over everything the preview shows: two plans with the same digest say the same."""
    said = [[row.number, str(row.outcome), row.title, row.changes, row.problems] for row in planned]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def tally(planned):
    """How many rows have each outcome."""
    counts = {outcome.value: 0 for outcome in Outcome}
    for row in planned:
        counts[str(row.outcome)] += 1
    return counts
