from datetime import date, timedelta

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from core import paging
from core.models import AgencyCode

DAY = date(2026, 1, 1)


@pytest.fixture
def codes(db):
    made = [
        AgencyCode(code=f"H{number % 4}", name=f"Cơ quan {number}", valid_from=DAY + timedelta(number))
        for number in range(11)
    ]
    return AgencyCode.objects.bulk_create(made)


def walked(by, size):
    """Every page from the first to the last, and back again."""
    forward, page = [], paging.page(AgencyCode.objects.all(), by, size=size)
    forward.append(page)
    while page.older:
        page = paging.page(AgencyCode.objects.all(), by, after=page.older, size=size)
        forward.append(page)
    backward = []
    while page.newer:
        page = paging.page(AgencyCode.objects.all(), by, before=page.newer, size=size)
        backward.append(page)
    return forward, backward


@pytest.mark.parametrize("by", [("-valid_from", "-pk"), ("code", "pk"), ("code", "-valid_from", "pk"), ("-pk",)])
@pytest.mark.parametrize("size", [1, 3, 10, 11, 12])
def test_pages_are_the_ordered_list_cut_in_pieces(codes, by, size):
    forward, backward = walked(by, size)
    pieces = [list(page) for page in forward]
    assert [code for piece in pieces for code in piece] == list(AgencyCode.objects.order_by(*by))
    assert {len(piece) for piece in pieces[:-1]} <= {size}
    assert [list(page) for page in backward] == pieces[-2::-1]


def test_ends_have_no_cursor(codes):
    forward, _backward = walked(("-pk",), 5)
    assert [(bool(page.newer), bool(page.older)) for page in forward] == [(False, True), (True, True), (True, False)]


def test_one_query_whatever_the_page(codes, django_assert_num_queries):
    cursor = paging.page(AgencyCode.objects.all(), ("-pk",), size=5).older
    with django_assert_num_queries(1):
        assert len(paging.page(AgencyCode.objects.all(), ("-pk",), after=cursor, size=5)) == 5


@pytest.mark.parametrize("cursor", ["", "x", "a:b", "ư" * 20, "x" * 2000, "\x00", "[1]:abc", "eyJ:1"])
def test_a_bad_cursor_shows_the_first_page(codes, cursor):
    first = paging.page(AgencyCode.objects.all(), ("-pk",), size=4)
    assert paging.page(AgencyCode.objects.all(), ("-pk",), after=cursor, size=4) == first
    assert paging.page(AgencyCode.objects.all(), ("-pk",), before=cursor, size=4) == first


@given(st.text())
def test_no_text_is_a_cursor(text):
    assert paging.read(text, "list", 2) is None


def test_a_cursor_opens_its_own_list_only(codes):
    cursor = paging.write([3, 4], "one")
    assert paging.read(cursor, "one", 2) == [3, 4]
    assert paging.read(cursor, "one", 3) is None
    assert paging.read(cursor, "other", 2) is None
    assert paging.read(cursor[:-1] + ("A" if cursor[-1] != "A" else "B"), "one", 2) is None


def test_values_of_another_type_show_the_first_page(codes):
    by = ("-valid_from", "-pk")
    wrong = paging.write(["not a day", "not a key"], "core.agencycode:-valid_from,-pk")
    assert paging.page(AgencyCode.objects.all(), by, after=wrong) == paging.page(AgencyCode.objects.all(), by)


def test_the_address_says_the_place():
    request = RequestFactory().get("/", {"sau": "abc", "truoc": "xyz"})
    assert paging.place(request) == {"after": "abc", "before": "xyz"}


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (7, "7"), (999, "999"), (1000, "999+"), (1200, "999+")])
def test_tally(count, said):
    assert str(paging.Tally(count, 1000)) == said
    assert bool(paging.Tally(count, 1000)) == (count > 0)
