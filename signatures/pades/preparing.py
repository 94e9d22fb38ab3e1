"""Before anybody signs: the blanks for number and date become form fields, the signature fields are placed.

The number and the date are given after the leader has signed (Decree 30, art. 14–15), so they must be form
fields that his signature allows to be filled once. The agency's seal afterwards allows nothing more.
"""

import io
from dataclasses import dataclass

import pikepdf
from django.utils.translation import gettext_lazy as _
from pikepdf import Array, Dictionary, Name, String

from signatures.pades.intake import Unsuitable, inspect

LEADER_FIELD = "leader"
AGENCY_FIELD = "agency"
TEXT_FIELDS = ("number", "day", "month", "year")
LABELS = {
    "number": "Số văn bản",
    "day": "Ngày",
    "month": "Tháng",
    "year": "Năm",
    LEADER_FIELD: "Chữ ký của người có thẩm quyền",
    AGENCY_FIELD: "Con dấu của cơ quan",
}
_FIELD_OF_PLACE = {"signature": LEADER_FIELD, "seal": AGENCY_FIELD}
FILL_AND_SIGN, NOTHING_MORE = 2, 1
"""Values of /P in a signature field lock (ISO 32000-2, 12.8.2.2 and table 237)."""
_PERMISSION = {LEADER_FIELD: FILL_AND_SIGN, AGENCY_FIELD: NOTHING_MORE}
PRINTED, READ_ONLY, REQUIRED = 4, 1, 2
QUADDING = {"left": 0, "center": 1, "right": 2}
"""Values of /Q, which side the text keeps to (ISO 32000-2, table 228)."""


@dataclass(frozen=True)
class Spot:
    """A rectangle on a page: page from 0, points from the page's bottom-left corner.

    `baseline` is the height of the writing line above the page's bottom, `font_size` in points, `align` is left,
    center or right, `italic` the slope of the line around it; all only where text is filled in later.
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float | None = None
    font_size: float | None = None
    align: str = "center"
    italic: bool = False


def prepare(pdf: bytes, places: dict) -> bytes:
    """The PDF with a field at each of `places`, ready for the first signature.

    `places` maps number, day, month, year, signature and seal (any of them) to a rectangle: a Spot or anything with
    its attributes. Raises Unsuitable for a PDF that may not be signed or was signed already.
    """
    inspect(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        form = _empty_form(document)
        for name, place in places.items():
            _add_field(document, form, _FIELD_OF_PLACE.get(name, name), place)
        document.Root.AcroForm = document.make_indirect(form)
        result = io.BytesIO()
        document.save(result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return result.getvalue()


def _empty_form(document: pikepdf.Pdf) -> Dictionary:
    existing = document.Root.get("/AcroForm")
    if existing is not None and len(existing.get("/Fields", [])):
        raise Unsuitable(_("Tệp PDF đã có chữ ký hoặc ô điền nên không đặt thêm được. Hãy in lại thành PDF thường."))
    return Dictionary(Fields=Array(), SigFlags=3)


def _add_field(document, form, name, place) -> None:
    if not 0 <= place.page < len(document.pages):
        raise Unsuitable(_("Vị trí ký nằm ngoài văn bản."))
    page = document.pages[place.page]
    field = _signature_field(name) if name in _PERMISSION else _text_field(document, form, name, place, page)
    _as_widget(document, field, place, page)
    reference = document.make_indirect(field)
    form.Fields.append(reference)
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(reference)


def _as_widget(document, field, place, page) -> None:
    """The field is its own annotation; PDF/A wants an appearance and the print flag on each (ISO 19005-2, 6.3)."""
    width, height = place.x1 - place.x0, place.y1 - place.y0
    blank = document.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, width, height])
    field.update(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=[round(each, 3) for each in (place.x0, place.y0, place.x1, place.y1)],
            F=PRINTED,
            AP=Dictionary(N=blank),
        )
    )
    field.P = page.obj


def _signature_field(name: str) -> Dictionary:
    lock = Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=Array(), P=_PERMISSION[name])
    return Dictionary(FT=Name.Sig, T=String(name), TU=String(LABELS[name]), Lock=lock)


def _text_field(document, form, name, place, page) -> Dictionary:
    """A blank to be filled once. `/AnThuBaseline` remembers the writing line above the rectangle's foot."""
    font, size = _borrowed_font(form, page), place.font_size or 13
    baseline = place.y0 + 0.22 * size if place.baseline is None else place.baseline
    return Dictionary(
        FT=Name.Tx,
        T=String(name),
        TU=String(LABELS.get(name, name)),
        Ff=REQUIRED,
        Q=QUADDING.get(place.align, 1),
        DA=String(f"/{font} {size:g} Tf 0 g"),
        AnThuBaseline=round(baseline - place.y0, 3),
        AnThuItalic=bool(place.italic),
    )


def _borrowed_font(form, page) -> str:
    """The form's default font must be embedded too: take one the page already embeds."""
    fonts = page.resources.get("/Font", Dictionary())
    if not len(fonts):
        raise Unsuitable(_("Trang văn bản không có chữ nên không đặt được ô số và ngày."))
    if "/DR" not in form:
        name = next(iter(fonts.keys()))
        form.DR = Dictionary(Font=Dictionary({name: fonts[name]}))
    return next(iter(form.DR.Font.keys())).lstrip("/")
