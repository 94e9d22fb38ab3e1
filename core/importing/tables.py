"""From an uploaded file to a plain table of cells, whatever wrote it; hostile files end in one sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core import files
from core.folding import fold
from core.importing import delimited, sheets
from core.refusals import BadInput

MOST_ROWS = 10_000
HEADER_WITHIN = 10  # lines of titles that may stand above the header


@dataclass(frozen=True)
class Table:
    """Rows as {column name: cell}; numbered as a spreadsheet numbers them. ignored: headings nobody asked for."""

    rows: list[tuple[int, dict]]
    ignored: list[str]


def read(content, columns):
    """Read the bytes as a table with these columns (core.importing.columns.Column) and return the Table.

    Headings are matched with or without marks and by other names of the column. Raises BadInput, in words, for
    files that are no table, for missing or doubled headings and for more than MOST_ROWS rows.
    """
    lines = _lines(content)
    start, places, ignored = _header(lines, columns)
    rows = [
        (number, {name: cells[place] if place < len(cells) else "" for name, place in places.items()})
        for number, cells in lines[start:]
        if any(cell not in ("", None) for cell in cells)
    ]
    if not rows:
        raise BadInput(_("Tệp chỉ có dòng tiêu đề, chưa có dòng dữ liệu nào."))
    if len(rows) > MOST_ROWS:
        raise BadInput(
            _("Tệp có %(rows)d dòng; mỗi lần nhập tối đa %(most)d dòng. Hãy tách thành nhiều tệp.")
            % {"rows": len(rows), "most": MOST_ROWS}
        )
    return Table(rows, ignored)


def _lines(content):
    """All lines of the file as (number, cells)."""
    kind = files.sniff(content)
    if kind == files.XLSX:
        return sheets.read(content, most=MOST_ROWS + HEADER_WITHIN + 1)
    if kind == files.OLE:
        raise BadInput(
            _("Tệp Excel đặt mật khẩu hoặc ở dạng .xls cũ. Hãy lưu lại thành .xlsx không mật khẩu rồi tải lên.")
        )
    if kind in (files.CSV, files.UNKNOWN):
        return delimited.read(content)
    raise BadInput(_("Tệp này không phải bảng XLSX hoặc CSV, dù tên tệp có thể ghi như vậy."))


def _header(lines, columns):
    """The index after the header line, where each column stands, and the headings that mean nothing here."""
    best = max(range(min(len(lines), HEADER_WITHIN)), key=lambda at: _matches(lines[at][1], columns), default=None)
    if best is None or not _matches(lines[best][1], columns):
        raise BadInput(
            _("Không thấy dòng tiêu đề. Dòng đầu cần có các cột: %(columns)s.")
            % {"columns": _labels(column for column in columns if column.required)}
        )
    places, ignored = _places(lines[best][1], columns)
    missing = [column for column in columns if column.required and column.name not in places]
    if missing:
        raise BadInput(_("Thiếu cột: %(columns)s.") % {"columns": _labels(missing)})
    return best + 1, places, ignored


def _matches(cells, columns):
    known = {name for column in columns for name in column.headings}
    return sum(fold(str(cell)) in known for cell in cells if cell)


def _places(cells, columns):
    by_heading = {name: column for column in columns for name in column.headings}
    places, ignored = {}, []
    for place, cell in enumerate(cells):
        column = by_heading.get(fold(str(cell or "")))
        if column is None:
            ignored += [str(cell)[:60]] if cell else []
        elif column.name in places:
            raise BadInput(_("Cột “%(column)s” có hai lần. Hãy xóa bớt một cột.") % {"column": column.label})
        else:
            places[column.name] = place
    return places, ignored


def _labels(columns):
    return ", ".join(f"“{column.label}”" for column in columns)
