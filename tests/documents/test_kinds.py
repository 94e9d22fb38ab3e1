"""Kinds of document: names, abbreviations, notation, number and date (Decree 30, Appendices I and III)."""

import datetime

import pytest

from documents import kinds
from documents.kinds import COPY_KINDS, DOCUMENT_KINDS, KINDS, Addressees, Family

APPENDIX_THREE = {
    "Nghị quyết": "NQ", "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC", "Quy định": "QyĐ",
    "Thông cáo": "TC", "Thông báo": "TB", "Hướng dẫn": "HD", "Chương trình": "CTr", "Kế hoạch": "KH",
    "Phương án": "PA", "Đề án": "ĐA", "Dự án": "DA", "Báo cáo": "BC", "Biên bản": "BB", "Tờ trình": "TTr",
    "Hợp đồng": "HĐ", "Công điện": "CĐ", "Bản ghi nhớ": "BGN", "Bản thỏa thuận": "BTT", "Giấy ủy quyền": "GUQ",
    "Giấy mời": "GM", "Giấy giới thiệu": "GGT", "Giấy nghỉ phép": "GNP", "Phiếu gửi": "PG", "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
}  # fmt: skip


def test_the_table_of_appendix_three_is_complete():
    named = {kind.name: kind.abbreviation for kind in DOCUMENT_KINDS if kind.abbreviation}
    assert named == APPENDIX_THREE


def test_the_twenty_nine_kinds_and_three_copies():
    assert len(DOCUMENT_KINDS) == 29
    assert [kind.name for kind in DOCUMENT_KINDS if not kind.abbreviation] == ["Công văn", "Thư công"]
    assert [kind.abbreviation for kind in COPY_KINDS] == ["SY", "TrS", "SL"]


def test_codes_are_unique_and_fit_an_address():
    assert len(KINDS) == 32
    assert all(code.isascii() and code.replace("-", "").islower() for code in KINDS)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("quyet-dinh", "QĐ-SKHCN"),
        ("to-trinh", "TTr-SKHCN"),
        ("cong-van", "SKHCN-CĐS"),
        ("thu-cong", ""),
        ("sao-y", "SY-SKHCN"),
    ],
)
def test_notation(code, expected):
    assert kinds.notation(KINDS[code], "SKHCN", "CĐS") == expected


def test_notation_of_a_letter_without_unit_names_the_agency_only():
    assert kinds.notation(KINDS["cong-van"], "UBND") == "UBND"


@pytest.mark.parametrize(("number", "expected"), [(1, "01"), (9, "09"), (10, "10"), (351, "351"), (12345, "12345")])
def test_numbers_below_ten_are_padded(number, expected):
    assert kinds.padded_number(number) == expected


def test_a_number_starts_at_one():
    with pytest.raises(ValueError, match="starts at 1"):
        kinds.padded_number(0)


def test_full_number_has_no_space():
    assert kinds.full_number(5, "QĐ-BNV") == "05/QĐ-BNV"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (datetime.date(2020, 1, 5), "Hà Nội, ngày 05 tháng 01 năm 2020"),
        (datetime.date(2026, 2, 28), "Hà Nội, ngày 28 tháng 02 năm 2026"),
        (datetime.date(2019, 6, 29), "Hà Nội, ngày 29 tháng 6 năm 2019"),
        (datetime.date(2026, 12, 9), "Hà Nội, ngày 09 tháng 12 năm 2026"),
    ],
)
def test_date_line_pads_days_and_the_first_two_months_only(date, expected):
    assert kinds.dateline("Hà Nội", date) == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [("QUYẾT ĐỊNH", "quyet-dinh"), ("tờ  trình", "to-trinh"), ("HĐ", "hop-dong"), ("HD", "huong-dan"), ("", None)],
)
def test_a_kind_is_found_by_name_or_abbreviation(written, code):
    kind = kinds.named(written)
    assert (kind.code if kind else None) == code


def test_which_parts_each_template_has():
    assert [k.code for k in DOCUMENT_KINDS if k.takes_grounds] == ["nghi-quyet", "quyet-dinh"]
    assert [k.code for k in DOCUMENT_KINDS if k.takes_authority] == ["nghi-quyet", "quyet-dinh", "cong-dien"]
    assert [k.code for k in DOCUMENT_KINDS if not k.dated] == ["bien-ban"]
    assert [k.code for k in DOCUMENT_KINDS if not k.titled] == ["cong-van", "thu-cong"]
    assert [k.code for k in DOCUMENT_KINDS if k.addressees is Addressees.REQUIRED] == [
        "to-trinh",
        "cong-van",
        "cong-dien",
    ]
    assert [k.code for k in DOCUMENT_KINDS if not k.takes_notation] == ["thu-cong"]


def test_headings_are_capitals_with_their_marks():
    assert KINDS["giay-uy-quyen"].heading == "GIẤY ỦY QUYỀN"
    assert KINDS["giay-uy-quyen"].family is Family.NAMED
