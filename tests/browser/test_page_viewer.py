"""The paper on screen: drawn by PDF.js under the strict CSP of the house."""

from functools import cache

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static

from tests.browser.conftest import axe, until

PAGES = 3
PLACE = {"name": "signature", "page": 2, "x0": 340, "y0": 120, "x1": 480, "y1": 190, "label": "Chữ ký của bạn"}


@cache
def paper():
    """A PDF of three pages with Vietnamese words."""
    from weasyprint import HTML

    pages = "".join(f"<p>Trang số {n}: Quyết định về việc khen thưởng</p>" for n in range(1, PAGES + 1))
    return HTML(string=f"<style>@page {{ size: A4 }} p + p {{ break-before: page }}</style>{pages}").write_pdf()


def frame(**context):
    viewer = render_to_string("parts/page_viewer.html", {"src": "/tep.pdf", "title": "Quyết định", **context})
    return (
        '<!doctype html><html lang="vi"><head><title>Đọc</title>'
        f'<link rel="stylesheet" href="{static("core/bundles/app.css")}">'
        f'<script type="module" src="{static("core/bundles/page-viewer.js")}"></script></head>'
        f'<body class="reading"><main class="viewer">{viewer}</main></body></html>'
    )


def policy():
    told = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(v for v in values if isinstance(v, str))}" for name, values in told.items())


@pytest.fixture
def read(visit):
    """read(size=…, pdf=…, **context): the viewer alone on a page, under the policy (CSP) of the settings."""

    def open_viewer(*, size="tablet", pdf=None, **context):
        page = visit(size=size)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy()}
        page.route("**/doc/", lambda route: route.fulfill(body=frame(**context), headers=headers))
        page.route("**/tep.pdf", lambda route: route.fulfill(body=pdf or paper(), content_type="application/pdf"))
        page.goto("/doc/")
        return page

    return open_viewer


def test_pages_are_drawn_and_their_words_can_be_read(read):
    page = read()
    words = page.locator(".leaf-page .textLayer span[role=presentation], .leaf-page .textLayer span").first
    words.wait_for(state="attached")
    assert page.locator(".leaf-page").count() == PAGES
    assert "Quyết định về việc khen thưởng" in page.locator(".leaf-page").first.inner_text()
    assert (
        page.locator(".leaf-page canvas").first.evaluate(
            "c => c.getContext('2d').getImageData(0,0,c.width,c.height).data.some((v, i) => i % 4 < 3 && v < 60)"
        )
        is True
    )
    assert axe(page) == []


def test_the_ghost_lies_where_the_layout_says(read):
    page = read(places=[PLACE], fit="width", start="ghost")
    ghost = page.locator(".leaf-page .ghost")
    ghost.wait_for()
    sheet, box = page.locator(".leaf-page").nth(2).bounding_box(), ghost.bounding_box()
    scale = sheet["width"] / 595.28
    assert [round((box["x"] - sheet["x"]) / scale), round(box["width"] / scale), round(box["height"] / scale)] == [
        340,
        140,
        70,
    ]
    assert round((sheet["y"] + sheet["height"] - box["y"] - box["height"]) / scale) == 120
    assert box["y"] > 0
    assert box["y"] + box["height"] < 820


def test_it_counts_the_pages_really_looked_at(read):
    page = read(fit="page")
    page.evaluate("document.addEventListener('all-pages-viewed', () => (window.all = true))")
    viewer = page.locator("page-viewer")
    until(page, "document.querySelector('page-viewer').dataset.viewed === '0'")
    page.locator(".stage").focus()
    for seen in ("0 1", "0 1 2"):
        page.keyboard.press("ArrowRight")
        until(page, f"document.querySelector('page-viewer').dataset.viewed === '{seen}'")
    assert (viewer.get_attribute("data-viewed"), page.evaluate("window.all")) == ("0 1 2", True)


def test_zoom_by_button_and_key_keeps_the_words_on_the_page(read):
    page = read(fit="page")
    sheet = page.locator(".leaf-page").first
    page.locator(".leaf-page canvas").first.wait_for(state="attached")
    before = sheet.bounding_box()["width"]
    page.get_by_role("button", name="Phóng to").click()
    grown = sheet.bounding_box()["width"]
    page.locator(".stage").focus()
    page.keyboard.press("0")
    assert (round(grown / before, 1), abs(sheet.bounding_box()["width"] - before) < 2) == (1.2, True)


def test_the_strip_of_small_pages_leads_to_a_page(read):
    page = read(fit="page")
    page.locator(".leaf-page canvas").first.wait_for(state="attached")
    page.get_by_role("button", name="Các trang nhỏ").click()
    page.get_by_role("button", name="Trang 3").click()
    until(page, "document.querySelector('.tools .where').textContent === '3/3'")
    assert page.locator(".strip [aria-current]").get_attribute("aria-label") == "Trang 3"


def test_a_file_that_is_no_pdf_is_told_and_can_be_fetched(read):
    page = read(pdf=b"this is no PDF")
    page.get_by_role("alert").wait_for()
    assert "Không hiển thị được trang này" in page.get_by_role("alert").inner_text()
    assert page.get_by_role("link", name="Tải tệp gốc").get_attribute("href") == "/tep.pdf"
