"""The clerk's number and date, written into the blanks after the leader signed (Decree 30, art. 15.3)."""

import io
import re

from django.utils.translation import gettext_lazy as _
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from signatures.fonts import serif
from signatures.pades.intake import Unsuitable
from signatures.pades.typesetting import embed

READ_ONLY = 1
STYLES = ("regular", "italic")
_SIZE = re.compile(r"([\d.]+)\s+Tf")


def fill(pdf: bytes, values: dict[str, str]) -> bytes:
    """The PDF with each named blank filled and locked against typing, as one incremental update.

    Raises Unsuitable when a blank is missing, was filled before, or is too narrow for its value.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=True)
    fields = {str(each.get_object()["/T"]): each for each in _fields(writer)}
    missing = set(values) - set(fields)
    if missing:
        raise Unsuitable(_("Văn bản không có ô trống để điền số hoặc ngày."))
    for style in STYLES:
        _fill_styled(
            writer, {name: fields[name] for name in values if _style_of(fields[name]) == style}, values, style
        )
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def _fields(writer: BasePdfFileWriter):
    root = writer.root
    return root["/AcroForm"]["/Fields"] if "/AcroForm" in root and "/Fields" in root["/AcroForm"] else []


def _style_of(reference) -> str:
    """Upright or italic, as the line around the blank is printed (the date line is italic)."""
    return STYLES[bool(reference.get_object().get("/AnThuItalic", False))]


def _fill_styled(writer, references, values, style) -> None:
    if references:
        letters, font = embed(writer, serif(style), *(values[name] for name in references))
        for name, reference in references.items():
            _fill_one(writer, reference, values[name], letters, font)


def _fill_one(writer, reference, value, letters, font) -> None:
    field = reference.get_object()
    if "/V" in field:
        raise Unsuitable(_("Số và ngày của văn bản đã được điền, không thể điền lại."))
    x0, y0, x1, y1 = (float(each) for each in field["/Rect"])
    size = float(_SIZE.search(str(field["/DA"])).group(1))
    width = letters.width(value) * size
    if width > x1 - x0:
        raise Unsuitable(_("Ô trống trên văn bản quá hẹp cho “%(value)s”.") % {"value": value})
    room, side = x1 - x0 - width, int(field.get("/Q", 1)) / 2
    place = size, room * side, float(field.get("/AnThuBaseline", 0))
    drawn = b"/Tx BMC q BT 0 g /F1 %.2f Tf 1 0 0 1 %.3f %.3f Tm %s Tj ET Q EMC" % (*place, letters.encode(value))
    field["/V"] = pdf_string(value)
    field["/AP"] = generic.DictionaryObject({pdf_name("/N"): _appearance(writer, drawn, font, x1 - x0, y1 - y0)})
    field["/Ff"] = generic.NumberObject(int(field.get("/Ff", 0)) | READ_ONLY)
    writer.mark_update(reference)


def _appearance(writer, drawn: bytes, font, width: float, height: float):
    form = generic.StreamObject(stream_data=drawn)
    form.update(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(
                [generic.FloatObject(each) for each in (0, 0, round(width, 3), round(height, 3))]
            ),
            pdf_name("/Resources"): generic.DictionaryObject(
                {pdf_name("/Font"): generic.DictionaryObject({pdf_name("/F1"): font})}
            ),
        }
    )
    return writer.add_object(form)
