"""The first visible sheet of an XLSX file, as values: nothing is evaluated, nothing outside the file is fetched."""

import io
import warnings
import zipfile
from xml.parsers import expat

from django.utils.translation import gettext as _

from core.refusals import BadInput

MOST_PARTS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024  # bytes of all parts together
MOST_RATIO = 200  # of one part larger than a megabyte
MOST_COLUMNS = 200
LONGEST_CELL = 5_000
PIECE = 64 * 1024  # bytes of a part read at a time
NOT_A_SHEET = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, zipfile.BadZipFile)


def read(content, *, most):
    """Return [(row number, cells)] of at most `most` rows; raise BadInput for bombs and for what is no workbook."""
    _check_archive(content)
    from openpyxl import load_workbook  # heavy: only imports pay for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features a reader of values does not need
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            return _rows(book, most)
    except BadInput:
        raise
    except (*NOT_A_SHEET, SyntaxError) as error:  # ParseError is a SyntaxError
        raise BadInput(_("Tệp XLSX bị hỏng. Hãy mở bằng Excel hoặc LibreOffice, lưu lại rồi tải lên.")) from error


def _rows(book, most):
    sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
    if sheet is None:
        raise BadInput(_("Tệp XLSX không có trang tính nào hiện ra."))
    sheet.reset_dimensions()
    return [
        (number, [_value(cell) for cell in row])
        for number, row in enumerate(sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS, values_only=True), start=1)
    ]


def _value(cell):
    """The cell as text without outer blanks, a whole number without ".0", or a date as it is."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool | int | float):
        return str(cell)
    return cell.strip()[:LONGEST_CELL] if isinstance(cell, str) else cell


def _check_archive(content):
    """Refuse bombs and documents with a DTD before any parser sees them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise BadInput(_("Tệp XLSX quá lớn khi mở ra. Hãy tách thành nhiều tệp nhỏ."))
            for part in parts:
                _check_part(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError) as error:
        raise BadInput(_("Tệp XLSX bị hỏng hoặc đặt mật khẩu. Hãy lưu lại rồi tải lên.")) from error


def _check_part(archive, part):
    if part.file_size > 1024 * 1024 and part.file_size > MOST_RATIO * max(part.compress_size, 1):
        raise BadInput(_("Tệp XLSX nén bất thường nên không mở, để bảo vệ hệ thống."))
    with archive.open(part) as stream:
        try:
            _refuse_dtd(stream)
        except expat.ExpatError as error:
            if part.filename.lower().endswith((".xml", ".rels")):
                raise BadInput(
                    _("Tệp XLSX bị hỏng. Hãy mở bằng Excel hoặc LibreOffice, lưu lại rồi tải lên.")
                ) from error


def _refuse_dtd(stream):
    """Read the part as XML up to its first element: a DTD stands before it, in whatever encoding and however far."""
    parser, begun = expat.ParserCreate(), []
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda *element: begun.append(element)
    while not begun:
        piece = stream.read(PIECE)
        parser.Parse(piece, not piece)


def _refuse(*_declaration):
    raise BadInput(_("Tệp XLSX có khai báo DTD, không phải tệp do Excel tạo ra."))
