"""The structured body of a draft: one small HTML subset, and the only door into it.

Blocks: ``p`` (class ``ground`` = a Căn cứ line, ``center``, ``right``, ``left``, ``plain`` = no first-line
indent), ``h2`` (class ``number`` = "Chương I", ``title`` = its title), ``h3`` (Mục, Tiểu mục), ``h4`` (Điều),
``ol`` (``start``, ``type``), ``ul``, ``li``, ``table thead tbody tr th td`` (``colspan``, ``rowspan``).
Inline: ``strong em u s sub sup br``. The parts are those of Decree 30/2020/NĐ-CP, Appendix I, section II.6.

Two steps: nh3 (a real HTML5 parser) takes away everything dangerous; then the tree is written again in one
canonical shape, so that the editor, the printer and the form checker never meet two spellings of one thing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

import nh3

from core.folding import composed
from documents.nesting import bounded

PARAGRAPH_CLASSES = ("ground", "center", "right", "left", "plain")
HEADING_CLASSES = ("number", "title")
LIST_TYPES = ("1", "a", "A", "i", "I")
LARGEST_SPAN = 100

MARKS = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "u": "u",
    "ins": "u",
    "s": "s",
    "strike": "s",
    "del": "s",
    "sub": "sub",
    "sup": "sup",
}
MARK_ORDER = ("strong", "em", "u", "s", "sub", "sup")
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
PLAIN_BLOCKS = frozenset(
    (
        "p",
        "div",
        "blockquote",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "figure",
        "dl",
        "dt",
        "dd",
    )
)
LISTS = frozenset(("ol", "ul"))
CELLS = frozenset(("td", "th"))
TABLE_PARTS = frozenset(("table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr"))
BLOCKS = PLAIN_BLOCKS | LISTS | CELLS | TABLE_PARTS | {"li"} | set(HEADINGS)
UNSEEN = {
    "script",
    "style",
    "template",
    "title",
    "textarea",
    "select",
    "option",
    "iframe",
    "noscript",
    "object",
    "svg",
}
ATTRIBUTES = {
    "p": {"class"},
    "h2": {"class"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
DEEPEST = 40
DEEPEST_LIST = 5

# Zero-width, direction-changing and soft-hyphen characters change what is read without being seen.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
SPACES = re.compile("[ \t\r\n\f\v\u2028\u2029]+")
CHAPTER_NUMBER = re.compile(r"(?i)^(chương|phần)\s+([ivxlcdm]+|\d+|thứ\s+\w+)\s*[.:]?$")


class Block(NamedTuple):
    """One paragraph-like piece of a body, in reading order: what the form checker walks over."""

    tag: str  #: p, h2, h3, h4, li, th or td
    cls: str  #: one of the classes above, or ""
    text: str  #: its own text; "\n" where a line is broken; nested blocks are blocks of their own


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)


class Run(NamedTuple):
    text: str
    marks: frozenset[str]


def clean(html: str) -> str:
    """The same body in the canonical subset: safe, NFC, idempotent. Never raises on any text."""
    return "".join(_blocks(_tree(html).children))


def plain_text(html: str) -> str:
    """The words of a body, one block a line."""
    return "\n".join(block.text for block in blocks(html) if block.text)


def blocks(html: str) -> list[Block]:
    """Every paragraph, heading, list item and table cell of a body in reading order."""
    return list(_walk(_tree(clean(html)).children))


def text_only(text: str) -> str:
    """One line of text as it may stand anywhere in a draft: NFC, nothing invisible, single spaces."""
    return SPACES.sub(" ", visible(text)).strip()


# --- reading


class _Builder(HTMLParser):
    """Builds a shallow tree from the well-formed HTML that nh3 writes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self.open: list[Element] = [self.root]
        self.flat: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        if tag == "br":
            self.open[-1].children.append(element)
        elif len(self.open) >= DEEPEST:
            self.flat.append(tag)  # too deep to mean anything: its words stay, the element goes
        else:
            self.open[-1].children.append(element)
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.flat:
            self.flat.pop()
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        # an entity may have hidden from the first look what is invisible
        self.open[-1].children.append(visible(data))


