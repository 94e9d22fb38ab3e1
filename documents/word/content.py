"""A Word document as plain data: paragraphs of runs, and tables of cells. No XML, no styles, no numbers to count."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

DRAWN = frozenset("_-–—―─━=~*")  # what a rule is typed with; dots and stars may stand between
AROUND = DRAWN | frozenset(" .*·•⁎…")


@dataclass(frozen=True)
class Run:
    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    raised: str = ""  #: "sub", "sup" or ""
    old_font: str = ""  #: the font, while the text is still in its pre-Unicode encoding

    @property
    def marks(self) -> tuple:
        """Everything but the text, in the order of the fields."""
        return (self.bold, self.italic, self.underline, self.strike, self.raised, self.old_font)


@dataclass
class Paragraph:
    """`label` is the automatic number or bullet as Word shows it, `list_kind` what it counts with (numFmt)."""

    runs: list[Run] = field(default_factory=list)
    align: str = ""  #: "", left, center, right, both
    label: str = ""
    list_kind: str = ""
    list_value: int = 0
    list_level: int = 0
    list_id: str = ""
    is_heading: bool = False  #: has a Word heading style
    starts_page: bool = False

    @property
    def text(self) -> str:
        """What one reads, label included, with tabs and line breaks as they are."""
        label = self.label if self.list_kind != "bullet" else ""
        return (f"{label} " if label else "") + "".join(run.text for run in self.runs)

    @property
    def words(self) -> str:
        """The text on one line with single spaces."""
        return " ".join(self.text.split())

    @property
    def is_blank(self) -> bool:
        """Nothing to read: empty, or only a drawn rule."""
        signs = set(words := self.words)
        return not words or (len(words) >= 3 and bool(signs & DRAWN) and signs <= AROUND)

    def all_(self, mark: str) -> bool:
        """Whether every visible letter carries the mark ("bold", "italic")."""
        seen = [run for run in self.runs if any(map(str.isalnum, run.text))]
        return bool(seen) and all(getattr(run, mark) for run in seen)

    def lines(self) -> Iterator["Paragraph"]:
        """The paragraph cut at its line breaks; its number stays with the first line."""
        rows: list[list[Run]] = [[]]
        for run in self.runs:
            first, *more = run.text.split("\n")
            rows[-1].append(replace(run, text=first))
            rows.extend([replace(run, text=text)] for text in more)
        yield replace(self, runs=rows[0])
        yield from (replace(self, runs=row, label="", list_kind="") for row in rows[1:])


@dataclass
class Cell:
    blocks: list["Paragraph | Table"] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1
    goes_on: bool = False  #: continues the cell above (w:vMerge)

    def paragraphs(self) -> Iterator[Paragraph]:
        return paragraphs(self.blocks)


@dataclass
class Row:
    cells: list[Cell] = field(default_factory=list)
    is_head: bool = False


@dataclass
class Table:
    rows: list[Row] = field(default_factory=list)

    def cells(self) -> Iterator[Cell]:
        for row in self.rows:
            yield from row.cells


def paragraphs(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph]:
    """All paragraphs in reading order, those in tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells():
                yield from cell.paragraphs()
