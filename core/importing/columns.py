"""What a column means: its headings, whether it must be there, and how a cell is read or refused in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from core.folding import fold

DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
PHONE = re.compile(r"\+?[\d ().-]{8,20}")


class CellFault(Exception):
    """One cell cannot be used. what: what is wrong. remedy: what to do about it."""

    def __init__(self, what, remedy):
        super().__init__(what)
        self.what = str(what)
        self.remedy = str(remedy)


def text(cell):
    """The cell as one line of text."""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    return " ".join(str(cell).split())


def short(most):
    """Text of at most so many letters."""

    def read(cell):
        value = text(cell)
        if len(value) > most:
            raise CellFault(
                _("Dài %(length)d ký tự, quá %(most)d.") % {"length": len(value), "most": most}, _("Rút ngắn lại.")
            )
        return value

    return read


def day(cell):
    """A date: a date cell, dd/mm/yyyy, or yyyy-mm-dd; None for an empty cell."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date) or cell in ("", None):
        return cell or None
    value = text(cell)
    try:
        if match := DATE.fullmatch(value):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := ISO_DATE.fullmatch(value):
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise CellFault(_("“%(value)s” không có trong lịch.") % {"value": value}, _("Sửa lại ngày.")) from None
    raise CellFault(
        _("“%(value)s” không phải là ngày.") % {"value": value[:40]}, _("Ghi ngày/tháng/năm, ví dụ 05/03/2026.")
    )


def email(cell):
    """A mail address in lower case, or an empty text."""
    value = text(cell).lower()
    try:
        if value:
            validate_email(value)
    except ValidationError:
        raise CellFault(
            _("“%(value)s” không phải địa chỉ thư điện tử.") % {"value": value[:60]},
            _("Ghi dạng ten@coquan.gov.vn, hoặc để trống."),
        ) from None
    return value


def phone(cell):
    """A telephone number; the zero that spreadsheets eat is put back."""
    value = text(cell)
    if value.isdigit() and len(value) == 9:
        value = f"0{value}"
    if value and not PHONE.fullmatch(value):
        raise CellFault(
            _("“%(value)s” không phải số điện thoại.") % {"value": value[:40]}, _("Sửa lại hoặc để trống.")
        )
    return value


def choice(options):
    """One of the options {value: [names]}; "" for an empty cell. Names are compared without marks."""
    by_name = {fold(str(name)): value for value, names in options.items() for name in (value, *names)}

    def read(cell):
        value = text(cell)
        if not value:
            return ""
        if fold(value) not in by_name:
            names = ", ".join(str(names[0]) for names in options.values())
            raise CellFault(
                _("“%(value)s” không có trong danh mục.") % {"value": value[:40]},
                _("Ghi một trong: %(names)s.") % {"names": names},
            )
        return by_name[fold(value)]

    return read


@dataclass(frozen=True)
class Column:
    """One column of a table to import. aliases: other headings people use. read: cell -> value or CellFault."""

    name: str
    label: str
    required: bool = False
    aliases: tuple = ()
    read: Callable = text
    example: str = ""

    @property
    def headings(self):
        """Folded names under which the column is found."""
        return {fold(str(name)) for name in (self.label, self.name, *self.aliases)}


def read_row(cells, columns):
    """Read all cells of one row: return ({name: value}, [[column label, what, remedy]])."""
    values, problems = {}, []
    for column in columns:
        cell = cells.get(column.name, "")
        try:
            values[column.name] = column.read(cell)
            if column.required and values[column.name] in ("", None):
                raise CellFault(_("Ô trống."), _("Điền “%(column)s”.") % {"column": column.label})
        except CellFault as fault:
            problems.append([str(column.label), fault.what, fault.remedy])
    return values, problems
