"""Boxes 9a and 9b: Kính gửi and Nơi nhận."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from documents.checking.amending import amend, body_blocks
from documents.checking.faults import Fix, Found, Severity, rule
from documents.kinds import Addressees, Family
from documents.letter import Letter

_MARKS = re.compile(r"^\s*[-–—•+]\s*|\s*[.;,]+\s*$")
_KEPT = re.compile(r"^lưu\b", re.I)
_KEPT_RIGHT = re.compile(r"^Lưu: VT($|, \S|\.$|;$)")
_ABOVE = re.compile(r"^như trên\b", re.I)
_ARTICLE = re.compile(r"^như điều (\d+)", re.I)


def _bare(text: str) -> str:
    return _MARKS.sub("", text).strip()


def _unit(letter: Letter) -> str:
    """The abbreviation of the drafting unit, which a công văn carries in its notation."""
    groups = letter.notation.split("-")
    return groups[-1] if letter.kind.family is Family.LETTER and len(groups) > 1 else ""


@rule(box="9a", source="Phụ lục I, mục II.9b")
def addressees_missing(letter: Letter) -> Iterator[Found]:
    if letter.kind.addressees is Addressees.REQUIRED and not any(map(_bare, letter.addressees)):
        sentence = _("%(kind)s phải có nơi gửi trực tiếp (Kính gửi)") % {"kind": letter.kind.name}
        yield Found(sentence, "addressees")


@rule(box="9a", source="Phụ lục I, mục II.9c", severity=Severity.WARNING)
def addressees_needless(letter: Letter) -> Iterator[Found]:
    if letter.kind.addressees is Addressees.NONE and any(map(_bare, letter.addressees)):
        fix = Fix(_("Bỏ Kính gửi"), lambda letter: replace(letter, addressees=()))
        sentence = _("%(kind)s không ghi Kính gửi; nơi nhận ghi ở cuối văn bản") % {"kind": letter.kind.name}
        yield Found(sentence, "addressees", fix)


@rule(box="9a", source="Phụ lục I, mục II.9d")
def addressee_marks(letter: Letter) -> Iterator[Found]:
    yield from _typed_marks(letter, "addressees")


@rule(box="9b", source="Phụ lục I, mục II.9d")
def recipient_marks(letter: Letter) -> Iterator[Found]:
    yield from _typed_marks(letter, "recipients")


def _typed_marks(letter: Letter, field: str) -> Iterator[Found]:
    for index, text in enumerate(getattr(letter, field)):
        if text.strip() and _bare(text) != text.strip():
            where = f"{field}:{index}"
            fix = Fix(_("Bỏ dấu đã gõ"), lambda letter, where=where: amend(letter, where, _bare))
            yield Found(_("Gạch đầu dòng và dấu cuối dòng do trang in tự đặt, không gõ vào"), where, fix)


@rule(box="9b", source="Phụ lục I, mục II.9a")
def recipients_missing(letter: Letter) -> Iterator[Found]:
    if not any(map(_bare, letter.recipients)):
        unit = _unit(letter)
        kept = f"Lưu: VT, {unit}" if unit else "Lưu: VT"
        first = ("Như trên",) if letter.addressees else ()
        fix = Fix(_("Thêm “%(kept)s”") % {"kept": kept}, lambda letter: replace(letter, recipients=(*first, kept)))
        yield Found(_("Chưa có Nơi nhận"), "recipients", fix)


@rule(box="9b", source="Phụ lục I, mục II.9d")
def keeping_missing(letter: Letter) -> Iterator[Found]:
    if any(map(_bare, letter.recipients)) and not any(_KEPT.match(_bare(text)) for text in letter.recipients):
        unit = _unit(letter)
        kept = f"Lưu: VT, {unit}" if unit else "Lưu: VT"
        fix = Fix(
            _("Thêm “%(kept)s”") % {"kept": kept},
            lambda letter: replace(letter, recipients=(*letter.recipients, kept)),
        )
        yield Found(_("Dòng cuối của Nơi nhận phải là “Lưu: VT, …”"), "recipients", fix)


@rule(box="9b", source="Phụ lục I, mục II.9d")
def keeping_last(letter: Letter) -> Iterator[Found]:
    kept = [index for index, text in enumerate(letter.recipients) if _KEPT.match(_bare(text))]
    if kept and kept[0] != len(letter.recipients) - 1:
        others = [text for index, text in enumerate(letter.recipients) if index not in kept]
        right = (*others, letter.recipients[kept[-1]])
        fix = Fix(_("Chuyển xuống cuối"), lambda letter: replace(letter, recipients=right))
        yield Found(_("“Lưu: VT” phải là dòng cuối cùng của Nơi nhận"), f"recipients:{kept[0]}", fix)


@rule(box="9b", source="Phụ lục I, mục II.9d")
def keeping_form(letter: Letter) -> Iterator[Found]:
    for index, text in enumerate(letter.recipients):
        bare = _bare(text)
        if _KEPT.match(bare) and not _KEPT_RIGHT.match(bare):
            where = f"recipients:{index}"
            fix = Fix(_("Viết “Lưu: VT, …”"), lambda letter, where=where: amend(letter, where, _kept))
            yield Found(_("Dòng lưu viết là “Lưu: VT, đơn vị soạn thảo”"), where, fix)


def _kept(text: str) -> str:
    rest = re.sub(r"^lưu\s*[:\-–]?\s*(vt|văn thư)?\s*[,;.]?\s*", "", _bare(text), flags=re.I)
    return f"Lưu: VT, {rest}" if rest else "Lưu: VT"


@rule(box="9b", source="Phụ lục I, mục II.9b")
def as_above_missing(letter: Letter) -> Iterator[Found]:
    """Whoever is addressed above is named "Như trên" first below."""
    named = [_bare(text) for text in letter.recipients if _bare(text)]
    if letter.kind.family in (Family.TELEGRAM, Family.PERSONAL) or letter.kind.addressees is Addressees.NONE:
        return
    if letter.addressees and named and not _ABOVE.match(named[0]):
        fix = Fix(_("Thêm “Như trên”"), _with_above)
        yield Found(_("Dòng đầu của Nơi nhận phải là “Như trên”"), "recipients:0", fix)


def _with_above(letter: Letter) -> Letter:
    others = tuple(text for text in letter.recipients if not _ABOVE.match(_bare(text)))
    return replace(letter, recipients=("Như trên", *others))


@rule(box="9b", source="Phụ lục I, mục II.9b")
def as_above_needless(letter: Letter) -> Iterator[Found]:
    for index, text in enumerate(letter.recipients):
        if _ABOVE.match(_bare(text)) and not letter.addressees and letter.kind.family is not Family.INTRODUCTION:
            right = tuple(other for other in letter.recipients if not _ABOVE.match(_bare(other)))
            fix = Fix(_("Bỏ “Như trên”"), lambda letter, right=right: replace(letter, recipients=right))
            yield Found(_("Có “Như trên” nhưng phía trên không có Kính gửi"), f"recipients:{index}", fix)
            return


@rule(box="9b", source="Phụ lục III, mẫu 1.2 và 1.3")
def as_article(letter: Letter) -> Iterator[Found]:
    """ "Như Điều 4" must name an article that is there."""
    numbers = [int(m[1]) for block in body_blocks(letter) if (m := re.match(r"^Điều (\d+)", block.text))]
    for index, text in enumerate(letter.recipients):
        match = _ARTICLE.match(_bare(text))
        if match and numbers and int(match[1]) not in numbers:
            where, right = f"recipients:{index}", f"Như Điều {max(numbers)}"
            fix = Fix(
                _("Viết “%(right)s”") % {"right": right},
                lambda letter, where=where, right=right: amend(letter, where, lambda _text: right),
            )
            sentence = _("Nơi nhận ghi “Như Điều %(number)s” nhưng văn bản không có điều này") % {"number": match[1]}
            yield Found(sentence, where, fix)


@rule(box="9b", source="Phụ lục I, mục II.9d", severity=Severity.WARNING)
def recipient_twice(letter: Letter) -> Iterator[Found]:
    seen: set[str] = set()
    for index, text in enumerate(letter.recipients):
        name = _bare(text).casefold()
        if name in seen and name:
            fix = Fix(_("Bỏ dòng trùng"), lambda letter, index=index: _without(letter, index))
            yield Found(_("Nơi nhận bị ghi trùng"), f"recipients:{index}", fix)
        seen.add(name)


def _without(letter: Letter, index: int) -> Letter:
    return replace(letter, recipients=letter.recipients[:index] + letter.recipients[index + 1 :])
