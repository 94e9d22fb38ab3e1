"""documents/intake.py and blanks.py: which ready PDFs may be signed, and where."""

import datetime
import io
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from core.refusals import BadInput, Refused, TooLarge
from documents import printing
from documents.intake import LARGEST_FILE, inspect_pdf, places_in
from documents.kinds import KINDS
from documents.letter import Letter

LETTER = Letter(
    kind=KINDS["quyet-dinh"],
    superior="UBND TỈNH LẠNG SƠN",
    agency="SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    place="Lạng Sơn",
    notation="QĐ-SKHCN",
    subject="Về việc thành lập Tổ giúp việc",
    authority="GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    body="<h4>Điều 1. Thành lập Tổ giúp việc.</h4>" + "<p>Nội dung của quyết định.</p>" * 30,
    capacity=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    signer="Nguyễn Thị Minh Hạnh",
    recipients=("Như Điều 1", "Lưu: VT"),
)


def pdf(change=lambda pdf: None, **how):
    """One empty A4 page after `change`."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(595.28, 841.89))
    change(made)
    stream = io.BytesIO()
    made.save(stream, **how)
    return stream.getvalue()


def sentence(content):
    with pytest.raises(Refused) as refusal:
        inspect_pdf(content)
    return str(refusal.value.sentence)


def test_a_printed_letter_is_accepted():
    printed = printing.render(LETTER)
    facts = inspect_pdf(printed.pdf)
    assert (facts.pages, len(facts.sizes), facts.is_a4, facts.version) == (2, 2, True, "1.7")


def test_other_sizes_and_turned_pages_are_seen():
    def turn(made):
        made.pages[0].rotate(90, relative=False)

    facts = inspect_pdf(pdf(turn))
    assert ([(round(w), round(h)) for w, h in facts.sizes], facts.is_a4) == ([(842, 595)], False)


HARMLESS = {
    "opens at a page": lambda made: made.Root.update({"/OpenAction": Array([made.pages[0].obj, Name.Fit])}),
    "opens by GoTo": lambda made: made.Root.update({"/OpenAction": Dictionary(S=Name.GoTo, D=String("a"))}),
    "an empty form": lambda made: made.Root.update({"/AcroForm": Dictionary(Fields=Array())}),
    "a web link": lambda made: annotate(
        made, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://a.vn"))
    ),
    "layers all shown": lambda made: made.Root.update({"/OCProperties": Dictionary(OCGs=Array(), D=Dictionary())}),
    "a page transition": lambda made: made.pages[0].obj.update({"/Trans": Dictionary(Type=Name.Trans, S=Name.Fade)}),
}


def annotate(made, **annotation):
    made.pages[0].obj["/Annots"] = Array([made.make_indirect(Dictionary(Rect=Array([0, 0, 9, 9]), **annotation))])


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_parts_pass(name):
    assert inspect_pdf(pdf(HARMLESS[name])).pages == 1


def field(made, **more):
    made.Root["/AcroForm"] = Dictionary(Fields=Array([made.make_indirect(Dictionary(T=String("a"), **more))]))


def action(kind, **more):
    return Dictionary(S=Name("/" + kind), **more)


FORM = "Tệp PDF là biểu mẫu còn điền được. Hãy in ra PDF thường («Print to PDF») rồi tải bản đó lên."
SIGNED = (
    "Tệp PDF này đã được ký số nên không dùng làm dự thảo được: trình tiếp sẽ làm hỏng chữ ký có sẵn. "
    "Hãy đưa vào như tài liệu đính kèm, hoặc tải bản chưa ký."
)
LAYER = "Tệp PDF có lớp nội dung bị ẩn: mỗi người có thể đọc thấy khác nhau. Hãy gộp các lớp rồi xuất lại."


def contains(what):
    return f"Tệp PDF chứa {what} nên không được nhận. Hãy xuất lại PDF thường, không kèm phần này."


ATTACKS = {
    "script on opening": (
        lambda made: made.Root.update({"/OpenAction": action("JavaScript", JS=String("x"))}),
        contains("mã JavaScript"),
    ),
    "program on opening": (
        lambda made: made.Root.update({"/OpenAction": action("Launch", F=String("a.exe"))}),
        contains("lệnh mở chương trình khác"),
    ),
    "named action on opening": (
        lambda made: made.Root.update({"/OpenAction": action("Named", N=Name.Print)}),
        contains("lệnh tự chạy"),
    ),
    "named scripts": (
        lambda made: made.Root.update({"/Names": Dictionary(JavaScript=Dictionary(Names=Array()))}),
        contains("mã JavaScript"),
    ),
    "script nobody refers to": (
        lambda made: made.Root.update({"/Odd": made.make_indirect(Dictionary(JS=String("x")))}),
        contains("mã JavaScript"),
    ),
    "script behind a link": (
        lambda made: annotate(made, Subtype=Name.Link, A=action("JavaScript")),
        contains("mã JavaScript"),
    ),
    "script in a chain": (
        lambda made: annotate(made, Subtype=Name.Link, A=Dictionary(S=Name.URI, Next=Array([action("JavaScript")]))),
        contains("mã JavaScript"),
    ),
    "automatic acts of the file": (lambda made: made.Root.update({"/AA": Dictionary()}), contains("lệnh tự chạy")),
    "automatic acts of a page": (
        lambda made: made.pages[0].obj.update({"/AA": Dictionary(O=action("URI"))}),
        contains("lệnh tự chạy"),
    ),
    "data sent out": (
        lambda made: annotate(made, Subtype=Name.Link, A=action("SubmitForm")),
        contains("lệnh gửi dữ liệu ra ngoài"),
    ),
    "another file": (
        lambda made: annotate(made, Subtype=Name.Link, A=action("GoToR")),
        contains("liên kết tới tệp khác"),
    ),
    "an embedded file": (
        lambda made: made.Root.update({"/Names": Dictionary(EmbeddedFiles=Dictionary(Names=Array()))}),
        contains("tệp đính kèm bên trong"),
    ),
    "an attached file": (
        lambda made: annotate(made, Subtype=Name.FileAttachment),
        contains("tệp đính kèm bên trong"),
    ),
    "a film": (lambda made: annotate(made, Subtype=Name.RichMedia), contains("âm thanh hoặc phim")),
    "a solid": (lambda made: annotate(made, Subtype=Name("/3D")), contains("mô hình 3D")),
    "content elsewhere": (
        lambda made: made.Root.update({"/Odd": pikepdf.Stream(made, b"", F=String("http://a.vn/x"))}),
        contains("nội dung lấy từ tệp bên ngoài"),
    ),
    "an XFA form": (
        lambda made: made.Root.update({"/AcroForm": Dictionary(XFA=String("x"), Fields=Array())}),
        contains("biểu mẫu XFA"),
    ),
    "a form": (lambda made: field(made, FT=Name.Tx), FORM),
    "an empty signature field": (lambda made: field(made, FT=Name.Sig), FORM),
    "a signature": (lambda made: field(made, FT=Name.Sig, V=Dictionary(Type=Name.Sig)), SIGNED),
    "a certification": (lambda made: made.Root.update({"/Perms": Dictionary()}), SIGNED),
    "a hidden layer": (
        lambda made: made.Root.update({"/OCProperties": Dictionary(D=Dictionary(OFF=Array([Dictionary()])))}),
        LAYER,
    ),
    "layers off": (
        lambda made: made.Root.update({"/OCProperties": Dictionary(D=Dictionary(BaseState=Name.OFF))}),
        LAYER,
    ),
    "layers for print only": (
        lambda made: made.Root.update({"/OCProperties": Dictionary(D=Dictionary(AS=Array()))}),
        LAYER,
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_active_hidden_and_signed_papers_are_refused_with_their_reason(name):
    change, told = ATTACKS[name]
    assert sentence(pdf(change)) == told


LOCKED = "Tệp PDF bị khóa quyền hoặc đặt mật khẩu. Hãy bỏ khóa rồi tải lại."
BROKEN = "Tệp PDF bị hỏng. Hãy mở bằng chương trình đã tạo ra nó, xuất lại PDF rồi tải lại."


def test_locked_papers_are_refused():
    assert sentence(pdf(encryption=pikepdf.Encryption(user="a", owner="b"))) == LOCKED
    assert sentence(pdf(encryption=pikepdf.Encryption(user="", owner="b"))) == LOCKED


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy rồi tải lại."),
        (b"hello", "Tệp này không phải PDF. Hãy xuất văn bản sang PDF rồi tải lại."),
        (b"<html>%PDF-1.7", "Tệp này không phải PDF. Hãy xuất văn bản sang PDF rồi tải lại."),
        (b"PK\x03\x04", "Đây là tệp Word hoặc tệp nén, không phải PDF. Hãy dùng mục «Từ tệp Word»."),
        (b"%PDF-1.7\n", BROKEN),
        (pdf()[:-200], BROKEN),
        (b"%PDF-1.7\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF", BROKEN),
    ],
)
def test_what_is_no_pdf_is_refused_with_the_way_out(content, told):
    assert sentence(content) == told


def test_no_page_is_refused():
    stream = io.BytesIO()
    pikepdf.new().save(stream)
    assert sentence(stream.getvalue()) == "Tệp PDF không có trang nào."


def test_too_much_is_refused():
    with pytest.raises(TooLarge):
        inspect_pdf(b"%PDF-" + b"0" * LARGEST_FILE)
    with pytest.raises(TooLarge):
        inspect_pdf(pdf(lambda made: [made.add_blank_page() for _ in range(500)]))


def test_absurd_pages_are_refused():
    def stretch(made):
        made.pages[0].mediabox = Array([0, 0, 90000, 10])

    assert sentence(pdf(stretch)) == "Tệp PDF có trang khổ bất thường. Hãy xuất lại ở khổ A4."


def test_objects_that_swell_are_refused():
    """An object stream of 20 KB that becomes 100 MB."""
    packed = pdf(
        lambda made: made.Root.update({"/Odd": made.make_indirect(Array([String("a" * 100)] * 1_000_000))}),
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    assert sentence(packed) == BROKEN


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_mutated_papers_are_accepted_or_refused_never_worse(data):
    content = bytearray(PRINTED)
    for _ in range(data.draw(st.integers(1, 10))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert pages_or_refusal(bytes(content)) <= 2


PRINTED = pdf(lambda made: made.add_blank_page(page_size=(595.28, 841.89)))


def pages_or_refusal(content):
    """How many pages were accepted, 0 for a refusal; anything else that is raised fails the test."""
    try:
        facts = inspect_pdf(content)
    except (BadInput, TooLarge):
        return 0
    places_in(content)
    return facts.pages


# --- where things go


@pytest.mark.parametrize("name", ["number", "day", "month", "signature", "seal"])
def test_the_blanks_of_a_printed_letter_are_found_where_the_printer_put_them(name):
    printed = printing.render(LETTER)
    found, true = places_in(printed.pdf)[name], printed.places[name]
    assert found["page"] == true.page
    assert (found["x0"] + found["x1"]) / 2 == pytest.approx((true.x0 + true.x1) / 2, abs=4)
    assert (found["y0"] + found["y1"]) / 2 == pytest.approx((true.y0 + true.y1) / 2, abs=4)
    assert (found["baseline"] or 0) == pytest.approx(true.baseline or 0, abs=0.5)
    assert (found["align"], found["italic"]) == (true.align, true.italic)


def test_a_number_already_written_is_no_blank():
    printed = printing.render(replace(LETTER, number=5, date=datetime.date(2026, 3, 5)))
    assert sorted(places_in(printed.pdf)) == ["seal", "signature"]


def test_an_empty_page_still_has_a_place_to_sign_inside_the_page():
    found = places_in(pdf())["signature"]
    assert (found["page"], found["x0"] > 297, found["x1"] < 595, found["y0"] > 0) == (0, True, True, True)


def test_a_form_that_draws_itself_is_not_followed():
    def loop(made):
        form = made.make_indirect(
            pikepdf.Stream(made, b"/A Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        )
        form["/Resources"] = Dictionary(XObject=Dictionary(A=form))
        made.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(A=form))
        made.pages[0].obj["/Contents"] = pikepdf.Stream(made, b"/A Do")

    content = pdf(loop)
    assert inspect_pdf(content).pages == 1
    assert sorted(places_in(content)) == ["seal", "signature"]
