"""documents/word: what cannot come along is counted and told, with the words it stood near."""

import io
import unicodedata
import zipfile

import pytest
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.body import clean, plain_text
from documents.word import legacy, read
from tests.documents import papers

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>chữ trong khung</w:t></w:r></w:p></w:txbxContent>"
PIECES = {
    "image": ("<w:r><w:drawing><pic:pic/></w:drawing></w:r>", "", "Đoạn văn"),
    "drawing": ('<w:r><w:drawing><a:prstGeom prst="star5"/></w:drawing></w:r>', "", "Đoạn văn"),
    "text_box": (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        "\nchữ trong khung",
        "chữ trong khung",
    ),
    "embedded": ("<w:r><w:object/></w:r>", "", "Đoạn văn"),
    "comment": ('<w:r><w:commentReference w:id="1"/></w:r>', "", "Đoạn văn"),
    "insertion": ('<w:ins w:id="1"><w:r><w:t>thêm</w:t></w:r></w:ins>', "thêm", "thêm"),
    "deletion": ('<w:del w:id="1"><w:r><w:delText>xóa</w:delText></w:r></w:del>', "", "xóa"),
    "hidden": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>", "", "ẩn"),
    "field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "7",
        "Đoạn văn",
    ),
    "equation": ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1", "Đoạn văn"),
    "symbol": ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "□", "Đoạn văn"),
}


@pytest.mark.parametrize("code", PIECES)
def test_each_loss_is_counted_and_placed(code):
    piece, remains, near = PIECES[code]
    content = papers.add_raw(f"<w:p {NAMES}><w:r><w:t>Đoạn có </w:t></w:r>{piece}</w:p>", before_text="Đoạn văn")
    draft = read(content)
    assert [(loss.code, loss.count, loss.places) for loss in draft.losses] == [(code, 1, (near,))]
    assert plain_text(draft.body) == f"Đoạn văn\nĐoạn có {remains}\nSau".replace(" \n", "\n")
    assert draft.losses[0].sentence.endswith(f"Gần: «{near}».")


def test_nested_tables_are_spread_out_and_told():
    paper = papers.Paper().grid([["ngoài", "khác"]], head_bold=False)
    paper.docx.tables[0].cell(0, 0).add_table(1, 1).cell(0, 0).text = "trong"
    draft = read(paper.bytes())
    assert [(loss.code, loss.count) for loss in draft.losses] == [("nested_table", 1)]
    assert draft.body == "<table><tbody><tr><td><p>ngoài</p><p>trong</p></td><td>khác</td></tr></tbody></table>"


def test_a_drawn_rule_is_no_loss():
    rule = '<w:r><w:drawing><a:prstGeom prst="line"/></w:drawing></w:r>'
    assert read(papers.add_raw(f"<w:p {NAMES}>{rule}</w:p>")).losses == []


def test_headers_footers_and_landscape_pages():
    paper = papers.Paper().line("Nội dung")
    section = paper.docx.sections[0]
    section.header.paragraphs[0].text = "Bản nháp nội bộ"
    section.footer.paragraphs[0].text = "12"
    section._sectPr.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}pgSz").set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}orient", "landscape"
    )
    losses = {loss.code: (loss.count, loss.places) for loss in read(paper.bytes()).losses}
    assert losses == {"header": (1, ("Bản nháp nội bộ",)), "landscape": (1, ())}


def test_the_address_line_of_a_footer_is_lifted():
    paper = papers.Paper().head_table(["**SỞ NỘI VỤ**", "Số: 1/SNV-VP"], [papers.NATION])
    paper.line("Nội dung./.")
    paper.docx.sections[0].footer.paragraphs[0].text = "Địa chỉ: số 1 Hùng Vương. Điện thoại: 0205 3812 345"
    draft = read(paper.bytes())
    assert draft.fields["contact"] == ("Địa chỉ: số 1 Hùng Vương. Điện thoại: 0205 3812 345",)
    assert draft.losses == []


def test_macros_are_dropped_and_told():
    stream = io.BytesIO(papers.plain_notes())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    assert [loss.code for loss in read(stream.getvalue()).losses] == ["macro"]


