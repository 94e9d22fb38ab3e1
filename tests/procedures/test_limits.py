"""What one person can take up, what the same press sent twice makes, and what crafted text costs."""

import re
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.actions import bookings
from core.models import Booking, Resource
from core.refusals import BadInput
from procedures.actions import drafts, resources
from procedures.actions.handling import MOST_EXTENSIONS, extend_case
from procedures.models import Case
from procedures.papers.words import ALONE, without_paragraphs
from tests.cast import build_people
from tests.procedures.requests import begun, every_kind, published, submitted, typed

SLOW = re.compile(r"<p\b[^>]*>(?:(?!</p>).)*</p>", re.S)  # what the paragraphs of a body are, the long way
PIECES = st.sampled_from(
    [
        "<p>",
        '<p class="ground">',
        "</p>",
        "{{a}}",
        "chữ",
        "<strong>",
        "</strong>",
        "<table><tr><td>",
        "</td></tr></table>",
    ]
)
PARAGRAPHS = st.lists(st.lists(PIECES.filter(lambda each: "<p" not in each and "</p" not in each)), max_size=6)


def test_open_drafts_of_one_person_are_bounded(cast, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    procedure = published(cast)
    first, _second = begun(cast, procedure), begun(cast, procedure)
    with pytest.raises(BadInput, match="2 bản khai chưa nộp"):
        begun(cast, procedure)
    drafts.save_case(procedure, by=cast.specialist, client=first.client, typed=typed(who="Vẫn gõ được"))
    assert begun(cast, procedure, by=cast.head).requester == cast.head
    drafts.discard_case(first, by=cast.specialist)
    assert begun(cast, procedure).requester == cast.specialist


def test_a_requester_holds_no_more_than_ten_times(cast):
    room = Resource.objects.create(office=cast.agency, kind="room", name="Phòng họp", valid_from="2020-01-01")
    begins = (timezone.localtime() + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
    for place in range(resources.MOST_HELD):
        starts = begins + timedelta(hours=2 * place)
        more = {"starts": starts, "ends": starts + timedelta(hours=1), "purpose": "Họp"}
        bookings.book(room, by=cast.specialist, subject=f"procedures.case:9{place}", **more)
    case = begun(cast, every_kind(cast))
    late = begins + timedelta(days=3)
    told = {
        "resource": room.pk,
        "from": f"{late:%Y-%m-%dT%H:%M}",
        "to": f"{late + timedelta(hours=1):%Y-%m-%dT%H:%M}",
    }
    case.data = {"f_resource": told}
    with pytest.raises(BadInput, match="không quá 10 lần; bạn đang giữ 10"):
        resources.hold(case, by=cast.specialist)
    bookings.confirm(Booking.objects.first(), by=cast.clerk)
    resources.hold(case, by=cast.specialist)
    resources.hold(case, by=cast.specialist)
    assert Booking.objects.filter(state="held").count() == resources.MOST_HELD


def test_a_case_is_extended_three_times(cast):
    case = submitted(cast)
    for _each in range(MOST_EXTENSIONS):
        extend_case(case, by=cast.clerk, budget=1, reason="Cần thêm giấy tờ.")
    due = Case.objects.get(pk=case.pk).due
    with pytest.raises(BadInput, match="đã được gia hạn 3 lần"):
        extend_case(case, by=cast.clerk, budget=1, reason="Cần thêm giấy tờ.")
    assert Case.objects.get(pk=case.pk).due == due


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_first_save_sent_twice_at_once_is_one_case(transactional_db):
    cast = build_people()
    procedure, client = published(cast), uuid4()
    begin_now, found, wrong = threading.Barrier(4), [], []

    def save():
        begin_now.wait()
        try:
            found.append(drafts.save_case(procedure, by=cast.specialist, client=client, typed=typed())[0].pk)
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    saving = [threading.Thread(target=save) for _each in range(4)]
    for each in saving:
        each.start()
    for each in saving:
        each.join()
    assert (wrong, len(set(found)), len(found)) == ([], 1, 4)
    assert list(Case.objects.values_list("pk", "client")) == [(found[0], client)]


@given(
    PARAGRAPHS, st.sampled_from(["<p>", '<p class="ground">']), st.lists(PIECES.filter(lambda each: "p>" not in each))
)
def test_paragraphs_left_out_are_those_of_the_long_way(paragraphs, opens, between):
    def is_empty(html):
        return "{{a}}" in html

    between = "".join(each for each in between if not each.startswith("<p"))
    body = "".join(between + opens + "".join(pieces) + "</p>" for pieces in paragraphs) + between
    assert without_paragraphs(body, is_empty) == SLOW.sub(lambda found: "" if is_empty(found[0]) else found[0], body)


@pytest.mark.parametrize("piece", ["<p", "<p>", "<p></p", "{{", "<p>{{", "<p x</p>"])
def test_crafted_bodies_ask_of_each_letter_once(piece):
    read = []

    def is_empty(html):
        read.append(len(html))
        return False

    body = piece * (200_000 // len(piece))
    assert without_paragraphs(ALONE.sub(r"\1", body), is_empty) == body
    assert sum(read) <= len(body)
