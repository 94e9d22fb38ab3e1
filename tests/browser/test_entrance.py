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
