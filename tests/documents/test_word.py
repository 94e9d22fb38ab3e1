"""documents/word: agency papers become fields and body, no word lost, none twice."""

import datetime
import io
import re
import unicodedata
from collections import Counter
from pathlib import Path

import mammoth
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents.body import Block, blocks, clean, plain_text
from documents.word import read
from tests.documents import papers

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "decree-30"


def words(text):
    """Words and numbers as read: composed letters, no drawn rules, 05 and 5 alike."""
    return [word.lstrip("0") or word for word in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))]


FORM_WORDS = set(
    words(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Số: ngày tháng năm V/v Kính gửi: Nơi nhận: "
        "điện: (Đã ký) HỎA TỐC PHỤ LỤC I v/v"
    )
)
DECODABLE = tuple(paper for paper in papers.PAPERS if paper is not papers.old_fonts)
FIELDS = {
    papers.official_letter: {
        "kind": "cong-van",
        "superior": "UBND TỈNH LẠNG SƠN",
        "agency": "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "notation": "SKHCN-CĐS",
        "place": "Lạng Sơn",
        "subject": "triển khai nền tảng số dùng chung trên địa bàn tỉnh năm 2026",
        "addressees": ("Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các xã, phường"),
        "recipients": ("Như trên", "UBND tỉnh (để b/c)", "Giám đốc, các PGĐ Sở", "Lưu: VT, CĐS"),
        "capacity": ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        "signer": "Nguyễn Thị Minh Hạnh",
    },
    papers.decision: {
        "kind": "quyet-dinh",
        "kind_name": "QUYẾT ĐỊNH",
        "agency": "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
        "number": 125,
        "notation": "QĐ-UBND",
        "place": "Lạng Sơn",
        "date": datetime.date(2026, 3, 5),
        "subject": "Về việc thành lập Ban Chỉ đạo chuyển đổi số tỉnh",
        "authority": "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
        "recipients": ("Như Điều 3", "Thường trực Tỉnh ủy", "Lưu: VT, KGVX"),
        "capacity": ("CHỦ TỊCH",),
        "signer": "Trần Văn Bình",
    },
    papers.proposal: {
        "kind": "to-trinh",
        "kind_name": "TỜ TRÌNH",
        "superior": "UBND TỈNH LẠNG SƠN",
        "agency": "SỞ NỘI VỤ",
        "number": 34,
        "notation": "TTr-SNV",
        "place": "Lạng Sơn",
        "date": datetime.date(2026, 2, 12),
        "subject": "Về việc phê duyệt Đề án vị trí việc làm",
        "addressees": ("Ủy ban nhân dân tỉnh Lạng Sơn",),
        "recipients": ("Như trên", "Lưu: VT, TCBC"),
        "capacity": ("GIÁM ĐỐC",),
        "signer": "Hoàng Văn Thụ",
    },
    papers.report: {
        "kind": "bao-cao",
        "kind_name": "BÁO CÁO",
        "superior": "UBND HUYỆN CAO LỘC",
        "agency": "PHÒNG TÀI CHÍNH - KẾ HOẠCH",
        "number": 7,
        "notation": "BC-TCKH",
        "place": "Cao Lộc",
        "date": datetime.date(2026, 6, 30),
        "subject": "Tình hình thực hiện dự toán ngân sách 6 tháng đầu năm 2026",
        "recipients": ("UBND huyện", "Lưu: VT"),
        "capacity": ("TRƯỞNG PHÒNG",),
        "signer": "Vi Thị Lan",
    },
    papers.notice: {
        "kind": "thong-bao",
        "kind_name": "THÔNG BÁO",
        "superior": "BỘ NỘI VỤ",
        "agency": "CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC",
        "number": 88,
        "notation": "TB-VTLTNN",
        "place": "Hà Nội",
        "date": datetime.date(2026, 1, 5),
        "subject": "Kết luận của Cục trưởng tại cuộc họp giao ban tháng 01",
        "recipients": ("Các đơn vị thuộc Cục", "Lưu: VT"),
        "capacity": ("TL. CỤC TRƯỞNG", "CHÁNH VĂN PHÒNG"),
        "signer": "Phạm Quốc Khánh",
    },
    papers.invitation: {
        "kind": "giay-moi",
        "kind_name": "GIẤY MỜI",
        "superior": "TỈNH ỦY LẠNG SƠN",
        "agency": "VĂN PHÒNG",
        "number": 15,
        "notation": "GM-VPTU",
        "place": "Lạng Sơn",
        "date": datetime.date(2026, 1, 9),
        "subject": "Dự Hội nghị triển khai nhiệm vụ năm 2026",
        "urgency": "hoa-toc",
        "recipients": ("Như trên", "Lưu: VT, TH"),
        "capacity": ("CHÁNH VĂN PHÒNG",),
        "signer": "Lương Trọng Quỳnh",
    },
    papers.plan_with_appendix: {
        "kind": "ke-hoach",
        "kind_name": "KẾ HOẠCH",
        "superior": "UBND THÀNH PHỐ LẠNG SƠN",
        "agency": "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "number": 21,
        "notation": "KH-PGDĐT",
        "place": "TP. Lạng Sơn",
        "date": datetime.date(2026, 2, 2),
        "subject": "Tổ chức Hội thi giáo viên dạy giỏi cấp thành phố",
        "recipients": ("Các trường", "Lưu: VT (2)"),
        "capacity": ("TRƯỞNG PHÒNG",),
        "signer": "Đỗ Thị Hòa",
        "appendices": (
            (
                "DANH SÁCH THÍ SINH",
                '<p class="center"><em>(Kèm theo Kế hoạch số 21/KH-PGDĐT)</em></p><table><thead><tr><th>TT</th>'
                "<th>Họ và tên</th></tr></thead><tbody><tr><td>1</td><td>Nông Thị Hương</td></tr></tbody></table>",
            ),
        ),
    },
    papers.minutes: {
        "kind": "bien-ban",
        "kind_name": "BIÊN BẢN",
        "superior": "SỞ NỘI VỤ",
        "agency": "VĂN PHÒNG",
        "number": 3,
        "notation": "BB-VP",
        "subject": "Họp xét thi đua quý I năm 2026",
        "recipients": ("Các thành viên", "Lưu: VT, Hồ sơ"),
        "capacity": ("CHỦ TỌA",),
        "signer": "Nguyễn Thị Bình",
        "cosigner": (("THƯ KÝ",), "Lê Văn An"),
    },
    papers.telegram: {
        "kind": "cong-dien",
        "kind_name": "CÔNG ĐIỆN",
        "agency": "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
        "number": 2,
        "notation": "CĐ-UBND",
        "place": "Quảng Ninh",
        "date": datetime.date(2026, 9, 7),
        "subject": "Về việc ứng phó bão số 3",
        "authority": "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
        "addressees": ("Giám đốc các sở", "Chủ tịch Ủy ban nhân dân các xã"),
        "recipients": ("Như trên", "Lưu: VT"),
        "capacity": ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "signer": "Vũ Văn Diện",
    },
    papers.messy_letter: {
        "kind": "cong-van",
        "agency": "TRƯỜNG THPT VIỆT BẮC",
        "number": 45,
        "notation": "THPTVB",
        "place": "Lạng Sơn",
        "date": datetime.date(2026, 11, 3),
        "subject": "xin kinh phí sửa chữa",
        "addressees": ("Sở Giáo dục và Đào tạo",),
        "recipients": ("Như trên", "Lưu VT"),
        "capacity": ("HIỆU TRƯỞNG",),
        "signer": "NGUYỄN VĂN TÙNG",
    },
    papers.old_fonts: {},
    papers.plain_notes: {},
    papers.personal_letter: {},
}


