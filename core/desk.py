"""The desk: one ordered list of everything that waits for me, told by the apps above through providers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

_providers = []

URGENCY_ORDER = {"flash": 0, "rush": 1, "urgent": 2, "": 3}


@dataclass(frozen=True)
class Card:
    """One line of the desk. urgency: "", "urgent", "rush" or "flash" (Decree 30 box 10b). act: the verb on its button."""

    key: str
    title: str
    meta: str
    url: str
    act: str
    due: datetime | None = None
    since: datetime | None = None
    urgency: str = ""
    kind: str = ""
    number: str = ""
    batch: Any = None

    @property
    def order(self):
        late = self.due.timestamp() if self.due else float("inf")
        return (URGENCY_ORDER[self.urgency], late, self.since.timestamp() if self.since else 0, self.key)


def provider(function):
    """Register function(user, now, limit) -> (cards, total): the most urgent cards first and how many wait in all."""
    _providers.append(function)
    return function


def waiting_for(user, now, limit=50):
    """Cards of every app, most urgent first, and the exact number of things that wait."""
    cards, total = [], 0
    for each in _providers:
        found, count = each(user, now, limit)
        cards += found
        total += count
    return sorted(cards, key=lambda card: card.order)[:limit], total


def count_for(user):
    """How many things wait for this person, exactly."""
    from django.utils import timezone

    return waiting_for(user, timezone.now(), 0)[1]
