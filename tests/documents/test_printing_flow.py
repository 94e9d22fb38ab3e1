"""From the structured body to printed paragraphs: marks, articles, the end of the text."""

import pytest

from documents.printing.flow import flow, point_letter, roman


def test_points_follow_the_vietnamese_alphabet():
    letters = [point_letter(position) for position in range(1, 25)]
    assert letters == list("abcdđeghiklmnopqrstuvxy") + ["aa"]


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (99, "XCIX")]
)
def test_roman_numerals(number, expected):
    assert roman(number) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Một.</p>", "<p>Một./.</p>"),
        ("<p>Một</p>", "<p>Một./.</p>"),
        ("<p>Một./.</p>", "<p>Một./.</p>"),
        ("<p>Một <strong>hai.</strong></p>", "<p>Một <strong>hai.</strong>/.</p>"),
        ("", ""),
    ],
)
def test_the_text_ends_with_its_mark(body, expected):
    assert flow(body) == expected


def test_a_table_at_the_end_is_followed_by_the_mark_on_its_own_line():
    printed = flow("<table><tbody><tr><td>1</td></tr></tbody></table>")
    assert printed.endswith('</table><p class="plain end">./.</p>')


@pytest.mark.parametrize(
    ("listing", "marks"),
    [
        ("<ol><li>x</li><li>y</li></ol>", ["1. x", "2. y./."]),
        ('<ol start="4"><li>x</li><li>y</li></ol>', ["4. x", "5. y./."]),
        ('<ol type="a"><li>x</li><li>y</li></ol>', ["a) x", "b) y./."]),
        ('<ol type="I"><li>x</li><li>y</li></ol>', ["I. x", "II. y./."]),
        ('<ol type="i"><li>x</li><li>y</li></ol>', ["i) x", "ii) y./."]),
        ('<ol type="A"><li>x</li><li>y</li></ol>', ["A. x", "B. y./."]),
        ("<ul><li>x</li><li>y</li></ul>", ["- x", "- y./."]),
    ],
)
def test_lists_become_marked_paragraphs(listing, marks):
    assert flow(listing) == "".join(f'<p class="item">{mark}</p>' for mark in marks)


def test_nested_lists_keep_reading_order():
    printed = flow('<ol><li>một<ol type="a"><li>x</li><li>y</li></ol></li><li>hai</li></ol>')
    assert printed == (
        '<p class="item">1. một</p><p class="item">a) x</p><p class="item">b) y</p><p class="item">2. hai./.</p>'
    )


def test_only_the_number_of_an_article_is_bold_before_a_sentence():
    assert flow("<h4>Điều 1. Ban hành kèm theo Quy chế.</h4>") == (
        '<h4 class="article"><b>Điều 1.</b> Ban hành kèm theo Quy chế./.</h4>'
    )


def test_a_titled_article_is_bold_throughout():
    assert (
        flow("<h4>Điều 1. Phạm vi điều chỉnh</h4><p>Hết.</p>") == "<h4>Điều 1. Phạm vi điều chỉnh</h4><p>Hết./.</p>"
    )


def test_the_enacting_line_is_marked():
    assert (
        flow('<p class="center">quyết định:</p>', enacting="QUYẾT ĐỊNH:") == '<p class="enacting">quyết định:./.</p>'
    )


def test_titles_of_sections_are_told_from_their_numbers():
    assert flow("<h3>Mục 1</h3><h3>Quản lý văn bản</h3><p>Hết./.</p>") == (
        '<h3>Mục 1</h3><h3 class="title">Quản lý văn bản</h3><p>Hết./.</p>'
    )


def test_nothing_but_the_subset_reaches_the_page():
    printed = flow('<p onclick="x()">a<script>alert(1)</script><img src="file:///etc/passwd">b./.</p>')
    assert printed == "<p>ab./.</p>"


def test_bold_paragraph_stays_with_what_it_leads_into():
    body = "<p><strong>I. VIỆC ĐÃ LÀM</strong></p><p><strong>Một</strong> là xong.</p><p><strong>Hết</strong></p>"
    printed = flow(body)
    assert printed == (
        '<p class="lead"><strong>I. VIỆC ĐÃ LÀM</strong></p><p><strong>Một</strong> là xong.</p>'
        "<p><strong>Hết</strong>./.</p>"
    )
