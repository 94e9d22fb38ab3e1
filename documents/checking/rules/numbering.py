"""Box 6: chapters, articles, clauses and points in their order and their letters."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from documents.body import Block
from documents.checking.amending import amend, amend_blocks, body_blocks, parsed, text_elements, with_body
from documents.checking.faults import Fix, Found, Severity, rule
from documents.letter import Letter
from documents.printing.flow import point_letter, roman

_ARTICLE = re.compile(r"^(điều)\s+(\d+)\s*([.:,\-–/]?)\s*", re.I)
_ARTICLE_TYPED = re.compile(r"^(điều)\s+(\d+)[.:]\s", re.I)
_ARTICLE_RIGHT = re.compile(r"^Điều \d+\. ?")
_POINT = re.compile(r"^([a-zđ])\)\s")
_POINT_WRONG = re.compile(r"^([a-zđ])\s?[./\-–]\s*(?=\S)")
_CLAUSE = re.compile(r"^(\d{1,3})\.\s")
_CLAUSE_WRONG = re.compile(r"^(\d{1,3})\s?[)/]\s*(?=\S)")
_CHAPTER = re.compile(r"^(phần|chương)\s+(\d+)\b", re.I)
_SECTION = re.compile(r"^((?:tiểu )?mục)\s+([IVXLC]+)\b", re.I)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _articles(letter: Letter) -> list[tuple[int, int]]:
    """Position and number of each article, typed as a heading or as a paragraph."""
    found = []
    for index, block in enumerate(body_blocks(letter)):
        match = (_ARTICLE if block.tag == "h4" else _ARTICLE_TYPED).match(block.text)
        if block.tag in ("h4", "p") and match:
            found.append((index, int(match[2])))
    return found


@rule(box="6", source="Phụ lục I, mục II.6đ")
def article_order(letter: Letter) -> Iterator[Found]:
    for expected, (index, number) in enumerate(_articles(letter), 1):
        if number != expected:
            values = {"number": number, "expected": expected}
            sentence = _("Điều %(number)d không đúng thứ tự; ở đây phải là Điều %(expected)d") % values
            yield Found(sentence, f"body:{index}", Fix(_("Đánh lại số các điều"), _renumber_articles))
            return


def _renumber_articles(letter: Letter) -> Letter:
    right = {index: expected for expected, (index, _number) in enumerate(_articles(letter), 1)}
    return amend_blocks(
        letter,
        {index: lambda t, n=number: re.sub(r"^(\w+\s+)\d+", rf"\g<1>{n}", t) for index, number in right.items()},
    )


@rule(box="6", source="Phụ lục I, mục II.6đ")
def article_form(letter: Letter) -> Iterator[Found]:
    for index, block in enumerate(body_blocks(letter)):
        match = _ARTICLE.match(block.text)
        if block.tag == "h4" and match and not _ARTICLE_RIGHT.match(block.text):
            fix = Fix(
                _("Viết “Điều %(number)s.”") % {"number": match[2]},
                lambda letter, index=index: amend(letter, f"body:{index}", _article_written),
            )
            yield Found(_("Phải viết “Điều”, số Ả Rập và dấu chấm, ví dụ “Điều 1.”"), f"body:{index}", fix)


def _article_written(text: str) -> str:
    return _ARTICLE.sub(lambda match: f"Điều {match[2]}. ", text).rstrip()


@rule(box="6", source="Phụ lục I, mục II.6đ")
def article_heading(letter: Letter) -> Iterator[Found]:
    """An article typed as an ordinary paragraph is not set in bold."""
    for index, block in enumerate(body_blocks(letter)):
        if block.tag == "p" and _ARTICLE_TYPED.match(block.text):
            fix = Fix(_("Đổi thành Điều"), lambda letter, index=index: _retagged(letter, index, "h4"))
            yield Found(_("Từ “Điều” và số thứ tự phải trình bày đậm như một điều"), f"body:{index}", fix)


def _retagged(letter: Letter, index: int, tag: str) -> Letter:
    root = parsed(letter)
    element = text_elements(root)[index]
    element.tag = tag
    element.attrib.pop("class", None)
    return with_body(letter, root)


@rule(box="6", source="Phụ lục I, mục II.6đ")
def chapter_number(letter: Letter) -> Iterator[Found]:
    for index, block in enumerate(body_blocks(letter)):
        match = _CHAPTER.match(block.text)
        if block.tag == "h2" and match and int(match[2]):
            right = f"{match[1].capitalize()} {roman(int(match[2]))}"
            fix = Fix(
                _("Viết “%(right)s”") % {"right": right},
                lambda letter, index=index, right=right: amend(
                    letter, f"body:{index}", lambda t: _CHAPTER.sub(right, t, count=1)
                ),
            )
            yield Found(_("Số thứ tự của phần, chương dùng chữ số La Mã"), f"body:{index}", fix)


@rule(box="6", source="Phụ lục I, mục II.6đ")
def section_number(letter: Letter) -> Iterator[Found]:
    for index, block in enumerate(body_blocks(letter)):
        match = _SECTION.match(block.text)
        if block.tag == "h3" and match:
            right = f"{match[1].capitalize()} {_arabic(match[2])}"
            fix = Fix(
                _("Viết “%(right)s”") % {"right": right},
                lambda letter, index=index, right=right: amend(
                    letter, f"body:{index}", lambda t: _SECTION.sub(right, t, count=1)
                ),
            )
            yield Found(_("Số thứ tự của mục, tiểu mục dùng chữ số Ả Rập"), f"body:{index}", fix)


def _arabic(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral.upper()]
    return sum(
        -value if any(later > value for later in values[i + 1 : i + 2]) else value for i, value in enumerate(values)
    )


@rule(box="6", source="Phụ lục I, mục II.6d", severity=Severity.WARNING)
def chapter_title(letter: Letter) -> Iterator[Found]:
    blocks = body_blocks(letter)
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        titled = following is not None and following.tag == "h2" and following.cls != "number"
        if block.tag == "h2" and block.cls == "number" and not titled:
            yield Found(_("Phần, chương phải có tiêu đề ở dòng ngay dưới"), f"body:{index}")


@rule(box="6", source="Phụ lục I, mục II.6đ")
def point_form(letter: Letter) -> Iterator[Found]:
    for index, block in enumerate(body_blocks(letter)):
        if block.tag == "p" and _POINT_WRONG.match(block.text):
            fix = Fix(
                _("Đổi thành “a)”"),
                lambda letter, index=index: amend(letter, f"body:{index}", lambda t: _POINT_WRONG.sub(r"\1) ", t)),
            )
            yield Found(_("Thứ tự các điểm dùng chữ cái và dấu đóng ngoặc đơn, ví dụ “a)”"), f"body:{index}", fix)


@rule(box="6", source="Phụ lục I, mục II.6đ")
def clause_form(letter: Letter) -> Iterator[Found]:
    for index, block in enumerate(body_blocks(letter)):
        if block.tag == "p" and _CLAUSE_WRONG.match(block.text):
            fix = Fix(
                _("Đổi thành “1.”"),
                lambda letter, index=index: amend(letter, f"body:{index}", lambda t: _CLAUSE_WRONG.sub(r"\1. ", t)),
            )
            yield Found(_("Sau số thứ tự của khoản là dấu chấm, ví dụ “1.”"), f"body:{index}", fix)


@rule(box="6", source="Phụ lục I, mục II.6đ")
def point_order(letter: Letter) -> Iterator[Found]:
    """Points follow the Vietnamese alphabet: after d) comes đ), and there is no f), j), w), z)."""
    for run in _runs(body_blocks(letter), _POINT):
        wrong = next(
            (position for position, (_i, mark) in enumerate(run) if mark != point_letter(position + 1)), None
        )
        if wrong is not None:
            index, mark = run[wrong]
            values = {"mark": mark, "expected": point_letter(wrong + 1)}
            sentence = _("Điểm “%(mark)s)” không đúng thứ tự; ở đây phải là “%(expected)s)”") % values
            fix = Fix(_("Đánh lại chữ cái các điểm"), lambda letter, run=run: _relettered(letter, run))
            yield Found(sentence, f"body:{index}", fix)


def _relettered(letter: Letter, run: list[tuple[int, str]]) -> Letter:
    marks = {index: point_letter(position) for position, (index, _mark) in enumerate(run, 1)}
    return amend_blocks(letter, {index: lambda t, m=mark: f"{m}){t[2:]}" for index, mark in marks.items()})


@rule(box="6", source="Phụ lục I, mục II.6đ")
def clause_order(letter: Letter) -> Iterator[Found]:
    for run in _runs(body_blocks(letter), _CLAUSE):
        wrong = next((position for position, (_i, mark) in enumerate(run) if int(mark) != position + 1), None)
        if wrong is not None:
            index, mark = run[wrong]
            values = {"mark": mark, "expected": wrong + 1}
            sentence = _("Khoản “%(mark)s.” không đúng thứ tự; ở đây phải là “%(expected)d.”") % values
            fix = Fix(_("Đánh lại số các khoản"), lambda letter, run=run: _recounted(letter, run))
            yield Found(sentence, f"body:{index}", fix)


def _recounted(letter: Letter, run: list[tuple[int, str]]) -> Letter:
    numbers = {index: str(position) for position, (index, _mark) in enumerate(run, 1)}
    return amend_blocks(letter, {index: lambda t, n=n: re.sub(r"^\d+", n, t) for index, n in numbers.items()})


def _runs(blocks: tuple[Block, ...], pattern: re.Pattern[str]) -> list[list[tuple[int, str]]]:
    """Numbered paragraphs that belong together: a new run begins at "1." or "a)" and after every heading.

    Points are also parted by clauses; clauses run on over points and plain paragraphs.
    """
    runs: list[list[tuple[int, str]]] = [[]]
    for index, block in enumerate(blocks):
        match = pattern.match(block.text) if block.tag == "p" else None
        if match:
            if match[1] in ("1", "a"):
                runs.append([])
            runs[-1].append((index, match[1]))
        elif block.tag in ("h2", "h3", "h4") or (pattern is _POINT and _CLAUSE.match(block.text)):
            runs.append([])
    return [run for run in runs if run]
