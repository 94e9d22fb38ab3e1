"""Reads the XML of a Word document into plain content, counting what it cannot carry.

Our own walk over the XML, because what an official paper needs is exactly what general converters leave behind:
alignment and bold that come from styles, the automatic numbers, where a tracked change or a picture stood.
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from documents.body import visible

from . import legacy
from .content import Cell, Paragraph, Row, Run, Table
from .losses import Losses
from .numbering import Numbering, whole
from .styles import OFF, Styles, W, attribute, is_on

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"

WRAPPERS = {
    W + name for name in ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "hyperlink", "dir", "bdo")
}
WRAPPERS |= {W + "fldSimple", MC + "AlternateContent", MC + "Choice", MC + "Fallback"}
REMOVED = {W + "del", W + "moveFrom"}
DRAWN = {W + "drawing", W + "pict"}
LETTERS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": ""}
KNOWN_SYMBOLS = {
    "f0b7": "•",
    "f0a7": "▪",
    "f0fc": "✓",
    "f0fe": "☑",
    "f0a8": "☐",
    "f0d8": "➢",
    "f02d": "-",
    "f0e0": "→",
    "f0a3": "≤",
    "f0b3": "≥",
    "f0b0": "°",
    "f0b4": "×",
    "f0b1": "±",
}
ALIGNMENTS = {
    "start": "left",
    "end": "right",
    "distribute": "both",
    "left": "left",
    "right": "right",
    "center": "center",
    "both": "both",
}
MOST_PARAGRAPHS = 30_000
DEEPEST_TABLE = 6
WIDEST = 64


class Reader:
    """Reads one document body. `notes` are the footnotes and endnotes met, in order."""

    def __init__(self, styles: Styles, numbering: Numbering, losses: Losses, note_texts: dict | None = None) -> None:
        self.styles, self.numbering, self.losses = styles, numbering, losses
        self.note_texts = note_texts or {}
        self.notes: list[Paragraph] = []
        self._count = 0
        self._near = ""
        self._fields: list[bool] = []  # for each open field: whether its result has begun
        self._boxes: list[etree._Element] = []
        self._breaks_page = False

    def blocks(self, container: etree._Element, depth: int = 0) -> Iterator[Paragraph | Table]:
        """Paragraphs and tables in order, text boxes right after the paragraph that holds them."""
        for child in children(container):
            if self._count > MOST_PARAGRAPHS:
                self.losses.add("too_long", self._near)
                return
            if child.tag == W + "p":
                yield self.paragraph(child)
                yield from self._boxed(depth)
            elif child.tag == W + "tbl":
                yield from self._table(child, depth)
            elif child.tag in WRAPPERS:
                self._note_tracked(child)
                yield from self.blocks(child, depth)
            else:
                self._note_block(child)

    def paragraph(self, element: etree._Element) -> Paragraph:
        self._count += 1
        properties = element.find(W + "pPr")
        style = attribute(properties.find(W + "pStyle")) if properties is not None else None
        paragraph = Paragraph(align=self._alignment(properties, style), is_heading=self.styles.is_heading(style))
        self._breaks_page = is_on(self._property(properties, style, "pageBreakBefore")) or False
        paragraph.runs = [self._decoded(run) for run in merged(self._inline(element, style))]
        paragraph.starts_page = self._breaks_page
        if any(run.text.strip() for run in paragraph.runs):
            self._near = paragraph.words
        self._number(paragraph, properties, style)
        if legacy.looks_undecoded(paragraph.text):
            self.losses.add("undecoded", self._near)
        return paragraph

    # --- tables

    def _table(self, element: etree._Element, depth: int) -> Iterator[Paragraph | Table]:
        table = Table([self._row(row, depth) for row in rows(element)])
        span_cells(table)
        if depth == 0:
            yield table
            return
        self.losses.add("nested_table", self._near)
        for cell in table.cells():
            yield from cell.blocks

    def _row(self, element: etree._Element, depth: int) -> Row:
        is_head = is_on(element.find(f"{W}trPr/{W}tblHeader")) or False
        return Row([self._cell(cell, depth) for cell in cells(element)], is_head)

    def _cell(self, element: etree._Element, depth: int) -> Cell:
        merge = element.find(f"{W}tcPr/{W}vMerge")
        blocks = list(self.blocks(element, depth + 1)) if depth < DEEPEST_TABLE else []
        colspan = whole(attribute(element.find(f"{W}tcPr/{W}gridSpan")), 1)
        goes_on = merge is not None and attribute(merge) != "restart"
        return Cell(blocks, min(max(colspan, 1), WIDEST), 1, goes_on)

    # --- paragraphs

    def _property(self, properties: etree._Element | None, style: str | None, name: str):
        direct = properties.find(W + name) if properties is not None else None
        return direct if direct is not None else self.styles.paragraph_property(name, style)

    def _alignment(self, properties: etree._Element | None, style: str | None) -> str:
        return ALIGNMENTS.get(attribute(self._property(properties, style, "jc")) or "", "")

    def _number(self, paragraph: Paragraph, properties: etree._Element | None, style: str | None) -> None:
        direct = properties.find(W + "numPr") if properties is not None else None
        inherited = self.styles.paragraph_property("numPr", style)
        list_id = self._of_list("numId", direct, inherited)
        if list_id in (None, "0"):
            return
        level = whole(self._of_list("ilvl", direct, inherited))
        label = self.numbering.label(list_id, level)
        if label and (label.text or label.kind == "bullet"):
            paragraph.label, paragraph.list_kind, paragraph.list_value = label.text, label.kind, label.value
            paragraph.list_level, paragraph.list_id = label.level, label.list_id

    @staticmethod
    def _of_list(name: str, *elements: etree._Element | None) -> str | None:
        values = (attribute(element.find(W + name)) for element in elements if element is not None)
        return next((value for value in values if value is not None), None)

    def _boxed(self, depth: int) -> Iterator[Paragraph | Table]:
        boxes, self._boxes = self._boxes, []
        for box in boxes if depth < DEEPEST_TABLE else ():
            found = list(self.blocks(box, depth + 1))
            if any(isinstance(block, Table) or block.words for block in found):
                self.losses.add("text_box", next(block.words for block in found if isinstance(block, Paragraph)))
                yield from found

    # --- runs

    def _inline(self, element: etree._Element, style: str | None) -> Iterator[Run]:
        for child in children(element):
            if child.tag == W + "r":
                yield from self._run(child, style)
            elif child.tag in WRAPPERS:
                self._note_tracked(child)
                yield from self._inline(child, style)
            elif child.tag in (M + "oMath", M + "oMathPara"):
                self.losses.add("equation", self._near)
                yield Run("".join(text.text or "" for text in child.iter(M + "t")))
            else:
                self._note_block(child)

    def _run(self, element: etree._Element, style: str | None) -> Iterator[Run]:
        properties = element.find(W + "rPr")
        text = "".join(self._letters(child) for child in children(element))
        if not text or (self._fields and not all(self._fields)):
            return
        look = Look(self.styles, properties, style)
        if look.on("vanish"):
            self.losses.add("hidden", text)
            return
        yield look.run(text)

    def _decoded(self, run: Run) -> Run:
        """NFC Unicode, from an old font too: after merging, because letters are split between runs."""
        if not run.old_font:
            return replace(run, text=visible(run.text))
        text = legacy.to_unicode(run.text, run.old_font)
        self.losses.add("legacy_font", text)
        return replace(run, text=text, old_font="")

    def _letters(self, child: etree._Element) -> str:
        """What one child of a run adds to the text; everything else is noted."""
        tag = child.tag
        if tag == W + "t":
            return child.text or ""
        if tag in LETTERS:
            return LETTERS[tag]
        if tag == W + "br":
            return self._break(child)
        if tag == W + "fldChar":
            self._field(child)
        elif tag == W + "sym":
            return self._symbol(child)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            return self._note(child)
        elif tag in DRAWN or tag == W + "object" or tag in WRAPPERS:
            self._drawn(child)
        elif tag == W + "commentReference":
            self.losses.add("comment", self._near)
        return ""

    def _break(self, element: etree._Element) -> str:
        if attribute(element, "type") == "page":
            self._breaks_page = True
            return ""
        return "\n"

    def _field(self, element: etree._Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
            self.losses.add("field", self._near)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _symbol(self, element: etree._Element) -> str:
        code = (attribute(element, "char") or "").lower()
        if code in KNOWN_SYMBOLS:
            return KNOWN_SYMBOLS[code]
        self.losses.add("symbol", self._near)
        return "□"

    def _note(self, element: etree._Element) -> str:
        kind = "footnote" if element.tag == W + "footnoteReference" else "endnote"
        note = self.note_texts.get((kind, attribute(element, "id")))
        if note is None:
            return ""
        self.losses.add("footnote", self._near)
        mark = f"({len(self.notes) + 1})"
        self.notes.append(Paragraph([Run(f"{mark} {note}")]))
        return f" {mark}"

    def _drawn(self, element: etree._Element) -> None:
        chosen = element.find(MC + "Choice") if element.tag == MC + "AlternateContent" else element
        chosen = element if chosen is None else chosen
        boxes = [box for box in chosen.iter(W + "txbxContent") if _is_outermost(box, chosen)]
        self._boxes.extend(boxes)
        if element.tag == W + "object" or chosen.find(f".//{W}object") is not None:
            self.losses.add("embedded", self._near)
        elif any(True for _ in chosen.iter(PICTURE, IMAGE_DATA)):
            self.losses.add("image", self._near)
        elif not boxes and not _is_line(chosen):
            self.losses.add("drawing", self._near)

    # --- what stays behind

    def _note_tracked(self, element: etree._Element) -> None:
        if element.tag in (W + "ins", W + "moveTo"):
            self.losses.add("insertion", "".join(text.text or "" for text in element.iter(W + "t")))
        elif element.tag == W + "fldSimple":
            self.losses.add("field", self._near)

    def _note_block(self, element: etree._Element) -> None:
        if element.tag in REMOVED:
            self.losses.add("deletion", "".join(text.text or "" for text in element.iter(W + "delText", W + "t")))
        elif element.tag == W + "altChunk":
            self.losses.add("outside", self._near)


class Look:
    """How a run looks: its own properties before those of its styles."""

    def __init__(self, styles: Styles, properties: etree._Element | None, paragraph_style: str | None) -> None:
        self._own = {child.tag: child for child in properties} if properties is not None else {}
        self._styles, self._paragraph_style = styles, paragraph_style
        self._character_style = attribute(self._own.get(W + "rStyle"))

    def property(self, name: str) -> etree._Element | None:
        own = self._own.get(W + name)
        if own is not None:
            return own
        return self._styles.run_property(name, self._character_style, self._paragraph_style)

    def on(self, name: str) -> bool:
        return is_on(self.property(name)) or False

    def old_font(self) -> str:
        fonts = self.property("rFonts")
        name = attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
        return name if legacy.encoding_of(name) else ""

    def run(self, text: str) -> Run:
        underline = attribute(self.property("u"))
        raised = {"subscript": "sub", "superscript": "sup"}.get(attribute(self.property("vertAlign")) or "", "")
        return Run(
            text.upper() if self.on("caps") else text,
            bold=self.on("b"),
            italic=self.on("i"),
            underline=underline is not None and underline not in OFF,
            strike=self.on("strike") or self.on("dstrike"),
            raised=raised,
            old_font=self.old_font(),
        )


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Child elements without comments and processing instructions; one side only of alternate content."""
    if element.tag == MC + "AlternateContent":
        side = element.find(MC + "Choice")
        side = side if side is not None else element.find(MC + "Fallback")
        if side is not None:
            yield from children(side)
        return
    for child in element:
        if isinstance(child.tag, str):
            yield child


def rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in children(table):
        if child.tag == W + "tr":
            yield child
        elif child.tag in WRAPPERS:
            yield from rows(child)


def cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in children(row):
        if child.tag == W + "tc":
            yield child
        elif child.tag in WRAPPERS:
            yield from cells(child)


def span_cells(table: Table) -> None:
    """Turns Word's "continues the cell above" into rowspans; the continuing cells go."""
    above: dict[int, Cell] = {}
    for row in table.rows:
        column, kept, below = 0, [], {}
        for cell in row.cells:
            top = above.get(column)
            if cell.goes_on and top is not None and top.colspan == cell.colspan:
                top.rowspan += 1
                top.blocks.extend(block for block in cell.blocks if isinstance(block, Table) or block.words)
                below[column] = top
            else:
                kept.append(cell)
                below[column] = cell
            column += cell.colspan
        row.cells, above = kept, below


def merged(runs: Iterator[Run]) -> list[Run]:
    """Neighbours that look the same become one run."""
    together: list[Run] = []
    for run in runs:
        if together and together[-1].marks == run.marks:
            together[-1] = Run(together[-1].text + run.text, *run.marks)
        else:
            together.append(run)
    return together


def _is_outermost(box: etree._Element, top: etree._Element) -> bool:
    """Whether a text box lies directly in the drawing: not in another box, not the old spelling of a newer one."""
    for ancestor in box.iterancestors():
        if ancestor is top:
            return True
        if ancestor.tag in (MC + "Fallback", W + "txbxContent"):
            return False
    return True


def _is_line(drawing: etree._Element) -> bool:
    """A drawn straight rule, as under quốc hiệu: the form draws its own."""
    shapes = [shape.get("prst", "") for shape in drawing.iter(A + "prstGeom")]
    if shapes:
        return all(shape in ("line", "straightConnector1") for shape in shapes)
    old = [part.tag for part in drawing.iter() if isinstance(part.tag, str) and part.tag.startswith(V)]
    return (bool(old) and all(tag in (V + "line", V + "path", V + "stroke") for tag in old)) or _is_connector(drawing)


def _is_connector(drawing: etree._Element) -> bool:
    """ "#_x0000_t32" is VML's built-in straight connector."""
    shapes = list(drawing.iter(V + "shape"))
    return bool(shapes) and all(shape.get("type") == "#_x0000_t32" for shape in shapes)
