"""Drafts: every saved state is kept, stale pages lose nothing, hostile texts and names stay harmless text."""

import html
import subprocess
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core import audit
from core.refusals import BadInput, Forbidden, WrongState
from documents import intake
from documents.actions import drafting
from documents.actions.intake import draft_from_word
from documents.models import Attachment, Document, DraftVersion
from tests.documents import stories
from tests.documents.stories import at

EVIL = '<script>alert("1")</script><img src=x onerror=alert(2)>'
TEXTS = ("subject", "place", "authority", "addressees", "recipients", "signer_title")


def typed(document, **changes):
    fields = {name: getattr(document, name) for name in ("kind", *TEXTS, "body", "urgency", "circulation")}
    return fields | {"seen": document.version, "signer": document.signer_id} | changes


def save(person, document, **changes):
    return at(person).post(reverse("document_edit", args=[document.pk]), typed(document, **changes))


def test_every_saved_state_is_kept(house):
    document = stories.draft(house)
    for subject in ("lần hai", "lần ba", "lần ba"):
        drafting.save_draft(stories.fresh(document), by=house.specialist, subject=subject)
    kept = [(version.number, version.fields["subject"]) for version in DraftVersion.objects.order_by("number")]
    assert kept == [(1, stories.FIELDS["subject"]), (2, "lần hai"), (3, "lần ba")]
    assert stories.fresh(document).version == 3


def test_ten_minutes_of_writing_are_one_version_and_one_entry(house, monkeypatch):
    document = stories.draft(house)
    for subject in ("một", "hai", "ba"):
        save(house.specialist, stories.fresh(document), subject=subject)
    assert versions(document) == [stories.FIELDS["subject"], "ba"]
    assert verbs(document) == ["draft_created", "draft_saved"]
    assert stories.fresh(document).version == 3
    monkeypatch.setattr(drafting, "SITTING", timedelta(0))
    save(house.specialist, stories.fresh(document), subject="bốn")
    assert versions(document)[1:] == ["ba", "bốn"]


def test_writing_begins_a_new_version_after_anything_else(house):
    document = stories.draft(house)
    save(house.specialist, document, subject="một")
    drafting.save_draft(stories.fresh(document), by=house.specialist, subject="máy sửa")
    save(house.specialist, stories.fresh(document), subject="hai")
    drafting.attach(stories.fresh(document), by=house.specialist, content=b"a,b\n1,2\n", name="a.csv")
    save(house.specialist, stories.fresh(document), subject="ba")
    save(house.specialist, stories.fresh(document), subject="bốn")
    assert versions(document)[1:] == ["một", "máy sửa", "hai", "bốn"]
    assert verbs(document).count("draft_saved") == 4


def versions(document):
    return [version.fields["subject"] for version in document.drafts.order_by("number")]


def verbs(document):
    return [entry.verb for entry in audit.history(document)]


def test_only_colleagues_draft_and_only_the_drafter_saves(house):
    with pytest.raises(Forbidden):
        drafting.create_document(by=house.outsider, unit=house.digital, kind="cong-van")
    with pytest.raises(Forbidden):
        drafting.create_document(by=house.keeper, unit=house.digital, kind="cong-van")
    with pytest.raises(BadInput):
        drafting.create_document(by=house.specialist, unit=house.digital, kind="không có")
    document = stories.draft(house)
    with pytest.raises(Forbidden):
        drafting.save_draft(document, by=house.head, subject="của tôi")
    assert (Document.objects.count(), stories.fresh(document).version) == (1, 0)


def test_stale_page_is_told_and_keeps_what_was_typed(house):
    document = stories.draft(house)
    save(house.specialist, document, subject="trang thứ nhất")
    answer = save(house.specialist, document, subject="trang thứ hai")
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Nội dung đã thay đổi sau khi bạn mở trang" in page
    assert "Nội dung bạn vừa gõ vẫn còn ở đây" in page
    assert "trang thứ hai" in page
    assert answer.context["form"]["subject"].value() == "trang thứ hai"
    assert stories.fresh(document).subject == "trang thứ nhất"
    again = save(house.specialist, stories.fresh(document), subject="trang thứ hai")
    assert (again.status_code, stories.fresh(document).subject) == (302, "trang thứ hai")
    assert answer.context["form"]["seen"].value() == 1


def test_saving_what_was_submitted_meanwhile_keeps_what_was_typed(house):
    document = stories.draft(house)
    stories.submitted(house, document)
    answer = save(house.specialist, document, subject="gõ thêm")
    assert answer.status_code == 409
    assert answer.context["form"]["subject"].value() == "gõ thêm"
    assert "gõ thêm" in html.unescape(answer.content.decode())
    assert stories.fresh(document).subject == stories.FIELDS["subject"]


def test_others_may_not_save(house):
    document = stories.draft(house)
    assert save(house.head, document, subject="của tôi").status_code == 403
    assert save(house.outsider, document, subject="của tôi").status_code == 404
    assert stories.fresh(document).subject == stories.FIELDS["subject"]


