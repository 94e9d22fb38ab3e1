"""A running house of several processes: what changes elsewhere shows here, and never takes the words being typed."""

import pytest

from tests.browser.conftest import axe, faults_of_layout, shot, until

SCREENS = {
    "desk": ("phogiamdoc", "/"),
    "documents": ("chuyenvien", "/van-ban/"),
    "register": ("vanthu", "/so-van-ban-di/"),
    "search": ("giamdoc", "/tim/?q=chuyen+doi"),
    "notices": ("giamdoc", "/thong-bao/"),
}
LISTENING = "document.documentElement.dataset.live === '1'"
HINT = "from core.realtime import hint_topic; hint_topic('{topic}')"


def document_of(house, subject):
    found = house.manage(
        "shell",
        "-v0",
        "-c",
        f"from documents.models import Document as D; print(D.objects.get(subject__startswith={subject!r}).pk)",
    )
    return int(found.split()[-1])


@pytest.mark.parametrize("size", ["tablet", "phone"])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_screens_of_an_office_are_accessible_and_in_bounds(enter, screen, size):
    account, path = SCREENS[screen]
    page = enter(account, path, size=size)
    shot(page, f"{screen}-{size}")
    assert (axe(page), faults_of_layout(page)) == ([], [])


def test_the_desk_asks_again_when_something_arrives(enter, house):
    page = enter("phogiamdoc")
    me = page.locator(".desk [data-topic]").get_attribute("data-topic")
    page.evaluate("document.querySelector('.desk [data-topic]').dataset.old = '1'")
    until(page, LISTENING)
    house.manage("shell", "-v0", "-c", HINT.format(topic=me))
    until(page, "document.querySelector('.desk [data-topic]').dataset.old === undefined")
    assert page.get_by_role("heading", level=1).inner_text() == "Việc của tôi"


def test_words_being_typed_are_kept_and_a_line_tells_the_news(enter, house):
    paper = document_of(house, "Công tác bảo vệ dữ liệu")
    page = enter("truongphong", f"/van-ban/{paper}/")
    field = page.locator("#course textarea").first
    field.fill("Đề nghị bổ sung số liệu quý IV")
    until(page, LISTENING)
    house.manage("shell", "-v0", "-c", HINT.format(topic=f"documents.document.{paper}"))
    news = page.locator("#course > [data-news]")
    news.wait_for()
    assert field.input_value() == "Đề nghị bổ sung số liệu quý IV"
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    news.get_by_role("button", name="Xem bản mới").click()
    until(page, "document.querySelector('#course > [data-news]') === null")
    assert news.count() == 0


def test_a_paper_and_its_sheet_are_accessible_and_in_bounds(enter, house):
    paper = document_of(house, "Về việc ứng phó sự cố")
    page = enter("phogiamdoc", f"/van-ban/{paper}/")
    page.locator(".leaf-page canvas").first.wait_for(state="attached")
    shot(page, "signing-tablet")
    assert (axe(page), faults_of_layout(page)) == ([], [])
    ghost, sheet = page.locator(".ghost.signature").bounding_box(), page.locator("#sheet").bounding_box()
    assert ghost["x"] + ghost["width"] <= sheet["x"] or ghost["y"] + ghost["height"] <= sheet["y"]


def test_a_paper_opened_here_can_be_read_without_a_network(enter, house):
    paper = document_of(house, "Về việc ứng phó sự cố")
    page = enter("phogiamdoc", f"/van-ban/{paper}/", service_workers="allow")
    until(page, "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)")
    page.goto(f"/van-ban/{paper}/")
    page.locator(".leaf-page .textLayer span").first.wait_for(state="attached")
    page.context.set_offline(True)
    page.goto(f"/van-ban/{paper}/")
    page.locator(".leaf-page .textLayer span").first.wait_for(state="attached")
    assert "CÔNG ĐIỆN" in page.locator(".leaf-page").first.inner_text()
    assert page.locator(".offline-line").is_visible() is True
    page.context.set_offline(False)
