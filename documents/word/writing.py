"""Plain content into the structured body: which paragraph is a Chương, a Điều, a Căn cứ, a list item."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import groupby

from documents.body import clean

from .content import Cell, Paragraph, Row, Run, Table

CHAPTER = re.compile(r"(?i)^(chương|phần)\s+([ivxlcdm]+|\d+|thứ\s+\w+)\s*[.:]?$")
CHAPTER_AND_TITLE = re.compile(r"(?i)^((?:chương|phần)\s+(?:[ivxlcdm]+|\d+|thứ\s+\w+))\s*[.:–-]\s*(\S.*)$")
SECTION = re.compile(r"(?i)^(tiểu\s+)?mục\s+(\d+|[ivxlcdm]+)\b")
ARTICLE = re.compile(r"^(Điều|ĐIỀU)\s+\d+[a-zđ]?\s*[.:]")
ENACTING = re.compile(r"^(QUYẾT ĐỊNH|QUYẾT NGHỊ)\s*:?$")
GROUND = re.compile(r"^(Căn cứ|Xét|Theo đề nghị|Theo Tờ trình|Thực hiện|Trên cơ sở)\b")
FIRST_GROUND = re.compile(r"^Căn cứ\b")
LONGEST_TITLE = 240
# Lists become ol only where the printed label is the label Word showed; else the label is written out.
DRAWN_AS = {"decimal": ("1", "{}."), "lowerLetter": ("a", "{})"), "bullet": ("", "")}
LETTERS_ALIKE = 4  # a b c d; then Word writes e where Vietnamese writes đ


def body_html(blocks: list[Paragraph | Table]) -> str:
    """The canonical body of these blocks; blank paragraphs and drawn rules vanish."""
    kept = [block for block in blocks if isinstance(block, Table) or not block.is_blank]
    return clean("".join(_Writer(kept).write()))


class _Writer:
    def __init__(self, blocks: list[Paragraph | Table]) -> None:
        self.blocks = blocks
        self.grounds = _grounds(blocks)
        self.after_heading = ""  # "h2" or "h3" while its title may still follow

    def write(self) -> Iterator[str]:
        for kind, group in groupby(self.blocks, key=_kind):
            if kind == "list":
                self.after_heading = ""
                yield from _lists(list(group))
                continue
            for block in group:
                yield self._block(block)

    def _block(self, block: Paragraph | Table) -> str:
        if isinstance(block, Table):
            self.after_heading = ""
            return _table(block)
        if id(block) in self.grounds:
            return f'<p class="ground">{_inline(block, without=("italic",))}</p>'
        return self._title(block) or self._heading(block) or _paragraph(block)

    def _title(self, block: Paragraph) -> str:
        """The line under "Chương I" or "Mục 1"."""
        tag, words = self.after_heading, block.words
        is_title = words.isupper() or (block.align == "center" and block.all_("bold"))
        if tag and is_title and len(words) <= LONGEST_TITLE and not ARTICLE.match(words) and not SECTION.match(words):
            opening = '<h2 class="title">' if tag == "h2" else "<h3>"
            return f"{opening}{_inline(block, without=('bold',))}</{tag}>"
        self.after_heading = ""
        return ""

    def _heading(self, block: Paragraph) -> str:
        words = block.words
        if CHAPTER.match(words) or _chapter_and_title(block) or _first_line(CHAPTER, block):
            self.after_heading = "h2"
            return _chapter(block)
        if SECTION.match(words) and (block.align == "center" or block.all_("bold") or block.is_heading):
            self.after_heading = "h3"
            return "".join(f"<h3>{_inline(line, without=('bold',))}</h3>" for line in block.lines())
        if ARTICLE.match(words):
            return _article(block)
        if ENACTING.match(words) or (block.is_heading and block.align == "center"):
            return _centred(block)
        if block.is_heading and len(words) <= LONGEST_TITLE and not words.endswith((";", "./.")):
            return f"<h4>{_inline(block, without=('bold',))}</h4>"
        return ""


def _kind(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph) and _in_list(block) and not block.is_heading and not _is_structure(block):
        return "list"
    return "block"


def _in_list(block: Paragraph) -> bool:
    if block.list_kind not in DRAWN_AS or not any(run.text.strip() for run in block.runs):
        return False
    if block.list_kind == "lowerLetter" and block.list_value > LETTERS_ALIKE:
        return False
    shown = DRAWN_AS[block.list_kind][1].format(_counter(block))
    return block.list_kind == "bullet" or block.label == shown


def _counter(block: Paragraph) -> str:
    return chr(96 + block.list_value) if block.list_kind == "lowerLetter" else str(block.list_value)


def _is_structure(block: Paragraph) -> bool:
    return bool(ARTICLE.match(block.words) or CHAPTER.match(block.words) or SECTION.match(block.words))


def _first_line(pattern: re.Pattern, block: Paragraph) -> bool:
    first = next(block.lines())
    return first is not block and bool(pattern.match(first.words))


def _chapter_and_title(block: Paragraph) -> re.Match | None:
    """ "Chương I. QUY ĐỊNH CHUNG" on one line; a sentence that merely begins so is none."""
    match = CHAPTER_AND_TITLE.match(block.words)
    stands_out = block.align == "center" or block.is_heading or block.all_("bold")
    return match if match and (stands_out or match[2].isupper()) and len(match[2]) <= LONGEST_TITLE else None


def _chapter(block: Paragraph) -> str:
    if together := _chapter_and_title(block):
        number, title = (escape(part, quote=False) for part in together.groups())
        return f'<h2 class="number">{number}</h2><h2 class="title">{title}</h2>'
    first, *more = [line for line in block.lines() if line.words]
    title = "<br>".join(_inline(line, without=("bold",)) for line in more)
    number = f'<h2 class="number">{_inline(first, without=("bold",))}</h2>'
    return number + (f'<h2 class="title">{title}</h2>' if title else "")


def _article(block: Paragraph) -> str:
    """Điều n. and its title, or its sentence: the printer sets the number in bold, other bold words stay so."""
    if block.all_("bold"):
        return f"<h4>{_inline(block, without=('bold',))}</h4>"
    runs, left = [], len(ARTICLE.match(block.text.lstrip())[0]) + len(block.text) - len(block.text.lstrip())
    left -= len(block.text) - sum(len(run.text) for run in block.runs)  # an automatic number is in no run
    for run in block.runs:
        cut = min(max(left, 0), len(run.text))
        left -= len(run.text)
        runs += [replace(run, text=run.text[:cut], bold=False), replace(run, text=run.text[cut:])]
    return f"<h4>{_inline(replace(block, runs=runs))}</h4>"


def _centred(block: Paragraph) -> str:
    return f'<p class="center"><strong>{_inline(block, without=("bold",))}</strong></p>'


def _paragraph(block: Paragraph) -> str:
    cls = block.align if block.align in ("center", "right") else ""
    inline = _inline(block)
    return f'<p class="{cls}">{inline}</p>' if cls else f"<p>{inline}</p>"


def _grounds(blocks: list[Paragraph | Table]) -> set[int]:
    """The Căn cứ lines: an unbroken run of them near the top, begun by a real "Căn cứ"."""
    found: set[int] = set()
    for block in blocks:
        if not isinstance(block, Paragraph):
            break
        words = block.words
        is_ground = GROUND.match(words) or block.all_("italic") if found else FIRST_GROUND.match(words)
        if is_ground:
            found.add(id(block))
        elif found or ARTICLE.match(words) or CHAPTER.match(words):
            break
    if len(found) == 1 and _is_prose(blocks, found):
        return set()
    return found


def _is_prose(blocks: list[Paragraph | Table], found: set[int]) -> bool:
    """A letter may begin with one sentence "Căn cứ …, Sở đề nghị …": that is no list of grounds."""
    first = next(block for block in blocks if id(block) in found)
    return not first.words.endswith((";", ".", ",")) or len(first.words) > 400


# --- lists


def _lists(items: list[Paragraph]) -> Iterator[str]:
    """Word's flat list paragraphs, nested by their level."""
    open_lists: list[str] = []
    for index, item in enumerate(items):
        before = items[index - 1] if index else None
        depth = _depth(item, len(open_lists))
        while len(open_lists) > depth or (len(open_lists) == depth and not _continues(before, item, open_lists)):
            yield f"</li></{open_lists.pop()}>"
        if len(open_lists) == depth:
            yield "</li><li>"
        else:
            tag, opening = _opening(item)
            open_lists.append(tag)
            yield f"{opening}<li>"
        yield _inline(item, with_label=False)
    while open_lists:
        yield f"</li></{open_lists.pop()}>"