def words_of_fields(fields):
    texts = []
    for name, value in fields.items():
        if name == "appendices":
            texts += [f"{title}\n{plain_text(body)}" for title, body in value]
        elif name == "cosigner":
            texts += [*value[0], value[1]]
        elif name == "date":
            texts.append(f"{value.day} {value.month} {value.year}")
        elif name not in ("kind", "urgency"):
            texts += [value] if isinstance(value, str) else [str(value)] if isinstance(value, int) else value
    return [word for text in texts for word in words(text)]


@pytest.mark.parametrize("paper", papers.PAPERS, ids=lambda paper: paper.__name__)
def test_the_statutory_parts_become_fields(paper):
    assert read(paper()).fields == FIELDS[paper]


@pytest.mark.parametrize("paper", DECODABLE, ids=lambda paper: paper.__name__)
def test_no_word_is_lost_and_none_stands_twice(paper):
    """mammoth, a converter that is not ours, says which words the file has."""
    draft = read(paper())
    theirs = Counter(words(mammoth.extract_raw_text(io.BytesIO(paper())).value))
    ours = Counter(words_of_fields(draft.fields) + words(plain_text(draft.body)))
    form_words = FORM_WORDS if "date" in draft.fields else FORM_WORDS | {"2026"}  # a year without a day is no date
    assert [word for word in theirs - ours if word not in form_words] == []
    assert ours - theirs == Counter()


