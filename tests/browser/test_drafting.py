"""The drafting screen with the editor in it, on the real server and under its real policy."""

import pytest
from django.urls import reverse

from documents.actions.intake import draft_from_word
from documents.demo.house import build_house
from documents.models import Document
from tests.browser.conftest import axe, faults_of_layout, shot, until
from tests.documents import papers


@pytest.fixture
def drafted(transactional_db):
    """A draft made from a Word file, and who made it."""
    cast = build_house()
    document = draft_from_word(papers.decision(), name="quyet-dinh.docx", by=cast.specialist, unit=cast.digital)
    return cast.specialist, document


@pytest.mark.parametrize("size", ["tablet", "phone"])
def test_a_word_file_is_opened_in_the_editor_changed_and_saved(visit, session_of, drafted, size):
    person, document = drafted
    page = visit(reverse("document_edit", args=[document.pk]), size=size, session=session_of(person))
    until(page, "document.querySelector('body-editor.ready') !== null")
    shot(page, f"drafting-{size}")
    assert axe(page) == []
    assert faults_of_layout(page) == []
    page.locator(".ProseMirror h4").first.click()
    page.evaluate("document.querySelector('body-editor').show(4)")
    page.evaluate("document.querySelector('body-editor').editor.commands.insertContent('Câu đầu. ')")
    page.locator("[data-save]").click()
    until(page, f"document.querySelector('#saved[data-version=\"{document.version + 1}\"]') !== null")
    saved = Document.objects.get(pk=document.pk)
    assert saved.body == document.body.replace("Điều 1.", "Câu đầu. Điều 1.", 1)
    page.reload()
    until(page, "document.querySelector('body-editor.ready') !== null")
    assert page.locator("[data-part=recovery]").is_visible() is False
