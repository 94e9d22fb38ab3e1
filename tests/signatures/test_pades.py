"""Fields, signatures and seal in the PDF: where they are, what they look like, and PDF/A after every step."""

import io
import shutil

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from documents.printing.structure import pdf_a_faults
from signatures import pades, seals
from signatures.pades import Spot, Unsuitable, appearance
from tests.signatures import pki


def fields(pdf):
    """(rectangle, what its lock permits) of each field by name."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(each.T): ([float(side) for side in each.Rect], int(each.Lock.P) if "/Lock" in each else None)
            for each in document.Root.AcroForm.Fields
        }


@pytest.mark.parametrize("step", ["prepared", "signed", "filled", "sealed"])
def test_pdf_a_is_kept_after_every_step(step):
    assert pdf_a_faults(getattr(pki, step)()) == []


@pytest.mark.parametrize("step", ["signed", "filled", "sealed"])
def test_every_step_only_adds(step):
    before = {"signed": pki.prepared, "filled": pki.signed, "sealed": pki.filled}[step]()
    assert getattr(pki, step)().startswith(before)


def test_fields_lie_where_they_were_placed():
    found = fields(pki.prepared())
    assert set(found) == {"number", "day", "month", "year", "leader", "agency"}
    for name, place in pki.PLACES.items():
        field = found[{"signature": "leader", "seal": "agency"}.get(name, name)]
        assert field[0] == [place.x0, place.y0, place.x1, place.y1]


def test_leader_leaves_filling_open_and_the_seal_closes():
    found = fields(pki.prepared())
    assert (found["leader"][1], found["agency"][1]) == (2, 1)


def test_no_viewer_is_asked_to_draw_the_fields_itself():
    with pikepdf.open(io.BytesIO(pki.sealed())) as document:
        assert "/NeedAppearances" not in document.Root.AcroForm
        assert "/Version" not in document.Root


def test_filled_numbers_stand_on_their_line():
    """The drawn number keeps the writing line it was given, centred in its blank."""
    with pikepdf.open(io.BytesIO(pki.filled())) as document:
        field = next(each for each in document.Root.AcroForm.Fields if str(each.T) == "number")
        (matrix,) = [each.operands for each in pikepdf.parse_content_stream(field.AP.N) if str(each.operator) == "Tm"]
        assert str(field.V) == "05"
        assert int(field.Ff) & 1
    assert float(matrix[5]) == pytest.approx(3.0, abs=0.01)
    assert float(matrix[4]) == pytest.approx((26 - 13) / 2, abs=0.1)


def test_widths_of_embedded_letters_are_those_of_the_font():
    """Two digits of Times at 13 pt take 13 pt: not twice as much, as with widths in font units."""
    from signatures.fonts import serif
    from signatures.pades.typesetting import cut

    assert cut(serif(), frozenset("05")).width("05") == pytest.approx(1.0, abs=0.01)
    assert cut(serif(), frozenset("ễ")).width("e\u0302\u0303") == cut(serif(), frozenset("ễ")).width("ễ")


def test_name_is_drawn_in_blue_where_there_is_no_picture():
    with pdfplumber.open(io.BytesIO(pki.sealed())) as document:
        assert document.pages[0].extract_text().count("Quyết") == 0
    with pikepdf.open(io.BytesIO(pki.signed())) as document:
        look = next(each for each in document.Root.AcroForm.Fields if str(each.T) == "leader").AP.N
        colours = [
            [round(float(part), 2) for part in each.operands]
            for each in pikepdf.parse_content_stream(look)
            if str(each.operator) == "rg"
        ]
    assert colours == [[0.07, 0.2, 0.6]]


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="not installed: poppler-utils")
def test_seal_is_red_true_to_size_and_on_its_place(tmp_path):
    import subprocess

    path = tmp_path / "paper.pdf"
    path.write_bytes(pki.sealed())
    subprocess.run(["pdftoppm", "-r", "144", "-png", str(path), str(tmp_path / "page")], check=True)
    page = Image.open(next(tmp_path.glob("page*.png"))).convert("RGB")
    red = page.convert("RGB").point(lambda value: value)
    width, height = red.size
    pixels = red.load()
    marked = [
        (x, y)
        for x in range(width)
        for y in range(height)
        if pixels[x, y][0] > 150 and pixels[x, y][1] < 110 and pixels[x, y][2] < 110
    ]
    left, right = min(x for x, _y in marked) / 2, max(x for x, _y in marked) / 2
    assert right - left == pytest.approx(36 * 72 / 25.4, abs=3)
    assert left == pytest.approx(298, abs=2)


def test_drawn_seal_is_a_transparent_round_picture():
    image = Image.open(io.BytesIO(seals.draw_seal("Sở Tư pháp", "UBND tỉnh Lam Giang")))
    assert (image.mode, image.size[0]) == ("RGBA", image.size[1])
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((image.size[0] // 2, 9))[3] > 200


def remade(change):
    with pikepdf.open(io.BytesIO(pki.letter())) as document:
        change(document)
        result = io.BytesIO()
        document.save(result)
    return result.getvalue()


def with_script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def with_xfa(document):
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.String("x"))


def with_layers(document):
    document.Root.OCProperties = pikepdf.Dictionary()


def with_program(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
    document.pages[0].AA = pikepdf.Dictionary(O=action)


@pytest.mark.parametrize("change", [with_script, with_xfa, with_layers, with_program])
def test_active_content_is_not_signed(change):
    with pytest.raises(Unsuitable):
        pades.prepare(remade(change), pki.PLACES)


def test_locked_paper_is_not_signed():
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(pki.letter())) as document:
        document.save(result, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Unsuitable, match="mật khẩu"):
        pades.prepare(result.getvalue(), pki.PLACES)


@pytest.mark.parametrize("content", [b"", b"khong phai", b"%PDF-1.7\n%%EOF"])
def test_broken_paper_is_not_signed(content):
    with pytest.raises(Unsuitable):
        pades.prepare(content, pki.PLACES)


def test_paper_with_fields_is_not_prepared_again():
    with pytest.raises(Unsuitable, match="đã có chữ ký hoặc ô điền"):
        pades.prepare(pki.prepared(), pki.PLACES)


def test_place_outside_the_paper_is_refused():
    with pytest.raises(Unsuitable, match="ngoài văn bản"):
        pades.prepare(pki.letter(), {"signature": Spot(7, 0, 0, 100, 50)})


def test_field_is_signed_once():
    with pytest.raises(Unsuitable):
        pki.sign(pki.signed())


def test_signature_where_the_user_points():
    spot = Spot(0, 300, 200, 450, 260)
    content = pki.sign(pki.letter(), field="nguoi-ky", spot=spot)
    assert fields(content)["nguoi-ky"] == ([300, 200, 450, 260], 2)
    assert pdf_a_faults(content) == []


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", pki.letter()[:500]])
def test_broken_picture_is_refused(content):
    with pytest.raises(appearance.BadPicture):
        appearance.picture(content)