def _depth(item: Paragraph, open_now: int) -> int:
    return min(item.list_level + 1, open_now + 1, 5)


def _continues(before: Paragraph | None, item: Paragraph, open_lists: list[str]) -> bool:
    tag = "ul" if item.list_kind == "bullet" else "ol"
    if before is None or not open_lists or open_lists[-1] != tag:
        return False
    return item.list_kind == "bullet" or item.list_value != 1


def _opening(item: Paragraph) -> tuple[str, str]:
    if item.list_kind == "bullet":
        return "ul", "<ul>"
    return "ol", f'<ol start="{item.list_value}" type="{DRAWN_AS[item.list_kind][0]}">'


# --- tables


def _table(table: Table) -> str:
    heads = _head_rows(table)
    rows = "".join(_row(row, "th" if index < heads else "td") for index, row in enumerate(table.rows))
    return f"<table><tbody>{rows}</tbody></table>"


def _head_rows(table: Table) -> int:
    marked = 0
    while marked < len(table.rows) and table.rows[marked].is_head:
        marked += 1
    if marked or len(table.rows) < 2:
        return marked if marked < len(table.rows) else 0
    first = [paragraph for cell in table.rows[0].cells for paragraph in cell.paragraphs() if not paragraph.is_blank]
    spans = [cell.rowspan for cell in table.rows[0].cells] or [1]
    is_head = bool(first) and len(table.rows[0].cells) > 1 and all(paragraph.all_("bold") for paragraph in first)
    return min(max(spans), len(table.rows) - 1) if is_head else 0


