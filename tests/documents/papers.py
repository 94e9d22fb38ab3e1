"""Word files as Vietnamese offices really write them, built with python-docx: one function per paper."""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

CENTER, RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


class Paper:
    """A Word file being written; every method returns self so that a paper reads from top to bottom."""

    def __init__(self):
        self.docx = Document()
        self.place = self.docx

    def line(self, text="", *, align=None, bold=False, italic=False, style=None, font=None):
        """One paragraph; **bold** parts are marked with asterisks."""
        paragraph = self.place.add_paragraph(style=style)
        paragraph.alignment = align
        for position, part in enumerate(text.split("**")):
            if part:
                run = paragraph.add_run(part)
                run.bold, run.italic = bold or position % 2 == 1 or None, italic or None
                if font:
                    run.font.name = font
        return self

    def lines(self, *texts, **look):
        for text in texts:
            self.line(text, **look)
        return self

    def blank(self, times=1):
        return self.lines(*[""] * times)

    def head_table(self, left, right, *, rows=None):
        """The usual borderless table: agency and number on the left, quốc hiệu and date on the right."""
        table = self.docx.add_table(rows=1, cols=2)
        for cell, texts in zip(table.rows[0].cells, (left, right), strict=True):
            _fill(cell, texts)
        for texts in rows or ():
            cells = table.add_row().cells
            _fill(cells[0], texts[0])
            _fill(cells[1], texts[1])
        return self.blank()

    def foot_table(self, recipients, signature):
        table = self.docx.add_table(rows=1, cols=2)
        _fill(table.rows[0].cells[0], ["Nơi nhận:", *recipients], align=None)
        _fill(table.rows[0].cells[1], signature)
        return self

    def grid(self, rows, *, merge=(), head_bold=True):
        """A table of text; `merge` names pairs of (row, column) corners."""
        table = self.docx.add_table(rows=len(rows), cols=len(rows[0]))
        for r, texts in enumerate(rows):
            for c, text in enumerate(texts):
                run = table.cell(r, c).paragraphs[0].add_run(text)
                run.bold = (head_bold and r == 0) or None
        for first, last in merge:
            text = table.cell(*first).text
            cell = table.cell(*first).merge(table.cell(*last))
            for extra in cell.paragraphs[1:]:
                extra._p.getparent().remove(extra._p)
            cell.paragraphs[0].text = ""
            cell.paragraphs[0].add_run(text).bold = (head_bold and first[0] == 0) or None
        return self

    def numbered(self, levels):
        """Registers an automatic numbering: (format, pattern) for each level; returns its id."""
        part = self.docx.part.numbering_part.element
        identity = str(900 + len(part.findall(qn("w:num"))))
        xml = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
            for i, (kind, pattern) in enumerate(levels)
        )
        abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">{xml}</w:abstractNum>')
        part.insert(0, abstract)
        part.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{identity}"><w:abstractNumId w:val="{identity}"/></w:num>')
        )
        return identity

    def item(self, text, list_id, level=0, **look):
        self.line(text, **look)
        properties = self.docx.paragraphs[-1]._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
        )
        return self

    def page_break(self):
        self.docx.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return self

    def bytes(self):
        stream = io.BytesIO()
        self.docx.save(stream)
        return stream.getvalue()


def _fill(cell, texts, *, align=CENTER):
    for position, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
        paragraph.alignment = align
        for index, part in enumerate(text.split("**")):
            paragraph.add_run(part).bold = index % 2 == 1 or None


