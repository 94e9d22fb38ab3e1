"""The printed letter, measured in its PDF: fonts, sizes in points, positions in millimetres, text read back."""

import datetime

import pytest

from documents.letter import Appendix, Circulation, Urgency
from documents.printing import render
from documents.printing.structure import pdf_a_faults
from tests.documents.letters import NAMED, PARAGRAPH, letter
from tests.documents.rulers import MM, packed, words

DATED = {"number": 5, "date": datetime.date(2026, 1, 5)}


# --- the page


def test_paper_is_a4(pages):
    (page,) = pages(letter())
    assert (round(page.page.width / MM), round(page.page.height / MM)) == (210, 297)


def test_margins_are_within_the_law(pages):
    first, second, *_rest = pages(letter("to-trinh", body=NAMED * 12))
    text = [char for page in (first, second) for char in page.chars if char["top"] > 20 * MM]
    left, right = min(c["x0"] for c in text) / MM, 210 - max(c["x1"] for c in text) / MM
    top, bottom = first.box("UBND TỈNH")[2], 297 - max(c["bottom"] for c in text) / MM
    assert 30 <= left <= 35
    assert 15 <= right <= 20
    assert 20 <= top <= 25
    assert bottom >= 20


def test_page_numbers_start_at_two_centred_in_the_top_margin(pages):
    first, second, third, *_rest = pages(letter("to-trinh", body=PARAGRAPH * 40))
    assert [c["text"] for c in first.chars if c["top"] < 18 * MM] == []
    for page, number in ((second, "2"), (third, "3")):
        (char,) = [c for c in page.chars if c["top"] < 18 * MM]
        assert (char["text"], round(char["size"])) == (number, 14)
        assert abs((char["x0"] + char["x1"]) / 2 / MM - (30 + 163 / 2)) < 0.5


def test_every_font_is_one_embedded_family(pages):
    families = {
        char["fontname"].split("+")[1].split("-")[0] for page in pages(letter(**DATED)) for char in page.chars
    }
    assert families in ({"Tinos"}, {"Times"})
    assert pdf_a_faults(render(letter()).pdf) == []


def test_text_is_black_and_stamps_are_red(pages):
    (page,) = pages(letter("cong-dien", urgency=Urgency.EXPRESS))
    colours = {(char["ncs"], tuple(char["non_stroking_color"])) for char in page.of("Trần Quang Minh")}
    assert {sum(colour) for _space, colour in colours} == {0}
    red = page.of("HỎA TỐC")[0]["non_stroking_color"]
    assert red[0] > 0.8
    assert max(red[1:]) < 0.15


# --- boxes 1 to 4


