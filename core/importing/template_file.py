"""The empty table to fill in: headings, one example row and a sheet that explains each column."""

import io

from django.utils.translation import gettext as _

from core.importing.kinds import KINDS


def template_file(kind):
    """Return the bytes of an XLSX workbook for the kind ("people", "offices", "codes")."""
    from openpyxl import Workbook

    book, columns = Workbook(), KINDS[kind].COLUMNS
    _fill_in(book.active, columns)
    _explain(book.create_sheet(_("Hướng dẫn")), columns)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill_in(sheet, columns):
    sheet.title = _("Dữ liệu")
    sheet.append([str(column.label) for column in columns])
    sheet.append([column.example for column in columns])
    _make_bold(sheet)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        letters = sheet.cell(1, place).column_letter
        sheet.column_dimensions[letters].width = max(14, len(str(column.label)), len(column.example)) + 2
        for line in range(2, 1000):
            sheet.cell(line, place).number_format = "@"  # text: keeps leading zeros, and dates as they were typed


def _explain(sheet, columns):
    sheet.append([_("Cột"), _("Bắt buộc"), _("Tên khác được nhận"), _("Ví dụ")])
    for column in columns:
        required = _("có") if column.required else ""
        sheet.append([str(column.label), required, ", ".join(str(each) for each in column.aliases), column.example])
    sheet.append([])
    sheet.append([_("Ngày ghi dạng ngày/tháng/năm, ví dụ 05/03/2026. Xóa dòng ví dụ trước khi nhập.")])
    sheet.append([_("Ô để trống giữ nguyên dữ liệu đang có trong hệ thống.")])
    _make_bold(sheet)
    for letters, width in (("A", 22), ("B", 12), ("C", 40), ("D", 40)):
        sheet.column_dimensions[letters].width = width


def _make_bold(sheet):
    from openpyxl.styles import Font

    for cell in sheet[1]:
        cell.font = Font(bold=True)
