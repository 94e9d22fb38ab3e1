"""Takes a ready PDF as the text of a draft, if people can sign exactly what they see.

What is signed must look the same to everybody and for ever, so nothing that acts, fetches, hides or can be filled
in is let through (ISO 32000-1; ISO 19005-2, 6.5 and 6.6 forbid the same in an archived page). The bytes themselves
are never changed.
"""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pikepdf.settings
from django.utils.translation import gettext_lazy as _

from core.refusals import BadInput, TooLarge
from documents.blanks import blanks_in

LARGEST_FILE = 50 * 1024 * 1024
MOST_PAGES = 500
MOST_OBJECTS = 300_000
LONGEST = 4.0  # seconds
DEEPEST = 12
LARGEST_SIDE = 14_400  # points: the largest page of ISO 32000-1, Annex C
LARGEST_STREAM = 64 * 1024 * 1024  # what one compressed stream may become while the file is opened
A4 = (595.3, 841.9)  # points
TOLERANCE = 3.0  # points, about a millimetre

ACTIONS = {
    "/JavaScript": _("mã JavaScript"),
    "/Launch": _("lệnh mở chương trình khác"),
    "/SubmitForm": _("lệnh gửi dữ liệu ra ngoài"),
    "/ImportData": _("lệnh nhập dữ liệu"),
    "/ResetForm": _("lệnh xóa biểu mẫu"),
    "/GoToR": _("liên kết tới tệp khác"),
    "/GoToE": _("liên kết tới tệp nhúng"),
    "/Hide": _("lệnh ẩn hiện nội dung"),
    "/SetOCGState": _("lệnh ẩn hiện nội dung"),
    "/Rendition": _("âm thanh hoặc phim"),
    "/Movie": _("âm thanh hoặc phim"),
    "/Sound": _("âm thanh hoặc phim"),
    "/RichMediaExecute": _("âm thanh hoặc phim"),
    "/GoTo3DView": _("mô hình 3D"),
    "/Trans": _("hiệu ứng trình chiếu"),
}
ANNOTATIONS = {
    "/FileAttachment": _("tệp đính kèm bên trong"),
    "/RichMedia": _("âm thanh hoặc phim"),
    "/Movie": _("âm thanh hoặc phim"),
    "/Screen": _("âm thanh hoặc phim"),
    "/Sound": _("âm thanh hoặc phim"),
    "/3D": _("mô hình 3D"),
}
KEYS = {
    "/JS": _("mã JavaScript"),
    "/XFA": _("biểu mẫu XFA"),
    "/EmbeddedFiles": _("tệp đính kèm bên trong"),
    "/EF": _("tệp đính kèm bên trong"),
    "/AA": _("lệnh tự chạy"),
}

BROKEN = _("Tệp PDF bị hỏng. Hãy mở bằng chương trình đã tạo ra nó, xuất lại PDF rồi tải lại.")
SIGNED = _(
    "Tệp PDF này đã được ký số nên không dùng làm dự thảo được: trình tiếp sẽ làm hỏng chữ ký có sẵn. "
    "Hãy đưa vào như tài liệu đính kèm, hoặc tải bản chưa ký."
)


@dataclass(frozen=True)
class PdfFacts:
    """What one should know of an accepted PDF. `sizes` are (width, height) in points as read, rotation applied."""

    pages: int
    sizes: tuple[tuple[float, float], ...]
    version: str

    @property
    def is_a4(self) -> bool:
        """Whether every page is A4 portrait (Decree 30/2020/NĐ-CP, Appendix I, I.1 and I.2), within a millimetre."""
        return all(
            abs(width - A4[0]) <= TOLERANCE and abs(height - A4[1]) <= TOLERANCE for width, height in self.sizes
        )


def inspect_pdf(content: bytes) -> PdfFacts:
    """The facts of a PDF that may become a draft.

    Raises BadInput (not a PDF, broken, encrypted, already signed, active or hidden content, fillable form) or
    TooLarge (over 50 MB, 500 pages or 300,000 objects), each with the sentence to show.
    """
    _refuse_other_formats(content)
    with _opened(content) as pdf:
        if pdf.is_encrypted:
            raise BadInput(_("Tệp PDF bị khóa quyền hoặc đặt mật khẩu. Hãy bỏ khóa rồi tải lại."))
        _refuse_signed(pdf)
        _refuse_layers(pdf)
        _refuse_active(pdf)
        facts = PdfFacts(len(pdf.pages), _sizes(pdf), pdf.pdf_version)
        if pdf.get_warnings():  # qpdf had to guess: another reader may guess otherwise
            raise BadInput(BROKEN)
        return facts


def places_in(content: bytes) -> dict[str, dict]:
    """Where number, date and signature go on an accepted PDF, as far as its text tells; see documents.blanks."""
    return blanks_in(content)


def _refuse_other_formats(content: bytes) -> None:
    if not content:
        raise BadInput(_("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy rồi tải lại."))
    if len(content) > LARGEST_FILE:
        raise TooLarge(_("Tệp PDF lớn hơn 50 MB. Hãy giảm độ phân giải ảnh quét hoặc tách phụ lục thành tệp riêng."))
    if not content.startswith(b"%PDF-"):
        if content.startswith(b"PK"):
            raise BadInput(_("Đây là tệp Word hoặc tệp nén, không phải PDF. Hãy dùng mục «Từ tệp Word»."))
        raise BadInput(_("Tệp này không phải PDF. Hãy xuất văn bản sang PDF rồi tải lại."))


