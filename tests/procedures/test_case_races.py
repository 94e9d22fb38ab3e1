"""Several people at the same moment: one wins and the others are told; numbers have no gaps; rooms have one party."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.actions.bookings import add_resource
from core.models import Booking
from procedures.actions import cases, handling
from procedures.models import Case, CaseBook
from procedures.states import CaseState
from tests.procedures.requests import begun, published, submitted
from tests.workflows.pressing import at_once

pytestmark = pytest.mark.database
THREADS = 4


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_however_many_hand_in_at_once(cast):
    procedure = published(cast)
    drafts = [begun(cast, procedure) for _each in range(THREADS)]
    at_once(*(lambda draft=draft: cases.submit_case(draft, by=cast.specialist) for draft in drafts))
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert (numbers, CaseBook.objects.get().last_number) == (list(range(1, THREADS + 1)), THREADS)


@pytest.mark.django_db(transaction=True)
def test_handing_in_twice_at_once_is_one_case_with_one_number(cast):
    draft = begun(cast)
    answers = at_once(*(lambda: cases.submit_case(draft, by=cast.specialist) for _each in range(THREADS)))
    assert sum(isinstance(answer, str) for answer in answers) == THREADS - 1
    assert (Case.objects.get().number, CaseBook.objects.get().last_number) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_answering_and_taking_back_one_wins(cast):
    case = submitted(cast)
    answers = at_once(
        lambda: handling.reject_case(case, by=cast.clerk, reason="Hết phép", ground="Điều 113"),
        lambda: cases.withdraw_case(case, by=cast.specialist),
    )
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert Case.objects.get().state in (CaseState.REJECTED, CaseState.WITHDRAWN)
    assert Case.objects.get().route.state in ("rejected", "cancelled")


def wishing(cast):
    """A procedure that asks for a room, and the wish for it."""
    room = add_resource(office=cast.agency, kind="room", name="Phòng họp", by=cast.keeper)
    day = timezone.localdate() + timedelta(days=5)
    form = [{"title": "A", "fields": [{"key": "room", "type": "resource", "resource": "room", "label": "Phòng"}]}]
    steps = [{"key": "a", "act": "book", "position": 1, "actor": {"kind": "role", "role": "secretary"}}]
    wish = {"resource": room.pk, "from": f"{day}T08:00", "to": f"{day}T10:00"}
    return published(cast, code="phong", form=form, steps=steps), wish


@pytest.mark.django_db(transaction=True)
def test_of_two_who_want_the_room_one_has_it(cast):
    procedure, wish = wishing(cast)
    asked = [(person, begun(cast, procedure, by=person, room=wish)) for person in (cast.specialist, cast.head)]
    answers = at_once(*(lambda who=who, draft=draft: cases.submit_case(draft, by=who) for who, draft in asked))
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert Booking.objects.standing().count() == 1
    assert sorted(Case.objects.values_list("state", flat=True)) == ["draft", "running"]


def test_a_room_is_held_arranged_and_given_back(cast):
    procedure, wish = wishing(cast)
    case = submitted(cast, procedure, room=wish)
    assert Booking.objects.get().state == "held"
    handling.answer_step(case, by=cast.secretary)
    assert Booking.objects.get().state == "confirmed"
    second = {**wish, "from": wish["from"].replace("08:00", "10:00"), "to": wish["to"].replace("10:00", "11:00")}
    taken_back = submitted(cast, procedure, by=cast.head, room=second)
    cases.withdraw_case(taken_back, by=cast.head)
    assert sorted(Booking.objects.values_list("state", flat=True)) == ["confirmed", "released"]
