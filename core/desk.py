"""The desk: one ordered list of everything that waits for me, told by the apps above through providers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

_providers = []
_shortcuts = []

NUMERALS = (
    pgettext_lazy("số đếm", "một"),
    pgettext_lazy("số đếm", "hai"),
    pgettext_lazy("số đếm", "ba"),
    pgettext_lazy("số đếm", "bốn"),
    pgettext_lazy("số đếm", "năm"),
    pgettext_lazy("số đếm", "sáu"),
    pgettext_lazy("số đếm", "bảy"),
    pgettext_lazy("số đếm", "tám"),
    pgettext_lazy("số đếm", "chín"),
    pgettext_lazy("số đếm", "mười"),
)
URGENCY_ORDER = {"flash": 0, "rush": 1, "urgent": 2, "": 3}


@dataclass(frozen=True)
class Quick:
    """An act that one touch on the desk does at once: the address it is posted to, and what the touch sends."""

    url: str
    fields: dict


@dataclass(frozen=True)
class Card:
    """One line of the desk. urgency: "", "urgent", "rush", "flash" (Decree 30 box 10b); act: its verb.

    quick: the act can be done by a touch; else the button opens the thing.
    """

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
    quick: Quick | None = None

    @property
    def order(self):
        late = self.due.timestamp() if self.due else float("inf")
        return (URGENCY_ORDER[self.urgency], late, self.since.timestamp() if self.since else 0, self.key)


def provider(function):
    """Register function(user, now, limit) -> (cards, total): the most urgent cards first and how many wait in all."""
    _providers.append(function)
    return function


def shortcut(function):
    """Register function(user, cards) -> (words, address) or None: a way to do several of the cards in one go."""
    _shortcuts.append(function)
    return function


def shortcuts_for(user, cards):
    """What the apps offer for these cards: [(words, address)]."""
    return [found for each in _shortcuts if (found := each(user, cards))]


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
    return waiting_for(user, timezone.now(), 0)[1]


def told(cards, total, now):
    """One sentence: how many things wait and, when all of them are at hand, how many are late or due today."""
    if not total:
        return _("Không có việc nào đang chờ.")
    said = [ngettext("%(count)s việc đang chờ", "%(count)s việc đang chờ", total) % {"count": _spelled(total)}]
    if total == len(cards):
        said += _pressing([card.due for card in cards if card.due], total, now)
    return capfirst(", ".join(said)) + "."


def _pressing(dues, total, now):
    """What is late and what must be done today; a thing that waits alone is not counted again."""
    late = sum(due < now for due in dues)
    today = sum(timezone.localdate(due) == timezone.localdate(now) for due in dues if due >= now)
    if total == 1:
        return [_("đã quá hạn")] * late + [_("phải xong hôm nay")] * today
    words = []
    if late:
        once = ngettext("%(count)s việc đã quá hạn", "%(count)s việc đã quá hạn", late)
        words.append(once % {"count": _spelled(late)})
    if today:
        once = ngettext("%(count)s việc phải xong hôm nay", "%(count)s việc phải xong hôm nay", today)
        words.append(once % {"count": _spelled(today)})
    return words


def _spelled(number):
    """Small numbers in words, as in running text."""
    return NUMERALS[number - 1] if number <= len(NUMERALS) else str(number)
