"""Letters, marks and spaces in every box: capitals of Appendix II, Unicode, punctuation."""

import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from core.folding import composed
from documents.checking.amending import amend, body_blocks, texts
from documents.checking.faults import Fix, Found, Severity, rule
from documents.letter import Letter

# What is often typed, and what Appendix II and the constitution write. Whole words, as typed here.
CAPITALS = {
    "thành phố Hồ Chí Minh": "Thành phố Hồ Chí Minh",
    "thủ đô Hà Nội": "Thủ đô Hà Nội",
    "Ủy ban Nhân dân": "Ủy ban nhân dân",
    "Uỷ ban Nhân dân": "Ủy ban nhân dân",
    "Ủy Ban Nhân Dân": "Ủy ban nhân dân",
    "Hội đồng Nhân dân": "Hội đồng nhân dân",
    "Hội Đồng Nhân Dân": "Hội đồng nhân dân",
    "Đảng cộng sản Việt Nam": "Đảng Cộng sản Việt Nam",
    "Quốc Hội": "Quốc hội",
    "Chính Phủ": "Chính phủ",
    "Thủ tướng chính phủ": "Thủ tướng Chính phủ",
    "thủ tướng Chính phủ": "Thủ tướng Chính phủ",
    "chủ tịch nước": "Chủ tịch nước",
    "Chủ Tịch": "Chủ tịch",
    "Giám Đốc": "Giám đốc",
    "Bộ Trưởng": "Bộ trưởng",
    "Thứ Trưởng": "Thứ trưởng",
    "Nghị Định": "Nghị định",
    "Nghị Quyết": "Nghị quyết",
    "Quyết Định": "Quyết định",
    "Thông Tư": "Thông tư",
    "Chỉ Thị": "Chỉ thị",
    "Công Văn": "Công văn",
    "Luật tổ chức": "Luật Tổ chức",
    "Bộ luật hình sự": "Bộ luật Hình sự",
    "Bộ luật dân sự": "Bộ luật Dân sự",
    "Bộ luật lao động": "Bộ luật Lao động",
    "tết nguyên đán": "tết Nguyên đán",
    "Tết Nguyên Đán": "tết Nguyên đán",
    "ngày quốc khánh": "ngày Quốc khánh",
    "Liên Hợp Quốc": "Liên hợp quốc",
}
_CAPITALS = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, CAPITALS)) + r")(?!\w)")
_CITED_LOW = re.compile(r"(?<!\w)(?<!Tiểu )(điều|chương|tiểu mục|mục|phần)(?= (?:\d+|[IVXLC]+)(?!\w))(?! \d+[,%])")
_CITED_HIGH = re.compile(r"(?<=[\w,] )(Khoản|Điểm)(?= (?:\d+|[a-zđ])(?!\w))")
_DOUBLE = re.compile(r"[ \u00a0]{2,}")
_BEFORE = re.compile(r"(?<=\w)[ \u00a0]+([,;:!?]|\.(?![./\w…]))(?!\))")
_AFTER = re.compile(r"(?<=[^\W\d_])([,;])(?=[^\W\d_])")
# Letters that TCVN3 and VNI fonts show when read as Unicode and that Vietnamese does not have.
_LEGACY = re.compile(r"[µ¸¶¹¨»¾¼½Æ©ÇË®ÐÎÏÑªÖ×ØÜÞßäåæç¬ëïñöøûÿ]")


@rule(box="all", source="Phụ lục I, mục I.4")
def not_unicode(letter: Letter) -> Iterator[Found]:
    for where, text in texts(letter):
        strange = len(_LEGACY.findall(text))
        if strange >= 3 and strange * 25 >= len(text):
            yield Found(_("Chữ có vẻ gõ bằng phông cũ (TCVN3 hoặc VNI); phải dùng bộ mã Unicode"), where)


@rule(box="all", source="Phụ lục I, mục I.4")
def not_composed(letter: Letter) -> Iterator[Found]:
    """The body is always composed: documents.body sees to it."""
    for where, text in texts(letter):
        if composed(text) != text:
            sentence = _("Chữ có dấu gõ ở dạng Unicode tổ hợp; phải dùng Unicode dựng sẵn (TCVN 6909:2001)")
            yield Found(sentence, where, _change(_("Đổi sang dựng sẵn"), where, composed))


@rule(box="all", source="Phụ lục I, mục II.6e", severity=Severity.WARNING)
def double_space(letter: Letter) -> Iterator[Found]:
    for where, text in texts(letter):
        if _DOUBLE.search(text):
            yield Found(_("Thừa dấu cách"), where, _change(_("Bỏ dấu cách thừa"), where, _single))


def _single(text: str) -> str:
    return _DOUBLE.sub(" ", text)


@rule(box="all", source="Phụ lục I, mục II.6e", severity=Severity.WARNING)
def space_before_mark(letter: Letter) -> Iterator[Found]:
    for where, text in texts(letter):
        if _BEFORE.search(text):
            fix = _change(_("Bỏ dấu cách trước dấu câu"), where, lambda t: _BEFORE.sub(r"\1", t))
            yield Found(_("Không đặt dấu cách trước dấu câu"), where, fix)


@rule(box="all", source="Phụ lục I, mục II.6e", severity=Severity.WARNING)
def space_after_mark(letter: Letter) -> Iterator[Found]:
    for where, text in texts(letter):
        if "@" not in text and "://" not in text and _AFTER.search(text):
            fix = _change(_("Thêm dấu cách"), where, lambda t: _AFTER.sub(r"\1 ", t))
            yield Found(_("Sau dấu phẩy, dấu chấm phẩy phải có dấu cách"), where, fix)


@rule(box="6", source="Phụ lục II, mục V.7")
def citation_capitals(letter: Letter) -> Iterator[Found]:
    """Phần, chương, mục, điều of a text are cited with a capital; khoản and điểm are not."""
    for index, block in enumerate(body_blocks(letter)):
        where = f"body:{index}"
        found = _CITED_LOW.search(block.text) or _CITED_HIGH.search(block.text)
        if found:
            right = _cited(found[1])
            sentence = _("Khi viện dẫn, “%(wrong)s” phải viết là “%(right)s”") % {"wrong": found[1], "right": right}
            yield Found(sentence, where, _change(_("Sửa chữ viện dẫn"), where, _with_citations))


def _cited(word: str) -> str:
    return word.lower() if word[0].isupper() else word.capitalize()


def _with_citations(text: str) -> str:
    for pattern in (_CITED_LOW, _CITED_HIGH):
        text = pattern.sub(lambda match: _cited(match[1]), text)
    return text


@rule(box="all", source="Phụ lục II", severity=Severity.WARNING)
def capitals(letter: Letter) -> Iterator[Found]:
    for where, text in texts(letter):
        found = _CAPITALS.search(text)
        if found:
            values = {"wrong": found[1], "right": CAPITALS[found[1]]}
            sentence = _("“%(wrong)s” phải viết là “%(right)s”") % values
            yield Found(sentence, where, _change(_("Sửa chữ hoa"), where, _capitalised))


def _capitalised(text: str) -> str:
    return _CAPITALS.sub(lambda match: CAPITALS[match[1]], text)


def _change(label: str, where: str, change: Callable[[str], str]) -> Fix:
    return Fix(label, lambda letter: amend(letter, where, change))
