"""documents/body.py: the subset, its one canonical spelling, and what may never pass."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.body import Block, blocks, clean, plain_text, text_only

SUBSET = re.compile(
    r"<(/?)(p|h2|h3|h4|ol|ul|li|table|thead|tbody|tr|th|td|strong|em|u|s|sub|sup|br)"
    r'( class="(?:ground|center|right|left|plain|number|title)"|(?: start="\d{1,4}")?(?: type="[aAiI]")?'
    r'|(?: colspan="\d{1,3}")?(?: rowspan="\d{1,3}")?)>'
)


def outside_the_subset(html):
    return re.findall(r"<[^>]*>", SUBSET.sub("", html))


CANONICAL = [
    ("<p>a  b <b> c</b> </p>", "<p>a b <strong>c</strong></p>"),
    ("x<div>y</div>z", "<p>x</p><p>y</p><p>z</p>"),
    ('<p class="x ground">Căn cứ Luật;</p>', '<p class="ground">Căn cứ Luật;</p>'),
    ('<p class="urgent" style="color:red">a</p>', "<p>a</p>"),
    (
        "<h1>Chương I</h1><h1>QUY ĐỊNH CHUNG</h1>",
        '<h2 class="number">Chương I</h2><h2 class="title">QUY ĐỊNH CHUNG</h2>',
    ),
    ("<h2>Phần thứ nhất</h2>", '<h2 class="number">Phần thứ nhất</h2>'),
    ("<h5>Điều 1. Phạm vi</h5>", "<h4>Điều 1. Phạm vi</h4>"),
    ('<ol type="a" start="3"><li><p>a</p></li></ol>', '<ol start="3" type="a"><li>a</li></ol>'),
    ('<ol type="1" start="1"><li>a</li></ol>', "<ol><li>a</li></ol>"),
    ('<ol start="-4"><li>a</li></ol>', "<ol><li>a</li></ol>"),
    ("<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
    ("<ul>a<li></li></ul>", "<ul><li>a</li></ul>"),
    (
        "<table><tr><th>A</th></tr><tr><td>1</td></tr></table>",
        "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
    ),
    (
        '<table><tr><td colspan="2" rowspan="1"><p class="center">x</p></td></tr></table>',
        '<table><tbody><tr><td colspan="2"><p class="center">x</p></td></tr></tbody></table>',
    ),
    (
        "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>",
        "<table><tbody><tr><td><p>a</p><p>b</p></td></tr></tbody></table>",
    ),
    ("<p></p><p> <br> </p><p>a<br> b<br></p>", "<p>a<br>b</p>"),
    ("<em><strong>a</strong></em><i><b>b</b></i>", "<p><strong><em>ab</em></strong></p>"),
    ("<p><strong>a</strong> <em>b</em></p>", "<p><strong>a</strong> <em>b</em></p>"),
    ("<p>Tie\u0302\u0301ng Vie\u0323\u0302t</p>", "<p>Tiếng Việt</p>"),
    ("<p>a\u200bb&#x202E;c&shy;d</p>", "<p>abcd</p>"),
    ("<p>1 < 2 & 3 &lt;b&gt;</p>", "<p>1 &lt; 2 &amp; 3 &lt;b&gt;</p>"),
    ("<p>a\ud800b</p>", "<p>ab</p>"),
    ("", ""),
]


@pytest.mark.parametrize(("given_html", "canonical"), CANONICAL)
def test_every_spelling_becomes_the_canonical_one(given_html, canonical):
    assert clean(given_html) == canonical
    assert clean(canonical) == canonical


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)>",
    '<p onclick="alert(1)">x</p>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<iframe src=//x></iframe>",
    "<p class='ground\" onmouseover=alert(1) x=\"'>x</p>",
    "<td colspan='2\" onload=\"alert(1)'>x</td>",
    "<style>@import 'x'</style>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<form><button formaction=javascript:alert(1)>x",
    "<input autofocus onfocus=alert(1)>",
    "<object data=x></object>",
    "<embed src=x>",
    "<base href=//x>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//x>",
    "<video><source onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<p>&#60;script&#62;alert(1)&#60;/script&#62;</p>",
    "<ol type='javascript:alert(1)'><li>x</ol>",
    "<xmp><script>alert(1)</script></xmp>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_or_loads_survives(attack):
    cleaned = clean(f"<p>trước</p>{attack}<p>sau</p>")
    assert outside_the_subset(cleaned) == []
    assert clean(cleaned) == cleaned


HTML_PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<p class='ground'>",
        "<h2>",
        "</h2>",
        "<h4>",
        "</h4>",
        "<ol type=a start=2>",
        "</ol>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<table>",
        "</table>",
        "<tr>",
        "<td colspan=3>",
        "<th>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<sup>",
        "</sup>",
        "<br>",
        " ",
        "\n",
        "&nbsp;",
        "&#x301;",
        "e",
        "Điều 1.",
        "<div>",
        "</div>",
        "<script>",
        "<!--",
        "-->",
        "<svg>",
        "&lt;",
        "<",
        "\u200d",
        "<caption>",
    ]
)


@given(st.lists(HTML_PIECES | st.text(max_size=8), max_size=30).map("".join))
@settings(max_examples=400, deadline=None)
def test_cleaning_is_idempotent_and_stays_in_the_subset(html):
    once = clean(html)
    assert clean(once) == once
    assert outside_the_subset(once) == []


@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12), min_size=1, max_size=6))
@settings(deadline=None)
def test_no_word_is_lost(words):
    text = text_only(" ".join(words))
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert plain_text(f"<p>{escaped}</p>") == text


def test_hostile_depth_is_flattened_not_followed():
    assert clean("<b>" * 50_000 + "x") == "<p><strong>x</strong></p>"
    assert plain_text("<ul>" * 3_000 + "<li>x") == "x"


def test_blocks_in_reading_order():
    html = (
        '<p class="ground">Căn cứ Luật;</p><h4>Điều 1.</h4><ol><li>một<ul><li>hai</li></ul></li></ol>'
        "<table><tr><th>A</th><td><p>b</p><p>c</p></td></tr></table><p>a<br>b</p>"
    )
    assert blocks(html) == [
        Block("p", "ground", "Căn cứ Luật;"),
        Block("h4", "", "Điều 1."),
        Block("li", "", "một"),
        Block("li", "", "hai"),
        Block("th", "", "A"),
        Block("p", "", "b"),
        Block("p", "", "c"),
        Block("p", "", "a\nb"),
    ]
    assert plain_text(html) == "Căn cứ Luật;\nĐiều 1.\nmột\nhai\nA\nb\nc\na\nb"


def test_crowds_of_marks_cost_nothing():
    """Unlimited, each of these would be sorted for hours."""
    crowd = "\u0316\u0300" * 15
    assert len(clean("<p>a" + "\u0316\u0300" * 500_000 + "</p>")) == len("<p>a</p>") + 29
    assert len(plain_text("<p>a" + f"{crowd}<i></i>" * 20_000 + "</p>")) == 31


def test_absurd_nesting_keeps_the_words_and_is_not_parsed():
    deep = "<ul><li>" * 40_000 + "chữ" + "</li></ul>" * 40_000
    assert plain_text(deep) == "chữ"


def test_unclosed_blocks_keep_the_words():
    assert plain_text("<p>" + "<div>a" * 6_000 + "</p>").split() == ["a"] * 6_000
