"""Writing on the drafting screen: it saves by itself, shows its page, mends what is typed, and loses nothing."""

import pytest
from django.urls import reverse

from documents.demo.house import build_house
from documents.models import Document
from tests.browser.conftest import LOOKS, axe, faults_of_layout, shot, until
from tests.documents.stories import draft

SAVED = "document.querySelector('#saved[data-version=\"{}\"]') !== null"


@pytest.fixture
def cast(transactional_db):
    return build_house()


@pytest.fixture
def open_draft(visit, session_of, cast):
    """open_draft(document, …): the drafting screen with its editor ready."""

    def open_page(document, **how):
        page = visit(reverse("document_edit", args=[document.pk]), session=session_of(cast.specialist), **how)
        until(page, "document.querySelector('body-editor.ready') !== null")
        return page

    return open_page


def write(page, words):
    page.evaluate("words => document.querySelector('body-editor').editor.commands.insertContent(words)", words)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_every_pane_is_within_reach_of_everybody(open_draft, cast, size, theme):
    page = open_draft(draft(cast, addressees="", subject="V/v báo cáo"), size=size, theme=theme)
    for pane in ("write", "page", "checks"):
        if page.locator(f"[data-show={pane}]").is_visible():
            page.locator(f"[data-show={pane}]").click()
        shot(page, f"drafting-{pane}-{size}-{theme}")
        assert axe(page) == []
        assert faults_of_layout(page) == []


def test_typing_is_saved_checked_and_shown_by_itself(open_draft, cast):
    document = draft(cast)
    page = open_draft(document)
    until(page, "document.querySelector('page-viewer[data-ready]') !== null", 60)
    page.fill("#id_subject", "V/v số liệu mới")
    write(page, "Câu mới. ")
    until(page, "document.querySelector('#faults [data-fault=\"subject-about@subject\"]') !== null")
    until(page, SAVED.format(1))
    saved = Document.objects.get(pk=document.pk)
    assert (saved.subject, saved.body.count("Câu mới.")) == ("V/v số liệu mới", 1)
    until(page, "document.querySelector('page-viewer .textLayer').textContent.includes('Câu mới.')", 60)
    assert page.evaluate("document.querySelector('#page-note').textContent") == ""


def test_a_fix_applies_to_what_is_typed_and_can_be_undone(open_draft, cast):
    document = draft(cast)
    page = open_draft(document)
    write(page, "Một câu , hai câu. ")
    until(page, "document.querySelector('#faults li[data-fixable] .button') !== null")
    page.locator("[data-show=checks]").click()
    page.locator("#faults li[data-fixable] .button").first.click()
    until(page, "document.querySelectorAll('#faults li').length === 0")
    assert "Một câu, hai câu." in Document.objects.get(pk=document.pk).body
    page.evaluate("document.querySelector('body-editor').editor.commands.undo()")
    assert "Một câu , hai câu." in page.evaluate("document.querySelector('body-editor').value")


def test_change_of_kind_shows_its_parts_and_signer_shows_the_capacity(open_draft, cast):
    page = open_draft(draft(cast, addressees="", recipients="Như trên\nLưu: VT, CĐS"))
    page.select_option("#id_kind", "quyet-dinh")
    until(page, "document.querySelector('#id_recipients').value === 'Lưu: VT, CĐS'")
    assert page.input_value("#id_authority") == "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"
    assert page.locator("#id_addressees").is_visible() is False
    page.select_option("#id_signer", str(cast.head.pk))
    until(page, "document.querySelector('#capacity').textContent.includes('TL. GIÁM ĐỐC')")


def test_a_second_tab_is_told_and_loses_nothing(open_draft, cast):
    document = draft(cast)
    first, second = open_draft(document), open_draft(document)
    first.fill("#id_subject", "bản của thẻ thứ nhất")
    first.keyboard.press("Control+s")
    until(first, SAVED.format(1))
    second.fill("#id_subject", "bản của thẻ thứ hai")
    second.keyboard.press("Control+s")
    until(second, "document.querySelector('#conflict [data-keep-mine]') !== null")
    shot(second, "drafting-conflict")
    assert Document.objects.get(pk=document.pk).subject == "bản của thẻ thứ nhất"
    second.locator("[data-keep-mine]").click()
    until(second, SAVED.format(2))
    assert Document.objects.get(pk=document.pk).subject == "bản của thẻ thứ hai"


def test_a_cut_line_is_said_and_made_good(open_draft, cast):
    document = draft(cast)
    page = open_draft(document)
    page.context.set_offline(True)
    page.fill("#id_subject", "gõ khi mất mạng")
    until(page, "document.querySelector('#saved').textContent === 'Mất mạng, bản trên máy vẫn giữ'")
    page.context.set_offline(False)
    until(page, SAVED.format(1))
    assert Document.objects.get(pk=document.pk).subject == "gõ khi mất mạng"


def test_submitting_leads_to_the_first_error_and_then_goes_through(open_draft, cast):
    document = draft(cast, addressees="")
    page = open_draft(document)
    page.locator("[data-submit]").click()
    assert page.evaluate("document.activeElement.id") == "id_addressees"
    page.keyboard.type("Sở Tài chính")
    until(page, "document.querySelector('#faults').dataset.stopping === '0'")
    with page.expect_navigation():
        page.locator("[data-submit]").click()
    assert page.url.endswith(document.get_absolute_url())
    assert Document.objects.get(pk=document.pk).state == "in_review"


def test_a_file_is_attached_as_soon_as_it_is_chosen(open_draft, cast):
    document = draft(cast)
    page = open_draft(document)
    page.set_input_files("[data-attach]", {"name": "so-lieu.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"})
    until(page, "document.querySelector('#attachments .file-line') !== null")
    assert document.attachments.get().title == "so-lieu.csv"


def test_a_kind_is_found_by_a_few_letters_and_a_refused_file_is_told_in_place(visit, session_of, cast):
    page = visit(reverse("document_new"), session=session_of(cast.specialist))
    assert axe(page) == []
    assert faults_of_layout(page) == []
    page.fill("[data-find-kind]", "uy quyen")
    assert page.locator("[data-kind]:visible").all_inner_texts() == ["Công văn", "Giấy ủy quyền"]
    page.set_input_files("#id_file", {"name": "x.docx", "mimeType": "application/zip", "buffer": b"khong phai"})
    page.locator("#new .button.main").click()
    until(page, "document.querySelector('#new-faults .fault') !== null")
    shot(page, "drafting-new-refused")
    assert page.evaluate("document.querySelector('#id_file').files.length") == 1
