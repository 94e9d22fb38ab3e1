"""From the structured body of a draft to the paragraphs of a printed page.

Decree 30/2020/NĐ-CP, Appendix I, II.6: clauses and points are ordinary paragraphs with an indented first
line, lettered in the order of the Vietnamese alphabet; the text ends with "./.".
"""

import re

from lxml import html
from lxml.html import HtmlElement, builder

from documents.body import clean

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
END = "./."
_ARTICLE = re.compile(r"^(Điều\s+\d+[a-zđ]?\s*[.:]?)(.*)$", re.S | re.I)
_SENTENCE_END = (".", ";", ":", "/", ",")
_SECTION = re.compile(r"^(tiểu\s+)?mục\s+\d+", re.I)


def flow(body: str, *, enacting: str = "") -> str:
    """The body as printed: lists become paragraphs, article numbers are bold, "./." closes the text.

    `enacting` is the line such as "QUYẾT ĐỊNH:" that stands centred and bold between grounds and articles.
    """
    root = _parsed(body)
    _flatten_lists(root)
    _mark_articles(root)
    _mark_sections(root)
    _mark_enacting(root, enacting)
    _mark_leads(root)
    close(root)
    return inner_html(root)


def _parsed(body: str) -> HtmlElement:
    return html.fragment_fromstring(clean(body), create_parent="div")


def inner_html(root: HtmlElement) -> str:
    """The markup inside `root`."""
    children = "".join(html.tostring(child, encoding="unicode") for child in root)
    return children


def _mark_leads(root: HtmlElement) -> None:
    """A paragraph all in bold is a heading in all but name: it never ends a page alone."""
    for paragraph in root.findall("p"):
        if paragraph.getnext() is not None and not paragraph.get("class") and _is_bold(paragraph):
            paragraph.set("class", "lead")


def _is_bold(paragraph: HtmlElement) -> bool:
    loose = (paragraph.text or "") + "".join(child.tail or "" for child in paragraph)
    return len(paragraph) > 0 and not loose.strip() and all(child.tag == "strong" for child in paragraph)


def close(root: HtmlElement) -> None:
    """Ends the text with "./." where it does not end so yet."""
    text = root.text_content().rstrip()
    if not text or text.endswith(END):
        return
    last = root[-1] if len(root) else None
    if last is None or last.tag == "table":
        root.append(builder.P(END, {"class": "plain end"}))
    else:
        _append_text(last, "/." if text.endswith(".") else END)


def _append_text(element: HtmlElement, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + text
    else:
        element.text = (element.text or "").rstrip() + text


def _flatten_lists(root: HtmlElement) -> None:
    for listing in list(root.iter("ol", "ul")):
        parent = listing.getparent()
        if parent is not None and parent.tag not in ("li", "ol", "ul"):
            for paragraph in _paragraphs(listing):
                listing.addprevious(paragraph)
            parent.remove(listing)


def _paragraphs(listing: HtmlElement) -> list[HtmlElement]:
    """The items of a list, nested ones included, as paragraphs that carry their own marks."""
    paragraphs = []
    start = int(listing.get("start") or 1)
    for position, item in enumerate(listing.findall("li"), start):
        nested = [child for child in item if child.tag in ("ol", "ul")]
        for inner in nested:
            item.remove(inner)
        paragraphs += _item(item, mark(listing, position))
        paragraphs += [paragraph for inner in nested for paragraph in _paragraphs(inner)]
    return paragraphs


def _item(item: HtmlElement, marked: str) -> list[HtmlElement]:
    blocks = [child for child in item if child.tag in ("p", "table", "h2", "h3", "h4")]
    if not blocks:
        blocks = [item]
        item.tag = "p"
    first = blocks[0]
    if first.tag == "table":
        blocks.insert(0, builder.P())
        first = blocks[0]
    first.text = marked + (first.text or "").lstrip()
    first.set("class", "item")
    return blocks


def mark(listing: HtmlElement, position: int) -> str:
    """What stands before an item: "1. ", "a) ", "- "."""
    if listing.tag == "ul":
        return "- "
    kind = listing.get("type", "1")
    if kind == "a":
        return f"{point_letter(position)}) "
    if kind == "A":
        return f"{point_letter(position).upper()}. "
    if kind in ("i", "I"):
        number = roman(position)
        return f"{number}. " if kind == "I" else f"{number.lower()}) "
    return f"{position}. "


def point_letter(position: int) -> str:
    """The letter of a point: a, b, c, d, đ, e, g … y, then aa, ab … (Appendix I, II.6đ)."""
    rounds, index = divmod(max(position, 1) - 1, len(POINT_LETTERS))
    return (POINT_LETTERS[rounds - 1] if rounds else "") + POINT_LETTERS[index]


def roman(number: int) -> str:
    """Roman numerals of parts, chapters and appendices."""
    digits = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in digits:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _mark_articles(root: HtmlElement) -> None:
    """Only the number of an article is bold when a sentence follows it; a title is bold throughout."""
    for heading in root.iter("h4"):
        text = heading.text_content().rstrip()
        found = _ARTICLE.match(heading.text or "")
        if found and text.endswith(_SENTENCE_END):
            heading.set("class", "article")
            heading.text = ""
            label = builder.B(found[1])
            label.tail = found[2]
            heading.insert(0, label)


def _mark_sections(root: HtmlElement) -> None:
    """ "Mục 1" stays as written; the title below it is set in capitals."""
    for heading in root.iter("h3"):
        if not _SECTION.match(heading.text_content().strip()):
            heading.set("class", "title")


def _mark_enacting(root: HtmlElement, enacting: str) -> None:
    wanted = enacting.rstrip(":").casefold()
    for paragraph in root.findall("p"):
        if wanted and paragraph.text_content().strip().rstrip(":").casefold() == wanted:
            paragraph.set("class", "enacting")
