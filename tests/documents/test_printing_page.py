"""The printed letter, measured in its PDF: fonts, sizes in points, positions in millimetres, text read back."""

import datetime
import hashlib
import io
import os
import subprocess
import sys
import unicodedata

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.refusals import TooLarge
from documents.kinds import KINDS, Family
from documents.letter import Appendix, Circulation, Urgency
from documents.printing import render
from documents.printing.structure import pdf_a_faults
from tests.documents.letters import NAMED, PARAGRAPH, letter

MM = 72 / 25.4


class Page:
    """One page of a PDF as a person with a ruler sees it."""

    def __init__(self, page):
        self.page = page
        self.chars = [char for char in page.chars if char["text"].strip()]

    def of(self, text, occurrence=0):
        """The characters that spell `text`, spaces left out."""
        wanted = "".join(text.split())
        spelt = "".join(char["text"] for char in self.chars)
        start = -1
        for _ in range(occurrence + 1):
            start = spelt.find(wanted, start + 1)
            assert start >= 0, f"{text!r} is not on the page"
        return self.chars[start : start + len(wanted)]

    def style(self, text, occurrence=0):
        """Points and face of a text, once each: a text in two styles fails."""
        ((size, font),) = {(round(c["size"], 1), c["fontname"].split("+")[1]) for c in self.of(text, occurrence)}
        return size, font.replace("Tinos", "").replace("TimesNewRoman", "").strip("-") or "Regular"

    def box(self, text, occurrence=0):
        """Left, right, top and bottom in millimetres from the upper left corner."""
        chars = self.of(text, occurrence)
        return (
            min(c["x0"] for c in chars) / MM,
            max(c["x1"] for c in chars) / MM,
            min(c["top"] for c in chars) / MM,
            max(c["bottom"] for c in chars) / MM,
        )

    def middle(self, text):
        left, right, _top, _bottom = self.box(text)
        return (left + right) / 2

    def baseline(self, text):
        return self.page.height - self.of(text)[0]["matrix"][5]

    def rules(self):
        """Ruled lines, the edges of frames among them: left, right and height in millimetres."""
        edges = [(r["x0"], r["x1"], r[side]) for r in self.page.rects for side in ("top", "bottom")]
        return sorted({tuple(round(length / MM, 2) for length in edge) for edge in edges})

    def frame(self, text):
        """Width and height in millimetres of the frame drawn around a text."""
        left, right, top, bottom = (length * MM for length in self.box(text))
        around = [r for r in self.page.rects if r["x0"] < left and r["x1"] > right and r["top"] <= top + 2]
        around = [r for r in around if r["bottom"] >= bottom - 2]
        largest = max(around, key=lambda r: r["width"])
        return largest["width"] / MM, largest["height"] / MM


@pytest.fixture
def pages():
    opened = []

    def read(letter_or_pdf):
        pdf = letter_or_pdf if isinstance(letter_or_pdf, bytes) else render(letter_or_pdf).pdf
        document = pdfplumber.open(io.BytesIO(pdf))
        opened.append(document)
        return [Page(page) for page in document.pages]

    yield read
    for document in opened:
        document.close()


def words(pages):
    return "".join(char["text"] for page in pages for char in page.chars)


def packed(text):
    return "".join(text.split())


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


# --- every kind, any text


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_renders_reads_back_and_is_pdf_a(pages, code):
    subject = letter(code)
    printed = render(subject)
    assert pdf_a_faults(printed.pdf) == []
    read = words(pages(printed.pdf))
    kind = subject.kind
    expected = [subject.signer, *subject.capacity, subject.agency.upper(), subject.superior.upper()]
    expected += [kind.heading] * kind.titled + [f"/{subject.notation}"] * kind.takes_notation
    expected += [f"{subject.place}, ngày"] * kind.dated
    if kind.family is not Family.COPY:
        expected += ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    missing = [text for text in expected if packed(text) not in read]
    assert missing == []
    assert unicodedata.is_normalized("NFC", read)


@pytest.mark.parametrize("code", KINDS)
def test_the_same_letter_gives_the_same_bytes(code):
    assert render(letter(code)).pdf == render(letter(code)).pdf


def test_another_process_gives_the_same_bytes():
    script = (
        "import django; django.setup()\n"
        "from hashlib import sha256\nfrom documents.printing import render\n"
        "from tests.documents.letters import letter\nprint(sha256(render(letter()).pdf).hexdigest())"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONHASHSEED": "7"}
    fresh = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert fresh.stdout.split()[-1] == hashlib.sha256(render(letter()).pdf).hexdigest()


VIETNAMESE = (
    "aáàảãạăắằẳẵặâấầẩẫậbcdđeéèẻẽẹêếềểễệghiíìỉĩịklmnoóòỏõọôốồổỗộơớờởỡợpqrstuúùủũụưứừửữựvxyýỳỷỹỵ"
    "AÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬBCDĐEÉÈẺẼẸÊẾỀỂỄỆGHIÍÌỈĨỊKLMNOÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢPQRSTUÚÙỦŨỤƯỨỪỬỮỰVXYÝỲỶỸỴ0123456789"
)


def test_every_vietnamese_letter_reads_back(pages):
    body = "".join(f"<p>{VIETNAMESE[i : i + 30]}</p>" for i in range(0, len(VIETNAMESE), 30))
    assert VIETNAMESE in words(pages(letter("cong-van", body=body)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet=VIETNAMESE + " ,;:()%/&<>“”", min_size=1, max_size=400), min_size=1, max_size=4))
def test_any_vietnamese_text_is_kept(pages, paragraphs):
    escaped = [p.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for p in paragraphs]
    read = words(pages(letter("cong-van", body="".join(f"<p>{p}</p>" for p in escaped))))
    assert all(packed(unicodedata.normalize("NFC", paragraph)) in read for paragraph in paragraphs)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120), st.lists(st.text(max_size=40), max_size=4))
def test_no_text_breaks_the_page(body, subject, names):
    printed = render(letter("cong-van", body=body, subject=subject, addressees=tuple(names), recipients=tuple(names)))
    assert printed.pages >= 1


def test_markup_in_a_field_is_only_text(pages):
    (page,) = pages(letter("cong-van", subject='<b onload="x">mời</b>', signer="<script>alert(1)</script>"))
    assert packed('V/v <b onload="x">mời</b>') in words([page])
    assert packed("<script>alert(1)</script>") in words([page])


def test_a_book_is_refused():
    for monster in ("<p>chữ</p>" * 13_000, "<p>" + "chữ " * 400_000 + "</p>", "<tr>" * 2_100_000):
        with pytest.raises(TooLarge, match="300"):
            render(letter(body=monster))
    with pytest.raises(TooLarge, match="quá 2 trang"):
        render(letter("cong-van", body=PARAGRAPH * 30), pages_max=2)


def test_a_checking_address_is_drawn_as_a_code(pages):
    (plain,) = pages(letter())
    (coded,) = pages(letter(check_url="https://anthu.lamgiang.gov.vn/xac-minh/ABCD"))
    assert len(coded.page.curves + coded.page.lines + coded.page.rects) > len(
        plain.page.curves + plain.page.lines + plain.page.rects
    )
    assert words([coded]) == words([plain])


def test_unknown_marks_are_not_stamped(pages):
    assert words(pages(letter(urgency="gấp lắm"))) == words(pages(letter()))
