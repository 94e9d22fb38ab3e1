"""See, or it is not there; may, or be told who may."""

import json
from urllib.parse import parse_qs

import pytest
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from core.access import keeper_required, recently_confirmed, require, see
from core.models import User
from core.refusals import Forbidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return User.objects.create_user("lan", full_name="Nguyễn Thị Lan")


@pytest.fixture
def keeper():
    return User.objects.create_user("quantri", full_name="Ngô Quốc Bảo", is_keeper=True)


def test_what_may_be_seen_is_returned(lan, keeper):
    assert see(keeper, User.objects, pk=lan.pk) == lan
    assert see(keeper, User.objects.filter(is_keeper=False), username="lan") == lan


@pytest.mark.parametrize(
    "lookup", [{"pk": 0}, {"pk": 10**40}, {"pk": -1}, {"pk": "abc"}, {"pk": "1 OR 1=1"}, {"pk": ""}]
)
def test_what_no_row_can_be_is_not_found(lookup, keeper):
    with pytest.raises(Http404):
        see(keeper, User.objects, **lookup)


def test_a_text_no_database_can_hold_is_not_found(keeper):
    with pytest.raises(Http404):
        see(keeper, User.objects, username="a\x00b")


def test_invisible_and_missing_look_the_same(lan, keeper):
    with pytest.raises(Http404) as invisible:
        see(lan, User.objects, pk=keeper.pk)
    with pytest.raises(Http404) as missing:
        see(lan, User.objects, pk=10**9)
    assert (str(invisible.value), str(missing.value)) == ("", "")


def test_require_passes_who_may_and_tells_the_others():
    assert require(True, "x") is None
    with pytest.raises(Forbidden, match="Chỉ văn thư được cấp số"):
        require(False, "Chỉ văn thư được cấp số.")
    with pytest.raises(Forbidden, match="Việc này do người khác phụ trách"):
        require(False)


def ask(user):
    request = RequestFactory().get("/quan-tri/x/?a=1")
    request.user = user
    return keeper_required(lambda request: HttpResponse("vào"))(request)


def test_a_keeper_enters(keeper):
    assert ask(keeper).content.decode() == "vào"


def test_others_are_told_that_only_keepers_enter(lan):
    with pytest.raises(Forbidden, match="Chỉ quản trị hệ thống mới vào được trang này"):
        ask(lan)


def test_pins_and_passwords_never_wait_in_the_session(lan, client):
    client.force_login(lan)
    typed = {"pin": "268413", "new_pin": "268413", "PIN2": "268413", "password1": "268413", "otp": "268413"}
    request = RequestFactory().post("/x/", {"seen": "3", "opinion": "Đồng ý", "then": ["a", "issue"], **typed})
    request.user, request.session = lan, client.session
    with pytest.raises(ReauthenticationRequired):
        recently_confirmed(lambda request: HttpResponse("vào"))(request)
    suspend_request(request, "/xac-nhan/")
    request.session.save()
    waiting = json.loads(request.session["account_reauthentication_state"]["request"])
    assert parse_qs(waiting["POST"]) == {"seen": ["3"], "opinion": ["Đồng ý"], "then": ["a", "issue"]}
    assert "268413" not in str(Session.objects.get(pk=request.session.session_key).get_decoded())


def test_a_stranger_signs_in_first():
    answer = ask(AnonymousUser())
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login") + "?next=/quan-tri/x/%3Fa%3D1")
