"""Rooms, vehicles, equipment: never two parties at one time, whoever presses first."""

import threading
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.actions import bookings
from core.models import AuditEntry, Booking, Resource
from core.refusals import BadInput, WrongState

THREADS = 8
START = datetime(2027, 1, 18, 1, 0, tzinfo=UTC)  # 08:00 on a Monday in Viet Nam
HOUR = timedelta(hours=1)
TOO_FAR = "Mỗi lần đặt không quá ba tháng, và không sớm hơn hai năm."
serial = count(1)


def room(cast, name="Phòng họp tầng 2", **fields):
    facts = {"office": cast.agency, "kind": "room", "name": name, "capacity": 20, "by": cast.keeper}
    return bookings.add_resource(**facts | {"valid_from": date(2024, 1, 1)} | fields)


def book(resource, by, first=0, last=1, **facts):
    times = {"starts": START + first * HOUR, "ends": START + last * HOUR}
    return bookings.book(resource, by=by, purpose="Họp giao ban", **times | facts)


def times(resource):
    return [
        (int((row.starts - START) / HOUR), int((row.ends - START) / HOUR), row.state)
        for row in resource.bookings.order_by("starts", "pk")
    ]


def test_one_after_the_other_touch_but_do_not_overlap(cast):
    place = room(cast)
    book(place, cast.secretary, 0, 2)
    book(place, cast.head, 2, 3)
    for first, last in ((0, 1), (1, 3), (-1, 4), (2, 3)):
        with pytest.raises(WrongState) as refusal:
            book(place, cast.head, first, last)
        assert refusal.value.status == 409
    assert str(refusal.value) == "Phòng họp tầng 2 đã có người đặt từ 10:00 18/01/2027 đến 11:00 18/01/2027."
    assert times(place) == [(0, 2, "held"), (2, 3, "held")]


def test_released_time_is_free_again_and_everything_is_written_down(cast):
    place = room(cast)
    booking = book(place, cast.secretary, subject="procedures.case:12")
    confirmed = bookings.confirm(booking, by=cast.checker)
    again = bookings.confirm(booking, by=cast.checker)
    released = bookings.release(booking, by=cast.secretary, reason="Hoãn họp")
    assert (confirmed.state, again.state, released.state) == ("confirmed", "confirmed", "released")
    assert bookings.release(booking, by=cast.secretary).released_at == released.released_at
    with pytest.raises(WrongState):
        bookings.confirm(booking, by=cast.checker)
    book(place, cast.head)
    assert times(place) == [(0, 1, "released"), (0, 1, "held")]
    assert list(AuditEntry.objects.about(booking).values_list("verb", "actor")) == [
        ("resource_booked", cast.secretary.pk),
        ("booking_confirmed", cast.checker.pk),
        ("booking_released", cast.secretary.pk),
    ]
    assert Booking.objects.about("procedures.case:12").get() == released


@pytest.mark.database
def test_the_database_itself_refuses_what_overlaps(cast):
    place, other = room(cast), room(cast, "Hội trường")
    first = book(place, cast.secretary, 0, 2)
    facts = {"purpose": "x", "by": cast.head, "starts": START + HOUR, "ends": START + 3 * HOUR}
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(resource=place, **facts)
    gone = Booking.objects.create(resource=place, state="released", released_at=timezone.now(), **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=gone.pk).update(state="held", released_at=None)
    moved = Booking.objects.create(resource=other, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=moved.pk).update(resource=place)
    Booking.objects.filter(pk=first.pk).update(ends=START + HOUR)
    Booking.objects.filter(pk=moved.pk).update(resource=place)
    assert times(place) == [(0, 1, "held"), (1, 3, "released"), (1, 3, "held")]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_one_gets_the_room(transactional_db):
    from core.demo.people import build_people

    cast = build_people()
    place = room(cast)
    begin, told, wrong = threading.Barrier(THREADS), [], []

    def press(first):
        begin.wait()
        try:
            book(place, cast.secretary, first, first + 2)
        except WrongState as refusal:
            told.append(refusal.status)
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    pressing = [threading.Thread(target=press, args=[number % 2]) for number in range(THREADS)]
    for each in pressing:
        each.start()
    for each in pressing:
        each.join()
    assert wrong == []
    assert (len(times(place)), told) == (1, [409] * (THREADS - 1))


