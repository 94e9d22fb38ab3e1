"""What people may type: words (all must occur), "quoted phrases", and number and notation such as 05/QĐ-SKHCN.

Nothing is an operator and nothing is an error: whatever is neither letter nor digit only separates.
"""

import re
from dataclasses import dataclass

from core.folding import composed, fold, fold_signs, words

LONGEST = 200  # signs of a query that are read
MOST = 12  # words and phrases of a query that are read
LONGEST_WORD = 40

_QUOTES = str.maketrans("“”„‟«»″", '"' * 7)
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_NOTATION = re.compile(r"0*(\d[0-9a-z]*)\s*/\s*([0-9a-z][0-9a-z/.\-]*)?")


@dataclass(frozen=True)
class Query:
    """A query that was read. phrases: folded words, a single word being a phrase of one.

    notation: the normal form of a number and notation when the whole query is one. unfinished: the last word may go
    on (two letters or more, not a number, not quoted). marked: the pieces that carry marks, as typed, for ranking.
    """

    text: str = ""
    phrases: tuple[tuple[str, ...], ...] = ()
    notation: str = ""
    unfinished: bool = False
    marked: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.phrases)

    @property
    def words(self):
        """All folded words, each once, in order."""
        return tuple(dict.fromkeys(word for phrase in self.phrases for word in phrase))


def parse(text):
    """Read what was typed into a Query; an empty one (false) when nothing can be searched for."""
    text = " ".join(clean(str(text)[: LONGEST * 4]).translate(_QUOTES).split())[:LONGEST]
    pieces = [(quoted or plain, bool(quoted)) for quoted, plain in _PIECE.findall(text)][:MOST]
    read = [(piece, tuple(word[:LONGEST_WORD] for word in words(piece)), quoted) for piece, quoted in pieces]
    read = [each for each in read if each[1]]
    return Query(
        text=text,
        phrases=tuple(dict.fromkeys(phrase for _piece, phrase, _quoted in read)),
        notation=notation(text),
        unfinished=bool(read) and _may_go_on(*read[-1]),
        marked=tuple(dict.fromkeys(piece.lower() for piece, _phrase, _quoted in read if _has_marks(piece)))[:4],
    )


def notation(text):
    """The normal form of a number and notation, or of how one begins: "05/QĐ-SKHCN" → "5/qd-skhcn"; else ""."""
    found = _NOTATION.fullmatch(fold(text))
    return f"{found[1]}/{found[2] or ''}" if found else ""


def clean(text):
    """Text every database takes: composed (NFC), without NUL and halves of surrogate pairs."""
    return composed(text.replace("\x00", " ").encode("utf-8", "ignore").decode())


def _may_go_on(_piece, phrase, quoted):
    return not quoted and len(phrase[-1]) > 1 and not phrase[-1].isdigit()


def _has_marks(piece):
    return fold_signs(piece) != piece.lower()
