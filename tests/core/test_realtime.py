"""Hints travel with the transaction, each topic once."""

import pytest
from django.db import transaction

from core import realtime
from core.models import Hint, Office, User


def waiting():
    return list(Hint.objects.order_by("pk").values_list("topic", flat=True))


@pytest.fixture
def lan(db):
    person = User.objects.create_user("lan", "mat-khau-dai-1", full_name="Nguyễn Thị Lan")
    Hint.objects.all().delete()
    return person


def test_hint_names_the_object(lan):
    realtime.hint(lan)
    assert waiting() == [f"core.user.{lan.pk}"]


def test_hint_desk_takes_people_and_ids_once(lan):
    realtime.hint_desk(lan, lan.pk, 990)
    assert waiting() == [f"core.desk.{lan.pk}", "core.desk.990"]


def test_rolled_back_act_sends_nothing(lan):
    with transaction.atomic():
        realtime.hint_topic("core.desk.1")
        transaction.set_rollback(True)
    assert waiting() == []


def test_deactivated_person_is_checked_again(lan):
    lan.is_active = False
    lan.save(update_fields=["is_active"])
    assert waiting() == [f"core.access.{lan.pk}"]


def test_mere_sign_in_is_no_change_of_rights(lan):
    lan.save(update_fields=["last_login"])
    assert waiting() == []


def test_ended_session_is_checked_again(lan, client):
    client.force_login(lan)
    client.session.flush()
    assert waiting() == [f"core.access.{lan.pk}"]


def test_session_of_nobody_ends_in_silence(db, client):
    session = client.session
    session["cart"] = 1
    session.save()
    session.flush()
    assert waiting() == []


def test_appointment_is_a_change_of_rights(lan):
    office = Office.objects.create(kind="agency", name="Sở", abbreviation="S")
    post = office.posts.create(title="Văn thư", role="clerk")
    Hint.objects.all().delete()
    appointment = post.appointments.create(person=lan)
    appointment.delete()
    assert waiting() == [f"core.access.{lan.pk}"] * 2
