"""What search keeps of one thing: its text for showing, its folded words for finding, and its place in the order."""

from django.db.models.functions import Left

from core.folding import words
from core.models import SearchEntry
from core.searching.grammar import LONGEST_WORD, clean, notation

MOST_TEXT = 1_000_000  # signs of a text that are kept
MOST_WORDS = 240_000  # bytes of words that are indexed, about a hundred pages: PostgreSQL takes no tsvector over 1 MB
ROOM = 21  # bits for things of one moment
MOMENTS = 1 << 42  # milliseconds until the year 2109


def write(kind, pk, *, title, body, notation, sort_key):
    """Write the entry of one thing in the current transaction, unless nothing of it changed."""
    entry = build(kind, pk, title=title, body=body, notation=notation, sort_key=sort_key)
    old = SearchEntry.objects.filter(kind=kind, object_id=pk).first()
    if old is not None and _same(old, entry):
        return
    SearchEntry.objects.filter(kind=kind, object_id=pk).delete()
    while SearchEntry.objects.filter(pk=entry.pk).exists():
        entry.pk += 1
    entry.save(force_insert=True)


def build(kind, pk, *, title, body="", notation="", sort_key):
    """Return the unsaved entry of one thing."""
    title, body = clean(title)[:MOST_TEXT], clean(body)[:MOST_TEXT]
    number = folded_notation(notation)
    return SearchEntry(
        id=place(sort_key, pk),
        kind=kind,
        object_id=pk,
        title=title,
        body=body,
        notation=number,
        title_words=_capped(words(title) + _spellings(number)),
        body_words=_capped(words(body)),
    )


def folded_notation(text):
    """The notation as it is kept: its normal form, or its folded words when it has no number yet."""
    text = clean(text)
    return (notation(text) or "-".join(words(text)))[:80]


def _spellings(number):
    """The words of a notation as people write it: 5/QĐ and 05/QĐ, one after the other."""
    spelled = words(number)
    padded = [f"0{spelled[0]}", *spelled[1:]] if spelled and len(spelled[0]) == 1 else []
    return spelled + padded


def place(sort_key, pk):
    """Return the id of an entry: ids order entries as their sort keys do, and newest come first in every result.

    sort_key: seconds, milliseconds or microseconds since 1970 (below 2**52), the same unit for all things of a kind.
    """
    if not 0 <= sort_key < MOMENTS << 10:
        raise ValueError(f"sort_key {sort_key}: give seconds, milliseconds or microseconds since 1970")
    moment = sort_key if sort_key < MOMENTS else sort_key >> 10
    return (moment << ROOM) | (pk & ((1 << ROOM) - 1))


def _same(old, new):
    same_text = (old.title, old.body, old.notation, old.title_words) == (
        new.title,
        new.body,
        new.notation,
        new.title_words,
    )
    return same_text and old.pk >> ROOM == new.pk >> ROOM


def _capped(found):
    """The words in one line, as many as the index takes."""
    kept, room = [], MOST_WORDS
    for word in found:
        word = word[:LONGEST_WORD]
        room -= len(word.encode()) + 1
        if room < 0:
            break
        kept.append(word)
    return " ".join(kept)


def texts(ids):
    """Yield (id, (title, beginning of the body)) of entries, for showing."""
    found = SearchEntry.objects.filter(pk__in=list(ids)).annotate(beginning=Left("body", 60_000))
    for pk, title, beginning in found.values_list("pk", "title", "beginning"):
        yield pk, (title, beginning)
