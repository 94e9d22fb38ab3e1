"""Places on the page: blanks on the line of the text around them, the signature box, the seal."""

import datetime
import io
import itertools

import pdfplumber
import pytest

from documents.printing import Place, render, seal_over
from documents.printing.places import MILLIMETRE
from tests.documents.letters import PARAGRAPH, letter

DATED = {"number": 5, "date": datetime.date(2026, 1, 5)}


def printed_chars(pdf):
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [char for char in document.pages[0].chars if char["text"].strip()]


def spelling(chars, text):
    start = "".join(char["text"] for char in chars).index(text)
    return chars[start : start + len(text)]


def test_an_undated_letter_has_blanks_and_a_dated_one_has_none():
    assert set(render(letter()).places) == {"number", "day", "month", "year", "signature", "seal"}
    assert set(render(letter(**DATED)).places) == {"signature", "seal"}
    assert set(render(letter("bien-ban")).places) == {"number", "signature", "cosignature", "seal"}
    assert set(render(letter("thu-cong")).places) == {"day", "month", "year", "signature", "seal"}


@pytest.mark.parametrize(
    ("blank", "before", "filled"),
    [("number", "Số:", "05"), ("day", "ngày", "05"), ("month", "tháng", "01"), ("year", "năm", "2026")],
)
def test_blanks_stand_where_the_text_would(blank, before, filled):
    """What the clerk fills in later lies on the line, at the size and over the span of printed figures."""
    place = render(letter()).places[blank]
    digits = spelling(printed_chars(render(letter(**DATED)).pdf), before + filled)[len(before) :]
    assert place.page == 0
    assert place.baseline == pytest.approx(digits[0]["matrix"][5], abs=0.05)
    assert place.font_size == round(digits[0]["size"], 2) == 13.0
    assert place.width >= digits[-1]["x1"] - digits[0]["x0"] - 0.05
    assert place.y0 < place.baseline < place.y1
    assert place.italic is (digits[0]["fontname"].endswith("Italic"))


def test_date_blanks_leave_no_gap_and_number_blank_is_as_wide_as_asked():
    places = render(letter(number_digits=3)).places
    assert places["day"].width == pytest.approx(13.0)
    assert places["month"].width == pytest.approx(13.0)
    assert places["year"].width == pytest.approx(26.0)
    assert places["number"].width == pytest.approx(19.5)
    assert render(letter(number_digits=5)).places["number"].width == pytest.approx(32.5)


def test_blanks_lie_between_the_words_around_them():
    chars, places = printed_chars(render(letter()).pdf), render(letter()).places
    colon, slash = spelling(chars, "Số:/QĐ")[2:4]
    assert colon["x1"] < places["number"].x0 < places["number"].x1 <= slash["x0"] + 0.05
    assert places["number"].align == "right"
    assert places["day"].x1 < spelling(chars, "tháng")[0]["x0"] < places["month"].x0 < places["year"].x0


def test_the_signature_box_lies_between_post_and_name_centred():
    chars, place = printed_chars(render(letter()).pdf), render(letter()).places["signature"]
    post, name = spelling(chars, "PHÓGIÁMĐỐC"), spelling(chars, "TrầnQuangMinh")
    height = 297 * MILLIMETRE
    assert height - post[0]["bottom"] >= place.y1 - 1
    assert place.y0 >= height - name[0]["top"] - 1
    assert (place.x0 + place.x1) / 2 == pytest.approx((name[0]["x0"] + name[-1]["x1"]) / 2, abs=1)
    assert (place.width / MILLIMETRE, place.height / MILLIMETRE) == (pytest.approx(46), pytest.approx(24))


def test_the_seal_has_its_true_size_and_covers_the_left_third_of_the_signature():
    places = render(letter()).places
    seal, signature = places["seal"], places["signature"]
    assert (seal.width / MILLIMETRE, seal.height / MILLIMETRE) == (pytest.approx(36), pytest.approx(36))
    assert (seal.x1 - signature.x0) / signature.width == pytest.approx(1 / 3)
    assert (seal.y0 + seal.y1) / 2 == pytest.approx((signature.y0 + signature.y1) / 2)
    assert seal.page == signature.page


def test_the_seal_of_another_size():
    small = render(letter(), seal_diameter=30).places["seal"]
    assert small.width / MILLIMETRE == pytest.approx(30)


def test_the_seal_follows_a_narrower_signature():
    seal = seal_over(Place(2, 300, 100, 360, 140), diameter=36)
    assert (seal.page, round(seal.x1, 3), round(seal.y0 + seal.height / 2, 3)) == (2, 320.0, 120.0)


def test_the_signature_is_found_on_the_last_page():
    printed = render(letter("cong-van", body=PARAGRAPH * 16))
    assert printed.pages == 2
    assert printed.places["signature"].page == 1
    assert printed.places["number"].page == 0


@pytest.mark.parametrize("code", ["quyet-dinh", "cong-van", "to-trinh", "bien-ban", "cong-dien", "giay-moi"])
def test_places_lie_on_the_page_and_not_on_each_other(code):
    places = render(letter(code, body=PARAGRAPH)).places
    seal = places.pop("seal")
    assert all(0 < p.x0 < p.x1 < 210 * MILLIMETRE and 0 < p.y0 < p.y1 < 297 * MILLIMETRE for p in places.values())
    rows = sorted(places.values(), key=lambda p: (p.page, p.y0, p.x0))
    apart = [a.x1 <= b.x0 or b.x1 <= a.x0 or a.y1 <= b.y0 or b.y1 <= a.y0 for a, b in itertools.pairwise(rows)]
    assert apart == [True] * (len(rows) - 1)
    assert seal.x0 > 30 * MILLIMETRE


def test_place_names_do_not_reach_the_file():
    assert b"signature" not in render(letter()).pdf
