"""CSV as offices really write it: comma, semicolon or tab; UTF-8 with or without mark, or UTF-16 from Excel."""

import codecs
import csv
import io

from django.utils.translation import gettext as _

from core.refusals import BadInput

DELIMITERS = ",;\t"
LONGEST_CELL = 5_000
MOST_CELLS_IN_LINE = 200


def read(content):
    """Return [(line number, cells)] of the bytes; raise BadInput for other encodings and broken quoting."""
    text = _decode(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return [(number, _cells(number, row)) for number, row in enumerate(reader, start=1)]
    except csv.Error as error:
        raise BadInput(
            _("Dòng %(line)d của tệp CSV hỏng: dấu nháy kép mở mà không đóng, hoặc ô quá dài.")
            % {"line": reader.line_num}
        ) from error


def _decode(content):
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(
            _(
                "Tệp không dùng bảng mã Unicode nên chữ Việt sẽ sai. "
                "Trong Excel, chọn Lưu thành “CSV UTF-8” hoặc “Excel Workbook (.xlsx)” rồi tải lên lại."
            )
        ) from error
    if "\x00" in text:
        raise BadInput(_("Tệp này không phải bảng XLSX hoặc CSV, dù tên tệp có thể ghi như vậy."))
    return text


def _delimiter(text):
    """The sign that splits the first lines most often, outside quotes."""
    unquoted = "".join(text[:20_000].split('"')[::2])
    return max(DELIMITERS, key=unquoted.count)


def _cells(number, row):
    if len(row) > MOST_CELLS_IN_LINE or any(len(cell) > LONGEST_CELL for cell in row):
        raise BadInput(_("Dòng %(line)d có quá nhiều cột hoặc ô quá dài.") % {"line": number})
    return [cell.strip() for cell in row]
