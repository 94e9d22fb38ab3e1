"""Sign-in, refusals and the installed app, seen by a person."""

import pytest

from tests.browser.conftest import SIZES, axe, faults_of_layout, shot, until
from tests.cast import PASSWORD


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/tai-khoan/dang-nhap/", "/khong-co-mang/", "/khong-co-trang-nay/"])
def test_pages_that_stand_alone_are_accessible_and_in_bounds(visit, size, theme, path):
    page = visit(path, size=size, theme=theme)
    shot(page, f"alone{path.replace('/', '-')}{size}-{theme}")
    assert (axe(page), faults_of_layout(page)) == ([], [])


def test_the_desk_opens_after_name_and_password(visit, cast):
    page = visit("/")
    page.get_by_label("Tên đăng nhập").fill(cast.leader.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/")
    assert page.get_by_role("heading", level=1).inner_text() == "Việc của tôi"


def test_a_wrong_password_keeps_the_name_and_says_so(visit, cast):
    page = visit("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(cast.leader.username)
    page.get_by_label("Mật khẩu").fill("khong-dung-dau")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("alert").inner_text() == "Tên đăng nhập hoặc mật khẩu không đúng."
    assert page.get_by_label("Tên đăng nhập").input_value() == cast.leader.username
    assert axe(page) == []


def test_without_a_network_the_house_says_so_and_keeps_its_looks(visit, cast):
    page = visit("/khong-co-mang/", service_workers="allow")
    page.evaluate("navigator.serviceWorker.ready")
    until(page, "navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto("/van-ban/")
    assert page.get_by_role("heading", level=1).inner_text() == "Không có mạng"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(239, 234, 223)"
    page.context.set_offline(False)


def test_what_was_opened_is_read_without_a_network_and_forgotten_on_signing_out(visit, cast, session_of):
    page = visit("/", service_workers="allow", session=session_of(cast.leader))
    until(page, "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)")
    page.evaluate(
        """async () => {
        const kept = await caches.open('kept');
        await kept.put(location.origin + '/van-ban/1/', new Response('<title>Đã mở</title><h1>Quyết định</h1>',
          {headers: {'Content-Type': 'text/html; charset=utf-8', 'x-kept-at': String(Date.now())}}));
        await kept.put(location.origin + '/van-ban/2/', new Response('<h1>Cũ</h1>',
          {headers: {'Content-Type': 'text/html', 'x-kept-at': String(Date.now() - 13 * 3600 * 1000)}}));
        }"""
    )
    page.context.set_offline(True)
    page.goto("/van-ban/1/")
    assert page.get_by_role("heading", level=1).inner_text() == "Quyết định"
    page.goto("/van-ban/2/")
    assert page.get_by_role("heading", level=1).inner_text() == "Không có mạng"
    page.context.set_offline(False)
    page.goto("/")
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap/**")
    until(page, "caches.has('kept').then((there) => !there)")
    assert page.evaluate("caches.has('kept')") is False


def test_without_a_network_a_form_stays_with_what_was_typed(visit, cast):
    page = visit("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("giamdoc")
    page.get_by_label("Mật khẩu").fill("khong-quan-trong")
    page.context.set_offline(True)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    assert page.locator(".toasts").inner_text().startswith("Mất kết nối")
    assert page.get_by_label("Tên đăng nhập").input_value() == "giamdoc"
    page.context.set_offline(False)
