"""The printed book of cases: pure, run in the rendering child, which knows no database."""

from dataclasses import astuple, dataclass

from django.template.loader import render_to_string

from documents.printing.render import engine

SHEET = "register.css"  # of the documents' registers
COLUMNS = (
    ("ordinal", "TT"),
    ("code", "Mã hồ sơ"),
    ("procedure", "Tên thủ tục hành chính"),
    ("sets", "Số lượng hồ sơ (bộ)"),
    ("requester", "Tên cá nhân, đơn vị"),
    ("contact", "Địa chỉ, số điện thoại"),
    ("unit", "Cơ quan, đơn vị chủ trì giải quyết"),
    ("received", "Nhận hồ sơ"),
    ("promised", "Hẹn trả kết quả"),
    ("returned", "Trả kết quả"),
    ("how", "Phương thức nhận kết quả"),
    ("note", "Ghi chú"),
)


@dataclass(frozen=True)
class Line:
    """One case, in words."""

    ordinal: str
    code: str
    procedure: str
    sets: str
    requester: str
    contact: str
    unit: str
    received: str
    promised: str
    returned: str
    how: str
    note: str

    @property
    def cells(self):
        return [(name, text) for (name, _title), text in zip(COLUMNS, astuple(self), strict=True)]


def print_book(lines, cover):
    """The cover and the lines (dicts of Line) as PDF/A-2b."""
    context = {"cover": cover, "columns": COLUMNS, "rows": [Line(**line) for line in lines]}
    parts = ("procedures/print/register_cover.html", "procedures/print/register.html")
    return engine().write([engine().lay_out(render_to_string(part, context), SHEET) for part in parts])
