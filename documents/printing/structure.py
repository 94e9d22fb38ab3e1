"""Is this file PDF/A as far as its structure shows? Our own reading of ISO 19005-2, for want of a packaged validator.

It looks at what goes wrong in practice: no identification, no output intent, fonts left out, forms without
appearance, scripts, encryption, references to the outside. It does not judge the content streams.
"""

import io
import re

import pikepdf
from pikepdf import Dictionary, Name, Pdf

FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans",
    "/GoTo3DView", "/JavaScript", "/SubmitForm", "/GoToR", "/GoToE",
}  # fmt: skip
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def pdf_a_faults(pdf: bytes) -> list[str]:
    """What keeps a file from being PDF/A-2, in Vietnamese, one sentence each; empty when nothing was found.

    Never raises on hostile input.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            if document.is_encrypted:
                return ["Tệp đã bị mã hóa (ISO 19005-2, 6.1.3)."]
            return _faults(document)
    except pikepdf.PasswordError:
        return ["Tệp đã bị mã hóa (ISO 19005-2, 6.1.3)."]
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ["Tệp PDF bị hỏng, không đọc được."]


def _faults(document: Pdf) -> list[str]:
    checks = (_identification, _output_intent, _catalog, _forms, _objects)
    return [fault for check in checks for fault in check(document)]


def _identification(document: Pdf) -> list[str]:
    metadata = document.Root.get("/Metadata")
    text = metadata.read_bytes().decode("utf-8", "replace") if metadata is not None else ""
    part = re.search(r"pdfaid:part\s*(?:=\s*[\"']|>)\s*(\d)", text)
    if part is None:
        return ["Siêu dữ liệu XMP không khai là PDF/A (6.6.4)."]
    return [] if part[1] == "2" else [f"Siêu dữ liệu XMP khai là PDF/A-{part[1]}, không phải PDF/A-2 (6.6.4)."]


def _output_intent(document: Pdf) -> list[str]:
    intents = document.Root.get("/OutputIntents", [])
    good = any(i.get("/S") == Name("/GTS_PDFA1") and "/DestOutputProfile" in i for i in intents)
    return [] if good else ["Thiếu hồ sơ màu đầu ra OutputIntent (6.2.3)."]


def _catalog(document: Pdf) -> list[str]:
    root, faults = document.Root, []
    if "/AA" in root:
        faults.append("Tệp có hành động tự chạy ở cấp tài liệu (6.5.2).")
    names = root.get("/Names", Dictionary())
    if "/JavaScript" in names:
        faults.append("Tệp chứa JavaScript (6.5.1).")
    if "/EmbeddedFiles" in names:
        faults.append("Tệp chứa tệp nhúng (6.8).")
    if "/Requirements" in root:
        faults.append("Tệp đòi hỏi tính năng riêng của phần mềm đọc (6.11).")
    return faults


def _forms(document: Pdf) -> list[str]:
    form = document.Root.get("/AcroForm")
    if form is None:
        return []
    faults = []
    if form.get("/NeedAppearances", False):
        faults.append("Biểu mẫu đòi phần mềm đọc tự vẽ (NeedAppearances, 6.4.1).")
    if "/XFA" in form:
        faults.append("Tệp chứa biểu mẫu XFA (6.4.2).")
    return faults


def _objects(document: Pdf) -> list[str]:
    faults: dict[str, None] = {}
    for found in document.objects:
        if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
            for fault in _object(found):
                faults[fault] = None
    return list(faults)


def _object(found: pikepdf.Object) -> list[str]:
    faults = []
    if found.get("/Type") == Name("/Font"):
        faults += _font(found)
    if found.get("/Subtype") == Name("/Widget") and _visible(found) and "/AP" not in found:
        faults.append("Ô biểu mẫu không có hình hiển thị (6.4.1).")
    for action in (found, found.get("/A"), found.get("/OpenAction")):
        if isinstance(action, Dictionary) and _action(action) in FORBIDDEN_ACTIONS:
            faults.append(f"Tệp có hành động {_action(action)[1:]} bị cấm (6.5.1).")
    if isinstance(found, pikepdf.Stream) and ("/F" in found or "/FFilter" in found):
        faults.append("Dữ liệu nằm ở tệp bên ngoài (6.1.7.1).")
    if isinstance(found, pikepdf.Stream) and found.get("/Filter") in (Name("/LZWDecode"), Name("/Crypt")):
        faults.append("Dữ liệu nén bằng cách bị cấm (6.1.7.2).")
    return faults


def _font(font: pikepdf.Object) -> list[str]:
    if font.get("/Subtype") in (Name("/Type0"), Name("/Type3")):
        return []  # its descendants are looked at themselves; Type 3 draws its own glyphs
    descriptor = font.get("/FontDescriptor", Dictionary())
    if any(key in descriptor for key in FONT_FILES):
        return []
    return [f"Phông chữ {str(font.get('/BaseFont', '?')).lstrip('/')} không được nhúng (6.2.11.4)."]


def _visible(widget: pikepdf.Object) -> bool:
    """A signature field without area needs no appearance (6.4.1)."""
    x0, y0, x1, y1 = (float(number) for number in widget.get("/Rect", [0, 0, 0, 0]))
    return x0 != x1 and y0 != y1


def _action(dictionary: pikepdf.Object) -> str:
    kind = dictionary.get("/S")
    return str(kind) if isinstance(kind, pikepdf.Name) else ""