def _tree(html: str) -> Element:
    safe = nh3.clean(
        bounded(visible(html)),
        tags=BLOCKS | set(MARKS) | {"br"},
        clean_content_tags=UNSEEN | {"math"},
        attributes=ATTRIBUTES,
        link_rel=None,
    )
    builder = _Builder()
    builder.feed(safe)
    builder.close()
    return builder.root


def visible(text: str) -> str:
    """NFC without characters that are never seen; spaces, tabs and line breaks stay."""
    text = text.encode("utf-8", "ignore").decode("utf-8")
    return INVISIBLE.sub("", composed(text))


def _walk(nodes: Iterable[Element | str]) -> Iterator[Block]:
    for node in nodes:
        if isinstance(node, str):
            continue
        if node.tag in ("p", "h2", "h3", "h4", "li", "td", "th"):
            own = [child for child in node.children if not _is_block(child)]
            inner = [child for child in node.children if _is_block(child)]
            if _text(own) or not inner:
                yield Block(node.tag, node.attributes.get("class", ""), _text(own))
            yield from _walk(inner)
        else:
            yield from _walk(node.children)


def _text(nodes: Iterable[Element | str]) -> str:
    return "".join(run.text for run in _tidy(_runs(nodes)))


# --- writing


def _is_block(node: Element | str) -> bool:
    return isinstance(node, Element) and (node.tag in BLOCKS or any(map(_is_block, node.children)))


def _blocks(nodes: Iterable[Element | str], depth: int = 0) -> Iterator[str]:
    """Canonical blocks; loose words between blocks become paragraphs."""
    for is_block, group in groupby(nodes, key=_is_block):
        if not is_block:
            yield _paragraph("p", group)
            continue
        for element in group:
            yield from _block(element, depth)


def _block(element: Element, depth: int) -> Iterator[str]:
    if element.tag in HEADINGS and not any(map(_is_block, element.children)):
        yield _heading(element)
    elif element.tag == "p":
        yield _paragraph("p", element.children, _one_of(PARAGRAPH_CLASSES, element))
    elif element.tag in LISTS and depth < DEEPEST_LIST:
        yield _list(element, depth)
    elif element.tag == "table" and depth == 0:
        yield _table(element)
    else:
        yield from _blocks(element.children, depth)


def _heading(element: Element) -> str:
    tag = HEADINGS[element.tag]
    if tag != "h2":
        return _paragraph(tag, element.children)
    usual = "number" if CHAPTER_NUMBER.match(_text(element.children)) else "title"
    return _paragraph("h2", element.children, _one_of(HEADING_CLASSES, element) or usual)


def _paragraph(tag: str, nodes: Iterable[Element | str], cls: str = "") -> str:
    inline = _inline(nodes)
    if not inline:
        return ""
    return f'<{tag} class="{cls}">{inline}</{tag}>' if cls else f"<{tag}>{inline}</{tag}>"


def _list(element: Element, depth: int) -> str:
    attributes = ""
    if element.tag == "ol":
        start, kind = _number(element, "start", 0, 9999), element.attributes.get("type", "")
        attributes += f' start="{start}"' if start not in (None, 1) else ""
        attributes += f' type="{kind}"' if kind in LIST_TYPES[1:] else ""
    contents = [_content(item, depth + 1) for item in _items(element)]
    items = "".join(f"<li>{content}</li>" for content in contents if content)
    return f"<{element.tag}{attributes}>{items}</{element.tag}>" if items else ""


def _items(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element) and child.tag == "li":
            yield child
        elif not isinstance(child, str) or child.strip():
            yield Element("li", {}, [child])


