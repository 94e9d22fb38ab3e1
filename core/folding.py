"""One fold for every search: lower case, no marks, đ as d, so that "quyet dinh" finds "Quyết định"."""

import re
import unicodedata
from functools import cache, lru_cache

MOST_MARKS = 30  # on one letter (UAX #15, Stream-Safe Text Format); more is no language


class _Signs(dict):
    """A translation table that learns each sign the first time it is met (str.translate asks it)."""

    def __missing__(self, code):
        folded = self[code] = _fold_sign(chr(code))
        return folded


def _fold_sign(sign):
    """Fold one sign; again until it is stable, because some signs decompose into capitals."""
    folded = sign.lower().replace("đ", "d")
    folded = "".join(part for part in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(part))
    return folded if folded == sign else "".join(_fold_sign(part) for part in folded)


_SIGNS = _Signs()


def composed(text):
    """Return the text in NFC, with at most MOST_MARKS marks on a letter.

    Marks are sorted in time that grows with the square of their number: a megabyte of them would stop the house.
    """
    crowds = _crowds()
    return crowds.sub(r"\1", unicodedata.normalize("NFC", crowds.sub(r"\1", text)))  # some signs fall apart in two


@cache
def _crowds():
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x1F000))))
    return re.compile(f"([{marks}]{{{MOST_MARKS}}})[{marks}]+")


def fold(text):
    """Return the text lower-cased, without Vietnamese marks, đ→d, blanks squeezed. fold(fold(x)) == fold(x)."""
    return " ".join(text.translate(_SIGNS).split())


def fold_signs(text):
    """Fold sign by sign without squeezing blanks: composed (NFC) Vietnamese keeps its length and its positions."""
    return text.translate(_SIGNS)


def words(text):
    """Return the folded words of a text in order: runs of letters and digits, everything else separates."""
    return _separated(text.translate(_SIGNS)).split()


def _separated(folded):
    """Replace whatever is neither letter nor digit by a blank."""
    return folded.translate(_SEPARATORS)


class _Separators(dict):
    def __missing__(self, code):
        sign = chr(code)
        kept = self[code] = sign if sign.isalnum() else " "
        return kept


_SEPARATORS = _Separators()


@lru_cache(maxsize=4096)
def fold_name(name):
    """The folded words of a name, remembered: names of people and offices are asked again and again."""
    return tuple(words(name))