@pytest.mark.parametrize("paper", papers.PAPERS, ids=lambda paper: paper.__name__)
def test_the_body_is_canonical(paper):
    body = read(paper()).body
    assert clean(body) == body


def test_grounds_articles_and_the_enacting_line_of_a_decision():
    assert [(block.tag, block.cls, block.text[:32]) for block in blocks(read(papers.decision()).body)] == [
        ("p", "ground", "Căn cứ Luật Tổ chức chính quyền "),
        ("p", "ground", "Căn cứ Nghị định số 30/2020/NĐ-C"),
        ("p", "ground", "Theo đề nghị của Giám đốc Sở Kho"),
        ("p", "center", "QUYẾT ĐỊNH:"),
        ("h4", "", "Điều 1. Thành lập Ban Chỉ đạo ch"),
        ("p", "", "1. Ông Trần Văn Bình, Chủ tịch Ủ"),
        ("p", "", "2. Bà Lê Thu Hà, Giám đốc Sở Kho"),
        ("h4", "", "Điều 2. Quyết định này có hiệu l"),
        ("h4", "", "Điều 3. Chánh Văn phòng và các ô"),
    ]


def test_nested_lists_and_merged_cells_of_a_report():
    assert read(papers.report()).body == (
        "<h4>I. KẾT QUẢ THỰC HIỆN</h4>"
        '<ol><li>Về thu ngân sách<ol type="a"><li>Thu nội địa đạt 52%;</li>'
        "<li>Thu khác đạt 48%.<ul><li>Phí, lệ phí;</li><li>Phạt vi phạm.</li></ul></li></ol></li>"
        "<li>Về chi ngân sách</li></ol>"
        "<p>Chi tiết như sau:</p>"
        '<table><thead><tr><th rowspan="2">TT</th><th rowspan="2">Nội dung</th><th colspan="2">Dự toán</th></tr>'
        "<tr><th>Tỉnh giao</th><th>Huyện giao</th></tr></thead>"
        "<tbody><tr><td>1</td><td>Thu</td><td>100</td><td>120</td></tr></tbody></table>"
        "<h4>II. KIẾN NGHỊ</h4>"
        '<ol start="3"><li>Không có./.</li></ol>'
    )


def test_chapters_and_sections_of_a_plan():
    assert blocks(read(papers.plan_with_appendix()).body)[1:7] == [
        Block("h2", "number", "Chương I"),
        Block("h2", "title", "MỤC ĐÍCH, YÊU CẦU"),
        Block("h3", "", "Mục 1"),
        Block("h3", "", "MỤC ĐÍCH"),
        Block("p", "", "Tôn vinh giáo viên dạy giỏi."),
        Block("h2", "number", "Chương II"),
    ]


def test_points_are_written_out_where_word_would_count_them_otherwise():
    """Word letters a b c d e; the decree letters a b c d đ e: the label that was read must stay."""
    paper = papers.Paper()
    letters = paper.numbered([("lowerLetter", "%1)")])
    for text in ("một", "hai", "ba", "bốn", "năm"):
        paper.item(text, letters)
    assert read(paper.bytes()).body == (
        '<ol type="a"><li>một</li><li>hai</li><li>ba</li><li>bốn</li></ol><p>e) năm</p>'
    )


def test_automatic_articles_and_decimal_outlines_are_text():
    paper = papers.Paper()
    articles = paper.numbered([("decimal", "Điều %1."), ("decimal", "%1.%2.")])
    paper.item("Phạm vi điều chỉnh", articles, bold=True).item("Quy chế này quy định…", articles, 1)
    assert read(paper.bytes()).body == "<h4>Điều 1. Phạm vi điều chỉnh</h4><p>1.1. Quy chế này quy định…</p>"