def _row(row: Row, tag: str) -> str:
    return f"<tr>{''.join(_cell(cell, tag) for cell in row.cells)}</tr>"


def _cell(cell: Cell, tag: str) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    paragraphs = [paragraph for paragraph in cell.paragraphs() if not paragraph.is_blank]
    if tag == "th":
        content = "".join(f"<p>{_inline(paragraph, without=('bold',))}</p>" for paragraph in paragraphs)
    else:
        content = "".join(map(_paragraph, paragraphs))
    return f"<{tag}{spans}>{content}</{tag}>"


# --- words


def _inline(block: Paragraph, *, without: tuple[str, ...] = (), with_label: bool = True) -> str:
    label = (
        f"{escape(block.label, quote=False)} " if with_label and block.label and block.list_kind != "bullet" else ""
    )
    if label and "bold" not in without and block.all_("bold"):
        label = f"<strong>{label}</strong>"
    return label + "".join(_marked(run, without) for run in block.runs)


def _marked(run: Run, without: tuple[str, ...]) -> str:
    html = escape(run.text, quote=False).replace("\n", "<br>")
    if not html.strip():
        return html
    for name, tag in (("italic", "em"), ("bold", "strong"), ("underline", "u"), ("strike", "s")):
        if getattr(run, name) and name not in without:
            html = f"<{tag}>{html}</{tag}>"
    return f"<{run.raised}>{html}</{run.raised}>" if run.raised else html
