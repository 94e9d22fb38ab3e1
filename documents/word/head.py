"""The boxes at the top of the first page (1 to 5b of Decree 30/2020/NĐ-CP, Appendix I) and the stamps."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.folding import fold
from documents import kinds

from .content import Paragraph, Run, Table, paragraphs
from .opening import ADDRESSEES, GROUND, STAMPS, SUBJECT, UNKNOWN_KINDS, read_opening, tidy

SEARCHED = 14
MOST_LEFT_OVER = 4
LONGEST_LINE = 400
SURE_SIGNS = {"agency", "notation", "number", "place", "date", "kind", "addressees"}
MOST_LINES = 40

NATION = re.compile(r"cong h\w*a? xa hoi chu nghia viet nam")
MOTTO = re.compile(r"doc lap\s*\W+\s*tu do\s*\W+\s*hanh phuc")
NUMBER = re.compile(
    r"^[Ss]ố\s*[:.]?\s*(?P<number>\d{1,6}|[\s._…]*)\s*(?P<slash>[/\-–])?\s*(?P<notation>[^\s,;]*)\s*$"
)
BARE_NUMBER = re.compile(r"^(?P<number>\d{1,6})\s*/\s*(?P<notation>[A-ZĐ][\wĐđƯƠ\-./&]*)$")
DATE = re.compile(
    r"(?i)^(?P<place>[^\d]{0,60}?)[,.\s]*ngày\s*(?P<day>\d{1,2}|[\s._…]*)\s*tháng\s*(?P<month>\d{1,2}|[\s._…]*)"
    r"\s*năm\s*(?P<year>\d{4}|[\d\s._…]*)\s*\.?$"
)
CONTINUES = re.compile(r"^(TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|XÃ|PHƯỜNG|THỊ XÃ|THỊ TRẤN|VÀ|CỦA|-)\b")


@dataclass
class Head:
    """`fields` under their names in WordDraft; `end` is the index of the first block that is not the head;
    `left_over` are lines among the boxes that belong to none of them: they stay with the body.
    """

    fields: dict = field(default_factory=dict)
    end: int = 0
    left_over: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    text: str
    is_left: bool
    is_bold: bool
    block: int


def find_head(blocks: list[Paragraph | Table]) -> Head | None:
    """The statutory head, or None where the first blocks hold no quốc hiệu."""
    nation = _nation(blocks)
    if nation is None:
        return None
    head = Head(end=nation + 1)
    boxes = _Boxes()
    for line in _lines(blocks, nation):
        if boxes.take(line):
            head.end = max(head.end, line.block + 1)
        elif line.block < head.end:
            head.left_over.append(Paragraph([Run(line.text)]))
        else:
            break
    if len(head.left_over) > MOST_LEFT_OVER:
        return None
    head.fields = boxes.fields()
    head.end = read_opening(blocks, head.end, head.fields)
    if len(SURE_SIGNS & head.fields.keys()) < 2:
        return None
    return head


def _nation(blocks: list[Paragraph | Table]) -> int | None:
    seen = 0
    for index, block in enumerate(blocks):
        texts = list(paragraphs([block]))
        if any(NATION.search(fold(paragraph.words[:LONGEST_LINE])) for paragraph in texts[:40]):
            return index
        if isinstance(block, Table):
            return None
        seen += not block.is_blank
        if seen > SEARCHED:
            return None
    return None


def _lines(blocks: list[Paragraph | Table], nation: int) -> Iterator[Line]:
    """The lines of the head: from the top to where the type name or the body must begin."""
    if isinstance(blocks[nation], Table):
        for index in range(nation):
            yield from _paragraph_lines(blocks[index], index)
        yield from _table_lines(blocks[nation], nation)
        return
    for index, block in enumerate(blocks[: nation + MOST_LINES]):
        if isinstance(block, Table):
            return
        yield from _paragraph_lines(block, index)


def _table_lines(table: Table, index: int) -> Iterator[Line]:
    for row in table.rows:
        last = len(row.cells) - 1
        for column, cell in enumerate(row.cells):
            is_left = column < last or last == 0
            for paragraph in cell.paragraphs():
                for line in paragraph.lines():
                    if any(map(str.isalnum, line.words)):
                        yield Line(line.words, is_left, line.all_("bold"), index)


def _paragraph_lines(block: Paragraph | Table, index: int) -> Iterator[Line]:
    """One paragraph, cut at line breaks, then at tabs or wide gaps into its left and right part."""
    for line in block.lines() if isinstance(block, Paragraph) else ():
        parts = [part for part in re.split(r"\t+|\s{4,}", line.text.strip()) if part.strip()]
        for position, part in enumerate(parts):
            words = " ".join(part.split())
            if any(map(str.isalnum, words)):
                yield Line(words, len(parts) == 1 or position == 0, line.all_("bold"), index)


class _Boxes:
    """Takes the lines of the head one by one; refuses the first that is no part of it."""

    def __init__(self) -> None:
        self.found: dict = {}
        self.agencies: list[Line] = []
        self.subject: list[str] = []
        self.subject_block = 0

    def take(self, line: Line) -> bool:
        """Whether this line belongs to the head."""
        if len(line.text) > LONGEST_LINE:
            return False
        folded = fold(line.text)
        if NATION.search(folded) or MOTTO.search(folded):
            return True
        for reader in (self._number, self._date, self._stamp, self._subject):
            if reader(line):
                return True
        return self._agency(line)

    def fields(self) -> dict:
        fields = dict(self.found)
        superior, agency = _agencies(self.agencies)
        fields |= {"superior": superior} if superior else {}
        fields |= {"agency": agency} if agency else {}
        fields |= {"subject": tidy(" ".join(self.subject))} if self.subject else {}
        return fields

    def _number(self, line: Line) -> bool:
        match = NUMBER.match(line.text) or BARE_NUMBER.match(line.text)
        if not match or "number" in self.found or "notation" in self.found:
            return False
        number, notation = match["number"].strip(" ._…"), match["notation"].strip(" .…_")
        self.found |= {"number": int(number)} if number and int(number) else {}
        self.found |= {"notation": notation} if any(map(str.isalpha, notation)) else {}
        return True

    def _date(self, line: Line) -> bool:
        match = DATE.match(line.text)
        if not match or "place" in self.found:
            return False
        place = match["place"].strip(" ,.…")
        self.found |= {"place": place} if place else {}
        day, month, year = (re.sub(r"\D", "", match[part]) for part in ("day", "month", "year"))
        if day and month and len(year) == 4:
            self.found |= _date_field(int(year), int(month), int(day))
        return True

    def _stamp(self, line: Line) -> bool:
        stamp = STAMPS.get(fold(line.text).strip(" .[]()"))
        if stamp and line.text.isupper():
            self.found[stamp[0]] = stamp[1]
            return True
        return line.text in ("DỰ THẢO", "Dự thảo", "(Dự thảo)")

    def _subject(self, line: Line) -> bool:
        """V/v under the number, going on over the next lines on the left."""
        match = SUBJECT.match(line.text)
        if match and not self.subject and line.is_left and self.agencies:
            self.subject.append(line.text[match.end() :])
            self.subject_block = line.block
            return True
        if self.subject and line.is_left and self._goes_on(line):
            self.subject.append(line.text)
            self.subject_block = line.block
            return True
        return False

    def _goes_on(self, line: Line) -> bool:
        is_near = line.block - self.subject_block <= 1 and len(" ".join(self.subject)) < 300
        is_other = line.text.isupper() or ADDRESSEES.match(line.text) or GROUND.match(line.text)
        return is_near and not is_other and len(line.text) < 120

    def _agency(self, line: Line) -> bool:
        is_type = kinds.named(line.text) is not None or line.text in UNKNOWN_KINDS
        if not line.is_left or not line.text.isupper() or is_type or len(line.text) > 120:
            return False
        if "number" in self.found or "notation" in self.found or len(self.agencies) > 6:
            return False
        self.agencies.append(line)
        return True


def _date_field(year: int, month: int, day: int) -> dict:
    try:
        return {"date": datetime.date(year, month, day)}
    except ValueError:
        return {}


def _agencies(lines: list[Line]) -> tuple[str, str]:
    """Superior and issuing agency: the last name is the issuing one; a name may run over several lines."""
    names: list[Line] = []
    for line in lines:
        if names and (CONTINUES.match(line.text) or (names[-1].is_bold and line.is_bold)):
            names[-1] = Line(f"{names[-1].text} {line.text}", True, line.is_bold, line.block)
        else:
            names.append(line)
    if not names:
        return "", ""
    return " ".join(name.text for name in names[:-1]), names[-1].text
