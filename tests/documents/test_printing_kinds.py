"""Every kind of letter and any text: laid out, PDF/A, read back to the letter, the same bytes each time."""

import datetime
import hashlib
import os
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.refusals import TooLarge
from documents.kinds import KINDS, Family
from documents.printing import render
from documents.printing.structure import pdf_a_faults
from tests.documents.letters import PARAGRAPH, letter
from tests.documents.rulers import packed, words

DATED = {"number": 5, "date": datetime.date(2026, 1, 5)}


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
