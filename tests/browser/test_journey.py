"""One paper from a Word file to its recipient, in real browsers against a running house."""

import re

from documents.demo.house import PIN
from tests.browser.conftest import axe, faults_of_layout, shot, until
from tests.cast import PASSWORD
from tests.documents import papers

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LISTENING = "document.documentElement.dataset.live === '1'"
SUBJECT = "cung cấp số liệu hạ tầng số phục vụ lập dự toán"
PDF = "application/pdf"
ISSUED = "document.querySelector('#course .chip')?.innerText === 'đã phát hành'"
DONE = r"Phạm Văn Hùng đã xử lý bước “kiểm tra nội dung” lúc \d\d:\d\d \d\d/\d\d/\d{4}\."
TYPED = "Ý kiến đang gõ ở trang cũ"
NOTE = "Số liệu đã đối chiếu với các phòng."


def word_file():
    """A letter as an office types it, with a space before a comma that the checker minds."""
    return (
        papers.Paper()
        .head_table(
            ["UBND TỈNH LAM GIANG", "**SỞ KHOA HỌC VÀ CÔNG NGHỆ**", "Số:      /SKHCN-CĐS", f"V/v {SUBJECT}"],
            [f"**{papers.NATION}**", f"**{papers.MOTTO}**", "Lam Giang, ngày      tháng      năm 2026"],
        )
        .line("Kính gửi: Sở Tài chính tỉnh Lam Giang", align=papers.CENTER)
        .line("Sở Khoa học và Công nghệ đề nghị Sở Tài chính cung cấp số liệu về máy chủ , đường truyền và phần mềm.")
        .line("Trân trọng./.")
        .foot_table(
            ["- Như trên;", "- Lưu: VT, CĐS."], ["**KT. GIÁM ĐỐC**", "**PHÓ GIÁM ĐỐC**", "", "**Trần Quang Minh**"]
        )
        .bytes()
    )


def draft(page):
    """Lay the Word file down, mend what the checker minds, choose who signs, and submit; return the address."""
    page.locator("#id_file").set_input_files({"name": "cong-van.docx", "mimeType": DOCX, "buffer": word_file()})
    page.get_by_role("button", name="Bắt đầu soạn").click()
    page.wait_for_url("**/soan/")
    until(page, "document.querySelector('body-editor.ready') !== null")
    address = re.search(r"/van-ban/\d+/", page.url).group()
    page.locator("[data-show=checks]").click()
    mend = page.locator("#faults [formaction$='/sua-het/'], #faults [formaction$='/sua-loi/']").first
    mend.click()
    page.locator("[data-fixable]").first.wait_for(state="detached")
    assert "máy chủ, đường truyền" in page.locator(".ProseMirror").inner_text()
    page.locator("#id_signer").select_option(label="Trần Quang Minh, Phó Giám đốc")
    until(page, "document.getElementById('faults').dataset.stopping === '0'")
    shot(page, "journey-1-draft")
    page.locator("[data-submit]").click()
    page.wait_for_url(lambda url: not url.endswith("/soan/"))
    return address


def drawn(page):
    page.locator(".leaf-page canvas").first.wait_for(state="attached")


def at_desk(page):
    page.get_by_role("heading", name="Việc của tôi", exact=True).wait_for()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def refused(page):
    """The sentence of the dialog that rose over the page."""
    sentence = page.locator("#refusal p")
    sentence.wait_for()
    said = sentence.inner_text()
    page.locator("#refusal [data-close]").click()
    return said


def endorse(page):
    """The head approves on his phone with a word of his own."""
    drawn(page)
    page.locator("#sheet textarea").first.fill(NOTE)
    shot(page, "journey-2-head")
    assert (axe(page), faults_of_layout(page)) == ([], [])
    press(page, "Ký nháy nội dung")
    at_desk(page)


def is_told_that_it_is_done(stale):
    """The same head on a page that stood open: who did it and when, and the words typed meanwhile are still there."""
    press(stale, "Ký nháy nội dung")
    assert re.fullmatch(DONE, refused(stale))
    assert stale.locator("#sheet textarea").first.input_value() == TYPED


