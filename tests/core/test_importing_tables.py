"""Reading tables: every way offices write them, and every way they break."""

import csv
import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from core.importing import columns as read
from core.importing import tables
from core.importing.columns import CellFault, Column
from core.refusals import BadInput

COLUMNS = (
    Column("name", "Họ và tên", True, ("họ tên",)),
    Column("born", "Ngày sinh", read=read.day),
    Column("phone", "Điện thoại", read=read.phone),
)
EXPECTED = [
    (2, {"name": "Nguyễn Thị Lan", "born": "05/03/1990", "phone": "0912345678"}),
    (3, {"name": "Đỗ Thúy Nga", "born": "", "phone": ""}),
]
LINES = [
    ["Họ và tên", "Ngày sinh", "Điện thoại"],
    ["Nguyễn Thị Lan", "05/03/1990", "0912345678"],
    ["Đỗ Thúy Nga", "", ""],
]


def as_csv(lines, delimiter=","):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(lines)
    return stream.getvalue()


def as_xlsx(*sheets):
    book = Workbook()
    book.remove(book.active)
    for lines in sheets:
        sheet = book.create_sheet()
        for line in lines:
            sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(content, **changes):
    """The same archive with some parts replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in changes:
                new.writestr(part, old.read(part))
        for part, data in changes.items():
            new.writestr(part, data)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_common_shape(encoding, delimiter):
    assert tables.read(as_csv(LINES, delimiter).encode(encoding), COLUMNS).rows == EXPECTED


def test_xlsx_of_text_cells():
    assert tables.read(as_xlsx(LINES), COLUMNS).rows == EXPECTED


def test_xlsx_of_typed_cells():
    day = datetime(1990, 3, 5)  # noqa: DTZ001  (spreadsheets know no zones)
    lines = [LINES[0], ["Nguyễn Thị Lan", day, 912345678], ["Đỗ Thúy Nga", None, 912345678.0]]
    rows = tables.read(as_xlsx(lines), COLUMNS).rows
    assert [read.read_row(cells, COLUMNS) for _number, cells in rows] == [
        ({"name": "Nguyễn Thị Lan", "born": date(1990, 3, 5), "phone": "0912345678"}, []),
        ({"name": "Đỗ Thúy Nga", "born": None, "phone": "0912345678"}, []),
    ]


@pytest.mark.parametrize(
    "heading",
    ["Họ và tên", "họ và tên", "HO VA TEN", "  Ho  va ten ", "họ tên", "name", "Họ và tên".encode().decode()],
)
def test_headings_are_known_with_or_without_marks(heading):
    lines = [[heading], ["Đỗ Thúy Nga"]]
    assert tables.read(as_csv(lines).encode(), COLUMNS).rows == [(2, {"name": "Đỗ Thúy Nga"})]


def test_titles_may_stand_above_the_header_and_blank_lines_between():
    lines = [["DANH SÁCH CÁN BỘ", "", ""], ["", "", ""], *LINES[:2], ["", "", ""], LINES[2]]
    assert [number for number, _cells in tables.read(as_xlsx(lines), COLUMNS).rows] == [4, 6]


def test_unknown_columns_are_named():
    table = tables.read(as_csv([["Họ tên", "Quê quán"], ["Đỗ Thúy Nga", "Lam Giang"]]).encode(), COLUMNS)
    assert (table.ignored, table.rows) == (["Quê quán"], [(2, {"name": "Đỗ Thúy Nga"})])


def test_only_the_first_visible_sheet_is_read():
    assert len(tables.read(as_xlsx(LINES, [["Họ tên"], ["Khác"]]), COLUMNS).rows) == 2


def test_formulas_are_not_evaluated():
    lines = [["Họ và tên"], ['=HYPERLINK("http://x","y")']]
    with pytest.raises(BadInput, match="chưa có dòng dữ liệu"):
        tables.read(as_xlsx(lines), COLUMNS)


BOMB = b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>"
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
LATE_DTD = DTD.replace(b"<!DOCTYPE", b"<!--" + b"x" * 90_000 + b"--><!DOCTYPE")
WIDE_DTD = DTD.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")
FAULTY = {
    "missing column": (b"Ngay sinh\n05/03/1990\n", "Thiếu cột: “Họ và tên”"),
    "no header": (b"a,b\nc,d\n", "Không thấy dòng tiêu đề"),
    "header alone": ("Họ và tên\n".encode(), "chưa có dòng dữ liệu"),
    "column twice": ("Họ và tên,Họ tên\na,b\n".encode(), "Cột “Họ và tên” có hai lần"),
    "other encoding": ("Họ và tên\nNguyễn\n".encode("utf-16-be")[:-1], "không dùng bảng mã Unicode"),
    "windows-1258": (b"H\xf2 t\xean\nLan\n", "không dùng bảng mã Unicode"),
    "binary": (bytes(range(256)) * 4, "không dùng bảng mã Unicode"),
    "with zeros": (b"Ho ten\nLan\x00\n", "không phải bảng XLSX hoặc CSV"),
    "open quote": ('Họ và tên\n"Lan\n'.encode(), "hỏng: dấu nháy kép"),
    "wide": (b"Ho ten" + b"," * 300 + b"\n", "quá nhiều cột"),
    "empty": (b" \n", "Không thấy dòng tiêu đề"),
    "pdf": (b"%PDF-1.7\n", "không phải bảng XLSX hoặc CSV"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "đặt mật khẩu hoặc ở dạng .xls cũ"),
    "torn archive": (as_xlsx(LINES)[:-400], "không dùng bảng mã Unicode"),
    "bomb": (repacked(as_xlsx(LINES), **{"xl/worksheets/sheet1.xml": BOMB}), "nén bất thường"),
    "huge": (repacked(as_xlsx(LINES), **{f"x{n}": b"\0" * 30_000_000 for n in range(4)}), "quá lớn khi mở ra"),
    "entities": (repacked(as_xlsx(LINES), **{"xl/worksheets/sheet1.xml": DTD}), "khai báo DTD"),
    "late entities": (repacked(as_xlsx(LINES), **{"xl/worksheets/sheet1.xml": LATE_DTD}), "khai báo DTD"),
    "wide entities": (repacked(as_xlsx(LINES), **{"xl/worksheets/sheet1.xml": WIDE_DTD}), "khai báo DTD"),
    "hidden entities": (repacked(as_xlsx(LINES), **{"xl/worksheets/sheet1.bin": DTD}), "khai báo DTD"),
    "no xml": (repacked(as_xlsx(LINES), **{"xl/worksheets/sheet1.xml": b"oops"}), "bị hỏng"),
    "no workbook": (repacked(as_xlsx(LINES), **{"xl/workbook.xml": b"<a/>"}), "bị hỏng|không có trang tính"),
    "too many": (("Họ và tên\n" + "Lan\n" * 10_001).encode(), "tối đa 10000 dòng"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_file_ends_in_one_sentence(name):
    content, sentence = FAULTY[name]
    with pytest.raises(BadInput, match=sentence):
        tables.read(content, COLUMNS)


# --- cells -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("05/03/2026", date(2026, 3, 5)),
        ("5-3-2026", date(2026, 3, 5)),
        ("05.03.2026", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
        (datetime(2026, 3, 5, 8, 0), date(2026, 3, 5)),  # noqa: DTZ001
        (date(2026, 3, 5), date(2026, 3, 5)),
        ("", None),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_dates(cell, value):
    assert read.day(cell) == value


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("31/02/2026", "“31/02/2026” không có trong lịch."),
        ("29/02/2026", "“29/02/2026” không có trong lịch."),
        ("tháng 3", "“tháng 3” không phải là ngày."),
        ("05/03/26", "“05/03/26” không phải là ngày."),
        ("46086", "“46086” không phải là ngày."),
    ],
)
def test_wrong_dates_are_told(cell, what):
    with pytest.raises(CellFault) as fault:
        read.day(cell)
    assert fault.value.what == what


@pytest.mark.parametrize(
    ("cell", "value"), [("912345678", "0912345678"), ("+84 (0)912 345 678", "+84 (0)912 345 678"), ("", "")]
)
def test_telephone_numbers(cell, value):
    assert read.phone(cell) == value


@pytest.mark.parametrize(
    ("reader", "cell"), [(read.phone, "hỏi Lan"), (read.email, "lan@"), (read.short(3), "dài quá")]
)
def test_wrong_cells_are_told(reader, cell):
    with pytest.raises(CellFault) as fault:
        reader(cell)
    assert fault.value.remedy


def test_choices_are_known_by_any_of_their_names():
    reader = read.choice({"unit": ["đơn vị", "phòng"]})
    assert [reader(cell) for cell in ("Đơn vị", "DON VI", "phong", "unit", "")] == [
        "unit",
        "unit",
        "unit",
        "unit",
        "",
    ]
    with pytest.raises(CellFault) as fault:
        reader("khoa")
    assert (fault.value.what, fault.value.remedy) == ("“khoa” không có trong danh mục.", "Ghi một trong: đơn vị.")


def test_an_empty_required_cell_is_told():
    assert read.read_row({"name": ""}, COLUMNS[:1]) == (
        {"name": ""},
        [["Họ và tên", "Ô trống.", "Điền “Họ và tên”."]],
    )
