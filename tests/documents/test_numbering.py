"""The register: gapless however many press at once, never given twice, voided numbers stay (Decree 30, art. 15)."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from documents import numbering
from documents.models import Document, Register, RegisterNumber
from documents.numbering import next_number, take_number, void_number
from tests.documents.stories import FIELDS, draft

DAY = date(2026, 1, 20)
THREADS, EACH = 8, 5


def papers(house, count, agency=None):
    """Bare drafts, many at once."""
    unit = agency or house.digital
    rows = [
        Document(
            agency=unit.home, unit=unit, drafter=house.specialist, signer=house.deputy, kind="quyet-dinh",
            sort_key=place, notation="QĐ-SKHCN", subject=FIELDS["subject"],
        )
        for place in range(count)
    ]  # fmt: skip
    return Document.objects.bulk_create(rows)


def lines(house, year=2026):
    return list(
        RegisterNumber.objects.filter(register__agency=house.agency, register__year=year)
        .order_by("number")
        .values_list("number", "standing")
    )


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_clerks_at_once_take_gapless_numbers(transactional_db):
    from documents.demo.house import build_house

    house = build_house()
    waiting = papers(house, THREADS * EACH)
    begin, wrong = threading.Barrier(THREADS), []

    def clerk(documents):
        begin.wait()
        try:
            for document in documents:
                take_number(document, by=house.clerk, dated=DAY)
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    clerks = [threading.Thread(target=clerk, args=[waiting[first::THREADS]]) for first in range(THREADS)]
    for each in clerks:
        each.start()
    for each in clerks:
        each.join()
    assert wrong == []
    assert lines(house) == [(number, "assigned") for number in range(1, THREADS * EACH + 1)]
    assert Register.objects.get().last_number == THREADS * EACH


@pytest.mark.database
def test_roll_back_leaves_no_gap(house):
    first, second = papers(house, 2)

    @transaction.atomic
    def taken_in_vain():
        take_number(first, by=house.clerk, dated=DAY)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        taken_in_vain()
    take_number(second, by=house.clerk, dated=DAY)
    assert lines(house) == [(1, "assigned")]
    assert RegisterNumber.objects.get().document == second


def test_voided_number_stays_and_is_never_given_again(house):
    first, second = papers(house, 2)
    take_number(first, by=house.clerk, dated=DAY)
    voided = void_number(first, by=house.clerk, reason="Sai thể thức")
    take_number(second, by=house.clerk, dated=DAY)
    assert lines(house) == [(1, "voided"), (2, "assigned")]
    assert (voided.voided_reason, str(voided)) == ("Sai thể thức", "01/QĐ-SKHCN")
    assert void_number(first, by=house.clerk, reason="Lần nữa") is None


def test_document_keeps_its_number_and_takes_the_notation_it_has_now(house):
    document = papers(house, 1)[0]
    reserved = take_number(document, by=house.deputy, standing="reserved", dated=DAY)
    document.notation = "TB-SKHCN"
    settled = take_number(document, by=house.deputy, dated=date(2026, 1, 22))
    assert settled.pk == reserved.pk
    assert RegisterNumber.objects.values_list("number", "notation", "standing", "dated").get() == (
        1,
        "TB-SKHCN",
        "assigned",
        date(2026, 1, 22),
    )


def test_new_year_voids_the_old_number_and_begins_at_one(house):
    early, late, other = papers(house, 3)
    take_number(early, by=house.clerk, dated=date(2025, 12, 31))
    take_number(late, by=house.deputy, standing="reserved", dated=date(2025, 12, 31))
    taken = take_number(late, by=house.deputy, dated=date(2026, 1, 2))
    assert (taken.number, taken.register.year) == (1, 2026)
    assert lines(house, 2025) == [(1, "assigned"), (2, "voided")]
    assert lines(house, 2026) == [(1, "assigned")]
    assert take_number(other, by=house.clerk, dated=date(2026, 1, 2)).number == 2


def test_agencies_have_books_of_their_own(house):
    ours, theirs = papers(house, 1)[0], papers(house, 1, agency=house.neighbour_budget)[0]
    assert [take_number(each, by=house.clerk, dated=DAY).number for each in (ours, theirs)] == [1, 1]


def test_next_number_is_what_will_be_given(house):
    first, second = papers(house, 2)
    assert next_number(house.agency, 2026) == 1
    take_number(first, by=house.clerk, dated=DAY)
    assert next_number(house.agency, 2026) == take_number(second, by=house.clerk, dated=DAY).number == 2
    assert next_number(house.agency, 2027) == 1


def test_database_refuses_the_same_number_twice_and_two_numbers_of_one_paper(house):
    first, second = papers(house, 2)
    taken = take_number(first, by=house.clerk, dated=DAY)
    facts = {"register": taken.register, "standing": "assigned", "dated": DAY, "given_by": house.clerk}
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterNumber.objects.create(number=1, document=second, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterNumber.objects.create(number=2, document=first, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterNumber.objects.filter(pk=taken.pk).update(standing="voided")  # without a reason
    assert lines(house) == [(1, "assigned")]


def test_register_is_opened_once_a_year(house):
    with transaction.atomic():
        opened = [numbering.open_register(house.agency, 2026).pk for _each in range(2)]
    assert opened == [Register.objects.get().pk] * 2


def test_discarded_draft_gives_its_reserved_number_up(house):
    from documents.actions.drafting import discard_draft

    document = draft(house)
    take_number(document, by=house.deputy, standing="reserved", dated=DAY)
    discard_draft(document, by=house.specialist)
    assert RegisterNumber.objects.values_list("standing", "voided_reason").get() == ("voided", "Bỏ dự thảo")
    assert Document.objects.get().state == "cancelled"