def test_alignment_and_weight_come_from_styles_too():
    paper = papers.Paper()
    style = paper.docx.styles.add_style("Giua dam", 1)
    style.paragraph_format.alignment = papers.CENTER
    style.font.bold = True
    paper.line("Kết luận", style="Giua dam")
    assert read(paper.bytes()).body == '<p class="center"><strong>Kết luận</strong></p>'


def test_what_precedes_an_unknown_head_is_never_dropped():
    paper = papers.Paper().lines("Mẫu số 01", "Ban hành kèm theo Thông tư", "Phụ lục A", "Hướng dẫn", "Ghi chú")
    paper.lines(papers.NATION, papers.MOTTO, "Số: 1/QĐ-X")
    assert plain_text(read(paper.bytes()).body).splitlines() == [
        "Mẫu số 01", "Ban hành kèm theo Thông tư", "Phụ lục A", "Hướng dẫn", "Ghi chú",
        papers.NATION, papers.MOTTO, "Số: 1/QĐ-X",
    ]  # fmt: skip


def test_an_empty_document_and_one_with_only_a_table():
    empty = io.BytesIO()
    Document().save(empty)
    assert (read(empty.getvalue()).body, read(empty.getvalue()).fields) == ("", {})
    table = papers.Paper().grid([["a", "b"]], head_bold=False).bytes()
    assert read(table).body == "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"


def test_deep_tables_and_right_to_left_text_are_read():
    inner = "<w:p><w:r><w:t>đáy</w:t></w:r></w:p>"
    for _ in range(30):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    paper = papers.Paper().line("مرحبا بالعالم")
    paper.docx.element.body.insert(1, parse_xml(inner.replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1)))
    assert plain_text(read(paper.bytes()).body) == "مرحبا بالعالم"


# --- the official files themselves


def sample(name):
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"no sample file {name} beside the checkout")
    return path.read_bytes()


def test_the_decree_itself():
    draft = read(sample("30_2020_ND_CP.docx"))
    found = blocks(draft.body)
    assert [b.text.split(".")[0] for b in found if b.tag == "h4"] == [f"Điều {n}" for n in range(1, 39)]
    assert [b.text for b in found if b.cls == "number"] == [
        f"Chương {n}" for n in ("I", "II", "III", "IV", "V", "VI", "VII")
    ]
    assert [b.text for b in found if b.tag == "h3" and b.text.startswith("Mục")] == [
        "Mục 1", "Mục 2", "Mục 1", "Mục 2", "Mục 3",
    ]  # fmt: skip
    assert {
        name: draft.fields[name] for name in ("kind_name", "agency", "place", "subject", "capacity", "signer")
    } == {
        "kind_name": "NGHỊ ĐỊNH",
        "agency": "CHÍNH PHỦ",
        "place": "Hà Nội",
        "subject": "Về công tác văn thư",
        "capacity": ("TM. CHÍNH PHỦ", "THỦ TƯỚNG"),
        "signer": "Nguyễn Xuân Phúc",
    }
    assert (len(draft.fields["recipients"]), draft.fields["recipients"][-1]) == (21, "Lưu: VT, HC (2)")
    assert [loss.code for loss in draft.losses] == ["kind", "signature_note"]


def test_every_word_of_the_decree_in_order():
    content = sample("30_2020_ND_CP.docx")
    theirs, ours = words(mammoth.extract_raw_text(io.BytesIO(content)).value), words(plain_text(read(content).body))
    start = theirs.index("Căn")
    assert ours == theirs[start : start + len(ours)]
    assert theirs[start + len(ours)] == "Nơi"


@pytest.mark.parametrize("name", ["Phuluc2.docx", "Phuluc3.docx"])
def test_every_word_of_the_appendices_in_order(name):
    content = sample(name)
    theirs, ours = words(mammoth.extract_raw_text(io.BytesIO(content)).value), words(plain_text(read(content).body))
    assert [word for word in ours if not word.isdigit()] == [word for word in theirs if not word.isdigit()]


@pytest.mark.parametrize("name", [f"Phuluc{n}.docx" for n in range(1, 7)])
def test_an_appendix_is_body_alone(name):
    draft = read(sample(name))
    assert draft.fields == {}
    assert clean(draft.body) == draft.body
