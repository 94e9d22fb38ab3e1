"""A running house of several processes: what changes elsewhere shows here, and never takes the words being typed."""

import pytest

from tests.browser.conftest import axe, faults_of_layout, shot, until

SCREENS = {
    "desk": ("phogiamdoc", "/"),
    "desk-empty": ("thuky", "/"),
    "documents": ("chuyenvien", "/van-ban/"),
    "documents-empty": ("ketoan", "/van-ban/"),
    "new-document": ("chuyenvien", "/van-ban/moi/"),
    "register": ("vanthu", "/so-van-ban-di/"),
    "search": ("giamdoc", "/tim/?q=chuyen+doi"),
    "search-nothing": ("giamdoc", "/tim/?q=khongcogi"),
    "notices": ("giamdoc", "/thong-bao/"),
    "deputies": ("giamdoc", "/lam-thay/"),
    "signing-key": ("giamdoc", "/chu-ky/"),
    "password": ("giamdoc", "/tai-khoan/mat-khau/"),
    "protection": ("giamdoc", "/tai-khoan/xac-thuc/"),
    "sign-out": ("giamdoc", "/tai-khoan/dang-xuat/"),
    "refused": ("chuyenvien", "/quan-tri/"),
    "audit": ("quantri", "/quan-tri/nhat-ky/"),
    "agency-documents": ("quantri", "/quan-tri/don-vi/1/van-ban/"),
    "public-check": (None, "/xac-minh/"),
}
LOOKS = [("tablet", "dark"), ("phone", "light")]
PAPERS = {
    "read-check": ("chanhvanphong", "Cập nhật thông tin công chức", ".give-back > summary"),
    "read-sign": ("giamdoc", "phối hợp khắc phục", ""),
    "read-seal": ("vanthu", "Tập huấn sử dụng hồ sơ", "[data-dialog=issue-dialog]"),
    "read-shared": ("chuyenvien", "đăng ký nhu cầu kinh phí", ".fold > summary"),
    "read-recipient": ("ngoai.vanthu", "góp ý dự thảo định mức", ""),
    "read-draft": ("truongphong", "Hội nghị triển khai", ""),
}
LISTENING = "document.documentElement.dataset.live === '1'"
HINT = "from core.realtime import hint_topic; hint_topic('{topic}')"


@pytest.fixture(scope="module")
def paper(house):
    """paper("first words of the subject"): its key in the house's database, all asked for at once."""
    asked = "from documents.models import Document as D; [print(each.pk, each.subject) for each in D.objects.all()]"
    told = house.manage("shell", "-v0", "-c", asked)
    pairs = [line.split(" ", 1) for line in told.splitlines()]
    return lambda words: next(int(pk) for pk, subject in pairs if subject.startswith(words))


@pytest.mark.parametrize(("size", "theme"), LOOKS)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_screens_of_an_office_are_accessible_and_in_bounds(enter, screen, size, theme):
    account, path = SCREENS[screen]
    page = enter(account, path, size=size, theme=theme)
    shot(page, f"{screen}-{size}-{theme}")
    assert (axe(page), faults_of_layout(page)) == ([], [])


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_a_paper_in_each_of_its_states_is_accessible_and_in_bounds(enter, paper, size, theme):
    found = {}
    for name, (account, subject, press) in PAPERS.items():
        page = enter(account, f"/van-ban/{paper(subject)}/", size=size, theme=theme)
        if press:
            page.locator(press).click()
        shot(page, f"{name}-{size}-{theme}")
        found[name] = (axe(page), faults_of_layout(page))
    assert found == dict.fromkeys(PAPERS, ([], []))


def test_the_desk_asks_again_when_something_arrives(enter, house):
    page = enter("phogiamdoc")
    me = page.locator(".desk [data-topic]").get_attribute("data-topic")
    page.evaluate("document.querySelector('.desk [data-topic]').dataset.old = '1'")
    until(page, LISTENING)
    house.manage("shell", "-v0", "-c", HINT.format(topic=me))
    until(page, "document.querySelector('.desk [data-topic]').dataset.old === undefined")
    assert page.get_by_role("heading", level=1).inner_text() == "Việc của tôi"


def test_words_being_typed_are_kept_and_a_line_tells_the_news(enter, house, paper):
    number = paper("Công tác bảo vệ dữ liệu")
    page = enter("truongphong", f"/van-ban/{number}/")
    field = page.locator("#course textarea").first
    field.fill("Đề nghị bổ sung số liệu quý IV")
    until(page, LISTENING)
    house.manage("shell", "-v0", "-c", HINT.format(topic=f"documents.document.{number}"))
    news = page.locator("#course > [data-news]")
    news.wait_for()
    assert field.input_value() == "Đề nghị bổ sung số liệu quý IV"
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    news.get_by_role("button", name="Xem bản mới").click()
    until(page, "document.querySelector('#course > [data-news]') === null")
    assert news.count() == 0


def test_a_paper_and_its_sheet_are_accessible_and_in_bounds(enter, paper):
    number = paper("Về việc ứng phó sự cố")
    page = enter("phogiamdoc", f"/van-ban/{number}/")
    page.locator(".leaf-page canvas").first.wait_for(state="attached")
    shot(page, "signing-tablet")
    assert (axe(page), faults_of_layout(page)) == ([], [])
    ghost, sheet = page.locator(".ghost.signature").bounding_box(), page.locator("#sheet").bounding_box()
    assert ghost["x"] + ghost["width"] <= sheet["x"] or ghost["y"] + ghost["height"] <= sheet["y"]


def test_a_paper_opened_here_can_be_read_without_a_network(enter, paper):
    number = paper("Về việc ứng phó sự cố")
    page = enter("phogiamdoc", f"/van-ban/{number}/", service_workers="allow")
    until(page, "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)")
    page.goto(f"/van-ban/{number}/")
    page.locator(".leaf-page .textLayer span").first.wait_for(state="attached")
    page.context.set_offline(True)
    page.goto(f"/van-ban/{number}/")
    page.locator(".leaf-page .textLayer span").first.wait_for(state="attached")
    assert "CÔNG ĐIỆN" in page.locator(".leaf-page").first.inner_text()
    assert page.locator(".offline-line").is_visible() is True
    page.context.set_offline(False)