@pytest.mark.database
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.booleans()), min_size=1, max_size=14))
def test_random_bookings_follow_a_plain_list_of_hours(cast, asked):
    """The model: a set of hours taken. A booking is accepted exactly when none of its hours is in it."""
    place = room(cast, name=f"Phòng {next(serial)}")
    taken, standing = set(), []
    for first, length, gives_back in asked:
        hours = set(range(first, first + length))
        if gives_back and standing:
            booking, held = standing.pop()
            bookings.release(booking, by=cast.secretary)
            taken -= held
        is_free = place in bookings.free(
            Resource.objects.all(), START + first * HOUR, START + (first + length) * HOUR
        )
        assert is_free == (not hours & taken)
        if is_free:
            standing.append((book(place, cast.secretary, first, first + length), hours))
            taken |= hours
        else:
            with pytest.raises(WrongState):
                book(place, cast.secretary, first, first + length)
    rows = place.bookings.standing()
    covered = sorted(
        hour for first, last, _state in times(place) if _state != "released" for hour in range(first, last)
    )
    assert (covered, rows.count()) == (sorted(taken), len(standing))


@pytest.mark.parametrize(
    ("times_of", "sentence"),
    [
        ((START, START), "Giờ kết thúc phải sau giờ bắt đầu."),
        ((START, START - HOUR), "Giờ kết thúc phải sau giờ bắt đầu."),
        ((datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 6, tzinfo=UTC)), "Thời gian này đã qua."),
        ((START, START + timedelta(days=93)), TOO_FAR),
        ((START + timedelta(days=9000), START + timedelta(days=9001)), TOO_FAR),
    ],
)
def test_senseless_times_are_refused_in_words(cast, times_of, sentence):
    with pytest.raises(BadInput) as refusal:
        book(room(cast), cast.secretary, starts=times_of[0], ends=times_of[1])
    assert str(refusal.value) == sentence


def test_a_resource_serves_from_its_first_day_to_its_last(cast):
    place = room(cast, valid_from=date(2027, 1, 18), valid_to=date(2027, 1, 18))
    book(place, cast.secretary)
    book(place, cast.secretary, 10, 16)  # up to midnight, not into the next day
    for first, last in ((-30, -29), (24, 25), (1, 17)):
        with pytest.raises(BadInput):
            book(place, cast.secretary, first, last)
    assert len(times(place)) == 2


def test_a_resource_is_not_closed_over_bookings_to_come(cast):
    place = room(cast)
    booking = book(place, cast.secretary)
    with pytest.raises(BadInput) as refusal:
        bookings.change_resource(place, by=cast.keeper, valid_to=date(2027, 1, 17))
    assert list(refusal.value.facts["fields"]) == ["valid_to"]
    bookings.release(booking, by=cast.secretary)
    assert bookings.change_resource(place, by=cast.keeper, valid_to=date(2027, 1, 17)).valid_to == date(2027, 1, 17)
    entry = AuditEntry.objects.about(place).last()
    assert (entry.verb, entry.facts) == ("resource_changed", '{"changes":{"valid_to":[null,"2027-01-17"]}}')


def test_names_and_codes_are_taken_once_in_an_agency(cast):
    room(cast, code="P2")
    for fields in ({"name": "Phòng họp tầng 2"}, {"name": "Phòng khác", "code": "P2"}):
        with pytest.raises(BadInput):
            room(cast, **fields)
    assert room(cast, office=cast.neighbour, code="P2").pk


def test_only_people_of_the_agency_see_its_resources(cast):
    place = room(cast)
    assert list(Resource.objects.visible_to(cast.accountant)) == [place]
    assert [list(Resource.objects.visible_to(person)) for person in (cast.outsider, cast.keeper)] == [[], []]
