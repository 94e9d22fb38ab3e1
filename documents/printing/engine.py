"""WeasyPrint, kept warm and shut in: one font set, one style sheet, nothing fetched from anywhere.

Rendering is serialised by a lock: Pango's font maps are not safe to share between threads, and one
renderer already fills one core.
"""

import threading
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from documents.printing.fonts import STYLES, typeface

FOLDER = Path(__file__).parent
VARIANT = "pdf/a-2b"  # ISO 19005-2
SCHEME = "printing-font:"

_lock = threading.RLock()


class OwnFontsOnly(URLFetcher):
    """Answers for our own font files; every other address is refused, file: and http: alike."""

    def fetch(self, url, headers=None):
        style = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or style not in STYLES:
            raise ValueError(f"printing fetches nothing: {url[:80]}")
        return URLFetcherResponse(url, typeface().read(style), {"Content-Type": "font/ttf"})


def lay_out(markup: str, sheet: str) -> Document:
    """Pages of one HTML document under the named style sheet, not yet written."""
    with _lock:
        style = _style(sheet)
        document = HTML(string=markup, url_fetcher=_fetcher(), media_type="print")
        return document.render(font_config=_fonts(), stylesheets=[style], pdf_variant=VARIANT)


def write(documents: list[Document]) -> bytes:
    """One PDF/A-2b from the pages of several documents; metadata come from the first.

    The same pages give the same bytes: no clock is read and the file identifier is drawn from the content.
    """
    pages = [page for document in documents for page in document.pages]
    for page in pages:
        page.anchors.clear()  # our place names are no business of the reader
    with _lock:
        return documents[0].copy(pages).write_pdf(pdf_variant=VARIANT)


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _fetcher() -> OwnFontsOnly:
    return OwnFontsOnly()


@cache
def _style(sheet: str) -> CSS:
    # The real name of the family goes into the PDF: nobody is told Times New Roman where it is Tinos.
    text = (_font_faces() + (FOLDER / sheet).read_text(encoding="utf-8")).replace('"page"', f'"{typeface().family}"')
    return CSS(string=text, font_config=_fonts(), url_fetcher=_fetcher())


def _font_faces() -> str:
    face = '@font-face {{ font-family: "page"; src: url("{}{}"); font-weight: {}; font-style: {}; }}\n'
    return "".join(
        face.format(
            SCHEME, style, "bold" if "bold" in style else "normal", "italic" if "italic" in style else "normal"
        )
        for style in STYLES
    )
