"""Boxes 10 to 12: urgency, secrecy, circulation, drafter and copies."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from django.utils.translation import gettext as _

from documents.checking.faults import Fix, Found, rule
from documents.letter import Circulation, Letter, Secrecy, Urgency


@rule(box="10b", source="Phụ lục I, mục III.2b")
def urgency_value(letter: Letter) -> Iterator[Found]:
    sentence = _("Mức độ khẩn chỉ có: Khẩn, Thượng khẩn, Hỏa tốc")
    yield from _unknown(letter, "urgency", Urgency, sentence)


@rule(box="10a", source="Phụ lục I, mục III.2a")
def secrecy_value(letter: Letter) -> Iterator[Found]:
    sentence = _("Độ mật chỉ có: Mật, Tối mật, Tuyệt mật")
    yield from _unknown(letter, "secrecy", Secrecy, sentence)


@rule(box="11", source="Phụ lục I, mục III.2c")
def circulation_value(letter: Letter) -> Iterator[Found]:
    sentence = _("Phạm vi lưu hành chỉ có: Lưu hành nội bộ, Xem xong trả lại")
    yield from _unknown(letter, "circulation", Circulation, sentence)


def _unknown(letter: Letter, field: str, values: type[StrEnum], sentence: str) -> Iterator[Found]:
    value = getattr(letter, field)
    if value in set(values):
        return
    known = next(
        (member for member in values if member.words and _folded(member.words) == _folded(value)), values("")
    )
    label = _("Đổi thành “%(words)s”") % {"words": known.words} if known else _("Bỏ dấu này")
    yield Found(sentence, field, Fix(label, lambda letter: replace(letter, **{field: known})))


def _folded(text: str) -> str:
    """Letters without marks, so that "hoả tốc" and "HỎA TỐC" are the same."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).replace("-", " ").split())


@rule(box="12", source="Phụ lục I, mục III.3")
def copies_form(letter: Letter) -> Iterator[Found]:
    if letter.copies is not None and letter.copies < 1:
        fix = Fix(_("Để trống số bản"), lambda letter: replace(letter, copies=None))
        yield Found(_("Số lượng bản phát hành phải là số tự nhiên"), "copies", fix)