def check_form(page):
    drawn(page)
    press(page, "Thể thức đạt")
    at_desk(page)


def sign(page, address):
    """A wrong PIN costs a try and nothing else; the right one signs."""
    drawn(page)
    press(page, "Ký số")
    page.locator("#sheet [name=pin]").fill("000000")
    press(page, "Ký bằng mã PIN")
    assert refused(page) == "Mã PIN không đúng. Còn 4 lần thử trước khi khóa tạm."
    assert page.url.endswith(address)
    assert page.locator(".leaf-page canvas").count() > 0
    assert (axe(page), faults_of_layout(page)) == ([], [])
    shot(page, "journey-3-pin")
    page.locator("#sheet [name=pin]").fill(PIN)
    press(page, "Ký bằng mã PIN")
    at_desk(page)


def sign_in(page, account):
    """By the form, just now: a seal asks for a recent password."""
    page.get_by_label("Tên đăng nhập").fill(account)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    press(page, "Đăng nhập")
    return page


def number_and_issue(page):
    """The clerk gives the number, then seals and issues in the dialog that repeats it; return the number."""
    drawn(page)
    page.locator("#sheet .button.main").click()
    page.locator("#sheet [data-dialog=issue-dialog]").click()
    number = re.search(r"\d+/SKHCN-CĐS", page.locator("#issue-dialog h2").inner_text()).group()
    shot(page, "journey-4-issue")
    page.locator("#issue-dialog .button.grave").click()
    page.locator("#course .chip", has_text="đã phát hành").wait_for()
    return number


def confirm(page):
    """The clerk of the neighbour finds it on the desk and says that it came."""
    page.locator(".ledger").get_by_role("link", name=re.compile(SUBJECT, re.IGNORECASE)).click()
    press(page, "Xác nhận đã nhận")
    page.get_by_text("Đã xác nhận nhận văn bản.").first.wait_for()


def finds(page, words):
    page.goto(f"/tim/?q={words}")
    return page.get_by_role("link", name=re.compile(SUBJECT, re.IGNORECASE)).count()


def judge(page, paper):
    """The public check, by somebody who only has the file."""
    page.locator("input[type=file]").set_input_files({"name": "a.pdf", "mimeType": PDF, "buffer": paper})
    press(page, "Kiểm tra")
    page.locator(".verdict").first.wait_for()
    shot(page, "journey-6-check")
    assert (axe(page), faults_of_layout(page)) == ([], [])
    return page.locator(".verdict h2").first.inner_text()


def test_a_paper_goes_from_a_word_file_to_its_recipient(enter):
    drafter = enter("chuyenvien", "/van-ban/moi/")
    address = draft(drafter)
    drafter.goto(address)
    drawn(drafter)
    until(drafter, LISTENING)
    drafter.evaluate("window.loadedOnce = true")

    stale = enter("truongphong", address)
    drawn(stale)
    stale.locator("#sheet textarea").first.fill(TYPED)
    endorse(enter("truongphong", address, size="phone"))
    is_told_that_it_is_done(stale)
    check_form(enter("chanhvanphong", address))
    sign(enter("phogiamdoc", address), address)
    number = number_and_issue(sign_in(enter(None, address), "vanthu"))
    recipient = enter("ngoai.vanthu")
    confirm(recipient)

    until(drafter, ISSUED)
    until(drafter, "document.querySelector('#course .got').classList.contains('wait') === false")
    assert drafter.evaluate("window.loadedOnce") is True
    shot(drafter, "journey-5-drafter")
    shown = drafter.locator("page-viewer").get_attribute("src")
    paper = drafter.request.get(shown).body()

    assert (finds(drafter, "so lieu ha tang so"), finds(recipient, number)) == (1, 1)
    assert enter("ngoai.truongphong").goto(address).status == 404
    assert judge(enter(None, "/xac-minh/"), paper) == "Văn bản hợp lệ"
