"""Bad input over HTTP: a clear sentence, the right status, an audit entry where it matters, nothing half done."""

import html
import io
import json
import re
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import AuditEntry, File
from documents.models import Attachment, Document, RegisterNumber, Review
from signatures.models import SignatureRecord, SigningIntent
from tests.documents import stories
from tests.documents.stories import at
from workflows.models import Opinion


def pdf_file(change=lambda pdf: None, **saving):
    page = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        change(pdf)
        pdf.save(page, **saving)
    return page.getvalue()


def with_javascript(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_xfa(pdf):
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp/>"))


def word_bomb():
    """A few hundred kilobytes that become a quarter of a gigabyte."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _each in range(256):
                part.write(b" " * 1024 * 1024)
    return packed.getvalue()


LOCK = pikepdf.Encryption(owner="a", user="b")
PROGRAM = b"MZ\x90\x00" + b"\x00" * 90
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50
UPLOADS = {
    "picture named pdf": ("quyet-dinh.pdf", lambda: PNG, 422, "Nội dung tệp không phải PDF, DOCX"),
    "program named docx": ("mau.docx", lambda: PROGRAM, 422, "Nội dung tệp không phải PDF, DOCX"),
    "zip named docx": ("mau.docx", lambda: b"PK\x03\x04 hong", 422, "Nội dung tệp không phải PDF, DOCX"),
    "old or locked Word": ("mau.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 90, 422, "Office cũ"),
    "empty": ("rong.docx", lambda: b"", 422, "Tệp rỗng"),
    "broken pdf": ("hong.pdf", lambda: b"%PDF-1.7\nhong", 422, "Tệp PDF bị hỏng"),
    "locked pdf": ("khoa.pdf", lambda: pdf_file(encryption=LOCK), 422, "bị khóa quyền"),
    "pdf with JavaScript": ("js.pdf", lambda: pdf_file(with_javascript), 422, "mã JavaScript"),
    "pdf with XFA": ("xfa.pdf", lambda: pdf_file(with_xfa), 422, "biểu mẫu XFA"),
    "Word bomb": ("bom.docx", word_bomb, 413, "quá lớn"),
    "too large": ("lon.pdf", lambda: b"%PDF-1.7\n" + b"0" * 3_000_000, 413, "vượt mức"),
}  # fmt: skip


def said(answer):
    """What a person reads on the page."""
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(text).split())


@pytest.mark.parametrize("case", UPLOADS)
def test_refused_upload_leaves_nothing_but_a_line_in_the_audit(house, settings, case):
    name, content, status, told = UPLOADS[case]
    settings.UPLOAD_LIMIT = 2_000_000
    fields = {"kind": "cong-van", "unit": house.digital.pk, "subject": "về việc thử tệp"}
    answer = at(house.specialist).post(
        reverse("document_new"), fields | {"file": SimpleUploadedFile(name, content())}
    )
    assert (answer.status_code, told in said(answer)) == (status, True), said(answer)
    assert 'value="về việc thử tệp"' in html.unescape(answer.content.decode())
    assert (Document.objects.count(), File.objects.count()) == (0, 0)
    entry = AuditEntry.objects.get(verb="file_refused")
    assert (entry.actor, json.loads(entry.facts)["name"]) == (house.specialist, name)


@pytest.mark.parametrize("case", ["picture named pdf", "program named docx", "empty", "too large"])
def test_refused_attachment_leaves_the_draft_alone(house, settings, case):
    name, content, status, told = UPLOADS[case]
    content = PROGRAM if case == "picture named pdf" else content()  # pictures may be attached
    settings.UPLOAD_LIMIT = 2_000_000
    document = stories.draft(house)
    answer = at(house.specialist).post(
        reverse("document_attach", args=[document.pk]), {"file": SimpleUploadedFile(name, content), "title": "x"}
    )
    assert answer.status_code == status
    assert told.split(" PDF")[0] in said(answer)
    assert Attachment.objects.count() == 0
    assert AuditEntry.objects.get(verb="file_refused").subject_id == document.pk


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/quyet dinh.pdf", "quyet dinh.pdf"),
        ("C:\\\\Users\\\\a\\\\quyet-dinh.pdf", "quyet-dinh.pdf"),
        ("quyet\x07-di\u202enh.pdf", "quyet-dinh.pdf"),
    ],
)
def test_hostile_name_of_an_upload_becomes_a_plain_one(house, name, kept):
    fields = {"kind": "cong-van", "unit": house.digital.pk, "subject": "về việc thử tên"}
    upload = SimpleUploadedFile("x.pdf", pdf_file())
    upload._name = name
    answer = at(house.specialist).post(reverse("document_new"), fields | {"file": upload})
    assert answer.status_code == 302
    assert Document.objects.get().file.latest.name == kept


@pytest.mark.parametrize("missing", ["kind", "unit"])
def test_new_document_with_nonsense_keeps_what_was_typed(house, missing):
    fields = {"kind": "cong-van", "unit": house.digital.pk, "subject": "về việc thử"} | {missing: "9" * 30}
    answer = at(house.specialist).post(reverse("document_new"), fields)
    assert (answer.status_code, Document.objects.count()) == (422, 0)
    assert 'value="về việc thử"' in html.unescape(answer.content.decode())


def test_unit_of_another_agency_is_refused(house):
    fields = {"kind": "cong-van", "unit": house.neighbour_budget.pk, "subject": "về việc thử"}
    assert at(house.specialist).post(reverse("document_new"), fields).status_code == 422
    assert Document.objects.count() == 0


NONSENSE = ["", "²", "-1", "1e3", "9" * 5000, "abc", "1\x00"]


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_versions_and_revisions_are_stale_pages(house, value):
    document = stories.submitted(house)
    browser = at(house.specialist)
    assert browser.post(reverse("document_withdraw", args=[document.pk]), {"seen": value}).status_code == 409
    approve = at(house.head).post(reverse("document_approve", args=[document.pk]), {"revision": value})
    assert (approve.status_code, "Trang đã cũ" in said(approve)) == (422, True)
    assert (stories.fresh(document).state, Review.objects.count()) == ("in_review", 0)


@pytest.mark.parametrize(
    ("name", "field", "text", "status", "told"),
    [
        ("document_give_back", "reason", "", 422, "Hãy ghi lý do trả lại"),
        ("document_give_back", "reason", "a" * 4001, 422, "dài quá 4000"),
        ("document_opinion", "text", " \x00 ", 422, "Hãy ghi ý kiến"),
        ("document_opinion", "text", "a" * 4001, 422, "dài quá 4000"),
        ("document_approve", "note", "a" * 4001, 422, "dài quá 4000"),
    ],
)
def test_words_that_cannot_be_kept_are_told(house, name, field, text, status, told):
    document = stories.submitted(house)
    fields = {"seen": document.version, "revision": document.file.latest.pk, field: text}
    answer = at(house.head).post(reverse(name, args=[document.pk]), fields)
    assert (answer.status_code, told in said(answer)) == (status, True)
    assert (stories.fresh(document).state, Opinion.objects.count(), Review.objects.count()) == ("in_review", 0, 0)


def test_scripts_in_opinions_and_reasons_are_text(house):
    document = stories.submitted(house)
    evil = "<script>alert(1)</script>"
    at(house.specialist).post(reverse("document_opinion", args=[document.pk]), {"text": evil})
    fields = {"seen": document.version, "reason": evil}
    assert at(house.head).post(reverse("document_give_back", args=[document.pk]), fields).status_code == 302
    for name in ("document", "document_edit", "document_history", "desk", "notices"):
        args = [document.pk] if name.startswith("document") else []
        page = at(house.specialist).get(reverse(name, args=args)).content.decode()
        assert evil not in page
    assert Opinion.objects.filter(text=evil).count() == 2


def test_double_click_on_approve_is_told_who_was_first(house):
    document = stories.submitted(house)
    fields = {"revision": document.file.latest.pk}
    address = reverse("document_approve", args=[document.pk])
    assert at(house.head).post(address, fields).status_code == 302
    again = at(house.head).post(address, fields)
    assert (again.status_code, "Phạm Văn Hùng đã xử lý bước" in said(again)) == (409, True)
    assert Review.objects.count() == 1


def test_faster_colleague_answers_a_fragment_to_a_live_page(house):
    document = stories.submitted(house)
    address = reverse("document_approve", args=[document.pk])
    at(house.head).post(address, {"revision": document.file.latest.pk})
    answer = at(house.head).post(address, {"revision": document.file.latest.pk}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("name", ["document_submit", "document_sign", "document_number", "document_seal"])
def test_acts_are_never_done_by_a_link(house, name):
    document = stories.draft(house)
    answer = at(house.specialist).get(reverse(name, args=[document.pk]))
    assert answer.status_code in ((302,) if name == "document_sign" else (405,))
    assert stories.fresh(document).version == 0


@pytest.mark.django_db(transaction=True)
class TestSigning:
    @pytest.fixture
    def document(self, signing_house):
        return stories.checked(signing_house)

    def press(self, house, document, **fields):
        fields = {"seen": stories.fresh(document).version} | fields
        return at(house.deputy).post(reverse("document_sign", args=[document.pk]), fields)

    def token(self, house, document):
        assert self.press(house, document).status_code == 200
        return SigningIntent.objects.latest("pk").token

    @pytest.mark.parametrize("pin", ["000000", "", "\x00" * 6, "a" * 5000, "²²²²²²"])
    def test_wrong_pin(self, signing_house, document, pin):
        answer = self.press(signing_house, document, intent=self.token(signing_house, document), pin=pin)
        assert (answer.status_code, "Mã PIN không đúng" in said(answer)) == (403, True)
        assert (stories.fresh(document).state, SignatureRecord.objects.count()) == ("in_review", 0)
        assert AuditEntry.objects.filter(verb="pin_refused").count() == 1
        assert "000000" not in AuditEntry.objects.get(verb="pin_refused").facts

    @pytest.mark.parametrize("intent", ["", "x", "\x00", "9" * 400])
    def test_sheet_nobody_opened(self, signing_house, document, intent):
        answer = self.press(signing_house, document, intent=intent, pin="268413")
        assert (answer.status_code, "Phiếu ký không còn hiệu lực" in said(answer)) == (
            422 if not intent else 409,
            True,
        )
        assert SignatureRecord.objects.count() == 0

    def test_signing_while_the_drafter_takes_it_back_and_edits(self, signing_house, document):
        house = signing_house
        token = self.token(house, document)
        drafter = at(house.specialist)
        fields = {"seen": stories.fresh(document).version}
        assert drafter.post(reverse("document_withdraw", args=[document.pk]), fields).status_code == 302
        answer = self.press(house, document, intent=token, pin="268413")
        assert answer.status_code == 409
        assert (stories.fresh(document).state, SignatureRecord.objects.count()) == ("draft", 0)

    def test_numbering_on_a_stale_page(self, signing_house, document):
        house = signing_house
        document = stories.sign(document)
        address = reverse("document_number", args=[document.pk])
        stale = at(house.clerk).post(address, {"seen": document.version - 1})
        assert (stale.status_code, RegisterNumber.objects.count()) == (409, 0)
        assert at(house.clerk).post(address, {"seen": document.version}).status_code == 302
        again = at(house.clerk).post(address, {"seen": document.version})
        assert (again.status_code, "Lê Thị Thu đã xử lý bước “cấp số” lúc" in said(again)) == (409, True)
        assert RegisterNumber.objects.count() == 1
