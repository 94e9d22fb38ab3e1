"""The whole way from the bytes of a .docx to a draft."""

import posixpath

from lxml import etree

from .content import Paragraph, Table
from .draft import WordDraft
from .lifting import Lifted, lift
from .losses import Losses
from .numbering import Numbering
from .package import Package
from .reading import Reader
from .styles import Styles, W, attribute
from .writing import body_html


def read(content: bytes) -> WordDraft:
    """A Word file as a draft: see WordDraft for what its parts mean.

    Raises core.refusals.BadInput (not a .docx, broken, protected by a password, hostile) or TooLarge.
    """
    package = Package(content)
    losses = Losses()
    blocks, notes = _content(package, losses)
    lifted = lift(blocks, notes, _margins(package), losses)
    return WordDraft(body_html(lifted.body), _fields(lifted), losses.report())


def _fields(lifted: Lifted) -> dict:
    fields = dict(lifted.fields)
    if lifted.appendices:
        fields["appendices"] = tuple((title, body_html(blocks)) for title, blocks in lifted.appendices)
    return fields


def _content(package: Package, losses: Losses) -> tuple[list[Paragraph | Table], list[Paragraph]]:
    document = package.xml(package.document_name)
    styles = Styles(package.xml(package.beside("styles.xml")))
    numbering = Numbering(package.xml(package.beside("numbering.xml")))
    reader = Reader(styles, numbering, losses, _notes(package))
    body = document.find(W + "body")
    blocks = list(reader.blocks(body)) if body is not None else []
    _note_package(package, document, losses)
    return blocks, reader.notes


def _notes(package: Package) -> dict[tuple[str, str], str]:
    """Footnotes and endnotes as plain text, by kind and id; separators have a type and are left out."""
    notes = {}
    for kind in ("footnote", "endnote"):
        root = package.xml(package.beside(f"{kind}s.xml"))
        for note in root.iterchildren(W + kind) if root is not None else ():
            if attribute(note, "type") in (None, "normal"):
                notes[(kind, attribute(note, "id"))] = " ".join(_text(note).split())
    return notes


def _margins(package: Package) -> list[str]:
    """The words of page headers and footers, page numbers aside."""
    folder = posixpath.dirname(package.document_name)
    texts = []
    for name in sorted(package.names):
        stem = posixpath.basename(name)
        if posixpath.dirname(name) == folder and stem.startswith(("header", "footer")) and stem.endswith(".xml"):
            root = package.xml(name)
            lines = [" ".join(_text(paragraph).split()) for paragraph in root.iter(W + "p")]
            texts.extend(line for line in lines if any(map(str.isalpha, line)) and line not in texts)
    return texts


def _text(element: etree._Element) -> str:
    pieces = {W + "tab": " ", W + "br": " ", W + "p": " "}
    return "".join(
        (part.text or "") if part.tag == W + "t" else pieces[part.tag] for part in element.iter(W + "t", *pieces)
    )


def _note_package(package: Package, document: etree._Element, losses: Losses) -> None:
    if any(posixpath.basename(name) == "vbaProject.bin" for name in package.names):
        losses.add("macro")
    active = sum(1 for name in package.names if "/activeX/" in name and name.endswith(".xml"))
    if active:
        losses.add("active", count=active)
    for size in document.iter(W + "pgSz"):
        if attribute(size, "orient") == "landscape":
            losses.add("landscape")
