"""From a letter to its PDF: the whole way, in one readable piece."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.refusals import TooLarge
from documents.letter import Letter
from documents.printing.places import SEAL_DIAMETER, Place, places_of
from documents.printing.sheet import AppendixSheet, Sheet

if TYPE_CHECKING:
    from weasyprint import Document

PAGES_MAX = 300
CHARACTERS_MAX = 2_000_000
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


def render(letter: Letter, *, seal_diameter: float = SEAL_DIAMETER) -> Printed:
    """Lays a letter out by Decree 30/2020/NĐ-CP, Appendices I and III, as PDF/A-2b with every font embedded.

    `seal_diameter` is in millimetres. The same letter always gives the same bytes. Appendices follow in
    the same file, each with page numbers of its own (Appendix I, III.1đ). Raises TooLarge for more than
    PAGES_MAX pages or CHARACTERS_MAX characters.
    """
    _refuse_monsters(letter)
    documents = [_main(letter), *_appendices(letter)]
    pages = [page for document in documents for page in document.pages]
    if len(pages) > PAGES_MAX:
        raise TooLarge(_too_long())
    places = places_of(pages, seal_diameter=seal_diameter)
    return Printed(engine().write(documents), len(pages), places)


def engine():
    """WeasyPrint costs 45 MiB and 0.3 s: only a process that prints pays for it."""
    from documents.printing import engine

    return engine


def _main(letter: Letter) -> "Document":
    return engine().lay_out(render_to_string("documents/print/letter.html", {"sheet": Sheet(letter)}), SHEET)


def _appendices(letter: Letter) -> list["Document"]:
    total = sum(not appendix.heading for appendix in letter.appendices)
    documents, ordinal = [], 0
    for appendix in letter.appendices:
        ordinal += not appendix.heading
        sheet = AppendixSheet(letter, appendix, ordinal, total)
        markup = render_to_string("documents/print/appendix.html", {"sheet": sheet})
        documents.append(engine().lay_out(markup, SHEET))
    return documents


def _refuse_monsters(letter: Letter) -> None:
    size = len(letter.body) + sum(len(appendix.body) for appendix in letter.appendices)
    if size > CHARACTERS_MAX:
        raise TooLarge(_too_long())


def _too_long() -> str:
    return _("Văn bản dài quá %(pages)d trang nên không in thành một tệp được; hãy tách bớt thành phụ lục riêng.") % {
        "pages": PAGES_MAX
    }
