"""The demo agency with its routes, with keys and seals where somebody signs; and printed pages under a ruler."""

import io

import pdfplumber
import pytest

from documents.printing import render
from tests.documents.rulers import Page


@pytest.fixture
def house(db):
    """The cast and its routes, without keys."""
    from documents.demo.house import build_house

    return build_house()


@pytest.fixture
def signing_house(transactional_db, settings, tmp_path):
    """The cast, its routes, its trust, seals, and a key for the deputy leader, on a database that really commits."""
    from documents.demo.house import build_house, give_keys

    settings.PEPPER_FILE = tmp_path / "pepper.key"
    cast = build_house()
    give_keys(cast, ("deputy",))
    return cast


@pytest.fixture
def pages():
    opened = []

    def read(letter_or_pdf):
        pdf = letter_or_pdf if isinstance(letter_or_pdf, bytes) else render(letter_or_pdf).pdf
        document = pdfplumber.open(io.BytesIO(pdf))
        opened.append(document)
        return [Page(page) for page in document.pages]

    yield read
    for document in opened:
        document.close()
