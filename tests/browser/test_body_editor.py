"""The editor of a draft's body in a real browser, under the strict Content-Security-Policy of the house."""

import json

import pytest
from django import forms
from django.template.loader import render_to_string
from django.templatetags.static import static

from documents.body import blocks, clean
from tests.browser.conftest import axe, faults_of_layout, shot, until
from tests.browser.test_page_viewer import policy

BODY = (
    '<p class="ground">Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;</p>'
    '<p class="ground">Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ.</p>'
    '<p class="center"><strong>QUYẾT ĐỊNH:</strong></p>'
    '<h2 class="number">Chương I</h2><h2 class="title">QUY ĐỊNH CHUNG</h2>'
    "<h3>Mục 1</h3><h3>PHẠM VI</h3>"
    "<h4>Điều 1. Phạm vi điều chỉnh</h4>"
    '<ol type="a"><li>Tiếp nhận <em>và</em> xử lý;</li>'
    "<li>Số hóa:<ul><li>hồ sơ giấy;</li><li>bản đồ.</li></ul></li></ol>"
    '<table><thead><tr><th>TT</th><th>Nội dung</th></tr></thead><tbody><tr><td rowspan="2">1</td>'
    "<td>Diện tích 30 m<sup>2</sup></td></tr><tr><td><p>một</p><p>hai</p></td></tr></tbody></table>"
    '<p class="right"><u>Ghi chú</u> <s>cũ</s></p>'
)


def frame(body, key):
    field = forms.Form(initial={"body": body})
    field.fields["body"] = forms.CharField(label="Nội dung", widget=forms.Textarea(attrs={"rows": 18}))
    editor = render_to_string("documents/parts/body_editor.html", {"field": field["body"], "key": key})
    return (
        '<!doctype html><html lang="vi"><head><title>Soạn thảo</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<link rel="stylesheet" href="{static("core/bundles/app.css")}">'
        f'<link rel="stylesheet" href="{static("documents/editor/editor.css")}">'
        f'<script type="module" src="{static("documents/bundles/editor.js")}"></script></head>'
        f'<body><main class="screen"><h1>Soạn thảo</h1><form class="form" method="post" action="/nhan/">{editor}'
        f'<button class="button" id="send">Lưu</button></form></main></body></html>'
    )


@pytest.fixture
def write(visit):
    """write(body, size=…, key=…): the editor alone on a page; page.posted holds what the form sent."""

    def open_editor(body=BODY, *, key="document-1-0", page=None, **how):
        page = page or visit(**how)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy()}
        page.route("**/soan/", lambda route: route.fulfill(body=frame(body, key), headers=headers))
        page.route("**/nhan/", lambda route: route.fulfill(body="<title>Đã nhận</title>", headers=headers))
        page.goto("/soan/")
        if how.get("java_script_enabled", True):
            until(page, "document.querySelector('body-editor.ready') !== null")
        return page

    return open_editor


def value(page):
    return clean(page.evaluate("document.querySelector('body-editor').value"))


def press(page, command):
    page.locator(f'[data-command="{command}"]').click()


def put(page, html):
    page.evaluate("html => document.querySelector('body-editor').replace(html)", html)


def sent(page):
    with page.expect_request("**/nhan/") as request:
        page.locator("#send").click()
    body = request.value.post_data_buffer.decode()
    from urllib.parse import parse_qs

    return parse_qs(body, keep_blank_values=True)["body"][0]


def test_the_whole_subset_goes_through_the_editor_unchanged(write):
    assert clean(BODY) == BODY
    assert value(write()) == BODY


def test_nothing_it_draws_has_a_style_attribute(write):
    page = write()
    press(page, "table")
    assert page.evaluate("document.querySelectorAll('.ProseMirror [style], .ProseMirror col').length") == 0


def test_the_form_posts_what_was_typed_at_once(write):
    page = write("<p>Chào</p>")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" bạn")
    assert clean(sent(page)) == "<p>Chào bạn</p>"


def test_without_javascript_the_textarea_is_posted(write):
    page = write("<p>Chào</p>", java_script_enabled=False)
    assert (page.locator("textarea").is_visible(), page.locator("[role=toolbar]").is_visible()) == (True, False)
    page.locator("textarea").fill("<p>Tạm biệt</p>")
    assert sent(page) == "<p>Tạm biệt</p>"


def test_an_untouched_body_is_posted_in_the_same_words(write):
    assert clean(sent(write())) == BODY


