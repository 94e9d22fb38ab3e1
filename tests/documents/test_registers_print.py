"""The printed register of outgoing documents, read back from its PDF (Decree 30, Appendix IV, section I)."""

import datetime
import io

import pdfplumber
import pytest

from core.refusals import TooLarge
from documents.printing.register import COLUMNS, Cover, Row, render_register
from documents.printing.structure import pdf_a_faults

MM = 72 / 25.4
COVER = Cover(
    superior="UBND tỉnh Lam Giang",
    agency="Sở Khoa học và Công nghệ",
    year=2026,
    since=datetime.date(2026, 1, 1),
    until=datetime.date(2026, 3, 31),
    first="01",
    last="59",
    volume="01",
)


def row(number):
    return Row(
        notation=f"{number:02d}/QĐ-SKHCN",
        dated=datetime.date(2026, 1, 5),
        subject="Quyết định về việc thành lập Tổ công tác chuyển đổi số",
        signer="Trần Quang Minh",
        recipients="UBND tỉnh; các phòng, đơn vị thuộc Sở",
        keeper="VT, CĐS",
        copies=12,
        sent=datetime.date(2026, 1, 6),
        received="Đã nhận",
        note="Hỏa tốc",
    )


def test_the_ten_columns_stand_in_their_statutory_order():
    assert [title for _name, title in COLUMNS] == [
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Người ký",
        "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu",
        "Số lượng bản",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ]


def test_cover_and_entries_read_back():
    with pdfplumber.open(io.BytesIO(render_register([row(1)], COVER))) as document:
        cover, entries = document.pages
        assert cover.extract_text().split("\n") == [
            "UBND TỈNH LAM GIANG",
            "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
            "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
            "Năm: 2026",
            "Từ ngày 01/01/2026 đến ngày 31/03/2026",
            "Từ số 01 đến số 59",
            "Quyển số: 01",
        ]
        (table,) = entries.extract_tables()
        titles, ordinals, entry = [[" ".join(cell.split()) for cell in line] for line in table]
    assert titles == [title for _name, title in COLUMNS]
    assert ordinals == [f"({n})" for n in range(1, 11)]
    assert entry == [
        "01/QĐ-SKHCN",
        "05/01/2026",
        "Quyết định về việc thành lập Tổ công tác chuyển đổi số",
        "Trần Quang Minh",
        "UBND tỉnh; các phòng, đơn vị thuộc Sở",
        "VT, CĐS",
        "12",
        "06/01/2026",
        "Đã nhận",
        "Hỏa tốc",
    ]


@pytest.mark.parametrize(("size", "width", "height"), [("A4", 297, 210), ("A3", 420, 297)])
def test_pages_are_landscape_numbered_from_one_and_repeat_the_heading(size, width, height):
    pdf = render_register([row(n) for n in range(1, 60)], COVER, size=size)
    assert pdf_a_faults(pdf) == []
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        sizes = {(round(page.width / MM), round(page.height / MM)) for page in document.pages}
        numbers = [page.crop((0, 0, page.width, 18 * MM)).extract_text() for page in document.pages]
        headed = ["Người ký" in page.extract_text() for page in document.pages]
        entries = "".join(page.extract_text() for page in document.pages)
    assert sizes == {(width, height)}
    assert numbers == ["", *[str(n) for n in range(1, len(numbers))]]
    assert headed == [False, *[True] * (len(headed) - 1)]
    assert [entries.count(f"{n:02d}/QĐ-SKHCN") for n in range(1, 60)] == [1] * 59


def test_an_empty_register_still_has_its_cover_and_columns():
    with pdfplumber.open(io.BytesIO(render_register([], Cover("", "Sở Y tế", 2026)))) as document:
        assert len(document.pages) == 2
        assert document.pages[0].extract_text().startswith("SỞ Y TẾ\nSỔ ĐĂNG KÝ VĂN BẢN ĐI\nNăm: 2026")


def test_markup_in_an_entry_is_only_text():
    with pdfplumber.open(io.BytesIO(render_register([Row("01/QĐ", None, "<b>x</b>", "", "")], COVER))) as document:
        (table,) = document.pages[1].extract_tables()
    assert table[2][2] == "<b>x</b>"


def test_a_volume_has_an_end():
    with pytest.raises(TooLarge, match="5000"):
        render_register([row(1)] * 5001, COVER)


def test_other_paper_is_refused():
    with pytest.raises(ValueError, match="A4 or A3"):
        render_register([], COVER, size="A5")
