"""From a letter to its PDF: the whole way, in one readable piece."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.refusals import TooLarge
from documents.body import plain_text
from documents.letter import Letter
from documents.printing.places import SEAL_DIAMETER, Place, places_of
from documents.printing.sheet import AppendixSheet, Sheet

if TYPE_CHECKING:
    from weasyprint import Document

PAGES_MAX = 300
MARKUP_MAX = 8_000_000  # characters of HTML
_BLOCK = re.compile(r"<(?:p|h[2-4]|li|tr|br)\b")
TIGHTENED_MAX = 4  # pages
PAGE_CHARACTERS = 5_000  # more than fit on a page
PAGE_BLOCKS = 40  # more paragraphs or rows than fit on a page
SHEET = "page.css"


@dataclass(frozen=True)
class Printed:
    """A laid-out letter: the PDF, how many pages it has and where the clerk and the signers will write.

    `places` holds "number", "day", "month", "year" while they are blank, "signature", "seal", and
    "cosignature" where two people sign.
    """

    pdf: bytes
    pages: int
    places: dict[str, Place]


def render(letter: Letter, *, seal_diameter: float = SEAL_DIAMETER, pages_max: int = PAGES_MAX) -> Printed:
    """Lays a letter out by Decree 30/2020/NĐ-CP, Appendices I and III, as PDF/A-2b with every font embedded.

    `seal_diameter` is in millimetres. The same letter always gives the same bytes. Appendices follow in
    the same file, each with page numbers of its own (Appendix I, III.1đ). Raises TooLarge for more than
    `pages_max` pages; what cannot fit is refused before it is laid out.
    """
    _refuse_monsters(letter, pages_max)
    documents = [_main(letter), *_appendices(letter)]
    pages = [page for document in documents for page in document.pages]
    if len(pages) > pages_max:
        raise TooLarge(_too_long(pages_max))
    places = places_of(pages, seal_diameter=seal_diameter)
    return Printed(engine().write(documents), len(pages), places)


def engine():
    """WeasyPrint costs 45 MiB and 0.3 s: only a process that prints pays for it."""
    from documents.printing import engine

    return engine


def _main(letter: Letter) -> "Document":
    """The letter itself; a short one is set at single spacing when that saves its last page.

    Single spacing is the least the law allows (Appendix I, II.6e); a clerk does the same by hand so that a
    signature does not stand alone overleaf.
    """
    document = _laid_out(letter)
    if 1 < len(document.pages) <= TIGHTENED_MAX:
        tighter = _laid_out(letter, tight=True)
        return tighter if len(tighter.pages) < len(document.pages) else document
    return document


def _laid_out(letter: Letter, *, tight: bool = False) -> "Document":
    context = {"sheet": Sheet(letter), "tight": tight}
    return engine().lay_out(render_to_string("documents/print/letter.html", context), SHEET)


def _appendices(letter: Letter) -> list["Document"]:
    total = sum(not appendix.heading for appendix in letter.appendices)
    documents, ordinal = [], 0
    for appendix in letter.appendices:
        ordinal += not appendix.heading
        sheet = AppendixSheet(letter, appendix, ordinal, total)
        markup = render_to_string("documents/print/appendix.html", {"sheet": sheet})
        documents.append(engine().lay_out(markup, SHEET))
    return documents


def _refuse_monsters(letter: Letter, pages_max: int) -> None:
    bodies = [letter.body, *(appendix.body for appendix in letter.appendices)]
    characters = sum(len(plain_text(body)) for body in bodies if len(body) <= MARKUP_MAX)
    blocks = sum(len(_BLOCK.findall(body)) for body in bodies)
    monstrous = len(letter.appendices) >= pages_max or any(len(body) > MARKUP_MAX for body in bodies)
    if monstrous or characters > pages_max * PAGE_CHARACTERS or blocks > pages_max * PAGE_BLOCKS:
        raise TooLarge(_too_long(pages_max))


def _too_long(pages_max: int) -> str:
    sentence = _("Văn bản dài quá %(pages)d trang nên không in thành một tệp được; hãy tách bớt thành phụ lục riêng.")
    return sentence % {"pages": pages_max}
