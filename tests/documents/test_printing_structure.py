"""The structural PDF/A check finds what is broken and passes what is sound."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from documents.printing import render
from documents.printing.engine import OwnPartsOnly
from documents.printing.structure import pdf_a_faults
from tests.documents.letters import letter


@pytest.fixture(scope="module")
def sound():
    return render(letter()).pdf


def changed(pdf, change, **saving):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        target = io.BytesIO()
        document.save(target, **saving)
        return target.getvalue()


def test_our_own_pages_are_sound(sound):
    assert pdf_a_faults(sound) == []


def no_metadata(document):
    del document.Root.Metadata


def other_part(document):
    xmp = document.Root.Metadata.read_bytes().replace(b"part>2<", b"part>3<").replace(b'part="2"', b'part="3"')
    document.Root.Metadata = document.make_stream(xmp)


def no_intent(document):
    del document.Root.OutputIntents


def script(document):
    action = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    names = Array([pikepdf.String("x"), document.make_indirect(action)])
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=names))


def opening_script(document):
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def launch(document):
    document.Root.OpenAction = document.make_indirect(Dictionary(S=Name.Launch, F="cmd.exe"))


def automatic(document):
    document.Root.AA = Dictionary(WC=Dictionary(S=Name.Named, N=Name.Print))


def lost_font(document):
    for found in document.objects:
        if isinstance(found, Dictionary) and "/FontFile2" in found:
            del found["/FontFile2"]


def need_appearances(document):
    document.Root.AcroForm = Dictionary(Fields=Array([]), NeedAppearances=True)


def xfa(document):
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=document.make_stream(b"<xdp/>"))


def bare_widget(document):
    widget = document.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="so", Rect=Array([10, 10, 60, 30]))
    )
    document.pages[0].Annots = Array([widget])
    document.Root.AcroForm = Dictionary(Fields=Array([widget]))


def embedded(document):
    document.attachments["virus.exe"] = b"MZ"


def outside(document):
    stream = document.make_stream(b"")
    stream["/F"] = pikepdf.String("/etc/passwd")
    document.pages[0].Outside = stream


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (no_metadata, "Siêu dữ liệu XMP không khai là PDF/A (6.6.4)."),
        (other_part, "Siêu dữ liệu XMP khai là PDF/A-3, không phải PDF/A-2 (6.6.4)."),
        (no_intent, "Thiếu hồ sơ màu đầu ra OutputIntent (6.2.3)."),
        (script, "Tệp chứa JavaScript (6.5.1)."),
        (opening_script, "Tệp có hành động JavaScript bị cấm (6.5.1)."),
        (launch, "Tệp có hành động Launch bị cấm (6.5.1)."),
        (automatic, "Tệp có hành động tự chạy ở cấp tài liệu (6.5.2)."),
        (need_appearances, "Biểu mẫu đòi phần mềm đọc tự vẽ (NeedAppearances, 6.4.1)."),
        (xfa, "Tệp chứa biểu mẫu XFA (6.4.2)."),
        (bare_widget, "Ô biểu mẫu không có hình hiển thị (6.4.1)."),
        (embedded, "Tệp chứa tệp nhúng (6.8)."),
        (outside, "Dữ liệu nằm ở tệp bên ngoài (6.1.7.1)."),
    ],
)
def test_each_fault_is_named(sound, change, expected):
    assert expected in pdf_a_faults(changed(sound, change))


def test_a_font_left_out_is_named(sound):
    faults = pdf_a_faults(changed(sound, lost_font))
    assert len(faults) == 4
    assert all(fault.endswith("không được nhúng (6.2.11.4).") for fault in faults)


def test_an_encrypted_file_is_refused(sound):
    locked = changed(sound, lambda _document: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    open_to_all = changed(sound, lambda _document: None, encryption=pikepdf.Encryption(owner="a", user=""))
    assert pdf_a_faults(locked) == pdf_a_faults(open_to_all) == ["Tệp đã bị mã hóa (ISO 19005-2, 6.1.3)."]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"%PDF-1.7\n" + b"\x00" * 500])
def test_rubbish_is_refused_and_nothing_is_raised(content):
    assert pdf_a_faults(content) == ["Tệp PDF bị hỏng, không đọc được."]


def test_every_cut_is_survived(sound):
    verdicts = [pdf_a_faults(sound[:length]) for length in range(0, len(sound), 997)]
    assert all(isinstance(verdict, list) for verdict in verdicts)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.com/x.png",
        "data:text/css,*{}",
        "printing:../regular",
    ],
)
def test_nothing_is_fetched_from_anywhere(url):
    with pytest.raises(ValueError, match="printing fetches nothing"):
        OwnPartsOnly().fetch(url)
