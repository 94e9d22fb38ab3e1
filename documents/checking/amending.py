"""Reading and changing one piece of text of a letter by its place, bold and italic kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from lxml import html
from lxml.html import HtmlElement

from documents.body import Block, blocks, clean
from documents.letter import Letter

LINES = ("superior", "agency", "place", "subject", "authority", "signer")
LISTS = ("addressees", "capacity", "recipients")
_TEXT_TAGS = ("p", "h2", "h3", "h4", "li", "th", "td")
_BLOCK_TAGS = (*_TEXT_TAGS, "ol", "ul", "table", "thead", "tbody", "tr")


@dataclass
class Slot:
    """One run of characters in the tree; a line break is a slot nobody writes to."""

    text: str
    write: Callable[[str], None] | None = None


def texts(letter: Letter) -> Iterator[tuple[str, str]]:
    """Every piece of text with its place, as `Fault.where` names it."""
    for name in LINES:
        yield name, getattr(letter, name)
    for name in LISTS:
        yield from ((f"{name}:{index}", text) for index, text in enumerate(getattr(letter, name)))
    yield from ((f"body:{index}", block.text) for index, block in enumerate(body_blocks(letter)))


def body_blocks(letter: Letter) -> tuple[Block, ...]:
    """The blocks of the body, numbered as in "body:4"."""
    return _blocks(letter.body)


@lru_cache(maxsize=4)  # every rule asks for the same body
def _blocks(body: str) -> tuple[Block, ...]:
    return tuple(blocks(body))


def amend(letter: Letter, where: str, change: Callable[[str], str]) -> Letter:
    """The letter with the text at one place changed."""
    name, _, position = where.partition(":")
    if name == "body":
        return amend_blocks(letter, {int(position): change})
    if position:
        lines = list(getattr(letter, name))
        lines[int(position)] = change(lines[int(position)])
        return replace(letter, **{name: tuple(lines)})
    return replace(letter, **{name: change(getattr(letter, name))})


def amend_blocks(letter: Letter, changes: dict[int, Callable[[str], str]]) -> Letter:
    """The letter with the text of some blocks of the body changed, each in its own way."""
    root = parsed(letter)
    elements = text_elements(root)
    for position, change in changes.items():
        _rewrite(elements[position], change)
    return with_body(letter, root)


def parsed(letter: Letter) -> HtmlElement:
    """The body as a tree under one element."""
    return html.fragment_fromstring(clean(letter.body), create_parent="div")


def body_texts(letter: Letter) -> tuple[str, ...]:
    """The text of every block of a body that is clean already; quicker than `body_blocks`."""
    root = html.fragment_fromstring(letter.body, create_parent="div")
    return tuple(element.text_content() for element in text_elements(root))


def with_body(letter: Letter, root: HtmlElement) -> Letter:
    """The letter with that tree as its body."""
    markup = "".join(html.tostring(child, encoding="unicode") for child in root)
    return replace(letter, body=clean(markup))


def text_elements(root: HtmlElement) -> list[HtmlElement]:
    """The elements behind `documents.body.blocks`, in the same order."""
    return [element for element in root.iter(*_TEXT_TAGS) if _has_own_text(element)]


def without_blocks(letter: Letter, positions: Iterable[int]) -> Letter:
    """The letter without some blocks of its body."""
    root = parsed(letter)
    elements = text_elements(root)
    for position in positions:
        elements[position].drop_tree()
    return with_body(letter, root)


def _has_own_text(element: HtmlElement) -> bool:
    own = "".join(slot.text for slot in _slots(element)).strip()
    return bool(own) or not any(child.tag in _BLOCK_TAGS for child in element)


def _slots(element: HtmlElement) -> list[Slot]:
    slots = [Slot(element.text or "", lambda text: setattr(element, "text", text))]
    for child in element:
        if child.tag == "br":
            slots.append(Slot("\n"))
        elif child.tag not in _BLOCK_TAGS:
            slots += _slots(child)
        slots.append(Slot(child.tail or "", lambda text, child=child: setattr(child, "tail", text)))
    return slots


def _rewrite(element: HtmlElement, change: Callable[[str], str]) -> None:
    """Changes the words of a block; each new character joins the run of the one before it."""
    slots = _slots(element)
    before = "".join(slot.text for slot in slots)
    owners = [index for index, slot in enumerate(slots) for _ in slot.text]
    after = change(before)
    written = [""] * len(slots)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            for offset in range(i2 - i1):
                written[owners[i1 + offset]] += before[i1 + offset]
        else:
            written[_writable(slots, owners, i1)] += after[j1:j2]
    for slot, text in zip(slots, written, strict=True):
        if slot.write:
            slot.write(text)


def _writable(slots: list[Slot], owners: list[int], position: int) -> int:
    index = owners[position - 1] if position else (owners[0] if owners else 0)
    return index if slots[index].write else index + 1
