"""Boxes 2 to 5: agency, number and notation, place and date, type name and trích yếu."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from documents.checking.amending import amend
from documents.checking.faults import Fix, Found, Severity, rule
from documents.kinds import Family
from documents.letter import Letter

SUBJECT_MAX = 250  # characters: "một câu ngắn gọn hoặc một cụm từ"
_NOTATION = re.compile(r"[\w&.]+(-[\w&.]+)*")
_DATE = re.compile(r",?\s*ngày\b.*$", re.I | re.S)
_ABOUT = re.compile(r"^v/v\b[:.]?\s*", re.I)


@rule(box="2", source="Phụ lục I, mục II.2")
def agency_missing(letter: Letter) -> Iterator[Found]:
    if not letter.agency.strip():
        yield Found(_("Chưa có tên cơ quan, tổ chức ban hành văn bản"), "agency")


@rule(box="3", source="Phụ lục I, mục II.3b")
def notation_missing(letter: Letter) -> Iterator[Found]:
    if letter.kind.takes_notation and not letter.notation.strip():
        yield Found(_("Chưa có ký hiệu của văn bản"), "notation")


@rule(box="3", source="Phụ lục I, mục II.3c")
def notation_spaces(letter: Letter) -> Iterator[Found]:
    tight = re.sub(r"\s+", "", letter.notation).replace("–", "-").replace("—", "-")
    if tight != letter.notation and tight:
        fix = Fix(_("Viết liền ký hiệu"), lambda letter: replace(letter, notation=tight))
        yield Found(_("Ký hiệu văn bản phải viết liền, nối bằng gạch nối, không cách chữ"), "notation", fix)


@rule(box="3", source="Phụ lục I, mục II.3b")
def notation_form(letter: Letter) -> Iterator[Found]:
    tight = re.sub(r"\s+", "", letter.notation).replace("–", "-").replace("—", "-")
    if tight and not _NOTATION.fullmatch(tight):
        sentence = _("Ký hiệu chỉ gồm chữ viết tắt nối bằng gạch nối, không có số và dấu gạch chéo phía trước")
        bare = tight.rpartition("/")[2]
        fix = Fix(_("Chỉ giữ phần ký hiệu"), lambda letter: replace(letter, notation=bare))
        yield Found(sentence, "notation", fix if _NOTATION.fullmatch(bare) else None)


@rule(box="3", source="Phụ lục III, mục I và Phụ lục I, mục II.3b")
def notation_kind(letter: Letter) -> Iterator[Found]:
    """Named types begin with their abbreviation; a công văn never does."""
    wanted, groups = letter.kind.abbreviation, re.split(r"\s*[-–—]\s*", letter.notation.strip())
    if not wanted or not letter.notation.strip() or "/" in letter.notation or groups[0] == wanted:
        return
    misspelt = groups[0].casefold() == wanted.casefold()
    right = "-".join([wanted, *(groups[1:] if misspelt else groups)])
    sentence = _("Ký hiệu của %(kind)s phải bắt đầu bằng “%(abbreviation)s-”") % {
        "kind": letter.kind.name.lower(),
        "abbreviation": wanted,
    }
    fix = Fix(_("Đổi thành %(notation)s") % {"notation": right}, lambda letter: replace(letter, notation=right))
    yield Found(sentence, "notation", fix)


@rule(box="3", source="Phụ lục I, mục II.3a")
def number_form(letter: Letter) -> Iterator[Found]:
    if letter.number is not None and letter.number < 1:
        fix = Fix(_("Để trống cho văn thư cấp số"), lambda letter: replace(letter, number=None))
        yield Found(_("Số của văn bản phải là số tự nhiên, bắt đầu từ 01"), "number", fix)


@rule(box="4", source="Phụ lục I, mục II.4a")
def place_missing(letter: Letter) -> Iterator[Found]:
    if letter.kind.dated and not letter.place.strip():
        yield Found(_("Chưa có địa danh nơi ban hành văn bản"), "place")


@rule(box="4", source="Phụ lục I, mục II.4c")
def place_with_date(letter: Letter) -> Iterator[Found]:
    bare = _DATE.sub("", letter.place).rstrip(" ,.;")
    if bare != letter.place.rstrip():
        fix = Fix(_("Chỉ giữ địa danh"), lambda letter: replace(letter, place=bare))
        yield Found(
            _("Ô địa danh chỉ ghi địa danh; ngày, tháng, năm và dấu phẩy do hệ thống trình bày"), "place", fix
        )


@rule(box="4", source="Phụ lục I, mục II.4c")
def place_capitals(letter: Letter) -> Iterator[Found]:
    names = re.sub(r"^(tỉnh|thành phố|xã|phường|đặc khu)\s+", "", letter.place.strip())
    if any(word[0].islower() for word in _DATE.sub("", names).split()):
        right = " ".join(word[0].upper() + word[1:] for word in letter.place.split())
        fix = Fix(_("Viết hoa địa danh"), lambda letter: replace(letter, place=right))
        yield Found(_("Các chữ cái đầu của địa danh phải viết hoa"), "place", None if _has_date(letter) else fix)


def _has_date(letter: Letter) -> bool:
    return bool(_DATE.search(letter.place))


@rule(box="5", source="Phụ lục I, mục II.5")
def subject_missing(letter: Letter) -> Iterator[Found]:
    untitled = (Family.PERSONAL, Family.INTRODUCTION, Family.LEAVE, Family.COPY)
    if letter.kind.family not in untitled and not letter.subject.strip():
        yield Found(_("Chưa có trích yếu nội dung văn bản"), "subject")


@rule(box="5", source="Phụ lục I, mục II.5a", severity=Severity.WARNING)
def subject_long(letter: Letter) -> Iterator[Found]:
    if len(letter.subject) > SUBJECT_MAX:
        sentence = _("Trích yếu dài %(length)d ký tự; trích yếu phải là một câu ngắn gọn hoặc một cụm từ")
        yield Found(sentence % {"length": len(letter.subject)}, "subject")


@rule(box="5", source="Phụ lục I, mục II.5a")
def subject_end(letter: Letter) -> Iterator[Found]:
    subject = letter.subject.rstrip()
    if subject.endswith((".", ";", ",", ":", "/")) and not subject.endswith("..."):
        fix = Fix(_("Bỏ dấu cuối trích yếu"), lambda letter: amend(letter, "subject", lambda t: t.rstrip(" .;,:/")))
        yield Found(_("Trích yếu không kết thúc bằng dấu câu"), "subject", fix)


@rule(box="5", source="Phụ lục I, mục II.5b")
def subject_about(letter: Letter) -> Iterator[Found]:
    """The page prints "V/v" before the subject of a công văn; titled kinds say it in full."""
    subject = letter.subject.strip()
    if letter.kind.family is Family.LETTER:
        bare = re.sub(r"^(v/v|về việc)\b[:.]?\s*", "", subject, flags=re.I)
        if bare != subject and bare:
            fix = Fix(_("Bỏ “V/v” đã gõ"), lambda letter: replace(letter, subject=bare))
            yield Found(
                _("Trích yếu công văn không gõ lại “V/v”, “Về việc”; trang in đã có chữ “V/v”"), "subject", fix
            )
    elif _ABOUT.match(subject):
        fix = Fix(_("Đổi thành “Về việc”"), lambda letter: replace(letter, subject=_ABOUT.sub("Về việc ", subject)))
        yield Found(_("Chữ “V/v” chỉ dùng cho công văn; văn bản có tên loại ghi đầy đủ"), "subject", fix)


@rule(box="5a", source="Phụ lục I, mục II.5b")
def subject_repeats_kind(letter: Letter) -> Iterator[Found]:
    name, subject = letter.kind.name, letter.subject.strip()
    rest = subject[len(name) :].lstrip(" :-–")
    if letter.kind.titled and rest and subject.casefold().startswith(f"{name.casefold()} "):
        fix = Fix(
            _("Bỏ tên loại khỏi trích yếu"),
            lambda letter: replace(letter, subject=rest[0].upper() + rest[1:]),
        )
        sentence = _("Trích yếu nhắc lại tên loại “%(kind)s” đã in ở dòng trên") % {"kind": name}
        yield Found(sentence, "subject", fix)


@rule(box="5a", source="Phụ lục II, mục I")
def subject_capital(letter: Letter) -> Iterator[Found]:
    first = letter.subject.strip()[:1]
    if letter.kind.titled and first.islower() and not _ABOUT.match(letter.subject.strip()):
        fix = Fix(
            _("Viết hoa chữ đầu"),
            lambda letter: amend(letter, "subject", lambda t: t.strip()[:1].upper() + t.strip()[1:]),
        )
        yield Found(_("Trích yếu của văn bản có tên loại bắt đầu bằng chữ hoa"), "subject", fix)


@rule(box="5", source="Phụ lục I, mục II.5b")
def subject_shouts(letter: Letter) -> Iterator[Found]:
    letters = [letter_ for letter_ in letter.subject if letter_.isalpha()]
    if len(letters) > 8 and all(letter_.isupper() for letter_ in letters):
        yield Found(_("Trích yếu phải trình bày bằng chữ in thường"), "subject")


@rule(box="6", source="Phụ lục III, mẫu 1.1, 1.2, 1.3 và 1.6")
def authority_missing(letter: Letter) -> Iterator[Found]:
    if not letter.kind.takes_authority or letter.authority.strip():
        return
    named = _authority(letter)
    fix = Fix(_("Ghi “%(name)s”") % {"name": named}, lambda letter: replace(letter, authority=named))
    sentence = _("Chưa có dòng thẩm quyền ban hành, ví dụ “GIÁM ĐỐC SỞ NỘI VỤ”")
    yield Found(sentence, "authority", fix if named else None)


def _authority(letter: Letter) -> str:
    """The head of the agency who signs or is signed for; the collective itself where it is signed for."""
    first = letter.capacity[0].upper().strip() if letter.capacity else ""
    head = re.sub(r"^(TM|KT|TL|TUQ|Q)[./]?\s*", "", first)
    if not head or not letter.agency.strip():
        return ""
    return letter.agency if first.startswith("TM") else f"{head} {letter.agency}".upper()