def test_a_decision_is_written_with_the_buttons_and_the_keyboard_alone(write):
    page = write("")
    page.locator(".ProseMirror").click()
    press(page, "ground")
    page.keyboard.type("Luật Tổ chức;")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    press(page, "chapter")
    page.keyboard.press("Enter")
    page.keyboard.type("QUY ĐỊNH CHUNG")
    page.keyboard.press("Enter")
    press(page, "article")
    page.keyboard.type("Phạm vi")
    page.keyboard.press("Enter")
    page.keyboard.type("Nội dung.")
    page.keyboard.press("Enter")
    press(page, "article")
    page.keyboard.type("Hiệu lực")
    page.keyboard.press("Enter")
    press(page, "letters")
    page.keyboard.type("một;")
    page.keyboard.press("Enter")
    page.keyboard.type("hai./.")
    assert value(page) == (
        '<p class="ground">Căn cứ Luật Tổ chức;</p>'
        '<h2 class="number">Chương I</h2><h2 class="title">QUY ĐỊNH CHUNG</h2>'
        "<h4>Điều 1. Phạm vi</h4><p>Nội dung.</p><h4>Điều 2. Hiệu lực</h4>"
        '<ol type="a"><li>một;</li><li>hai./.</li></ol>'
    )


SHAPES = {
    "ground": '<p class="ground">Căn cứ Nội dung</p>',
    "article": "<h4>Điều 1. Nội dung</h4>",
    "chapter": '<h2 class="number">Chương I</h2><h2 class="title">Nội dung</h2>',
    "title": '<h2 class="title">Nội dung</h2>',
    "section": "<h3>Nội dung</h3>",
    "bold": "<p><strong>Nội dung</strong></p>",
    "italic": "<p><em>Nội dung</em></p>",
    "underline": "<p><u>Nội dung</u></p>",
    "superscript": "<p><sup>Nội dung</sup></p>",
    "subscript": "<p><sub>Nội dung</sub></p>",
    "numbers": "<ol><li>Nội dung</li></ol>",
    "letters": '<ol type="a"><li>Nội dung</li></ol>',
    "dashes": "<ul><li>Nội dung</li></ul>",
    "center": '<p class="center">Nội dung</p>',
    "right": '<p class="right">Nội dung</p>',
}


@pytest.mark.parametrize("command", SHAPES)
def test_each_button_shapes_the_text_and_can_be_undone(write, command):
    page = write("<p>Nội dung</p>")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+a")
    press(page, command)
    assert value(page) == SHAPES[command]
    press(page, "undo")
    assert value(page) == "<p>Nội dung</p>"
    press(page, "redo")
    assert value(page) == SHAPES[command]


def test_a_table_is_made_walked_and_changed(write):
    page = write("")
    page.locator(".ProseMirror").click()
    press(page, "table")
    page.keyboard.type("TT")
    page.keyboard.press("Tab")
    page.keyboard.type("Tên")
    for command in ("row-delete", "column-after", "row-after"):
        press(page, command)
    row = "<tr><td></td><td></td><td></td><td></td></tr>"
    assert value(page) == f"<table><tbody>{row}{row}{row}</tbody></table>"
    press(page, "table-delete")
    assert value(page) == ""


def test_paste_from_word_keeps_the_subset_only(write):
    page = write("")
    page.evaluate(
        """() => {
      const data = new DataTransfer();
      data.setData('text/html', `<html><body><!--StartFragment--><style>p{color:red}</style>
        <p class=MsoNormal>Kính</p>
        <p class=MsoNormal style='text-align:center;color:red'><b>QUYẾT ĐỊNH:<o:p></o:p></b></p>
        <p class=MsoNormal>Điều 1. <span style='font-weight:bold'>Thành lập</span>
        <a href="javascript:alert(1)">Tổ</a>
        <img src=x onerror="window.hit=1"></p><!--EndFragment--></body></html>`);
      const page = document.querySelector('.ProseMirror');
      page.focus();
      page.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
    }"""
    )
    assert value(page) == (
        '<p>Kính</p><p class="center"><strong>QUYẾT ĐỊNH:</strong></p><p>Điều 1. <strong>Thành lập</strong> Tổ</p>'
    )
    assert page.evaluate("window.hit") is None


def test_a_fix_from_the_server_changes_only_what_differs_and_can_be_undone(write):
    page = write("<p>Một</p><p>Hai ,</p><p>Ba</p>")
    page.locator(".ProseMirror p").nth(2).click()
    page.keyboard.press("End")
    until(page, "document.querySelector('body-editor').editor.state.selection.from === 15")
    put(page, "<p>Một</p><p>Hai,</p><p>Ba</p>")
    page.keyboard.type("X")
    assert value(page) == "<p>Một</p><p>Hai,</p><p>BaX</p>"
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert value(page) == "<p>Một</p><p>Hai ,</p><p>Ba</p>"


