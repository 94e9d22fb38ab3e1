"""The drafting screen over HTTP, as a plain browser without a script uses it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents import checking, printing
from documents.actions.intake import draft_from_pdf, draft_from_word
from documents.checking import mend_all
from documents.draft_screen import findings_of, parts_taken
from documents.drafting import default_authority, default_recipients, letter_of
from documents.kinds import KINDS
from documents.models import Document
from documents.proof.fields import DraftFields
from tests.documents import papers
from tests.documents.stories import at, draft, fresh, submitted


def address(name, document, **more):
    return reverse(name, kwargs={"pk": document.pk, **more})


def typed(document, **changed):
    """The fields of the form as the screen shows them, with some typed over."""
    page = at(document.drafter).get(address("document_edit", document))
    return DraftFields.of(page.content.decode()) | {"seen": document.version} | changed


def press(document, name, *, htmx=False, more=None, by=None, **changed):
    """Press a button of the drafting form; what is typed goes along."""
    headers = {"HX-Request": "true"} if htmx else {}
    return at(by or document.drafter).post(
        address(name, document, **(more or {})), typed(document, **changed), headers=headers
    )


def test_page_is_for_its_drafter(house):
    document = draft(house)
    assert at(house.specialist).get(address("document_edit", document)).status_code == 200
    assert at(house.head).get(address("document_edit", document)).status_code == 302
    assert at(house.outsider).get(address("document_edit", document)).status_code == 404
    assert press(document, "document_fix_all", by=house.head).status_code == 403


@pytest.mark.parametrize(
    ("kind", "taken"),
    [("cong-van", ["addressees"]), ("quyet-dinh", ["authority"]), ("thong-bao", []), ("cong-dien", None)],
)
def test_only_parts_of_the_kind_are_shown(house, kind, taken):
    document = draft(house, kind=kind, addressees="", authority="")
    assert parts_taken(document) == (["addressees", "authority"] if taken is None else taken)


def test_a_part_that_holds_something_is_shown_although_the_kind_does_not_take_it(house):
    assert parts_taken(draft(house, kind="thong-bao")) == ["addressees"]


def test_saving_answers_a_script_with_the_state_and_its_version(house):
    document = draft(house)
    answer = press(document, "document_edit", htmx=True, subject="cung cấp số liệu quý I")
    saved = fresh(document)
    assert (answer.status_code, saved.subject, saved.version) == (200, "cung cấp số liệu quý I", 1)
    assert f'id="saved" role="status" data-region data-version="{saved.version}"' in answer.content.decode()


def test_saving_the_same_again_changes_nothing(house):
    document = draft(house, recipients="Như trên\nSở Nội vụ\nLưu: VT, CĐS")
    answer = press(document, "document_edit", recipients="Như trên\r\nSở Nội vụ\r\nLưu: VT, CĐS")
    assert (answer.status_code, fresh(document).version, document.drafts.count()) == (302, 0, 1)


def test_stale_script_is_told_the_other_version_and_keeps_its_text(house):
    document = draft(house)
    stale = typed(document, subject="bản của thẻ thứ hai")
    press(document, "document_edit", subject="bản của thẻ thứ nhất")
    answer = at(house.specialist).post(address("document_edit", document), stale, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert 'data-keep-mine data-version="1"' in answer.content.decode()
    kept = at(house.specialist).post(address("document_edit", document), stale | {"seen": 1})
    assert (kept.status_code, fresh(document).subject) == (302, "bản của thẻ thứ hai")


def test_stale_act_without_a_script_shows_the_page_with_everything_typed(house):
    document = draft(house)
    stale = typed(document, subject="bản của thẻ thứ hai")
    press(document, "document_edit", subject="bản của thẻ thứ nhất")
    answer = at(house.specialist).post(address("document_submit", document), stale)
    assert answer.status_code == 409
    assert DraftFields.of(answer.content.decode())["subject"] == "bản của thẻ thứ hai"
    assert fresh(document).state == "draft"


def test_a_saved_draft_that_is_on_its_way_is_not_offered_to_be_overwritten(house):
    document = draft(house)
    fields = typed(document, subject="gõ thêm")
    submitted(house, document)
    answer = at(house.specialist).post(address("document_edit", document), fields, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "data-keep-mine" not in answer.content.decode()


def test_too_long_a_subject_is_said_at_its_field_and_nothing_is_lost(house):
    document = draft(house)
    answer = press(document, "document_fix_all", subject="x" * 501, place="Nơi khác")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert DraftFields.of(page)["place"] == "Nơi khác"
    assert page.count('class="field wrong"') == 1


def test_a_fix_applies_to_what_is_typed_now(house):
    document = draft(house)
    answer = press(document, "document_fix", subject="V/v báo cáo số liệu", fault="subject-about@subject")
    assert (answer.status_code, fresh(document).subject) == (302, "báo cáo số liệu")
    assert [version.fields["subject"] for version in document.drafts.order_by("number")] == [
        "cung cấp số liệu chuyển đổi số quý IV năm 2025", "V/v báo cáo số liệu", "báo cáo số liệu",
    ]  # fmt: skip
    assert press(fresh(document), "document_fix", fault="subject-about@subject").status_code == 409


def test_all_fixes_at_once_leave_what_mending_by_rule_leaves(house):
    document = draft(house, subject="V/v báo cáo .", body="<p>Kính đề nghị , cung cấp  số liệu ;</p><p>Hết</p>")
    wanted = mend_all(letter_of(fresh(document)))
    assert press(document, "document_fix_all").status_code == 302
    mended = letter_of(fresh(document))
    assert (mended.subject, mended.body) == (wanted.subject, wanted.body)
    assert [fault for fault in checking.check(mended) if fault.fix] == []
    assert press(fresh(document), "document_fix_all").status_code == 409


def test_several_faults_are_kept_with_one_reason(house):
    document = draft(house, addressees="", recipients="")
    keys = [found.key for found in findings_of(document).stopping]
    assert len(keys) > 1
    assert press(document, "document_keep_faults", keep=keys, reason="").status_code == 422
    assert press(document, "document_keep_faults", keep=keys, reason="Văn bản nội bộ").status_code == 302
    kept = fresh(document)
    assert kept.kept_faults == dict.fromkeys(keys, "Văn bản nội bộ")
    assert findings_of(kept).stopping == []


def test_faults_carry_what_scripts_read(house):
    document = draft(house, addressees="")
    page = at(house.specialist).get(address("document_edit", document)).content.decode()
    assert 'data-fault="addressees-missing@addressees" data-error>' in page
    assert 'data-go="addressees" data-where="addressees"' in page


def test_submitting_with_errors_says_so_on_the_screen(house):
    document = draft(house, addressees="")
    answer = press(document, "document_submit", place="Lam Giang mới")
    assert answer.status_code == 422
    count = len(findings_of(fresh(document)).stopping)
    assert f"Còn {count} lỗi thể thức phải sửa trước khi trình" in answer.content.decode()
    assert (fresh(document).state, fresh(document).place) == ("draft", "Lam Giang mới")


def test_submitting_sends_what_is_typed(house):
    document = draft(house)
    answer = press(document, "document_submit", subject="báo cáo số liệu quý I năm 2026")
    assert (answer.status_code, answer["Location"]) == (302, document.get_absolute_url())
    assert (fresh(document).state, fresh(document).subject) == ("in_review", "báo cáo số liệu quý I năm 2026")


def test_check_answers_for_what_is_typed_and_saves_nothing(house):
    document = draft(house)
    answer = press(document, "document_check", signer=house.head.pk, addressees="")
    page = answer.content.decode()
    assert "TL. GIÁM ĐỐC" in page
    assert "addressees-missing@addressees" in page
    assert (fresh(document).addressees, fresh(document).version) == ("Sở Tài chính", 0)


def test_change_of_kind_brings_its_authority_and_recipients(house):
    document = draft(house, recipients="Như trên\nLưu: VT, CĐS")
    press(document, "document_edit", kind="quyet-dinh")
    document = fresh(document)
    assert document.authority == "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"
    assert document.recipients == "Lưu: VT, CĐS"
    press(document, "document_edit", kind="cong-van")
    assert (fresh(document).authority, fresh(document).recipients) == ("", "Như trên\nLưu: VT, CĐS")


def test_defaults_fit_the_kind(house):
    assert default_recipients(house.digital, KINDS["to-trinh"]) == "Như trên\nLưu: VT, CĐS"
    assert default_recipients(house.digital, KINDS["bao-cao"]) == "Lưu: VT, CĐS"
    assert default_recipients(house.agency, KINDS["quyet-dinh"]) == "Lưu: VT"
    assert default_authority(house.agency, KINDS["cong-van"]) == ""


def test_attachment_is_added_with_what_is_typed_and_taken_off(house):
    document = draft(house)
    file = SimpleUploadedFile("du-toan.csv", "Khoản,Số tiền\nMột,1\n".encode())
    assert press(document, "document_attach", file=file, subject="có dự toán kèm").status_code == 302
    attachment = document.attachments.get()
    assert (attachment.title, fresh(document).subject) == ("du-toan.csv", "có dự toán kèm")
    assert press(fresh(document), "document_detach", more={"attachment": attachment.pk}).status_code == 302
    assert document.attachments.get().removed_at is not None


def test_reason_of_return_stands_first(house):
    from documents.actions.reviewing import give_back

    document = fresh(submitted(house))
    give_back(document, by=house.head, reason="Nêu rõ nguồn kinh phí")
    page = at(house.specialist).get(address("document_edit", document)).content.decode()
    assert "Phạm Văn Hùng trả lại" in page
    assert page.count("Nêu rõ nguồn kinh phí") == 2


def word_draft(house, content=None):
    return draft_from_word(content or papers.decision(), name="tep.docx", by=house.specialist, unit=house.digital)


def test_losses_are_put_away_once_read(house):
    document = word_draft(house)
    page = at(house.specialist).get(address("document_edit", document)).content.decode()
    assert '<details class="fold-line losses" open>' in page
    assert press(document, "document_edit", settle="losses").status_code == 302
    assert [loss["seen"] for loss in fresh(document).losses] == [True] * len(document.losses)
    page = at(house.specialist).get(address("document_edit", document)).content.decode()
    assert '<details class="fold-line losses">' in page


@pytest.mark.parametrize("answer", [{"settle": "kind"}, {"kind": "thong-bao"}])
def test_a_word_file_without_a_kind_is_asked_for_it_until_answered(house, answer):
    document = word_draft(house, papers.plain_notes())
    assert document.losses[-1]["code"] == "kind"
    page = at(house.specialist).get(address("document_edit", document)).content.decode()
    assert "Đúng là Công văn" in page
    press(document, "document_edit", **answer)
    page = at(house.specialist).get(address("document_edit", document)).content.decode()
    assert "Đúng là Công văn" not in page


def pdf_draft(house):
    pdf = printing.render(letter_of(draft(house))).pdf
    return draft_from_pdf(pdf, name="san.pdf", by=house.specialist, unit=house.digital, kind="cong-van", subject="a")


def test_signature_of_a_ready_pdf_is_put_where_the_page_was_touched(house):
    document = pdf_draft(house)
    assert press(document, "document_place", page=0, x=300, y=200).status_code == 302
    places = fresh(document).places
    assert ((places["signature"]["x0"] + places["signature"]["x1"]) / 2, places["signature"]["page"]) == (300, 0)
    assert (
        places["seal"]["x1"]
        == places["signature"]["x0"] + (places["signature"]["x1"] - places["signature"]["x0"]) / 3
    )
    assert press(fresh(document), "document_place", page=9, x=300, y=200).status_code == 422
    assert press(fresh(document), "document_place").status_code == 422


def test_page_of_a_laid_out_draft_places_its_own_signature(house):
    assert press(draft(house), "document_place", page=0, x=300, y=200).status_code == 422


def secret_paper():
    """A letter with the stamp of secrecy under its number."""
    paper = papers.Paper().head_table(
        ["UBND TỈNH LẠNG SƠN", "**SỞ NỘI VỤ**", "Số: 12/SNV-VP"],
        [f"**{papers.NATION}**", f"**{papers.MOTTO}**", "Lạng Sơn, ngày 05 tháng 3 năm 2026"],
    )
    return paper.line("MẬT").line("Kính gửi: Sở Tài chính").line("Nội dung.").bytes()


def begin(house, **fields):
    return at(house.specialist).post(
        reverse("document_new"), {"kind": "cong-van", "unit": house.digital.pk, **fields}
    )


def test_secret_file_is_refused_with_the_reason(house):
    file = SimpleUploadedFile("mat.docx", secret_paper())
    answer = begin(house, file=file)
    assert (answer.status_code, Document.objects.count()) == (422, 0)
    assert "Bí mật nhà nước không được soạn, lưu trên hệ thống có nối mạng" in answer.content.decode()


def test_new_page_shows_every_kind_once_and_those_drafted_most_first(house):
    draft(house, kind="giay-moi")
    page = at(house.specialist).get(reverse("document_new"))
    groups = page.context["form"].kinds()
    assert groups[0][1][0] == ("giay-moi", "Giấy mời", False)
    codes = [code for _label, kinds in groups for code, _name, _chosen in kinds]
    assert sorted(codes) == sorted(code for code, kind in KINDS.items() if kind.family != "copy")


def test_nothing_typed_is_lost_when_a_file_is_refused(house):
    answer = begin(house, file=SimpleUploadedFile("x.docx", b"khong phai Word"), kind="bao-cao", subject="Đã gõ")
    assert answer.status_code == 422
    assert answer.context["form"]["subject"].value() == "Đã gõ"
    assert ("bao-cao", "Báo cáo", True) in answer.context["form"].kinds()[0][1]