def official_letter():
    """Công văn of a department: header table, V/v over two lines, several addressees, KT. signature."""
    return (
        Paper()
        .head_table(
            ["UBND TỈNH LẠNG SƠN", "**SỞ KHOA HỌC VÀ CÔNG NGHỆ**", "_______", "Số:      /SKHCN-CĐS",
             "V/v triển khai nền tảng số dùng chung", "trên địa bàn tỉnh năm 2026"],
            [f"**{NATION}**", f"**{MOTTO}**", "____________________", "Lạng Sơn, ngày      tháng      năm 2026"],
        )
        .line("Kính gửi:", align=CENTER)
        .lines("- Các sở, ban, ngành tỉnh;", "- Ủy ban nhân dân các xã, phường.", align=CENTER)
        .blank()
        .line("Thực hiện Kế hoạch số 15/KH-UBND ngày 20 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh, Sở Khoa học "
              "và Công nghệ đề nghị các cơ quan thực hiện một số nội dung sau:", align=JUSTIFY)
        .line("1. Rà soát danh mục dịch vụ công; gửi kết quả trước **ngày 30 tháng 4 năm 2026**.", align=JUSTIFY)
        .line("2. Cử đầu mối phối hợp./.", align=JUSTIFY)
        .foot_table(
            ["- Như trên;", "- UBND tỉnh (để b/c);", "- Giám đốc, các PGĐ Sở;", "- Lưu: VT, CĐS."],
            ["**KT. GIÁM ĐỐC**", "**PHÓ GIÁM ĐỐC**", "", "", "", "**Nguyễn Thị Minh Hạnh**"],
        )
        .bytes()
    )  # fmt: skip


def decision():
    """Quyết định quy định trực tiếp: grounds in italics, run-in Điều, an enacting line."""
    return (
        Paper()
        .head_table(
            ["**ỦY BAN NHÂN DÂN**", "**TỈNH LẠNG SƠN**", "-------", "Số: 125/QĐ-UBND"],
            [f"**{NATION}**", f"**{MOTTO}**", "---------------", "Lạng Sơn, ngày 05 tháng 3 năm 2026"],
        )
        .line("QUYẾT ĐỊNH", align=CENTER, bold=True)
        .line("Về việc thành lập Ban Chỉ đạo chuyển đổi số tỉnh", align=CENTER, bold=True)
        .line("_________", align=CENTER)
        .line("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", align=CENTER, bold=True)
        .blank()
        .lines(
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
            "Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ tại Tờ trình số 12/TTr-SKHCN.",
            align=JUSTIFY, italic=True,
        )
        .line("QUYẾT ĐỊNH:", align=CENTER, bold=True)
        .line("**Điều 1.** Thành lập Ban Chỉ đạo chuyển đổi số tỉnh gồm các ông, bà có tên sau:", align=JUSTIFY)
        .line("1. Ông **Trần Văn Bình**, Chủ tịch Ủy ban nhân dân tỉnh, Trưởng ban;", align=JUSTIFY)
        .line("2. Bà Lê Thu Hà, Giám đốc Sở Khoa học và Công nghệ, Phó Trưởng ban.", align=JUSTIFY)
        .line("**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký.", align=JUSTIFY)
        .line("**Điều 3.** Chánh Văn phòng và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định "
              "này./.", align=JUSTIFY)
        .foot_table(
            ["- Như Điều 3;", "- Thường trực Tỉnh ủy;", "- Lưu: VT, KGVX."],
            ["**CHỦ TỊCH**", "", "(Đã ký)", "", "**Trần Văn Bình**"],
        )
        .bytes()
    )  # fmt: skip


def proposal():
    """Tờ trình: header in tabs, one addressee on the line of Kính gửi, foot in tabs."""
    return (
        Paper()
        .lines(
            f"UBND TỈNH LẠNG SƠN\t\t{NATION}",
            f"**SỞ NỘI VỤ**\t\t\t**{MOTTO}**",
            "---------\t\t\t-----------------",
            "Số: 34/TTr-SNV\t\t\tLạng Sơn, ngày 12 tháng 02 năm 2026",
        )
        .blank()
        .line("TỜ TRÌNH", align=CENTER, bold=True)
        .line("Về việc phê duyệt Đề án vị trí việc làm", align=CENTER, bold=True)
        .line("_______", align=CENTER)
        .line("Kính gửi: Ủy ban nhân dân tỉnh Lạng Sơn.", align=CENTER)
        .line("Sở Nội vụ kính trình Ủy ban nhân dân tỉnh xem xét, phê duyệt Đề án.", align=JUSTIFY)
        .line("Sở Nội vụ trân trọng kính trình./.", align=JUSTIFY)
        .lines("Nơi nhận:\t\t\t\tGIÁM ĐỐC", "- Như trên;", "- Lưu: VT, TCBC.", "", "\t\t\t\t\tHoàng Văn Thụ")
        .bytes()
    )


