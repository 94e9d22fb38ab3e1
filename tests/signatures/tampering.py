"""Ways to tamper with a sealed paper: each returns bytes that must never pass."""

import io
import re

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signatures import pades
from signatures.pades import Spot
from tests.signatures import pki


def _update(pdf, change):
    """One incremental update made by `change(writer)`."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def _field(writer, name):
    return next(each for each in writer.root["/AcroForm"]["/Fields"] if each.get_object()["/T"] == name)


def _byte_ranges(pdf):
    return list(re.finditer(rb"/ByteRange \[([^\]]*)\]", pdf))


def _replace_range(pdf, text):
    found = _byte_ranges(pdf)[-1]
    inside = text.ljust(found.end(1) - found.start(1))
    return pdf[: found.start(1)] + inside + pdf[found.end(1) :]


def _contents(pdf):
    return list(re.finditer(rb"/Contents <([0-9a-fA-F]+)>", pdf))


# --- Bytes -----------------------------------------------------------------------------------------


def bit_flipped_in_the_page():
    content = bytearray(pki.sealed())
    content[3000] ^= 1
    return bytes(content)


def bit_flipped_in_the_seal_revision():
    content = bytearray(pki.sealed())
    content[len(pki.filled()) + 400] ^= 1
    return bytes(content)


def bit_flipped_in_the_first_cms():
    content = bytearray(pki.sealed())
    start = _contents(pki.sealed())[0].start(1)
    content[start + 2001 : start + 2002] = b"0" if content[start + 2001 : start + 2002] != b"0" else b"1"
    return bytes(content)


def junk_after_the_end():
    return pki.sealed() + b"\n% them vao\n"


def blank_line_after_the_end():
    return pki.sealed() + b"\n\n"


def another_pdf_after_the_end():
    return pki.sealed() + pki.letter()


def junk_before_the_start():
    return b"GARBAGE\n" + pki.sealed()


def cut_to_the_leaders_revision():
    return pki.sealed()[: len(pki.signed())]


def cut_to_the_filled_revision():
    return pki.sealed()[: len(pki.filled())]


def cut_in_half():
    return pki.sealed()[: len(pki.sealed()) // 2]


def saved_again_by_another_program():
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(pki.sealed())) as document:
        document.save(result)
    return result.getvalue()


def locked_with_a_password():
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(pki.sealed())) as document:
        document.save(result, encryption=pikepdf.Encryption(owner="a", user="b"))
    return result.getvalue()


# --- The signature dictionary ----------------------------------------------------------------------


def contents_all_zero():
    found = _contents(pki.sealed())[-1]
    return pki.sealed()[: found.start(1)] + b"0" * len(found[1]) + pki.sealed()[found.end(1) :]


def contents_of_the_other_signature():
    first, last = _contents(pki.sealed())[0], _contents(pki.sealed())[-1]
    return pki.sealed()[: last.start(1)] + first[1] + pki.sealed()[last.end(1) :]


def contents_key_renamed():
    found = _contents(pki.sealed())[-1]
    return pki.sealed()[: found.start()] + b"/Kontents" + pki.sealed()[found.start() + 9 :]


def byte_range_key_renamed():
    return pki.sealed().replace(b"/ByteRange", b"/ByteRanje")


def byte_range_of_nothing():
    return _replace_range(pki.sealed(), b"0 0 0 0")


def byte_range_negative():
    return _replace_range(pki.sealed(), b"0 -1 -1 10")


def byte_range_beyond_the_file():
    return _replace_range(pki.sealed(), b"0 100 200 999999999")


def byte_range_with_a_gap():
    first, second, third, fourth = (int(each) for each in _byte_ranges(pki.sealed())[-1][1].split())
    return _replace_range(pki.sealed(), b"%d %d %d %d" % (first, second - 20, third, fourth))


def byte_range_short_of_the_end():
    first, second, third, fourth = (int(each) for each in _byte_ranges(pki.sealed())[-1][1].split())
    return _replace_range(pki.sealed(), b"%d %d %d %d" % (first, second, third, fourth - 30))


def byte_range_of_the_first_signature():
    return _replace_range(pki.sealed(), _byte_ranges(pki.sealed())[0][1])


# --- Incremental updates after the seal ------------------------------------------------------------


def page_painted_over():
    def change(writer):
        page = writer.root["/Pages"]["/Kids"][0]
        paint = generic.StreamObject(stream_data=b"1 1 1 rg 0 0 600 900 re f")
        page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), writer.add_object(paint)])
        writer.update_container(page)

    return _update(pki.sealed(), change)


def content_stream_replaced():
    def change(writer):
        page = writer.root["/Pages"]["/Kids"][0]
        reference = page.raw_get("/Contents")
        fresh = generic.StreamObject(stream_data=b"BT ET")
        writer.objects[(reference.generation, reference.idnum)] = fresh

    return _update(pki.sealed(), change)


def note_pasted_on_the_page():
    def change(writer):
        page = writer.root["/Pages"]["/Kids"][0]
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(each) for each in (80, 700, 300, 760)]),
                pdf_name("/Contents"): pdf_string("Không có hiệu lực"),
            }
        )
        page["/Annots"].append(writer.add_object(note))
        writer.update_container(page["/Annots"])

    return _update(pki.sealed(), change)


def page_added():
    def change(writer):
        pages = writer.root["/Pages"]
        extra = generic.DictionaryObject(pages["/Kids"][0])
        pages["/Kids"].append(writer.add_object(extra))
        pages["/Count"] = generic.NumberObject(2)
        writer.update_container(pages)

    return _update(pki.sealed(), change)


def number_changed_after_the_seal():
    def change(writer):
        field = _field(writer, "number").get_object()
        field["/V"] = pdf_string("99")
        writer.update_container(field)

    return _update(pki.sealed(), change)


def number_redrawn_after_the_seal():
    def change(writer):
        field = _field(writer, "number").get_object()
        look = generic.StreamObject(
            {
                pdf_name("/Type"): pdf_name("/XObject"),
                pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): field["/AP"]["/N"]["/BBox"],
            },
            stream_data=b"0 0 20 20 re f",
        )
        field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
        writer.update_container(field)

    return _update(pki.sealed(), change)


def fields_taken_away():
    def change(writer):
        writer.root["/AcroForm"]["/Fields"] = generic.ArrayObject()
        writer.update_container(writer.root["/AcroForm"])

    return _update(pki.sealed(), change)


def seal_field_taken_away():
    def change(writer):
        form = writer.root["/AcroForm"]
        kept = [each for each in form["/Fields"] if each.get_object()["/T"] != "agency"]
        form["/Fields"] = generic.ArrayObject(kept)
        writer.update_container(form)

    return _update(pki.sealed(), change)


def script_that_opens_with_the_paper():
    def change(writer):
        action = generic.DictionaryObject(
            {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
        )
        writer.root["/OpenAction"] = writer.add_object(action)
        writer.update_root()

    return _update(pki.sealed(), change)


def seal_moved_on_the_page():
    def change(writer):
        field = _field(writer, "agency").get_object()
        field["/Rect"] = generic.ArrayObject([generic.NumberObject(each) for each in (0, 0, 600, 800)])
        writer.update_container(field)

    return _update(pki.sealed(), change)


def signed_again_by_a_colleague():
    """A colleague with a good certificate puts a visible signature over the sealed paper."""
    return pki.sign(pki.sealed(), field="khac", spot=Spot(0, 84, 700, 300, 790))


def number_filled_by_nobody_with_authority():
    """The leader's paper with a number that no seal protects."""
    return pades.fill(pki.signed(), {"number": "77"})


TAMPERINGS = [
    value
    for value in list(globals().values())
    if callable(value) and getattr(value, "__module__", "") == __name__ and not value.__name__.startswith("_")
]
