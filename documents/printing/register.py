"""The printed register of outgoing documents (Decree 30/2020/NĐ-CP, Appendix IV, section I).

An electronic register must still be printed in full and bound (articles 16.2b and 22.3b): a cover, then
the ten columns.
"""

import datetime
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.refusals import TooLarge
from documents.printing.render import engine

ROWS_MAX = 5_000
SHEET = "register.css"

COLUMNS = (
    ("notation", "Số, ký hiệu văn bản"),
    ("dated", "Ngày tháng văn bản"),
    ("subject", "Tên loại và trích yếu nội dung văn bản"),
    ("signer", "Người ký"),
    ("recipients", "Nơi nhận văn bản"),
    ("keeper", "Đơn vị, người nhận bản lưu"),
    ("copies", "Số lượng bản"),
    ("sent", "Ngày chuyển"),
    ("received", "Ký nhận"),
    ("note", "Ghi chú"),
)


@dataclass(frozen=True)
class Row:
    """One issued document: the ten statutory columns in their order."""

    notation: str  # "05/QĐ-SKHCN"
    dated: datetime.date | None
    subject: str  # type name and trích yếu
    signer: str
    recipients: str
    keeper: str = ""
    copies: int | None = None
    sent: datetime.date | None = None
    received: str = ""
    note: str = ""

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Column name and text, dates as dd/mm/yyyy."""
        return [(name, _text(value)) for (name, _title), value in zip(COLUMNS, astuple(self), strict=True)]


@dataclass(frozen=True)
class Cover:
    """What the cover and the first page say. `volume` is the "Quyển số"."""

    superior: str
    agency: str
    year: int
    since: datetime.date | None = None
    until: datetime.date | None = None
    first: str = ""  # number of the first entry
    last: str = ""
    volume: str = ""


def render_register(rows: Iterable[Row], cover: Cover, *, size: str = "A4") -> bytes:
    """The register of outgoing documents as PDF/A-2b, landscape on `size` "A4" or "A3", pages numbered from 1.

    Raises TooLarge above ROWS_MAX entries: a volume is then printed in parts.
    """
    rows = list(rows)
    if len(rows) > ROWS_MAX:
        raise TooLarge(
            _("Một quyển sổ in tối đa %(rows)d dòng; hãy in theo từng khoảng thời gian.") % {"rows": ROWS_MAX}
        )
    if size not in ("A4", "A3"):
        raise ValueError("a register is printed on A4 or A3")
    context = {"cover": _cover(cover), "columns": COLUMNS, "rows": rows, "size": size.lower()}
    # Two layouts, so that the pages of entries are numbered from 1.
    parts = ("documents/print/register_cover.html", "documents/print/register.html")
    return engine().write([engine().lay_out(render_to_string(part, context), SHEET) for part in parts])


def _cover(cover: Cover) -> dict[str, str]:
    return {
        "superior": cover.superior.upper(),
        "agency": cover.agency.upper(),
        "year": str(cover.year),
        "since": _text(cover.since),
        "until": _text(cover.until),
        "first": cover.first,
        "last": cover.last,
        "volume": cover.volume,
    }


def _text(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)
