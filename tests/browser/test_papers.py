"""Schedules and papers as people see them; and a result signed, sealed and handed over by hand."""

import pytest

from tests.browser.conftest import LOOKS, axe, faults_of_layout, shot

SCREENS = {
    "schedule-day": ("chuyenvien", "/lich-phong-xe/"),
    "schedule-week": ("chuyenvien", "/lich-phong-xe/1/"),
    "receipt": ("chuyenvien", "/ho-so/1/giay/1/"),
    "book": ("vanthu", "/so-theo-doi-ho-so/"),
    "things": ("quantri", "/quan-tri/phong-xe-thiet-bi/"),
    "thing-form": ("quantri", "/quan-tri/phong-xe-thiet-bi/1/"),
}


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_screens_are_accessible_and_in_bounds(enter, size, theme):
    found = {}
    for name, (account, path) in SCREENS.items():
        page = enter(account, path, size=size, theme=theme)
        page.get_by_role("heading", level=1).wait_for()
        shot(page, f"papers-{name}-{size}-{theme}")
        found[name] = (axe(page), faults_of_layout(page))
        page.close()
    assert found == dict.fromkeys(found, ([], []))


def test_a_leader_signs_a_result_and_the_clerk_hands_it_over(enter):
    """The confirmation letter of the demo: read, signed with the PIN, numbered and sealed with one touch."""
    page = enter("phogiamdoc", "/")
    page.get_by_role("link", name="Giấy xác nhận").first.click()
    page.get_by_role("link", name="Đọc giấy kết quả và ký số").click()
    page.get_by_text("Chữ ký của bạn").wait_for()
    page.get_by_role("button", name="Ký số", exact=True).click()
    page.get_by_label("Mã PIN ký số").fill("268413")
    page.get_by_role("button", name="Ký bằng mã PIN").click()
    page.get_by_role("heading", name="Việc của tôi").wait_for()

    clerk = enter("vanthu", "/")
    clerk.get_by_role("link", name="Giấy xác nhận").first.click()
    clerk.get_by_role("button", name="Trả kết quả").click()
    clerk.get_by_role("heading", name="Việc của tôi").wait_for()

    requester = enter("chuyenvien", "/ho-so/?muc=da-ket-thuc")
    requester.get_by_role("link", name="Giấy xác nhận").first.click()
    requester.locator("#course").get_by_role("link", name="Giấy xác nhận", exact=True).click()
    assert requester.locator(".read-title .paper-number").inner_text() == "01/GXN-SKHCN"
    assert requester.get_by_text("Đã ký số và đóng dấu").count() == 1
