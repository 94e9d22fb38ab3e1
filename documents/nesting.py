"""HTML that nests absurdly is not worth parsing: its words are."""

import re

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
UNNESTED = frozenset(
    ["p", "br", "hr", "img", "input", "td", "th", "tr", "li", "thead", "tbody", "tfoot", "col", "colgroup", "option"]
    + ["b", "strong", "i", "em", "u", "s", "a", "code", "font", "small", "strike"]
)
NESTED_MOST = 4_000


def bounded(html: str) -> str:
    """The text itself unless its elements nest absurdly: then its words alone, each tag a line end.

    The parser's work grows with the square of the depth: a few hundred kilobytes could hold it for minutes.
    """
    depth = 0
    for tag in TAG.finditer(html):
        name = tag[2].lower()
        if name not in UNNESTED:
            depth += -1 if tag[1] else 1
        if depth > NESTED_MOST:
            return TAG.sub("\n", html)
    return html
