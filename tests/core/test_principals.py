from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from core import principals
from core.models import Appointment, Post, Principal

pytestmark = pytest.mark.django_db


def test_a_person_holds_themself_their_office_and_their_role_there(cast, django_assert_num_queries):
    own = principals.for_person(cast.head)
    office = principals.for_office(cast.digital)
    role = principals.for_role(cast.digital, Post.Role.HEAD)
    principals.for_role(cast.digital, Post.Role.SPECIALIST)
    principals.for_role(cast.finance, Post.Role.HEAD)
    principals.for_office(cast.agency)
    principals.for_person(cast.leader)
    with django_assert_num_queries(1):
        held = principals.of_person(cast.head)
    assert held == sorted([own.pk, office.pk, role.pk])


def test_reading_makes_nothing(cast):
    assert principals.of_person(cast.head) == []
    assert Principal.objects.count() == 0


def test_only_posts_held_on_the_day_count(cast):
    today = timezone.localdate()
    office = principals.for_office(cast.finance)
    post = cast.posts["accountant"]
    held = Appointment.objects.create(
        person=cast.head, post=post, kind="concurrent", starts=today - timedelta(9), ends=today
    )
    assert principals.of_person(cast.head) == [office.pk]
    assert principals.of_person(cast.head, today + timedelta(1)) == []
    assert principals.of_person(cast.head, today - timedelta(10)) == []
    held.delete()
    assert principals.of_person(cast.head) == []


def test_two_posts_in_one_office_count_once(cast):
    office = principals.for_office(cast.digital)
    Appointment.objects.create(
        person=cast.head, post=cast.posts["specialist"], kind="concurrent", starts=date(2024, 1, 1)
    )
    assert principals.of_person(cast.head) == [office.pk]


def test_nobody_holds_nothing(cast):
    principals.for_person(cast.head)
    cast.head.is_active = False
    assert principals.of_person(cast.head) == []
    assert principals.of_person(AnonymousUser()) == []


def test_a_request_asks_once(cast, django_assert_num_queries):
    own = principals.for_person(cast.head)
    request = RequestFactory().get("/")
    request.user = cast.head
    with django_assert_num_queries(1):
        assert principals.of_request(request) == [own.pk]
        assert principals.of_request(request) == [own.pk]


def test_the_same_principal_is_made_once(cast):
    assert principals.for_person(cast.head) == principals.for_person(cast.head)
    assert principals.for_office(cast.digital) == principals.for_office(cast.digital)
    assert principals.for_role(cast.digital, "head") == principals.for_role(cast.digital, Post.Role.HEAD)
    assert Principal.objects.count() == 3


def test_many_people_in_three_queries(cast, django_assert_num_queries):
    known = principals.for_person(cast.head)
    with django_assert_num_queries(3):
        made = principals.for_people([cast.leader, cast.head, cast.clerk.pk, cast.head])
    assert [principal.person_id for principal in made] == [cast.leader.pk, cast.head.pk, cast.clerk.pk]
    assert made[1] == known


def test_holders_are_the_other_way_round(cast):
    assert principals.holders(principals.for_person(cast.head)) == [cast.head.pk]
    assert principals.holders(principals.for_office(cast.digital)) == sorted([cast.head.pk, cast.specialist.pk])
    assert principals.holders(principals.for_role(cast.digital, "head")) == [cast.head.pk]
    assert principals.holders(principals.for_role(cast.digital, "clerk")) == []


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_the_same_principal(cast):
    def ask(_turn):
        try:
            return principals.for_role(cast.digital, Post.Role.HEAD).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        found = set(pool.map(ask, range(12)))
    assert found == {Principal.objects.get(office=cast.digital, role="head").pk}
