"""The way of a paper by the keyboard alone, the focus always seen; and what is told to those who do not look."""

import re

import pytest

from documents.demo.house import PIN
from tests.browser.conftest import axe, faults_of_layout, until
from tests.cast import PASSWORD

SUBJECT = "rà soát hệ thống mạng nội bộ"
DRAFT = f"""
from core.models import Office, User
from documents.actions.drafting import create_document
who = User.objects.get(username="chuyenvien")
unit, signer = Office.objects.get(abbreviation="CĐS"), User.objects.get(username="phogiamdoc")
body = "<p>Đề nghị Sở Tài chính phối hợp rà soát hệ thống mạng nội bộ.</p><p>Trân trọng./.</p>"
fields = {{"subject": "{SUBJECT}", "body": body, "addressees": "Sở Tài chính tỉnh Lam Giang"}}
print("made", create_document(by=who, unit=unit, kind="cong-van", signer=signer, **fields).pk)
"""
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const shown = (each) => {
    const look = getComputedStyle(each);
    return look.boxShadow !== 'none' || (look.outlineStyle !== 'none' && !look.outlineColor.endsWith(', 0)'));
  };
  const box = at.getBoundingClientRect();
  return {
    words: (at.getAttribute('aria-label') ?? at.innerText ?? '').trim(),
    id: at.id, name: at.getAttribute('name') ?? '', href: at.getAttribute('href') ?? '',
    seen: shown(at) || shown(at.closest('.row, label, .search, body-editor') ?? at),
    inside: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def tab_to(page, wanted, most=90):
    """Press Tab until the wanted element has the focus; every stop on the way is in sight and shows itself."""
    for _press in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            continue
        assert (focused["seen"], focused["inside"]) == (True, True), focused
        if wanted(focused):
            return focused
    raise AssertionError("the keyboard never reached it")


def named(words):
    return lambda focused: focused["words"] == words


def field(name):
    return lambda focused: focused["name"] == name


def press(page, words):
    tab_to(page, named(words))
    page.keyboard.press("Enter")


def from_desk(page):
    """From the desk to the paper, by its line in the list."""
    tab_to(page, lambda focused: SUBJECT in focused["words"].lower() and "/van-ban/" in focused["href"])
    page.keyboard.press("Enter")
    page.locator(".leaf-page canvas").first.wait_for(state="attached")


def at_desk(page):
    page.get_by_role("heading", name="Việc của tôi", exact=True).wait_for()


@pytest.fixture(scope="module")
def address(house):
    told = house.manage("shell", "-v0", "-c", DRAFT)
    return f"/van-ban/{told.split()[-1]}/"


def test_a_paper_goes_its_whole_way_by_the_keyboard(enter, address):
    page = enter("chuyenvien", f"{address}soan/")
    until(page, "document.querySelector('body-editor.ready') !== null")
    until(page, "document.getElementById('faults').dataset.stopping === '0'")
    press(page, "Trình")
    page.wait_for_url(lambda url: not url.endswith("/soan/"))

    page = enter("truongphong")
    from_desk(page)
    tab_to(page, field("note"))
    page.keyboard.type("Đồng ý với nội dung.")
    press(page, "Ký nháy nội dung")
    at_desk(page)

    page = enter("chanhvanphong")
    from_desk(page)
    press(page, "Thể thức đạt")
    at_desk(page)

    page = enter("phogiamdoc")
    from_desk(page)
    press(page, "Ký số")
    until(page, "document.activeElement?.name === 'pin'")  # the sheet opens with the hand on the PIN
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    at_desk(page)

    page = enter(None, address)
    page.keyboard.type("vanthu")  # the first field has the focus already
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".leaf-page canvas").first.wait_for(state="attached")
    tab_to(page, lambda focused: re.fullmatch(r"Cấp số \d+", focused["words"]))
    page.keyboard.press("Enter")
    page.locator("[data-dialog=issue-dialog]").wait_for()
    press(page, "Đóng dấu và phát hành")
    until(page, "document.querySelector('#issue-dialog').contains(document.activeElement)")
    press(page, "Đóng dấu và phát hành")
    page.locator("#course .chip", has_text="đã phát hành").wait_for()


def test_a_form_with_faults_leads_to_the_first_of_them(enter):
    page = enter("giamdoc", "/lam-thay/")
    page.locator("[name=first]").fill("31/02/2026")
    page.locator("form.form").evaluate("(form) => { form.noValidate = true; form.requestSubmit(); }")
    page.locator(".field.wrong").first.wait_for()
    until(page, "document.activeElement?.closest('.field.wrong') === document.querySelector('.field.wrong')")
    fault = "document.getElementById(document.activeElement.getAttribute('aria-describedby').split(' ').at(-1))"
    described = page.evaluate(f"{fault}.innerText")
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    assert described.strip()


def test_a_wrong_password_is_read_with_its_field(enter):
    page = enter(None, "/tai-khoan/dang-nhap/")
    page.locator("#id_login").fill("khong.ai.ca")
    page.locator("#id_password").fill("khong-dung")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="Tên đăng nhập hoặc mật khẩu không đúng.").wait_for()
    assert page.evaluate("document.activeElement.id") == "id_password"


def test_what_an_act_did_is_told_to_those_who_do_not_look(enter):
    page = enter("thuky", "/thong-bao/")
    page.get_by_role("button", name="Đánh dấu đã đọc hết").click()
    page.get_by_role("heading", name="Thông báo", exact=True).wait_for()
    page.goto("/lam-thay/")
    page.locator("[name=deputy]").select_option(index=1)
    page.locator("[name=last]").fill(page.locator("[name=first]").input_value())
    page.get_by_role("button", name="Giao làm thay").click()
    toast = page.locator(".toast").first
    toast.wait_for()
    until(page, "document.getElementById('said').textContent !== ''")
    assert page.locator("#said").inner_text().strip() == toast.inner_text().strip()


@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, {"width": 590, "height": 410}])
@pytest.mark.parametrize(
    ("account", "path"),
    [
        ("phogiamdoc", "/"),
        ("vanthu", "/so-van-ban-di/"),
        ("chuyenvien", "/van-ban/moi/"),
        ("giamdoc", "/chu-ky/"),
        ("quantri", "/quan-tri/nguoi-dung/"),
        (None, "/tai-khoan/dang-nhap/"),
    ],
)
def test_large_type_reflows_without_sideways_scrolling(enter, account, path, size):
    """320 px is 1280 px at 400 % (WCAG 1.4.10); 590 x 410 is the tablet at 200 %."""
    page = enter(account, path)
    page.set_viewport_size(size)
    assert (axe(page), faults_of_layout(page)) == ([], [])


def test_nothing_moves_when_less_motion_is_asked_for(enter):
    page = enter("phogiamdoc", "/")
    moving = """[...document.querySelectorAll('*')].filter((each) => {
      const {transitionDuration, animationDuration} = getComputedStyle(each);
      return [transitionDuration, animationDuration].join().split(',').some((time) => parseFloat(time) > 0.01);
    }).map((each) => each.outerHTML.slice(0, 80))"""
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches") is True
    assert page.evaluate(moving) == []
