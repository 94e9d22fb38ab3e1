"""Boxes 7a and 7b: in what capacity it is signed, by which post, under which name."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from documents.checking.faults import Fix, Found, rule
from documents.letter import Letter

_PREFIX = re.compile(r"^(T/?M|K/?T|T/?L|T/?U/?Q|Q)\s*([./:]?)\s*(?=\w)")
_RIGHT = re.compile(r"^(TM|KT|TL|TUQ|Q)\. \S")
_TITLES = re.compile(
    r"^((PGS|GS|TSKH|TS|Th\.?\s?S|BSCK\s?I{1,2}|BS|DS|KS|CN|LS|NGND|NGƯT|NSND|NSƯT|AHLĐ)\b\.?\s*|"
    r"(Phó giáo sư|Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|Cử nhân|Luật sư|Ông|Bà|Đồng chí)\b[,.]?\s*)+",
    re.I,
)
_DEPUTY = re.compile(r"^(PHÓ|THỨ TRƯỞNG)\b")
_KT_DEPUTY = re.compile(r"^KT\.? ?(PHÓ|THỨ TRƯỞNG)\b")


def _lines(letter: Letter) -> list[str]:
    return [line.strip().upper() for line in letter.capacity if line.strip()]


@rule(box="7a", source="Phụ lục I, mục II.7c")
def capacity_missing(letter: Letter) -> Iterator[Found]:
    if not _lines(letter):
        yield Found(_("Chưa có chức vụ của người ký"), "capacity:0")


@rule(box="7b", source="Phụ lục I, mục II.7c")
def signer_missing(letter: Letter) -> Iterator[Found]:
    if not letter.signer.strip():
        yield Found(_("Chưa có họ và tên người ký"), "signer")


@rule(box="7a", source="Phụ lục I, mục II.7b")
def prefix_form(letter: Letter) -> Iterator[Found]:
    """TM., Q., KT., TL., TUQ.: no stroke, a full stop, a space."""
    for index, line in enumerate(letter.capacity):
        upper = line.strip().upper()
        if _marked(upper) and not _RIGHT.match(upper):
            right = _PREFIX.sub(lambda match: match[1].replace("/", "") + ". ", upper)
            fix = Fix(_("Viết “%(right)s”") % {"right": right}, _line(index, right))
            yield Found(
                _("Quyền hạn ghi tắt phải viết là TM., Q., KT., TL. hoặc TUQ. rồi cách một chữ"),
                f"capacity:{index}",
                fix,
            )


def _marked(line: str) -> bool:
    """It begins with one of the abbreviations, not with a word that happens to begin so."""
    match = _PREFIX.match(line)
    return bool(match) and (bool(match[2]) or line[match.end(1) : match.end(1) + 1] == " ")


def _line(index: int, text: str):
    def apply(letter: Letter) -> Letter:
        lines = list(letter.capacity)
        lines[index] = text
        return replace(letter, capacity=tuple(lines))

    return apply


@rule(box="7a", source="Phụ lục I, mục II.7b")
def second_line_missing(letter: Letter) -> Iterator[Found]:
    lines = _lines(letter)
    if len(lines) == 1 and re.match(r"^(TM|KT|TL|TUQ)\b", lines[0]) and not _KT_DEPUTY.match(lines[0]):
        prefix = lines[0].split()[0].rstrip(".")
        sentence = _("Ký %(prefix)s. phải có dòng thứ hai ghi chức vụ của người trực tiếp ký") % {"prefix": prefix}
        yield Found(sentence, "capacity:0")


@rule(box="7a", source="Điều 13 và Phụ lục I, mục II.7b")
def deputy_alone(letter: Letter) -> Iterator[Found]:
    """A deputy signs for the head and says so."""
    lines = _lines(letter)
    if len(lines) == 1 and _DEPUTY.match(lines[0]):
        head = lines[0].replace("THỨ TRƯỞNG", "BỘ TRƯỞNG").removeprefix("PHÓ ")
        right = (f"KT. {head}", lines[0])
        fix = Fix(_("Thêm “KT. %(head)s”") % {"head": head}, lambda letter: replace(letter, capacity=right))
        yield Found(
            _("Cấp phó ký thay người đứng đầu phải ghi “KT.” trước chức vụ người đứng đầu"), "capacity:0", fix
        )


@rule(box="7a", source="Điều 13 và Phụ lục I, mục II.7b")
def head_for_himself(letter: Letter) -> Iterator[Found]:
    lines = _lines(letter)
    if len(lines) != 2 or _DEPUTY.match(lines[1]):
        return
    if re.sub(r"^(KT|TL|TUQ)\.? ?", "", lines[0]) == lines[1] != lines[0]:
        fix = Fix(_("Chỉ ghi “%(post)s”") % {"post": lines[1]}, lambda letter: replace(letter, capacity=(lines[1],)))
        yield Found(_("Người đứng đầu tự ký thì không ghi KT., TL., TUQ."), "capacity:0", fix)


@rule(box="7a", source="Điều 13 và Phụ lục I, mục II.7b")
def deputy_without_head(letter: Letter) -> Iterator[Found]:
    """KT. stands before the post of the head, never before the deputy's own."""
    lines = _lines(letter)
    if lines and _KT_DEPUTY.match(lines[0]):
        post = re.sub(r"^KT\.? ?", "", lines[0])
        head = post.replace("THỨ TRƯỞNG", "BỘ TRƯỞNG").removeprefix("PHÓ ")
        right = (f"KT. {head}", lines[1] if len(lines) > 1 else post)
        fix = Fix(_("Đổi thành “KT. %(head)s”") % {"head": head}, lambda letter: replace(letter, capacity=right))
        yield Found(
            _("“KT.” đứng trước chức vụ của người đứng đầu, không đứng trước chức vụ cấp phó"), "capacity:0", fix
        )


@rule(box="7b", source="Phụ lục I, mục II.7c")
def signer_title(letter: Letter) -> Iterator[Found]:
    bare = _TITLES.sub("", letter.signer.strip())
    if bare != letter.signer.strip() and bare:
        fix = Fix(_("Chỉ giữ họ tên"), lambda letter: replace(letter, signer=bare))
        sentence = _("Trước họ tên người ký không ghi học hàm, học vị, danh hiệu hay cách xưng hô")
        yield Found(sentence, "signer", fix)


@rule(box="7b", source="Phụ lục I, mục II.7đ")
def signer_case(letter: Letter) -> Iterator[Found]:
    name = letter.signer.strip()
    right = " ".join(word[:1].upper() + word[1:].lower() for word in name.split())
    if name and (name.isupper() or any(word[0].islower() for word in name.split())):
        fix = Fix(_("Viết “%(name)s”") % {"name": right}, lambda letter: replace(letter, signer=right))
        titled = bool(_TITLES.match(name))
        yield Found(
            _("Họ và tên người ký viết chữ thường, hoa chữ cái đầu mỗi âm tiết"), "signer", None if titled else fix
        )
