"""Found words marked in the text they were found in; everything else is escaped."""

import re
from functools import lru_cache
from html import escape

from django.utils.safestring import mark_safe

from core.folding import fold_signs

LENGTH = 180  # signs of an excerpt
BEFORE = 50  # of them before the first found word
READ = 60_000  # signs of a text in which the first found word is looked for


def title(text, query):
    """Return the whole text with the found words in <mark>, safe to put in a page."""
    return mark_safe(_marked(text, _spans(text, query)))  # noqa: S308 (escaped piece by piece)


def excerpt(text, query):
    """Return the part of the text around the first found word, with the found words in <mark>."""
    text = text[:READ]
    spans = _spans(text, query, limit=1)
    start = _word_start(text, max(0, spans[0][0] - BEFORE)) if spans else 0
    end = _word_end(text, start + LENGTH)
    part = " ".join(text[start:end].split())
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return mark_safe(f"{before}{_marked(part, _spans(part, query))}{after}")  # noqa: S308 (escaped piece by piece)


def _word_start(text, position):
    """The beginning of the first whole word from here."""
    blank = text.find(" ", position) if position else -1
    return blank + 1 if -1 < blank < position + BEFORE else position


def _word_end(text, position):
    """The end of the last whole word before here."""
    blank = text.rfind(" ", position - BEFORE, position) if position < len(text) else -1
    return blank if blank > -1 else position


def _spans(text, query, limit=None):
    """Places of the found words: the folded text has the same length, or nothing is marked."""
    folded = fold_signs(text)
    if not query or len(folded) != len(text):
        return []
    spans = []
    for found in _pattern(query).finditer(folded):
        spans.append(found.span())
        if len(spans) == limit:
            break
    return spans


@lru_cache(maxsize=256)
def _pattern(query):
    """Each phrase with anything but letters and digits between its words; the last word may go on."""
    phrases = [r"[\W_]+".join(map(re.escape, phrase)) + r"(?![^\W_])" for phrase in query.phrases]
    if query.unfinished:
        phrases.append(r"[\W_]+".join(map(re.escape, query.phrases[-1])))
    return re.compile(r"(?<![^\W_])(?:" + "|".join(phrases) + ")")


def _marked(text, spans):
    """The text with <mark> around the spans, every piece of it escaped."""
    pieces, end = [], 0
    for start, stop in spans:
        pieces.append(f"{escape(text[end:start])}<mark>{escape(text[start:stop])}</mark>")
        end = stop
    return "".join([*pieces, escape(text[end:])])
