import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.searching import grammar, highlight


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Quyết định bổ nhiệm", "quyet", "<mark>Quyết</mark> định bổ nhiệm"),
        ("Quyết định bổ nhiệm", '"quyết định"', "<mark>Quyết định</mark> bổ nhiệm"),
        ("<b>định</b> & định", "định", "&lt;b&gt;<mark>định</mark>&lt;/b&gt; &amp; <mark>định</mark>"),
        ("Số 05/QĐ-BNV", "05/qd", "Số <mark>05/QĐ</mark>-BNV"),
        ("phòng", "phò", "<mark>phò</mark>ng"),
        ("phòng", '"phò"', "phòng"),
        ("công văn", "", "công văn"),
    ],
)
def test_found_words_are_marked_and_all_else_escaped(text, query, marked):
    assert highlight.title(text, grammar.parse(query)) == marked


def test_an_excerpt_is_around_the_first_found_word():
    text = "đầu " * 100 + "<quyết định> " + "cuối " * 100
    excerpt = highlight.excerpt(text, grammar.parse("quyet dinh"))
    assert "&lt;<mark>quyết</mark> <mark>định</mark>&gt; cuối" in excerpt
    assert excerpt.startswith("…đầu ")
    assert excerpt.endswith("…")
    assert highlight.excerpt("ngắn", grammar.parse("khác")) == "ngắn"


@given(st.text(max_size=80), st.text(max_size=20))
def test_highlighting_adds_nothing_but_marks(text, query):
    shown = highlight.title(text, grammar.parse(query))
    plain = shown.replace("<mark>", "").replace("</mark>", "")
    assert plain == highlight.title(text, grammar.Query())
    assert "<" not in plain