def test_hostile_texts_are_text_on_every_page_and_in_the_pdf(house):
    document = stories.draft(house)
    hostile = dict.fromkeys(TEXTS, EVIL) | {"place": EVIL[:60], "signer_title": EVIL[:60]}
    answer = save(
        house.specialist, document, body=f"<p>{EVIL}Xin chào <a href='javascript:alert(3)'>đây</a></p>", **hostile
    )
    assert answer.status_code == 302
    document = stories.fresh(document)
    assert document.subject == EVIL
    assert document.body == "<p>Xin chào đây</p>"
    for name in ("document", "document_edit", "document_history"):
        page = at(house.specialist).get(reverse(name, args=[document.pk])).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "javascript:" not in page
        assert html.escape(EVIL) in page
    listed = at(house.specialist).get(reverse("documents")).content.decode()
    assert html.escape(EVIL) in listed
    assert "<script>alert" not in listed
    pdf = at(house.specialist).get(reverse("document_preview", args=[document.pk])).content
    assert intake.inspect_pdf(pdf).pages == 1
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert '<script>alert("1")' in " ".join(text.split())


@pytest.mark.parametrize("field", ["subject", "place", "authority", "signer_title"])
def test_text_longer_than_its_column_is_refused_with_the_name_of_the_field(house, field):
    document = stories.draft(house)
    with pytest.raises(BadInput, match=r"dài quá \d+ ký tự"):
        drafting.save_draft(document, by=house.specialist, **{field: "a" * 501})
    assert save(house.specialist, document, **{field: "a" * 501}).status_code == 422
    assert stories.fresh(document).version == 0


def test_control_signs_are_dropped_before_the_database_sees_them(house):
    document = stories.draft(house, subject="cung\x00 cấp\x1f số liệu", addressees="Sở\x00 Tài chính\nSở Y tế")
    assert (document.subject, document.addressees) == ("cung cấp số liệu", "Sở Tài chính\nSở Y tế")


def test_texts_of_a_word_file_that_are_too_long_stay_in_the_body(house, monkeypatch):
    from documents import word
    from documents.word.draft import WordDraft

    read = WordDraft("<p>Nội dung.</p>", {"subject": "dài " * 200, "place": "Lam Giang"})
    monkeypatch.setattr(word, "read", lambda content: read)
    document = draft_from_word(b"PK\x03\x04", name="dai.docx", by=house.specialist, unit=house.digital)
    assert (document.subject, document.place) == ("", "Lam Giang")
    assert document.body.startswith("<p>dài dài")
    assert document.body.endswith("<p>Nội dung.</p>")
    assert [loss["sentence"] for loss in document.losses if loss["code"] == "too_long_field"] == [
        "Trích yếu trong tệp quá dài nên được giữ ở đầu nội dung; hãy rút gọn."
    ]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\thu\u202efdp.exe.pdf", "thufdp.exe.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie x.pdf"),
        ("<script>alert(1)</script>.pdf", "script.pdf"),
        ("a" * 500 + ".pdf", "a" * 120 + ".pdf"),
        ("bảng kê.docx", "bảng kê.pdf"),
    ],
)
def test_hostile_names_of_attachments(house, name, kept):
    document = stories.draft(house)
    attachment = drafting.attach(document, by=house.specialist, content=b"%PDF-1.7\n", name=name)
    assert attachment.file.latest.name == kept
    answer = at(house.specialist).get(reverse("document_attachment", args=[document.pk, attachment.pk]))
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "\n" not in answer["Content-Disposition"]
    answer.close()


def test_attachment_comes_off_once_and_its_bytes_stay(house):
    document = stories.draft(house)
    attachment = drafting.attach(document, by=house.specialist, content=b"%PDF-1.7\n", name="a.pdf", title=EVIL)
    drafting.detach(attachment, by=house.specialist)
    with pytest.raises(WrongState, match="đã được bỏ"):
        drafting.detach(attachment, by=house.specialist)
    assert Attachment.objects.get().file.latest.read() == b"%PDF-1.7\n"
    address = reverse("document_attachment", args=[document.pk, attachment.pk])
    assert at(house.specialist).get(address).status_code == 404


def test_attachments_are_fixed_once_the_paper_travels(house):
    document = stories.draft(house)
    attachment = drafting.attach(document, by=house.specialist, content=b"%PDF-1.7\n", name="a.pdf")
    stories.submitted(house, document)
    with pytest.raises(WrongState):
        drafting.attach(document, by=house.specialist, content=b"%PDF-1.7\n", name="b.pdf")
    with pytest.raises(WrongState):
        drafting.detach(attachment, by=house.specialist)
    upload = SimpleUploadedFile("c.pdf", b"%PDF-1.7\n")
    answer = at(house.specialist).post(reverse("document_attach", args=[document.pk]), {"file": upload})
    assert (answer.status_code, Attachment.objects.count()) == (409, 1)


def test_discarded_draft_is_kept_but_no_longer_a_draft(house):
    document = stories.draft(house)
    with pytest.raises(Forbidden):
        drafting.discard_draft(document, by=house.head)
    drafting.discard_draft(document, by=house.specialist)
    with pytest.raises(WrongState):
        drafting.save_draft(stories.fresh(document), by=house.specialist, subject="lại")
    assert (stories.fresh(document).state, DraftVersion.objects.count()) == ("cancelled", 1)
