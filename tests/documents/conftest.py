"""Fixtures for printed pages."""

import io

import pdfplumber
import pytest

from documents.printing import render
from tests.documents.rulers import Page


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
