"""What a PDF must not carry when somebody here is asked to sign it."""

import io

import pikepdf
from django.utils.translation import gettext_lazy as _

LONGEST_WALK = 200_000
"""Objects looked at before a file counts as too complicated to sign."""

_ACTIVE = {
    "/JS": _("Tệp PDF có mã JavaScript nên không thể ký. Hãy in lại thành PDF thường."),
    "/JavaScript": _("Tệp PDF có mã JavaScript nên không thể ký. Hãy in lại thành PDF thường."),
    "/XFA": _("Tệp PDF là biểu mẫu XFA, nội dung có thể đổi sau khi ký. Hãy in lại thành PDF thường."),
    "/OCProperties": _(
        "Tệp PDF có lớp ẩn hiện nên người ký có thể không thấy hết nội dung. Hãy in lại thành PDF thường."
    ),
    "/RichMedia": _("Tệp PDF có phim hoặc hình động nên không thể ký."),
    "/Launch": _("Tệp PDF có lệnh chạy chương trình nên không thể ký."),
}


class Unsuitable(ValueError):
    """A PDF that may not be signed here; the argument is the Vietnamese sentence that says why."""


def inspect(pdf: bytes) -> int:
    """The number of pages of a PDF fit to be signed. Raises Unsuitable."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            _refuse_active_content(document)
            return len(document.pages)
    except pikepdf.PasswordError:
        raise Unsuitable(_("Tệp PDF đặt mật khẩu nên không thể ký. Hãy lưu lại không mật khẩu.")) from None
    except (pikepdf.PdfError, ValueError, RecursionError) as fault:
        if isinstance(fault, Unsuitable):
            raise
        raise Unsuitable(_("Tệp PDF bị hỏng, không đọc được.")) from fault


def page_size(pdf: bytes, page: int = 0) -> tuple[float, float]:
    """Width and height in points of a page of a PDF fit to be signed. Raises Unsuitable."""
    inspect(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        x0, y0, x1, y1 = (float(each) for each in document.pages[page].mediabox)
    return x1 - x0, y1 - y0


def _refuse_active_content(document: pikepdf.Pdf) -> None:
    if document.is_encrypted:
        raise Unsuitable(_("Tệp PDF được mã hóa nên không thể ký. Hãy lưu lại không mã hóa."))
    if not len(document.pages):
        raise Unsuitable(_("Tệp PDF không có trang nào."))
    for count, item in enumerate(_everything(document)):
        if count > LONGEST_WALK:
            raise Unsuitable(_("Tệp PDF quá phức tạp nên không thể ký."))
        _refuse_keys(item)


def _everything(document: pikepdf.Pdf):
    """Every dictionary and stream of the file, also those written inside another object."""
    waiting = list(document.objects)
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += [each for each in item if _is_inside(each)]
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item
            waiting += [each for _key, each in item.items() if _is_inside(each)]


def _is_inside(item) -> bool:
    return isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect


def _refuse_keys(item: pikepdf.Object) -> None:
    names = set(item.keys())
    kinds = {str(item.get("/S", "")), str(item.get("/Subtype", ""))}
    for key, sentence in _ACTIVE.items():
        if key in names or key in kinds:
            raise Unsuitable(sentence)