def report():
    """Báo cáo: automatic nested numbers and bullets, a table with merged cells, a Word heading style."""
    paper = Paper()
    paper.head_table(
        ["UBND HUYỆN CAO LỘC", "**PHÒNG TÀI CHÍNH - KẾ HOẠCH**", "Số: 07/BC-TCKH"],
        [f"**{NATION}**", f"**{MOTTO}**", "Cao Lộc, ngày 30 tháng 6 năm 2026"],
    )
    paper.line("BÁO CÁO", align=CENTER, bold=True)
    paper.line("Tình hình thực hiện dự toán ngân sách 6 tháng đầu năm 2026", align=CENTER, bold=True).blank()
    paper.line("I. KẾT QUẢ THỰC HIỆN", style="Heading 1")
    numbers = paper.numbered([("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "-")])
    paper.item("Về thu ngân sách", numbers).item("Thu nội địa đạt 52%;", numbers, 1)
    paper.item("Thu khác đạt 48%.", numbers, 1).item("Phí, lệ phí;", numbers, 2).item("Phạt vi phạm.", numbers, 2)
    paper.item("Về chi ngân sách", numbers)
    paper.line("Chi tiết như sau:", align=JUSTIFY)
    paper.grid(
        [["TT", "Nội dung", "Dự toán", ""], ["", "", "Tỉnh giao", "Huyện giao"], ["1", "Thu", "100", "120"]],
        merge=[((0, 2), (0, 3)), ((0, 0), (1, 0)), ((0, 1), (1, 1))],
    )
    paper.line("II. KIẾN NGHỊ", style="Heading 1")
    paper.item("Không có./.", numbers)
    paper.foot_table(["- UBND huyện;", "- Lưu: VT."], ["**TRƯỞNG PHÒNG**", "", "", "**Vi Thị Lan**"])
    return paper.bytes()


def notice():
    """Thông báo: header as bare paragraphs, quốc hiệu first; foot as paragraphs, signature above Nơi nhận."""
    return (
        Paper()
        .lines(NATION, MOTTO, "-----", align=CENTER, bold=True)
        .lines("BỘ NỘI VỤ", align=CENTER)
        .lines("CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC", align=CENTER, bold=True)
        .line("Số: 88/TB-VTLTNN", align=CENTER)
        .line("Hà Nội, ngày 05 tháng 01 năm 2026", align=RIGHT, italic=True)
        .blank(2)
        .line("THÔNG BÁO", align=CENTER, bold=True)
        .line("Kết luận của Cục trưởng tại cuộc họp giao ban tháng 01", align=CENTER, bold=True)
        .blank()
        .line("Ngày 04 tháng 01 năm 2026, Cục trưởng đã chủ trì họp giao ban.", align=JUSTIFY)
        .line("Văn phòng thông báo để các đơn vị biết, thực hiện./.", align=JUSTIFY)
        .lines("TL. CỤC TRƯỞNG", "CHÁNH VĂN PHÒNG", align=RIGHT, bold=True)
        .blank(3)
        .line("Phạm Quốc Khánh", align=RIGHT, bold=True)
        .lines("Nơi nhận:", "- Các đơn vị thuộc Cục;", "- Lưu: VT.")
        .bytes()
    )


def invitation():
    """Giấy mời: spaces instead of tabs, a stamp, bullets for the recipients."""
    return (
        Paper()
        .lines(
            f"TỈNH ỦY LẠNG SƠN                         {NATION}",
            f"VĂN PHÒNG                                {MOTTO}",
            "Số: 15/GM-VPTU                 Lạng Sơn, ngày 09 tháng 01 năm 2026",
        )
        .line("HỎA TỐC", bold=True)
        .line("GIẤY MỜI", align=CENTER, bold=True)
        .line("Dự Hội nghị triển khai nhiệm vụ năm 2026", align=CENTER, bold=True)
        .blank()
        .line("Văn phòng trân trọng kính mời: Đại diện lãnh đạo các sở, ban, ngành", align=JUSTIFY)
        .line("Thời gian: 08 giờ 00, ngày 15 tháng 01 năm 2026.", align=JUSTIFY)
        .line("Địa điểm: Hội trường tầng 2, số 2 đường Hùng Vương./.", align=JUSTIFY)
        .foot_table(["- Như trên;", "- Lưu: VT, TH."], ["**CHÁNH VĂN PHÒNG**", "", "**Lương Trọng Quỳnh**"])
        .bytes()
    )


def plan_with_appendix():
    """Kế hoạch: chapters and sections, an appendix with a table after the signature."""
    return (
        Paper()
        .head_table(
            ["UBND THÀNH PHỐ LẠNG SƠN", "**PHÒNG GIÁO DỤC VÀ ĐÀO TẠO**", "Số: 21/KH-PGDĐT"],
            [f"**{NATION}**", f"**{MOTTO}**", "TP. Lạng Sơn, ngày 02 tháng 02 năm 2026"],
        )
        .lines("KẾ HOẠCH", "Tổ chức Hội thi giáo viên dạy giỏi cấp thành phố", align=CENTER, bold=True)
        .line("________", align=CENTER)
        .line("Căn cứ Thông tư số 22/2019/TT-BGDĐT, Phòng xây dựng kế hoạch như sau", align=JUSTIFY)
        .lines("Chương I", "MỤC ĐÍCH, YÊU CẦU", align=CENTER, bold=True)
        .lines("Mục 1", "MỤC ĐÍCH", align=CENTER, bold=True)
        .line("Tôn vinh giáo viên dạy giỏi.", align=JUSTIFY)
        .line("Chương II. TỔ CHỨC THỰC HIỆN", align=CENTER, bold=True)
        .line("Các trường thực hiện nghiêm túc./.", align=JUSTIFY)
        .foot_table(["- Các trường;", "- Lưu: VT (2)."], ["**TRƯỞNG PHÒNG**", "", "**Đỗ Thị Hòa**"])
        .page_break()
        .lines("PHỤ LỤC I", "DANH SÁCH THÍ SINH", align=CENTER, bold=True)
        .line("(Kèm theo Kế hoạch số 21/KH-PGDĐT)", align=CENTER, italic=True)
        .grid([["TT", "Họ và tên"], ["1", "Nông Thị Hương"]])
        .bytes()
    )


def minutes():
    """Biên bản: no place and date, two signatures in their own table above Nơi nhận."""
    paper = (
        Paper()
        .head_table(
            ["SỞ NỘI VỤ", "**VĂN PHÒNG**", "Số: 03/BB-VP"],
            [f"**{NATION}**", f"**{MOTTO}**"],
        )
        .lines("BIÊN BẢN", "Họp xét thi đua quý I năm 2026", align=CENTER, bold=True)
        .blank()
        .line("Thời gian bắt đầu: 08 giờ 00 ngày 31 tháng 3 năm 2026.")
        .line("Cuộc họp kết thúc vào 10 giờ 30, ngày 31 tháng 3 năm 2026./.")
    )
    table = paper.docx.add_table(rows=1, cols=2)
    _fill(table.rows[0].cells[0], ["**THƯ KÝ**", "", "", "Lê Văn An"])
    _fill(table.rows[0].cells[1], ["**CHỦ TỌA**", "", "", "Nguyễn Thị Bình"])
    return paper.blank().lines("Nơi nhận:", "- Các thành viên;", "- Lưu: VT, Hồ sơ.").bytes()


def telegram():
    """Công điện: "… điện:" and addressees."""
    return (
        Paper()
        .head_table(
            ["**ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NINH**", "Số: 02/CĐ-UBND"],
            [f"**{NATION}**", f"**{MOTTO}**", "Quảng Ninh, ngày 07 tháng 9 năm 2026"],
        )
        .line("CÔNG ĐIỆN", align=CENTER, bold=True)
        .line("Về việc ứng phó bão số 3", align=CENTER, bold=True)
        .line("___", align=CENTER)
        .line("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH điện:", align=CENTER, bold=True)
        .lines("- Giám đốc các sở;", "- Chủ tịch Ủy ban nhân dân các xã.")
        .line("Yêu cầu khẩn trương thực hiện./.", align=JUSTIFY)
        .foot_table(["- Như trên;", "- Lưu: VT."], ["**KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH**", "", "**Vũ Văn Diện**"])
        .bytes()
    )


def messy_letter():
    """Công văn typed by somebody in a hurry: odd spaces, decomposed marks, ‘Số :’ , lower-case v/v, no table."""
    return (
        Paper()
        .lines(
            f"  TRƯỜNG  THPT   VIỆT BẮC \t{NATION} ",
            f"  ********  \t  {MOTTO.replace(' - ', ' – ')} ",
            "Số : 45 / THPTVB \t Lạng Sơn , ngày 3 tháng 11 năm 2026",
            "v/v:  xin   kinh phí sửa chữa",
        )
        .blank(3)
        .line("Kính  gửi :  Sở Giáo dục và Đào tạo ;", align=CENTER)
        .blank()
        .line("Nhà trường đề nghị   cấp kinh phí.\tTrân trọng./.")
        .blank(2)
        .lines("Nơi nhận :", "- Như trên ;", "- Lưu VT .")
        .blank()
        .line("HIỆU TRƯỞNG", align=RIGHT, bold=True)
        .blank(2)
        .line("NGUYỄN VĂN TÙNG", align=RIGHT, bold=True)
        .bytes()
    )


def old_fonts():
    """TCVN3 and VNI text under their own fonts, and TCVN3 whose font is lost."""
    return (
        Paper()
        .line("Céng hßa x· héi chñ nghÜa ViÖt Nam", font=".VnTime")
        .line("UBND tØnh L¹ng S¬n", font=".VnTimeH")
        .line("Ngöôøi Vieät Nam noùi tieáng Vieät", font="VNI-Times")
        .line("§Ò nghÞ c¸c c¬ quan thùc hiÖn", font="Arial")
        .bytes()
    )


def plain_notes():
    """No statutory part at all: everything is body."""
    return Paper().line("Ghi chép cuộc họp", style="Title").lines("Việc một.", "Việc hai.").bytes()


def personal_letter():
    """Thư công would look so: quốc hiệu absent, Kính gửi present; nothing is lifted."""
    return Paper().lines("Kính gửi: Các đồng chí cán bộ hưu trí", "Nhân dịp năm mới, tôi xin chúc mừng.").bytes()


PAPERS = (
    official_letter, decision, proposal, report, notice, invitation, plan_with_appendix, minutes, telegram,
    messy_letter, old_fonts, plain_notes, personal_letter,
)  # fmt: skip


def add_raw(content_xml, *, before_text="Trước", after_text="Sau"):
    """A document whose middle paragraph is the given WordprocessingML."""
    paper = Paper().line(before_text)
    paper.docx.element.body.insert(1, parse_xml(content_xml))
    return paper.line(after_text).bytes()


def hidden_run(text):
    run = OxmlElement("w:r")
    run.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:vanish/></w:rPr>"))
    run.append(parse_xml(f"<w:t {nsdecls('w')}>{text}</w:t>"))
    return run


NARROW = Cm(1)
