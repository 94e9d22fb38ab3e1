"""Every part in every state: accessible, in bounds, and behaving."""

import pytest

from tests.browser.conftest import LOOKS, axe, faults_of_layout, shot, until

GALLERY = "/mau/"


@pytest.fixture
def gallery(visit, settings):
    settings.DEBUG = True
    return lambda **options: visit(GALLERY, **options)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_every_part_is_accessible_and_in_bounds(gallery, size, theme):
    page = gallery(size=size, theme=theme)
    shot(page, f"gallery-{size}-{theme}")
    assert (axe(page), faults_of_layout(page)) == ([], [])


def test_the_theme_chosen_by_hand_stays(gallery):
    page = gallery()
    page.get_by_role("button", name="Tối").first.click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_role("button", name="Theo máy").first.click()
    page.reload()
    assert page.evaluate("'theme' in document.documentElement.dataset") is False


def test_the_ruler_stands_where_its_minutes_say(gallery):
    page = gallery(size="desktop")
    ruler = page.locator(".ruler").bounding_box()
    block = page.locator(".ruler .span.next").bounding_box()
    assert round((block["x"] - ruler["x"]) / ruler["width"] * 600) == 90
    assert round(block["width"] / ruler["width"] * 600) == 90


def test_slash_goes_to_the_search_field_and_escape_leaves_it(gallery):
    page = gallery(size="desktop")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("j?")
    assert page.locator("[role=search] input").first.input_value() == "j?"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_j_and_k_walk_the_rows(gallery):
    page = gallery(size="desktop")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent").startswith("Rà soát tiến độ")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent").startswith("Công điện ứng phó")


def test_question_mark_shows_the_keys_and_escape_gives_the_focus_back(gallery):
    page = gallery(size="desktop")
    page.keyboard.press("?")
    dialog = page.locator("#keys-dialog")
    assert dialog.is_visible() is True
    page.keyboard.press("Escape")
    assert dialog.is_visible() is False


def test_a_dialog_opens_from_its_button_and_closes_on_later(gallery):
    page = gallery()
    page.locator("[data-dialog=sample]").click()
    dialog = page.locator("#sample")
    assert (dialog.is_visible(), axe(page)) == (True, [])
    dialog.get_by_role("button", name="Để sau").click()
    assert dialog.is_visible() is False


def test_a_second_touch_on_a_working_button_sends_nothing(gallery):
    page = gallery()
    asked = []

    def answer(route):
        asked.append(route.request.method)
        route.fulfill(status=204)

    page.route("**/sent/", answer)
    page.evaluate(
        """() => {
        const form = document.createElement('form');
        form.method = 'post'; form.action = '/sent/';
        form.innerHTML = '<button class="button main" id="send" data-busy="Đang ký">Ký số</button>';
        document.querySelector('main').prepend(form);
        window.sent = 0;
        form.addEventListener('submit', () => window.sent++);
        }"""
    )
    width = page.locator("#send").bounding_box()["width"]
    page.locator("#send").click(no_wait_after=True)
    until(page, "document.querySelector('#send').getAttribute('aria-busy') === 'true'")
    page.evaluate("document.querySelector('#send').form.requestSubmit()")
    told = page.locator("#send")
    assert (told.inner_text(), page.evaluate("window.sent"), asked) == ("Đang ký", 1, ["POST"])
    assert told.bounding_box()["width"] >= width


def test_a_toast_leaves_by_itself_but_a_caution_waits(gallery):
    page = gallery()
    page.clock.install()
    say = "document.dispatchEvent(new CustomEvent('toast', {detail: {text: %r, stay: %s}}))"
    page.evaluate(say % ("Đã lưu", "false"))
    page.evaluate(say % ("Mất mạng", "true"))
    shelf = page.locator(".toasts")
    assert shelf.inner_text().split() == ["Đã", "lưu", "Mất", "mạng"]
    page.clock.fast_forward(7000)
    assert shelf.inner_text().split() == ["Mất", "mạng"]
    shelf.get_by_role("button", name="Đóng").click()
    assert shelf.inner_text() == ""


def test_the_ink_of_a_hand_becomes_a_file_of_the_form_and_can_be_taken_back(gallery):
    page = gallery()
    pad = page.locator("ink-pad canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 120, steps=12)
    page.mouse.up()
    chosen = "document.querySelector('ink-pad input[type=file]').files"
    until(page, f"{chosen}.length === 1")
    assert page.evaluate(f"[{chosen}[0].name, {chosen}[0].type]") == ["net-ky.png", "image/png"]
    page.get_by_role("button", name="Bỏ nét cuối").click()
    until(page, f"{chosen}.length === 0")
    assert page.evaluate(f"{chosen}.length") == 0


def test_a_chosen_file_is_named_with_its_size(gallery, tmp_path):
    paper = tmp_path / "du-thao.docx"
    paper.write_bytes(b"x" * 2048)
    page = gallery()
    page.locator(".drop input[type=file]").set_input_files(paper)
    assert page.locator(".drop .chosen").inner_text() == "du-thao.docx, 2 KB"