def test_footnotes_close_the_body():
    note = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Theo báo cáo.</w:t></w:r></w:p>'
    stream = io.BytesIO(
        papers.add_raw(f'<w:p {NAMES}><w:r><w:t>Số liệu</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    )
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/footnotes.xml", f"{note}</w:footnote></w:footnotes>")
    draft = read(stream.getvalue())
    assert plain_text(draft.body) == "Trước\nSố liệu (1)\nSau\n(1) Theo báo cáo."
    assert [(loss.code, loss.count) for loss in draft.losses] == [("footnote", 1)]


def test_an_unknown_line_in_the_head_stays_with_the_body():
    paper = papers.Paper().head_table(["**SỞ NỘI VỤ**", "Người liên hệ: ông An", "Số: 1/SNV-VP"], [papers.NATION])
    draft = read(paper.line("Kính gửi: Sở Tài chính").line("Mời họp./.").bytes())
    assert draft.fields["agency"] == "SỞ NỘI VỤ"
    assert plain_text(draft.body) == "Người liên hệ: ông An\nMời họp./."
    assert [(loss.code, loss.places) for loss in draft.losses] == [("left_over", ("Người liên hệ: ông An",))]


def test_words_beside_the_recipients_that_are_no_signature_stay():
    paper = papers.Paper().head_table(["**SỞ NỘI VỤ**", "Số: 1/SNV-VP"], [papers.NATION]).line("Mời họp./.")
    draft = read(paper.foot_table(["- Như trên;", "- Lưu: VT."], ["Bản này thay bản trước."]).bytes())
    assert plain_text(draft.body) == "Mời họp./.\nBản này thay bản trước."
    assert [(loss.code, loss.places) for loss in draft.losses] == [("left_over", ("Bản này thay bản trước.",))]


@pytest.mark.parametrize(("longest", "field"), [(500, "subject"), (200, "authority")])
def test_a_field_longer_than_the_register_keeps_goes_to_the_body(longest, field):
    long = "A " * (longest // 2 + 1)
    paper = papers.Paper().head_table(["**SỞ NỘI VỤ**", "Số: 1/QĐ-SNV"], [papers.NATION])
    paper.line("QUYẾT ĐỊNH", align=papers.CENTER, bold=True)
    paper.line(long.lower() if field == "subject" else long, align=papers.CENTER, bold=True)
    draft = read(paper.line("Nội dung./.").bytes())
    assert field not in draft.fields
    assert len(plain_text(draft.body)) == len(long.strip()) + len("\nNội dung./.")


SLOW = {
    "a broken rule": lambda: papers.Paper().line("-" * 300_000 + "x"),
    "a name of initials": lambda: (
        papers.Paper()
        .head_table(["**SỞ**", "Số: 1/A-B"], [papers.NATION])
        .foot_table(["- a;", "- Lưu: VT."], ["GIÁM ĐỐC", "A." * 300_000 + "1"])
    ),
    "dots in the head": lambda: papers.Paper().head_table(["**SỞ**", "." * 300_000], [papers.NATION, "x," * 300_000]),
    "blanks": lambda: papers.Paper().line(" " * 300_000 + "x").line("\t" * 300_000),
}


@pytest.mark.parametrize("name", SLOW)
def test_text_made_to_be_slow_is_read(name):
    """Each took minutes with a backtracking pattern; a test that hangs is the failure."""
    draft = read(SLOW[name]().bytes())
    assert clean(draft.body) == draft.body


def test_no_kind_of_the_decree_is_told():
    paper = papers.Paper().head_table(["**BỘ NỘI VỤ**", "Số: 1/TT-BNV"], [papers.NATION])
    draft = read(paper.line("THÔNG TƯ", align=papers.CENTER, bold=True).line("Nội dung.").bytes())
    assert draft.fields["kind_name"] == "THÔNG TƯ"
    assert [(loss.code, loss.places) for loss in draft.losses] == [("kind", ("THÔNG TƯ",))]


# --- old encodings


def test_old_fonts_become_unicode_and_are_told():
    draft = read(papers.old_fonts())
    assert plain_text(draft.body).splitlines() == [
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "UBND TỈNH LẠNG SƠN",
        "Người Việt Nam nói tiếng Việt",
        "§Ò nghÞ c¸c c¬ quan thùc hiÖn",
    ]
    assert [(loss.code, loss.count) for loss in draft.losses] == [("legacy_font", 3), ("undecoded", 1)]


@pytest.mark.parametrize(
    ("font", "written", "read_as"),
    [
        (".VnTime", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        (".VnTimeH", "quyÕt ®Þnh", "QUYẾT ĐỊNH"),
        ("VNI-Times", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("VNI-Times", "UÛY BAN NHAÂN DAÂN TÆNH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("VNI-Helve", "nöôùc, ñöôøng, ngöôõng, tröôûng, ngöôïc", "nước, đường, ngưỡng, trưởng, ngược"),
        ("Times New Roman", "µ, ñ, café", "µ, ñ, café"),
    ],
)
def test_decoding(font, written, read_as):
    assert legacy.to_unicode(written, font) == read_as


def test_letters_split_between_runs_are_joined_before_decoding():
    runs = "".join(
        f'<w:r><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr><w:t>{piece}</w:t></w:r>'
        for piece in ("ngö", "ôø", "i daâ", "n")
    )
    assert plain_text(read(papers.add_raw(f"<w:p {NAMES}>{runs}</w:p>")).body) == "Trước\nngười dân\nSau"


def test_composed_and_decomposed_letters_split_between_runs_are_composed():
    runs = "<w:r><w:t>Tie</w:t></w:r><w:r><w:t>\u0302\u0301ng Vie\u0323\u0302t</w:t></w:r>"
    assert plain_text(read(papers.add_raw(f"<w:p {NAMES}>{runs}</w:p>")).body) == "Trước\nTiếng Việt\nSau"


PLAIN_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Cn", "Co", "M"]), min_size=1
)


@given(st.lists(PLAIN_TEXT, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_words_come_through(texts):
    paper = papers.Paper()
    for text in texts:
        paper.line(text.replace("*", ""))
    found = "".join(plain_text(read(paper.bytes()).body).split())
    kept = [text.replace("*", "") for text in texts]
    wanted = unicodedata.normalize("NFC", "".join(kept))
    assert [sign for sign in found if sign.isalnum()] == [sign for sign in wanted if sign.isalnum()]
