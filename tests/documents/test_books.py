"""The printed register tells the book: every number in order, voided ones struck, who received (Appendix IV)."""

import subprocess
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from documents.books import printed_register
from documents.models import Document, Recipient, Register
from documents.numbering import take_number, void_number
from tests.documents.stories import at, draft

DAY = date(2026, 1, 20)


def text_of(pdf):
    found = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


@pytest.fixture
def book(house):
    issued, voided, reserved = (
        draft(house, kind="quyet-dinh", subject=subject, authority="GIÁM ĐỐC")
        for subject in ("thành lập tổ công tác", "bản ký nhầm", "đang chờ ký")
    )
    take_number(issued, by=house.clerk, dated=DAY)
    Document.objects.filter(pk=issued.pk).update(issued_at=timezone.now())
    Recipient.objects.create(
        document=issued, office=house.neighbour, name="Sở Tài chính", delivered_at=timezone.now(),
        received_at=timezone.now(), received_by=house.outsider_clerk,
    )  # fmt: skip
    take_number(voided, by=house.clerk, dated=DAY)
    void_number(voided, by=house.clerk, reason="Ký nhầm bản")
    take_number(reserved, by=house.deputy, standing="reserved", dated=DAY)
    return Register.objects.get()


def test_print_says_what_the_book_says(house, book):
    text = text_of(printed_register(house.agency, book, 2026))
    assert [number in text for number in ("01/QĐ-SKHCN", "02/QĐ-SKHCN", "03/QĐ-SKHCN")] == [True, True, True]
    assert text.index("01/QĐ-SKHCN") < text.index("02/QĐ-SKHCN") < text.index("03/QĐ-SKHCN")
    words = ("thành lập tổ công tác", "Sở Tài chính", "1 nơi đã nhận", "Hủy: Ký nhầm bản", "Giữ số", "20/01/2026")
    assert [word for word in words if word.replace(" ", "") not in text.replace(" ", "")] == []


def test_empty_year_is_an_empty_book(house):
    text = text_of(printed_register(house.agency, None, 2031))
    assert "2031" in text
    assert "SKHCN" not in text


def test_clerk_prints_others_may_not(house, book):
    address = reverse("register_print") + "?nam=2026"
    answer = at(house.clerk).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert at(house.specialist).get(address).status_code == 403


def test_register_on_screen_shows_only_the_own_agency(house, book):
    ours = at(house.specialist).get(reverse("register") + "?nam=2026")
    theirs = at(house.outsider).get(reverse("register") + "?nam=2026")
    assert [str(number) for number in ours.context["page"].items] == ["03/QĐ-SKHCN", "02/QĐ-SKHCN", "01/QĐ-SKHCN"]
    assert theirs.context["page"].items == []


@pytest.mark.parametrize("year", ["²", "9" * 5000, "-1", "1999", "abc", ""])
def test_nonsense_year_is_this_year(house, year):
    answer = at(house.clerk).get(reverse("register"), {"nam": year})
    assert (answer.status_code, answer.context["year"]) == (200, timezone.localdate().year)
