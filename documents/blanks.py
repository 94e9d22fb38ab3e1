"""Finds on a ready PDF where number, date, signature and seal belong, from the positions of its letters.

An office that brings its own PDF has left room for them: "Số:      /QĐ-…", "ngày      tháng      năm 2026", the gap
between the post and the name of the signer. Lengths are PDF points from the lower left corner of the page.
"""

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby, pairwise

import pikepdf

from documents.printing.places import Place, seal_over

LONGEST_CONTENT = 1_500_000  # bytes of drawing commands on a page; more is a picture, not a letter
LEAST_BLANK = 9.0
SIGNATURE = (150.0, 62.0)  # width and height of the signature image
LEAST_SIGNATURE = 40.0
MARGIN = 57.0  # 20 mm
SAME_LINE = 2.5


@dataclass(frozen=True)
class Letter:
    """One printed character, its base letter in lower case without marks."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    is_capital: bool


@dataclass(frozen=True)
class Line:
    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)

    @property
    def middle(self) -> float:
        return (self.letters[0].x0 + self.letters[-1].x1) / 2

    @property
    def baseline(self) -> float:
        return self.letters[0].baseline

    @property
    def size(self) -> float:
        return self.letters[0].size

    @property
    def is_capitals(self) -> bool:
        named = [letter for letter in self.letters if letter.text.isalpha()]
        return len(named) > 3 and all(letter.is_capital for letter in named)

    def right_of(self, x: float) -> "Line | None":
        letters = tuple(letter for letter in self.letters if letter.x0 >= x)
        return Line(letters) if letters else None


def blanks_in(content: bytes) -> dict[str, dict]:
    """Places as plain data under the names number, day, month, signature and seal; those found only.

    `signature` and `seal` are always there: under the last words on the right when no gap is found. Never raises
    on a PDF that documents.intake accepted; a page that cannot be read gives the places by default.
    """
    first, last, count = _pages(content)
    places = _number_and_date(_lines(first.letters))
    signature = _signature(_lines(last.letters), last.width, count - 1)
    places |= {"signature": signature, "seal": seal_over(signature)}
    return {name: asdict(place) for name, place in places.items()}


# --- reading


@dataclass(frozen=True)
class Page:
    width: float
    letters: tuple[Letter, ...]


def _pages(content: bytes) -> tuple[Page, Page, int]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        count = len(pdf.pages)
        wanted = sorted({0, count - 1})
        simple = [number for number in wanted if _is_simple(pdf.pages[number])]
        widths = {number: _width(pdf.pages[number]) for number in wanted}
    letters = {number: _letters(content, number) for number in simple}
    pages = [Page(widths[number], letters.get(number, ())) for number in wanted]
    return pages[0], pages[-1], count


def _width(page) -> float:
    return abs(float(page.mediabox[2]) - float(page.mediabox[0]))


def _is_simple(page) -> bool:
    """Short enough to read at once, upright, with the origin in the corner, and no drawings inside drawings."""
    try:
        box = [float(number) for number in page.mediabox]
        forms = list(page.form_xobjects.values())
        sizes = [len(form.read_bytes()) for form in forms]
        sizes.append(len(b"".join(part.read_bytes() for part in _contents(page))))
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError):
        return False
    is_nested = any("/XObject" in form.get("/Resources", {}) for form in forms)
    return sum(sizes) < LONGEST_CONTENT and not is_nested and box[:2] == [0, 0] and not page.obj.get("/Rotate", 0)


def _contents(page) -> list:
    contents = page.obj.get("/Contents", [])
    return list(contents) if isinstance(contents, pikepdf.Array | list) else [contents]


def _letters(content: bytes, number: int) -> tuple[Letter, ...]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar, LTContainer

    def walk(item):
        for child in item:
            if isinstance(child, LTChar):
                yield from _letter(child)
            elif isinstance(child, LTContainer):
                yield from walk(child)

    try:
        page = next(extract_pages(io.BytesIO(content), page_numbers=[number]), ())
        return tuple(walk(page))
    except Exception:  # pdfminer raises whatever a strange font makes it raise; the places by default remain
        return ()


def _letter(char) -> Iterable[Letter]:
    text = unicodedata.normalize("NFD", char.get_text()[:8].replace("đ", "d").replace("Đ", "D"))
    base = "".join(sign for sign in text if not unicodedata.combining(sign))[:1]
    if base.strip() and char.upright:
        yield Letter(base.lower(), char.x0, char.x1, char.matrix[5], char.size, base.isupper())


def _lines(letters: tuple[Letter, ...]) -> list[Line]:
    """Letters on one baseline, from the top of the page to its foot."""
    ordered = sorted(letters, key=lambda letter: -letter.baseline)
    marked, line = [], 0
    for before, letter in zip([None, *ordered], ordered, strict=False):
        line += before is not None and before.baseline - letter.baseline > SAME_LINE
        marked.append((line, letter))
    lines = []
    for _number, group in groupby(marked, key=lambda pair: pair[0]):
        lines.append(Line(tuple(sorted((letter for _n, letter in group), key=lambda letter: letter.x0))))
    return lines


# --- finding


def _number_and_date(lines: list[Line]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for line in lines[:25]:
        places.setdefault("number", _gap(line, "so:", "/", "right"))
        if "thang" in line.text:
            places.setdefault("day", _gap(line, "ngay", "thang", "center"))
            places.setdefault("month", _gap(line, "thang", "nam", "center"))
        places = {name: place for name, place in places.items() if place}
    return places


def _gap(line: Line, before: str, after: str, align: str) -> Place | None:
    """The empty room between two words that follow each other; None where something is written there."""
    at = line.text.find(before + after)
    if at < 0:
        return None
    left, right = line.letters[at + len(before) - 1], line.letters[at + len(before)]
    x0, x1, size = left.x1 + 1.5, right.x0 - 1.5, left.size
    if x1 - x0 < LEAST_BLANK:
        return None
    box = (x0, left.baseline - 0.25 * size, x1, left.baseline + 0.9 * size)
    return Place(0, *box, left.baseline, round(size, 1), align, italic=after != "/")


def _signature(lines: list[Line], width: float, page: int) -> Place:
    right = [part for line in lines if (part := line.right_of(width * 0.45))]
    for above, below in reversed(list(pairwise(right))):
        room = above.baseline - below.baseline - below.size
        if above.is_capitals and room >= LEAST_SIGNATURE and len(below.letters) < 60:
            return _box(page, below.middle, below.baseline + below.size + 2, min(room - 4, SIGNATURE[1]))
    lowest = min((line.baseline for line in lines), default=MARGIN + SIGNATURE[1])
    bottom = max(lowest - SIGNATURE[1] - 14, MARGIN / 2)
    return _box(page, width * 0.72, bottom, SIGNATURE[1])


def _box(page: int, middle: float, bottom: float, height: float) -> Place:
    return Place(page, middle - SIGNATURE[0] / 2, bottom, middle + SIGNATURE[0] / 2, bottom + height)
