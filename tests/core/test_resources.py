"""The timetable of rooms, vehicles and equipment, and the keeper's list of them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from core import timetables
from core.actions import bookings
from core.models import Booking, Resource

NOON = datetime(2027, 1, 20, 5, 0, tzinfo=UTC)  # 12:00 on a Wednesday in Viet Nam
HOUR = timedelta(hours=1)


@pytest.fixture
def place(cast):
    facts = {"code": "P.201", "capacity": 20, "valid_from": date(2024, 1, 1)}
    return bookings.add_resource(office=cast.agency, kind="room", name="Phòng họp tầng 2", by=cast.keeper, **facts)


def book(place, by, starts=NOON, hours=2, **facts):
    return bookings.book(place, by=by, starts=starts, ends=starts + hours * HOUR, purpose="Bàn nhân sự", **facts)


def week(client, person, place, day="20/01/2027", **headers):
    client.force_login(person)
    return client.get(reverse("resource_week", args=[place.pk]), {"ngay": day}, headers=headers)


def test_who_is_involved_reads_the_purpose_others_see_only_that_it_is_taken(cast, client, place):
    book(place, cast.secretary, people=[cast.leader], url="/ho-so/12/")
    seen = {
        person.username: ("Bàn nhân sự" in page.text, "/ho-so/12/" in page.text, "Đã đặt" in page.text)
        for person in (cast.secretary, cast.leader, cast.accountant)
        for page in [week(client, person, place)]
    }
    assert seen == {
        "thuky": (True, True, False),
        "giamdoc": (True, True, False),
        "ketoan": (False, False, True),
    }
    assert week(client, cast.outsider, place).status_code == 404


def test_a_week_runs_from_monday_and_cuts_bookings_at_midnight(cast, client, place):
    book(place, cast.secretary, starts=NOON, hours=36)
    days = week(client, cast.secretary, place).context["days"]
    assert [day.date for day in days] == [date(2027, 1, 18) + timedelta(days=each) for each in range(7)]
    assert [[(span.since, span.until) for span in day.spans] for day in days] == [
        [], [], [(300, timetables.LENGTH)], [(0, timetables.LENGTH)], [], [], [],
    ]  # fmt: skip
    assert [span.is_all_day for day in days for span in day.spans] == [False, True]


def test_released_bookings_are_not_shown_and_a_fragment_is_a_fragment(cast, client, place):
    booking = book(place, cast.secretary)
    bookings.release(booking, by=cast.secretary)
    page = week(client, cast.secretary, place, **{"HX-Request": "true"})
    assert ("Bàn nhân sự" in page.text, "<html" in page.text, page.text.count("Còn trống")) == (False, False, 7)


@pytest.mark.parametrize("day", ["", "hôm nay", "99/99/9999", "20/01/1800"])
def test_a_day_that_is_none_shows_today(cast, client, place, day):
    assert week(client, cast.secretary, place, day).status_code == 200


def test_one_day_of_everything_costs_the_same_however_much_there_is(
    cast, client, place, django_assert_max_num_queries
):
    for number in range(12):
        other = bookings.add_resource(
            office=cast.agency, kind="vehicle", name=f"Xe {number}", by=cast.keeper, valid_from=date(2024, 1, 1)
        )
        book(other, cast.secretary)
    client.force_login(cast.secretary)
    client.get(reverse("resources"))
    with django_assert_max_num_queries(14):
        page = client.get(reverse("resources"), {"ngay": "20/01/2027"})
    assert [(str(resource), len(day.spans)) for resource, day in page.context["rows"]][-1] == ("Xe 9", 1)
    assert page.text.count("<article>") == 13


def test_the_keeper_adds_changes_and_is_told_what_is_wrong(cast, client, place):
    client.force_login(cast.keeper)
    typed = {
        "office": cast.agency.pk,
        "kind": "vehicle",
        "name": "Xe 7 chỗ",
        "code": "30A-001.23",
        "valid_from": "01/01/2026",
    }
    assert client.post(reverse("resource_add"), typed).status_code == 302
    made = Resource.objects.get(name="Xe 7 chỗ")
    refused = client.post(reverse("resource_add"), typed)
    assert (refused.status_code, "30A-001.23" in refused.text, Resource.objects.count()) == (422, True, 2)
    book(made, cast.secretary)
    change = reverse("resource_change", args=[made.pk])
    closed = client.post(change, typed | {"valid_to": "19/01/2027"})
    assert (closed.status_code, list(closed.context["form"].errors)) == (422, ["valid_to"])
    assert client.post(change, typed | {"capacity": "7"}).status_code == 302
    assert Resource.objects.get(pk=made.pk).capacity == 7
    page = client.get(reverse("keeper_resources"))
    assert [resource.name for resource in page.context["resources"]] == ["Phòng họp tầng 2", "Xe 7 chỗ"]


def test_pages_of_an_empty_house(cast, client):
    for person, name in ((cast.secretary, "resources"), (cast.keeper, "keeper_resources")):
        client.force_login(person)
        assert "Chưa có phòng, xe, thiết bị nào" in client.get(reverse(name)).text
    assert Booking.objects.count() == 0
