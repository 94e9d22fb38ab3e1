"""Passkeys and one-time codes with Chromium's own virtual authenticator; the account page and the notices."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache

from core import notify
from tests.browser.conftest import SIZES, axe, faults_of_layout, shot
from tests.cast import PASSWORD

DOOR = "/tai-khoan/dang-nhap/"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def fresh_rates(transactional_db):
    """Rates of attempts are counted in the cache."""
    cache.clear()


def sign_in(page, person):
    page.goto(DOOR)
    page.get_by_label("Tên đăng nhập").fill(person.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(lambda url: DOOR not in url)


def sign_out(page):
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(f"**{DOOR}")


def open_guarded(page, path):
    """Open a page that first asks whether it is really them."""
    page.goto(path)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    page.wait_for_url(f"**{path}")


def with_authenticator(page):
    """Give the browser a fingerprint reader that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]


def test_a_passkey_is_added_and_opens_the_door(visit, cast):
    page = visit(DOOR)
    with_authenticator(page)
    sign_in(page, cast.leader)
    open_guarded(page, "/tai-khoan/xac-thuc/webauthn/add/")
    page.get_by_label("Đặt tên cho khóa").fill("Máy tính bảng của Giám đốc")
    page.get_by_label("Đăng nhập không cần mật khẩu").check()
    shot(page, "passkey-add")
    page.get_by_role("button", name="Thêm khóa").click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    assert Authenticator.objects.filter(user=cast.leader, type=Authenticator.Type.WEBAUTHN).count() == 1
    sign_out(page)
    page.get_by_role("button", name="Vân tay hoặc khuôn mặt").click()
    page.get_by_role("heading", name="Việc của tôi").wait_for()
    page.goto("/tai-khoan/")
    assert page.get_by_role("heading", level=1).inner_text() == "Hoàng Đức Thắng"
    assert page.get_by_text("Máy tính bảng của Giám đốc").count() == 1


def test_a_passkey_is_asked_after_the_password(visit, cast):
    page = visit(DOOR)
    with_authenticator(page)
    sign_in(page, cast.leader)
    open_guarded(page, "/tai-khoan/xac-thuc/webauthn/add/")
    page.get_by_role("button", name="Thêm khóa").click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    sign_out(page)
    sign_in(page, cast.leader)
    page.wait_for_url("**/xac-thuc/authenticate/**")
    shot(page, "passkey-asked")
    page.get_by_role("button", name="Vân tay hoặc khuôn mặt").click()
    page.get_by_role("heading", name="Việc của tôi").wait_for()


def test_one_time_codes_are_switched_on_and_asked(visit, cast):
    page = visit(DOOR)
    sign_in(page, cast.specialist)
    open_guarded(page, "/tai-khoan/xac-thuc/totp/activate/")
    shot(page, "totp-activate")
    page.get_by_text("Không quét được?").click()
    secret = page.locator(".digest").inner_text()
    page.get_by_label("Nhập sáu số").fill(code_now(secret))
    page.get_by_role("button", name="Bật").click()
    page.wait_for_url(lambda url: not url.endswith("/activate/"))
    sign_out(page)
    sign_in(page, cast.specialist)
    page.wait_for_url("**/xac-thuc/authenticate/**")
    shot(page, "totp-asked")
    page.locator("#id_code").fill(code_now(secret))
    page.locator("form:has(#id_code) .button.main").click()
    page.get_by_role("heading", name="Việc của tôi").wait_for()


def code_now(secret):
    """The six figures a telephone would show now (RFC 6238)."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/tai-khoan/", "/thong-bao/"])
def test_own_pages_are_accessible_and_in_bounds(visit, session_of, cast, size, path):
    notify.send([cast.leader], "Phạm Văn Hùng trình: Công văn về việc ứng phó sự cố an toàn thông tin mạng", url="/")
    notify.send([cast.leader], "Lịch họp giao ban đã đổi sang 14:00", url="/thong-bao/")
    page = visit(path, size=size, session=session_of(cast.leader))
    shot(page, f"own{path.replace('/', '-')}{size}")
    assert (axe(page), faults_of_layout(page)) == ([], [])