def test_showing_a_block_counts_as_the_checker_does(write):
    page = write()
    for index, block in enumerate(blocks(BODY)):
        page.evaluate("index => document.querySelector('body-editor').show(index)", index)
        own = page.evaluate("document.querySelector('body-editor').editor.state.selection.$from.parent.textContent")
        assert (index, own) == (index, block.text)


def test_what_was_typed_before_the_line_went_down_is_offered_again(write):
    page = write("<p>Bản trên máy chủ</p>")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" và phần chưa lưu")
    until(page, "localStorage.getItem('an-thu.draft.document-1-0') !== null")
    write("<p>Bản trên máy chủ</p>", page=page)
    notice = page.locator("[data-part=recovery]")
    assert (notice.is_visible(), value(page)) == (True, "<p>Bản trên máy chủ</p>")
    shot(page, "editor-recovery")
    page.locator("[data-part=restore]").click()
    assert (notice.is_visible(), value(page)) == (False, "<p>Bản trên máy chủ và phần chưa lưu</p>")
    page.keyboard.press("Control+z")
    assert value(page) == "<p>Bản trên máy chủ</p>"


def test_the_copy_on_this_device_goes_when_the_draft_is_saved_or_the_person_says_so(write):
    page = write("<p>Một</p>")
    kept = json.dumps({"html": "<p>Hai</p>", "at": page.evaluate("Date.now()")})
    page.evaluate("kept => localStorage.setItem('an-thu.draft.document-1-0', kept)", kept)
    write("<p>Một</p>", page=page)
    page.locator("[data-part=discard]").click()
    assert page.evaluate("localStorage.length") == 0
    page.locator(".ProseMirror").click()
    page.keyboard.type("X")
    until(page, "localStorage.length === 1")
    page.evaluate("document.dispatchEvent(new Event('draft-saved'))")
    assert page.evaluate("localStorage.length") == 0


def test_a_copy_that_was_saved_is_not_offered_though_the_server_tidied_it(write):
    page = write("<p>Một</p>")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("  hai")
    page.keyboard.press("Enter")
    until(page, "(localStorage.getItem('an-thu.draft.document-1-0') ?? '').includes('<p></p>')")
    write("<p>Một hai</p>", page=page)
    assert (page.locator("[data-part=recovery]").is_visible(), page.evaluate("localStorage.length")) == (False, 0)


def test_an_old_or_strange_copy_is_not_offered(write):
    page = write("<p>Một</p>")
    for kept in ("{", '{"html": 5}', json.dumps({"html": "<p>Hai</p>", "at": 1000})):
        page.evaluate("kept => localStorage.setItem('an-thu.draft.document-1-0', kept)", kept)
        write("<p>Một</p>", page=page)
        assert page.locator("[data-part=recovery]").is_visible() is False


def test_change_is_told_once_after_typing_stops(write):
    page = write("<p>Một</p>")
    page.evaluate("window.told = []; document.addEventListener('change', (event) => told.push(event.target.value))")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" hai ba")
    until(page, "told.length > 0")
    page.wait_for_timeout(700)
    assert [clean(told) for told in page.evaluate("told")] == ["<p>Một hai ba</p>"]


def test_the_keyboard_reaches_everything_and_gets_out_again(write):
    page = write("<ul><li>Một</li><li>Hai</li></ul>")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    until(page, "document.querySelector('body-editor').editor.state.selection.$from.parent.textContent === 'Hai'")
    page.keyboard.press("Tab")
    assert value(page) == "<ul><li>Một<ul><li>Hai</li></ul></li></ul>"
    page.keyboard.press("Alt+F10")
    focused = "document.activeElement.dataset.command ?? document.activeElement.id"
    assert page.evaluate(focused) == "paragraph"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "ground"
    page.keyboard.press("End")
    assert page.evaluate(focused) == "redo"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").startswith("tiptap ProseMirror")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "send"


@pytest.mark.parametrize("size", ["tablet", "upright", "phone", "desktop"])
def test_it_is_clean_and_large_enough_to_touch(write, size):
    page = write(size=size)
    page.locator(".ProseMirror td").first.click()
    assert axe(page) == []
    assert faults_of_layout(page) == []
    shot(page, f"editor-{size}")


def test_it_is_clean_in_the_dark(write):
    page = write(theme="dark")
    page.locator(".ProseMirror h4").click()
    assert axe(page) == []
    shot(page, "editor-dark")