def _content(element: Element, depth: int) -> str:
    """Inside of an item or a cell: the first plain paragraph stands bare, the rest as blocks."""
    parts = [part for part in _blocks(element.children, depth) if part]
    if parts and parts[0].startswith("<p>"):
        parts[0] = parts[0][len("<p>") : -len("</p>")]
        if len(parts) > 1 and parts[1].startswith("<p"):
            parts[0] = f"<p>{parts[0]}</p>"
    return "".join(parts)


def _table(element: Element) -> str:
    rows = [row for row in map(_row, _rows(element)) if row]
    if not rows:
        return ""
    head = 0
    while head < len(rows) - 1 and "<td" not in rows[head]:
        head += 1
    thead = f"<thead>{''.join(rows[:head])}</thead>" if head else ""
    return f"<table>{thead}<tbody>{''.join(rows[head:])}</tbody></table>"


def _rows(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element) and child.tag == "tr":
            yield child
        elif isinstance(child, Element) and child.tag in TABLE_PARTS:
            yield from _rows(child)


def _row(element: Element) -> str:
    cells = [child for child in element.children if isinstance(child, Element) and child.tag in CELLS]
    return f"<tr>{''.join(map(_cell, cells))}</tr>" if cells else ""


def _cell(element: Element) -> str:
    spans = ((name, _number(element, name, 2, LARGEST_SPAN)) for name in ("colspan", "rowspan"))
    attributes = "".join(f' {name}="{value}"' for name, value in spans if value)
    return f"<{element.tag}{attributes}>{_content(element, 1)}</{element.tag}>"


def _inline(nodes: Iterable[Element | str]) -> str:
    return "".join(_marked(text, marks) for text, marks in _tidy(_runs(nodes)))


def _runs(nodes: Iterable[Element | str], marks: frozenset[str] = frozenset()) -> Iterator[Run]:
    for node in nodes:
        if isinstance(node, str):
            yield Run(SPACES.sub(" ", node), marks)
        elif node.tag == "br":
            yield Run("\n", marks)
        else:
            yield from _runs(node.children, marks | {MARKS[node.tag]} if node.tag in MARKS else marks)


def _tidy(runs: Iterable[Run]) -> list[Run]:
    """Merges equal neighbours and leaves one space where several stood, none at an end or beside a break."""
    tidy: list[Run] = []
    before = "\n"
    for text, marks in runs:
        kept = []
        for character in text:
            if character == " " and before in " \n":
                continue
            kept.append(character)
            before = character
        if kept:
            tidy.append(Run("".join(kept), marks))
    return _merged(_stripped(tidy))


def _stripped(runs: list[Run]) -> list[Run]:
    """Without spaces before a break or at the end, without breaks at either end."""
    kept: list[Run] = []
    at_end, after = True, "\n"
    for text, marks in reversed(runs):
        characters = []
        for character in reversed(text):
            if (at_end and character in " \n") or (character == " " and after == "\n"):
                continue
            characters.append(character)
            at_end, after = False, character
        if characters:
            kept.append(Run("".join(reversed(characters)), marks))
    while kept and not kept[-1].text.strip("\n"):
        kept.pop()
    if kept:
        kept[-1] = Run(kept[-1].text.lstrip("\n"), kept[-1].marks)
    return kept[::-1]


def _merged(runs: list[Run]) -> list[Run]:
    merged = []
    for marks, group in groupby(runs, key=lambda run: run.marks):
        merged.append(Run(composed("".join(run.text for run in group)), marks))
    return merged


def _marked(text: str, marks: frozenset[str]) -> str:
    html = escape(text, quote=False).replace("\n", "<br>")
    for mark in reversed(MARK_ORDER):
        if mark in marks:
            html = f"<{mark}>{html}</{mark}>"
    return html


def _one_of(allowed: tuple[str, ...], element: Element) -> str:
    return next((name for name in element.attributes.get("class", "").split() if name in allowed), "")


def _number(element: Element, name: str, least: int, most: int) -> int | None:
    value = element.attributes.get(name, "").strip()
    if not (value.isascii() and value.isdigit() and len(value) <= 6):
        return None
    return int(value) if least <= int(value) <= most else None
