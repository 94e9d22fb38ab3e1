"""The printed register tells the book: every number in order, voided ones struck, who received (Appendix IV)."""

import subprocess
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents.actions.sharing import share_document
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
    words = ("thành lập tổ công tác", "Sở Tài chính", "1/1 đã nhận", "Hủy: Ký nhầm bản", "Giữ số", "20/01/2026")
    assert [word for word in words if word.replace(" ", "") not in text.replace(" ", "")] == []


def test_empty_year_is_an_empty_book(house):
    text = text_of(printed_register(house.agency, None, 2031))
    assert "2031" in text
    assert "SKHCN" not in text


def test_clerk_and_leaders_print_others_may_not(house, book):
    address = reverse("register_print") + "?nam=2026"
    answer = at(house.clerk).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    others = (house.specialist, house.head, house.checker, house.secretary)
    assert [at(person).get(address).status_code for person in (house.leader, house.deputy)] == [200, 200]
    assert [at(person).get(address).status_code for person in others] == [403] * 4


WITHHELD = "Bạn không thuộc nơi nhận văn bản này"
TOLD = ("thành lập tổ công tác", "bản ký nhầm", "đang chờ ký", "Ký nhầm bản", "Sở Tài chính", "Trần Quang Minh")


def screen(person):
    return at(person).get(reverse("register") + "?nam=2026").content.decode()


@pytest.mark.parametrize("reader", ["clerk", "leader", "deputy", "checker"])
def test_who_answers_for_the_book_reads_it_whole(house, book, reader):
    page = screen(getattr(house, reader))
    assert (page.count(WITHHELD), [word for word in TOLD[:5] if word not in page]) == (0, [])


def test_others_read_the_lines_of_their_own_papers_and_the_numbers_of_all(house, book):
    page = screen(house.accountant)
    assert [page.count(f"0{number}/QĐ-SKHCN") for number in (1, 2, 3)] == [1, 1, 1]
    assert (page.count(WITHHELD), [word for word in TOLD if word in page]) == (3, [])
    document = Document.objects.get(register_numbers__number=1)
    share_document(document, by=house.specialist, person=house.accountant)
    page = screen(house.accountant)
    assert (page.count(WITHHELD), [word for word in TOLD[:5] if word in page]) == (2, [TOLD[0], TOLD[4]])


def test_the_book_costs_the_same_with_three_lines_and_with_thirty(house, book):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            screen(house.accountant)
        return len(asked)

    screen(house.accountant)
    few = cost()
    for number in range(27):
        take_number(draft(house, subject=f"việc {number}"), by=house.clerk, dated=DAY)
    assert cost() == few


def test_register_on_screen_shows_only_the_own_agency(house, book):
    ours = at(house.specialist).get(reverse("register") + "?nam=2026")
    theirs = at(house.outsider).get(reverse("register") + "?nam=2026")
    assert [str(number) for number in ours.context["page"].items] == ["03/QĐ-SKHCN", "02/QĐ-SKHCN", "01/QĐ-SKHCN"]
    assert theirs.context["page"].items == []


@pytest.mark.parametrize("year", ["²", "9" * 5000, "-1", "1999", "abc", ""])
def test_nonsense_year_is_this_year(house, year):
    answer = at(house.clerk).get(reverse("register"), {"nam": year})
    assert (answer.status_code, answer.context["year"]) == (200, timezone.localdate().year)
