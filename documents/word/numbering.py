"""The automatic numbers of Word, written out (ECMA-376 part 1, 17.9): they are not in the text but they are read."""

from dataclasses import dataclass

from lxml import etree

from .styles import W, attribute, is_on

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
MOST_LEVELS = 9


@dataclass(frozen=True)
class Level:
    kind: str  #: w:numFmt: decimal, lowerLetter, bullet, none …
    pattern: str  #: w:lvlText: "%1.%2."
    start: int
    is_legal: bool  #: all numbers shown as Arabic digits (w:isLgl)


@dataclass(frozen=True)
class Label:
    text: str
    kind: str
    value: int
    level: int
    list_id: str


class Numbering:
    """Counts the lists of one document while its paragraphs are read in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            self._read(root)

    def label(self, list_id: str, level: int) -> Label | None:
        """The label of the next paragraph of that list at that level; None where the list does not exist."""
        levels = self._levels.get(list_id)
        if levels is None or level not in levels:
            return None
        counts = self._counts.setdefault(self._abstract[list_id], [None] * MOST_LEVELS)
        for upper in range(level):
            if counts[upper] is None:
                counts[upper] = levels[upper].start if upper in levels else 1
        value = levels[level].start if counts[level] is None else counts[level] + 1
        counts[level] = value
        counts[level + 1 :] = [None] * (MOST_LEVELS - level - 1)
        return Label(_write(levels, level, counts), levels[level].kind, value, level, list_id)

    def _read(self, root: etree._Element) -> None:
        abstracts = {}
        for abstract in root.iterchildren(W + "abstractNum"):
            abstracts[attribute(abstract, "abstractNumId")] = _levels(abstract)
        for num in root.iterchildren(W + "num"):
            identity = attribute(num, "numId")
            base = attribute(num.find(W + "abstractNumId"))
            overrides = num.findall(W + "lvlOverride")
            levels = dict(abstracts.get(base, {}))
            for override in overrides:
                _override(levels, override)
            self._levels[identity] = levels
            self._abstract[identity] = f"num {identity}" if overrides else f"abstract {base}"


def _levels(parent: etree._Element) -> dict[int, Level]:
    levels = {}
    for element in parent.iterchildren(W + "lvl"):
        index = whole(attribute(element, "ilvl"))
        if 0 <= index < MOST_LEVELS:
            levels[index] = _level(element)
    return levels


def _level(element: etree._Element) -> Level:
    return Level(
        kind=attribute(element.find(W + "numFmt")) or "decimal",
        pattern=attribute(element.find(W + "lvlText")) or "",
        start=whole(attribute(element.find(W + "start")), 1),
        is_legal=bool(is_on(element.find(W + "isLgl"))),
    )


def _override(levels: dict[int, Level], override: etree._Element) -> None:
    levels.update(_levels(override))
    index = whole(attribute(override, "ilvl"))
    start = attribute(override.find(W + "startOverride"))
    if start is not None and index in levels:
        old = levels[index]
        levels[index] = Level(old.kind, old.pattern, whole(start, 1), old.is_legal)


def _write(levels: dict[int, Level], level: int, counts: list[int | None]) -> str:
    own = levels[level]
    if own.kind == "bullet":
        return own.pattern or "-"
    text = own.pattern
    for index in range(level + 1):
        kind = levels[index].kind if index in levels else "decimal"
        text = text.replace(f"%{index + 1}", counted(counts[index] or 0, "decimal" if own.is_legal else kind))
    return text.strip()


def counted(value: int, kind: str) -> str:
    """A number in one of Word's formats; unknown formats count in Arabic digits."""
    if kind in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 9)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        return roman(value).upper() if kind == "upperRoman" else roman(value)
    if kind == "decimalZero":
        return f"{value:02d}"
    return "" if kind == "none" else str(value)


def roman(value: int) -> str:
    text = ""
    for unit, letters in ROMAN:
        times, value = divmod(value, unit)
        text += letters * times
    return text


def whole(text: str | None, otherwise: int = 0) -> int:
    """A small whole number of an attribute; `otherwise` where it is absent or absurd."""
    try:
        value = int(text or "")
    except ValueError:
        return otherwise
    return value if -1 <= value <= 32767 else otherwise
