"""The list of documents: everything I may see and nothing else, at the same cost for ten and for a thousand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.documents import piles
from tests.documents.stories import at, draft

MOST_QUERIES = 12


def page(person, **asked):
    return at(person).get(reverse("documents"), asked)


@pytest.mark.parametrize("count", [10, 1000])
def test_list_costs_the_same_with_ten_and_with_a_thousand(house, count):
    piles.shown(house, count, to=house.accountant)
    browser = at(house.accountant)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(reverse("documents"))
    assert answer.status_code == 200
    assert len(answer.context["page"].items) == min(count, 50)
    assert len(asked) <= MOST_QUERIES


def test_tabs_count_and_filter_by_state(house):
    fields = {"number": 1, "issued_on": "2026-01-20", "issued_at": "2026-01-20T01:00:00Z"}
    for state, count in (
        ("draft", 3),
        ("in_review", 2),
        ("signed", 1),
        ("numbered", 1),
        ("sealed", 1),
        ("issued", 4),
    ):
        piles.shown(house, count, to=house.accountant, state=state, **fields)
    piles.shown(house, 1, to=house.accountant, state="cancelled")
    answer = page(house.accountant)
    assert {tab["name"]: str(tab["count"]) for tab in answer.context["tabs"]} == {
        "": "13",
        "du-thao": "3",
        "dang-trinh": "2",
        "cho-phat-hanh": "3",
        "da-phat-hanh": "4",
    }
    shown = page(house.accountant, muc="cho-phat-hanh").context["page"].items
    assert sorted(document.state for document in shown) == ["numbered", "sealed", "signed"]
    assert page(house.accountant, muc="không có").context["chosen"] == ""


def test_list_follows_the_paper(house):
    document = draft(house)
    assert [each.pk for each in page(house.specialist, muc="du-thao").context["page"].items] == [document.pk]
    assert page(house.accountant).context["page"].items == []
    assert page(house.outsider).context["page"].items == []


def test_pages_follow_each_other_without_gap_or_double(house):
    piles.shown(house, 120, to=house.accountant)
    seen, place = [], {}
    while place is not None:
        found = page(house.accountant, **place).context["page"]
        seen += [document.sort_key for document in found.items]
        place = {"sau": found.older} if found.older else None
    assert seen == sorted(range(1000, 1120), reverse=True)


@pytest.mark.parametrize("cursor", ["x", "1:2:3", "'; DROP TABLE", "9" * 400])
def test_nonsense_cursor_is_no_crash(house, cursor):
    piles.shown(house, 3, to=house.accountant)
    assert page(house.accountant, sau=cursor).status_code in (200, 400)