def test_head_sizes_cases_and_faces(pages):
    (page,) = pages(letter(**DATED))
    assert page.style("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == (12.0, "Bold")
    assert page.style("Độc lập - Tự do - Hạnh phúc") == (13.0, "Bold")
    assert page.style("UBND TỈNH LAM GIANG") == (12.0, "Regular")
    assert page.style("SỞ KHOA HỌC VÀ CÔNG NGHỆ") == (12.0, "Bold")
    assert page.style("Số: 05/QĐ-SKHCN") == (13.0, "Regular")
    assert page.style("Lam Giang, ngày 05 tháng 01 năm 2026") == (13.0, "Italic")


def test_head_positions(pages):
    (page,) = pages(letter(**DATED))
    nation, motto = page.middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), page.middle("Độc lập - Tự do - Hạnh phúc")
    dated, agency = page.middle("Lam Giang, ngày 05 tháng 01 năm 2026"), page.middle("SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    assert abs(nation - motto) < 0.5
    assert abs(nation - dated) < 0.5
    assert abs(agency - page.middle("UBND TỈNH LAM GIANG")) < 0.5
    assert abs(agency - page.middle("Số: 05/QĐ-SKHCN")) < 0.5
    assert page.box("CỘNG HÒA")[0] > page.box("SỞ KHOA HỌC VÀ CÔNG NGHỆ")[1]
    assert page.baseline("Số: 05") == pytest.approx(page.baseline("Lam Giang, ngày"), abs=0.1)


def test_rules_under_motto_agency_and_subject(pages):
    (page,) = pages(letter(**DATED))
    motto, agency = page.box("Độc lập - Tự do - Hạnh phúc"), page.box("SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    subject = page.box("Về việc thành lập Tổ công tác")
    lengths = {}
    for left, right, height in page.rules():
        for name, (x0, x1, _top, bottom) in (("motto", motto), ("agency", agency), ("subject", subject)):
            if -0.5 <= height - bottom < 3 and x0 - 1 <= (left + right) / 2 <= x1 + 1:
                lengths[name] = (right - left) / (x1 - x0)
                assert abs((left + right) / 2 - (x0 + x1) / 2) < 0.5
    assert lengths["motto"] == pytest.approx(1, abs=0.02)
    assert 1 / 3 <= lengths["agency"] <= 1 / 2
    assert 1 / 3 <= lengths["subject"] <= 1 / 2


def test_quoc_hieu_stands_on_one_line_above_its_motto(pages):
    (page,) = pages(letter())
    lines = {round(char["bottom"], 1) for char in page.of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")}
    assert len(lines) == 1
    assert page.box("Độc lập")[2] - page.box("CỘNG HÒA")[2] < 6.5


def test_long_agency_names_wrap_inside_their_column(pages):
    (page,) = pages(letter(agency="Trung tâm Lưu trữ lịch sử và Ứng dụng công nghệ thông tin tỉnh Lam Giang"))
    left, right, top, bottom = page.box("TRUNG TÂM LƯU TRỮ LỊCH SỬ VÀ ỨNG DỤNG CÔNG NGHỆ THÔNG TIN TỈNH LAM GIANG")
    assert left >= 30
    assert right < page.box("CỘNG HÒA XÃ HỘI")[0]
    assert bottom - top > 8


# --- boxes 5, 9a, 10, 11, 13


def test_named_types_have_a_centred_bold_title(pages):
    (page,) = pages(letter("thong-bao"))
    assert page.style("THÔNG BÁO") == (14.0, "Bold")
    assert page.style("Về việc thành lập Tổ công tác") == (14.0, "Bold")
    centre = 30 + 163 / 2
    assert abs(page.middle("THÔNG BÁO") - centre) < 0.5
    assert abs(page.middle("Về việc thành lập Tổ công tác") - centre) < 0.5


def test_cong_van_subject_stands_six_points_below_the_number(pages):
    (page,) = pages(letter("cong-van", **DATED))
    assert page.style("V/v triển khai nền tảng số dùng chung") == (12.0, "Regular")
    assert abs(page.middle("V/v triển khai nền tảng số dùng chung") - page.middle("Số: 05/SKHCN-CĐS")) < 0.5
    gap = (page.box("V/v triển khai")[2] - page.box("Số: 05")[3]) * MM
    assert 5.5 <= gap <= 9
    assert "CÔNGVĂN" not in words([page])


def test_one_addressee_stands_beside_kinh_gui(pages):
    (page,) = pages(letter("cong-van", addressees=("Bộ Nội vụ",)))
    assert page.style("Kính gửi: Bộ Nội vụ") == (14.0, "Regular")
    assert page.baseline("Kính gửi") == pytest.approx(page.baseline("Bộ Nội vụ"), abs=0.1)


def test_several_addressees_are_dashed_below_the_colon(pages):
    (page,) = pages(letter("cong-van", addressees=("Bộ Nội vụ", "Bộ Tài chính;", "- Bộ Y tế.")))
    colon = page.of("gửi:")[-1]
    dashes = [page.of(text)[0] for text in ("- Bộ Nội vụ;", "- Bộ Tài chính;", "- Bộ Y tế.")]
    assert len({round(dash["x0"], 1) for dash in dashes}) == 1
    assert abs(dashes[0]["x0"] - colon["x0"]) < 1.5
    assert page.box("- Bộ Nội vụ;")[2] > page.box("Kính gửi:")[3] - 1


def test_a_telegram_names_who_wires(pages):
    (page,) = pages(letter("cong-dien"))
    assert page.style("GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ điện:") == (14.0, "Regular")
    assert page.style("- Văn phòng Ủy ban nhân dân tỉnh;") == (14.0, "Regular")


@pytest.mark.parametrize(
    ("urgency", "words_", "width"),
    [(Urgency.URGENT, "KHẨN", 20), (Urgency.VERY_URGENT, "THƯỢNG KHẨN", 40), (Urgency.EXPRESS, "HỎA TỐC", 30)],
)
def test_urgency_stamps_have_their_true_size(pages, urgency, words_, width):
    (page,) = pages(letter("thong-bao", urgency=urgency))
    assert page.style(words_) == (13.0, "Bold")
    assert page.frame(words_) == (pytest.approx(width, abs=0.3), pytest.approx(8, abs=0.3))


def test_circulation_is_framed_below_the_date(pages):
    (page,) = pages(letter(circulation=Circulation.INTERNAL, **DATED))
    assert page.style("LƯU HÀNH NỘI BỘ") == (13.0, "Bold")
    assert abs(page.middle("LƯU HÀNH NỘI BỘ") - page.middle("Lam Giang, ngày 05 tháng 01 năm 2026")) < 0.5
    assert page.box("LƯU HÀNH NỘI BỘ")[2] > page.box("Lam Giang, ngày")[3]


def test_contact_lines_stand_under_a_full_rule_at_the_foot_of_page_one(pages):
    first, second, *_rest = pages(letter("cong-van", body=PARAGRAPH * 20, contact=("Số 12 đường Nguyễn Trãi",)))
    assert first.style("Số 12 đường Nguyễn Trãi") == (11.0, "Regular")
    assert "12đườngNguyễnTrãi" not in words([second])
    lines = {(round(left), round(right)) for left, right, height in first.rules() if height > 250}
    assert lines == {(30, 193)}
    assert first.box("Số 12 đường Nguyễn Trãi")[3] <= 277


# --- box 6


def test_body_is_justified_fourteen_with_an_indented_first_line(pages):
    (page,) = pages(letter("cong-van", body=PARAGRAPH))
    assert page.style("Thực hiện Kế hoạch số 15/KH-UBND") == (14.0, "Regular")
    assert page.box("Thực hiện Kế hoạch")[0] == pytest.approx(30 + 12.7, abs=0.3)
    full = list(page.of(PARAGRAPH[3:-5]))
    lines = sorted({round(c["bottom"]) for c in full})
    ends = [max(c["x1"] for c in full if round(c["bottom"]) == line) / MM for line in lines[:-1]]
    assert ends == pytest.approx([193] * len(ends), abs=0.4)
    spacing = (lines[1] - lines[0]) / 14
    assert 1.149 <= spacing <= 1.5 * 1.149


def test_paragraphs_are_at_least_six_points_apart(pages):
    (page,) = pages(letter("cong-van", body="<p>Một dòng.</p><p>Dòng khác./.</p>"))
    pitch = page.baseline("Dòng khác") - page.baseline("Một dòng")
    assert pitch - 14 * 1.25 == pytest.approx(6, abs=0.2)


def test_decision_parts(pages):
    (page,) = pages(letter())
    assert page.style("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;") == (14.0, "Italic")
    assert page.style("GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ") == (14.0, "Bold")
    assert page.style("QUYẾT ĐỊNH:") == (14.0, "Bold")
    assert page.style("Điều 1.") == (14.0, "Bold")
    assert page.style("Thành lập Tổ công tác chuyển đổi số của Sở") == (14.0, "Regular")
    assert page.style("Điều 2. Nhiệm vụ của Tổ công tác") == (14.0, "Bold")
    assert page.style("đ) Việc khác.") == (14.0, "Regular")
    centre = 30 + 163 / 2
    assert abs(page.middle("QUYẾT ĐỊNH:") - centre) < 0.5


def test_chapters_are_centred_bold_with_capital_titles(pages):
    body = '<h2 class="number">Chương I</h2><h2 class="title">Quy định chung</h2>' + PARAGRAPH
    (page,) = pages(letter("quy-che", body=body))
    assert page.style("Chương I") == (14.0, "Bold")
    assert page.style("QUY ĐỊNH CHUNG") == (14.0, "Bold")
    assert abs(page.middle("Chương I") - page.middle("QUY ĐỊNH CHUNG")) < 0.5


def test_tables_keep_their_heading_on_every_page(pages):
    rows = "".join(f"<tr><td>{n}</td><td>Nhiệm vụ</td></tr>" for n in range(60))
    table = f"<table><thead><tr><th>STT</th><th>Nội dung</th></tr></thead><tbody>{rows}</tbody></table>"
    printed = pages(letter("thong-bao", body=table))
    assert len(printed) == 3
    assert [page.style("STT") for page in printed] == [(13.0, "Bold")] * 3


# --- boxes 7, 9b, 12


def test_foot_sizes_and_level(pages):
    (page,) = pages(letter(drafter="pl", copies=300))
    assert page.style("KT. GIÁM ĐỐC") == (14.0, "Bold")
    assert page.style("PHÓ GIÁM ĐỐC") == (14.0, "Bold")
    assert page.style("Trần Quang Minh") == (14.0, "Bold")
    assert page.style("Nơi nhận:") == (12.0, "Bold-Italic")
    assert page.style("- Như Điều 3;") == (11.0, "Regular")
    assert page.style("- Lưu: VT, CĐS.") == (11.0, "Regular")
    assert page.style("PL.(300)") == (11.0, "Regular")
    assert page.box("Nơi nhận:")[0] == pytest.approx(30, abs=0.3)
    assert abs(page.baseline("Nơi nhận:") - page.baseline("KT. GIÁM ĐỐC")) < 4
    assert abs(page.middle("KT. GIÁM ĐỐC") - page.middle("Trần Quang Minh")) < 0.5


@pytest.mark.parametrize("paragraphs", range(5, 13))
def test_the_signature_is_never_parted_from_the_text(pages, paragraphs):
    body = PARAGRAPH * paragraphs
    last = pages(letter("cong-van", body=body))[-1]
    assert len(last.of("Trần Quang Minh")) == 13
    assert len(last.of("KT. GIÁM ĐỐC")) == 10
    assert last.box("sau đây./.")[3] < last.box("KT. GIÁM ĐỐC")[2]


def test_a_short_letter_is_tightened_to_save_its_last_page(pages):
    """Single spacing, the least the law allows, and never less."""
    loose, tight = pages(letter("cong-van", body=PARAGRAPH)), pages(letter("cong-van", body=PARAGRAPH * 8))
    assert (len(loose), len(tight)) == (1, 1)
    spacing = []
    for (page,) in (loose, tight):
        lines = sorted({round(char["bottom"], 1) for char in page.of(PARAGRAPH[3:-5])})
        spacing.append(round((lines[1] - lines[0]) / 14, 2))
    assert spacing == [1.25, 1.15]


@pytest.mark.parametrize("count", [10, 17, 25, 60])
def test_long_lists_of_recipients_run_on_without_parting_the_signature(pages, count):
    names = tuple(f"Ủy ban nhân dân xã thứ {n} của tỉnh" for n in range(count))
    printed = pages(letter("cong-van", body=PARAGRAPH * 9, recipients=("Như trên", *names, "Lưu: VT, CĐS")))
    signing = next(page for page in printed if "TrầnQuangMinh" in words([page]))
    assert "sauđây./." in words([signing])
    assert "KT.GIÁMĐỐC" in words([signing])
    assert "Nơinhận:" in words([signing])
    whole = words(printed)
    positions = [whole.index(packed(f"- {name};")) for name in names]
    assert positions == sorted(positions)
    assert whole.count("Nơinhận:") == 1


def test_minutes_have_two_signers_and_no_date(pages):
    (page,) = pages(letter("bien-ban", **DATED))
    assert "ngày05tháng01năm2026,S" not in words([page])
    assert "LamGiang,ngày" not in words([page])
    assert page.box("THƯ KÝ")[1] < page.box("CHỦ TỌA")[0]
    assert page.box("Nơi nhận:")[2] > page.box("Nguyễn Thị Lan")[3]


# --- appendices


def test_appendices_have_their_own_page_numbers_and_roman_ordinals(pages):
    appendices = (Appendix("Danh sách", PARAGRAPH * 14), Appendix("Biểu mẫu", PARAGRAPH, landscape=True))
    _main, first, second, third = pages(letter(appendices=appendices))
    assert first.style("Phụ lục I") == (14.0, "Bold")
    assert first.style("DANH SÁCH") == (14.0, "Bold")
    assert first.style("(Kèm theo Quyết định số …/QĐ-SKHCN ngày … tháng … năm … của") == (14.0, "Italic")
    assert [c["text"] for c in second.chars if c["top"] < 18 * MM] == ["2"]
    assert third.style("Phụ lục II") == (14.0, "Bold")
    assert [c["text"] for c in third.chars if c["top"] < 18 * MM] == []
    assert (round(third.page.width / MM), round(third.page.height / MM)) == (297, 210)


def test_a_single_appendix_is_not_numbered(pages):
    _main, appendix = pages(letter(appendices=(Appendix("Danh sách", PARAGRAPH),)))
    assert words([appendix]).startswith("PhụlụcDANHSÁCH(Kèmtheo")


def test_a_text_issued_by_a_decision_carries_its_own_head(pages):
    _main, text = pages(letter(appendices=(Appendix("Của Tổ công tác", PARAGRAPH, heading="Quy chế"),), **DATED))
    assert text.style("QUY CHẾ") == (14.0, "Bold")
    assert text.style("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == (12.0, "Bold")
    assert text.style("(Kèm theo Quyết định số 05/QĐ-SKHCN ngày 05 tháng 01 năm 2026") == (14.0, "Italic")
