"""WeasyPrint, kept warm and shut in: one font set, one style sheet, nothing fetched from anywhere.

Rendering is serialised by a lock: Pango's font maps are not safe to share between threads, and one renderer
already fills one core.
"""

import threading
from functools import cache
from importlib.resources import files
from pathlib import Path

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from documents.printing.fonts import STYLES, typeface

FOLDER = Path(__file__).parent
VARIANT = "pdf/a-2b"  # ISO 19005-2
COLOURS = "--srgb"  # our own name: WeasyPrint's "srgb" leaves its profile file open
OWN = "printing:"

_lock = threading.RLock()


class OwnPartsOnly(URLFetcher):
    """Answers for our font files and colour profile; every other address is refused, file: and http: alike."""

    def fetch(self, url, headers=None):
        name = url.removeprefix(OWN)
        if not url.startswith(OWN) or name not in (*STYLES, "srgb"):
            raise ValueError(f"printing fetches nothing: {url[:80]}")
        return URLFetcherResponse(url, _profile() if name == "srgb" else typeface().read(name))


def lay_out(markup: str, sheet: str) -> Document:
    """Pages of one HTML document under the named style sheet, not yet written."""
    with _lock:
        style = _style(sheet)
        document = HTML(string=markup, url_fetcher=_fetcher(), media_type="print")
        return document.render(
            font_config=_fonts(),
            color_profiles=_colours(),
            stylesheets=[style],
            pdf_variant=VARIANT,
            output_intent=COLOURS,
        )


def write(documents: list[Document]) -> bytes:
    """One PDF/A-2b from the pages of several documents; metadata come from the first.

    The same pages give the same bytes: no clock is read and the file identifier is drawn from the content.
    """
    pages = [page for document in documents for page in document.pages]
    for page in pages:
        page.anchors.clear()  # our place names are no business of the reader
    with _lock:
        return documents[0].copy(pages).write_pdf(pdf_variant=VARIANT, output_intent=COLOURS)


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _colours() -> dict:
    return {}


@cache
def _fetcher() -> OwnPartsOnly:
    return OwnPartsOnly()


@cache
def _style(sheet: str) -> CSS:
    # The real name of the family goes into the PDF: nobody is told Times New Roman where it is Tinos.
    text = _parts() + (FOLDER / sheet).read_text(encoding="utf-8")
    text = text.replace('"page"', f'"{typeface().family}"')
    style = CSS(string=text, font_config=_fonts(), color_profiles=_colours(), url_fetcher=_fetcher())
    # Little CMS writes a profile differently once its name has been read: read it before the first page.
    if not all(profile.name for profile in _colours().values()):
        raise RuntimeError("the colour profile of the page cannot be read")
    return style


def _parts() -> str:
    profile = f'@color-profile {COLOURS} {{ src: url("{OWN}srgb"); components: r, g, b; }}\n'
    return profile + "".join(_font_face(style) for style in STYLES)


def _font_face(style: str) -> str:
    weight = "bold" if "bold" in style else "normal"
    slant = "italic" if "italic" in style else "normal"
    descriptors = f"font-weight: {weight}; font-style: {slant}"
    return f'@font-face {{ font-family: "page"; src: url("{OWN}{style}"); {descriptors}; }}\n'


def _profile() -> bytes:
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