def _opened(content: bytes) -> pikepdf.Pdf:
    pikepdf.settings.set_qpdf_limits(flate_max_memory=LARGEST_STREAM, max_stream_filters=4)
    try:
        pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False)
        pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise BadInput(_("Tệp PDF bị khóa quyền hoặc đặt mật khẩu. Hãy bỏ khóa rồi tải lại.")) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError) as error:
        raise BadInput(BROKEN) from error
    if pages == 0:
        raise BadInput(_("Tệp PDF không có trang nào."))
    if pages > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
        raise TooLarge(_("Tệp PDF có quá nhiều trang (trên 500) hoặc quá phức tạp. Hãy tách thành nhiều tệp."))
    return pdf


def _refuse_signed(pdf: pikepdf.Pdf) -> None:
    form = pdf.Root.get("/AcroForm")
    if "/Perms" in pdf.Root:
        raise BadInput(SIGNED)
    if not isinstance(form, pikepdf.Dictionary):
        return
    fields = form.get("/Fields")
    if "/XFA" not in form and (not isinstance(fields, pikepdf.Array) or len(fields) == 0):
        return
    kinds = [value.get("/FT") for value in _dictionaries(pdf) if value.get("/FT") is not None]
    signed = any(value.get("/FT") == "/Sig" and "/V" in value for value in _dictionaries(pdf))
    if signed:
        raise BadInput(SIGNED)
    if "/XFA" in form:
        raise BadInput(_refusal(KEYS["/XFA"]))
    if kinds or len(fields):
        raise BadInput(
            _("Tệp PDF là biểu mẫu còn điền được. Hãy in ra PDF thường («Print to PDF») rồi tải bản đó lên.")
        )


def _refuse_layers(pdf: pikepdf.Pdf) -> None:
    """A layer that is off, or that switches itself, shows different papers to different readers."""
    properties = pdf.Root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        return
    configuration = properties.get("/D")
    shown = configuration if isinstance(configuration, pikepdf.Dictionary) else pikepdf.Dictionary()
    off = shown.get("/OFF")
    if (isinstance(off, pikepdf.Array) and len(off)) or shown.get("/BaseState", "/ON") != "/ON" or "/AS" in shown:
        raise BadInput(
            _("Tệp PDF có lớp nội dung bị ẩn: mỗi người có thể đọc thấy khác nhau. Hãy gộp các lớp rồi xuất lại.")
        )


def _refuse_active(pdf: pikepdf.Pdf) -> None:
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != "/GoTo":
        raise BadInput(_refusal(ACTIONS.get(str(opening.get("/S")), KEYS["/AA"])))
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        raise BadInput(_refusal(KEYS["/JS"]))
    for value in _dictionaries(pdf):
        if what := _active(value):
            raise BadInput(_refusal(what))


def _active(value: pikepdf.Object) -> str:
    """What is active about one dictionary, or nothing."""
    for key, what in KEYS.items():
        if key in value:
            return what
    action, subtype = value.get("/S"), value.get("/Subtype")
    if isinstance(action, pikepdf.Name) and str(action) in ACTIONS and _is_action(value):
        return ACTIONS[str(action)]
    if isinstance(subtype, pikepdf.Name) and str(subtype) in ANNOTATIONS and "/Rect" in value:
        return ANNOTATIONS[str(subtype)]
    if isinstance(value, pikepdf.Stream) and "/F" in value:
        return _("nội dung lấy từ tệp bên ngoài")
    return ""


def _is_action(value: pikepdf.Object) -> bool:
    """Some other dictionaries have /S too (page transitions, structure elements): those say their /Type."""
    kind = value.get("/Type")
    return kind is None or kind == "/Action"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, referenced or not, direct ones inside included; bounded in time and depth."""
    end = time.monotonic() + LONGEST
    try:
        for number, value in enumerate(pdf.objects):
            if number % 256 == 0 and time.monotonic() > end:
                raise TooLarge(_("Tệp PDF quá phức tạp nên không kiểm tra hết được. Hãy xuất lại bản gọn hơn."))
            yield from _nested(value, DEEPEST)
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise BadInput(BROKEN) from error


def _nested(value: pikepdf.Object, depth: int) -> Iterator[pikepdf.Object]:
    if depth == 0 or not isinstance(value, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
        return
    if isinstance(value, pikepdf.Array):
        children = list(value) if len(value) < 10_000 else []
    else:
        yield value
        children = [child for _key, child in value.items()]
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _nested(child, depth - 1)


def _sizes(pdf: pikepdf.Pdf) -> tuple[tuple[float, float], ...]:
    try:
        sizes = tuple(_size(page) for page in pdf.pages)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RuntimeError) as error:
        raise BadInput(BROKEN) from error
    if any(not (1 < side <= LARGEST_SIDE) for size in sizes for side in size):
        raise BadInput(_("Tệp PDF có trang khổ bất thường. Hãy xuất lại ở khổ A4."))
    return sizes


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(number) for number in page.mediabox)
    width, height = abs(right - left), abs(top - bottom)
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if turned else (width, height)


def _refusal(what: str) -> str:
    return _("Tệp PDF chứa %(what)s nên không được nhận. Hãy xuất lại PDF thường, không kèm phần này.") % {
        "what": what
    }
