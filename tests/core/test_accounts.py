"""Signing in, staying in and being shown the door."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core.accounts import SecondFactorAdapter, one_time_link
from core.actions.people import add_person, change_person, deactivate_person, issue_link
from core.browsers import describe
from core.models import AuditEntry, Hint
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
DOOR = reverse("account_login")
MISMATCH = "Tên đăng nhập hoặc mật khẩu không đúng."


@pytest.fixture(autouse=True)
def fresh_rates():
    """Rates are counted in the cache, which outlives a test."""
    cache.clear()


def sign_in(client, username="chuyenvien", password=PASSWORD, **more):
    return client.post(DOOR, {"login": username, "password": password, **more})


def verbs(person):
    return list(AuditEntry.objects.about(person).values_list("verb", flat=True))


def local(link):
    return link.removeprefix("http://testserver")


# --- in --------------------------------------------------------------------------------------------
def test_name_and_password_lead_to_the_desk(cast, client):
    response = sign_in(client)
    assert (response.status_code, response.headers["Location"]) == (302, reverse("desk"))
    entry = AuditEntry.objects.get(verb="signed_in")
    assert (entry.actor, json.loads(entry.facts)) == (cast.specialist, {"address": "127.0.0.1", "browser": ""})


def test_the_account_name_may_be_typed_in_capitals(cast, client):
    assert sign_in(client, " ChuyenVien ").status_code == 302


def test_the_way_back_stays_in_the_house(cast, client):
    assert sign_in(client, next="/tai-khoan/").headers["Location"] == "/tai-khoan/"
    assert sign_in(Client(), next="https://evil.example/").headers["Location"] == reverse("desk")


def test_wrong_name_wrong_password_and_closed_account_sound_alike(cast, client):
    deactivate_person(cast.secretary, by=cast.keeper)
    pages = [sign_in(client, *pair) for pair in (("nobody", "x"), ("chuyenvien", "x"), ("thuky", PASSWORD))]
    assert [page.context["form"].non_field_errors() for page in pages] == [[MISMATCH]] * 3


def test_a_refusal_is_kept_without_what_was_typed(cast, client):
    sign_in(client, "matkhau-nham-o", "x")
    sign_in(client, "chuyenvien", "bi-mat-cua-toi")
    unknown, known = AuditEntry.objects.filter(verb="sign_in_refused").order_by("pk")
    assert (unknown.subject_id, known.subject_id) == (None, cast.specialist.pk)
    assert "matkhau" not in unknown.facts + unknown.subject_name
    assert "bi-mat" not in known.facts


def test_guessing_is_slowed_for_one_account_only(cast, client):
    for _attempt in range(5):
        sign_in(client, password="x")
    refused = sign_in(client)
    assert refused.context["form"].non_field_errors() == ["Đăng nhập sai nhiều lần. Hãy thử lại sau 5 phút."]
    assert sign_in(client, "vanthu").status_code == 302


def test_the_session_key_changes_at_the_door(cast, client):
    client.get(DOOR)
    client.session.save()
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize("path", ["/tai-khoan/signup/", "/tai-khoan/password/reset/", "/tai-khoan/email/"])
def test_nobody_signs_up_or_resets_by_mail(cast, client, path):
    assert client.get(path).status_code == 404


# --- out -------------------------------------------------------------------------------------------
def test_signing_out_ends_the_session(cast, client):
    sign_in(client)
    assert client.post(reverse("account_logout")).headers["Location"] == DOOR
    assert client.get(reverse("account")).status_code == 302
    assert verbs(cast.specialist)[-1] == "signed_out"


def test_out_everywhere_else(cast):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    assert len(here.get(reverse("account")).context["sessions"]) == 2
    here.post(reverse("account_end_sessions"))
    assert (here.get(reverse("account")).status_code, there.get(reverse("account")).status_code) == (200, 302)
    assert UserSession.objects.filter(user=cast.specialist).count() == 1


def test_leaving_ends_sessions_at_once_and_tells_open_pages(cast, client):
    sign_in(client)
    deactivate_person(cast.specialist, by=cast.keeper)
    assert client.get(reverse("account")).status_code == 302
    assert Hint.objects.filter(topic=f"core.access.{cast.specialist.pk}").exists()
    assert not UserSession.objects.filter(user=cast.specialist).exists()


def test_a_keeper_no_longer_is_out_of_the_keepers_pages_at_once(cast, client):
    change_person(cast.checker, is_keeper=True, by=cast.keeper)
    client.force_login(cast.checker)
    assert client.get(reverse("keeper")).status_code == 200
    change_person(cast.checker, is_keeper=False, by=cast.keeper)
    assert client.get(reverse("keeper")).status_code == 403


# --- passwords -------------------------------------------------------------------------------------
def test_a_new_account_comes_in_through_its_link_once(cast, client):
    person = add_person(username="molt", full_name="Lý Thị Mơ", by=cast.keeper)
    link = local(one_time_link(person))
    assert client.get(link).context["person"] == person
    chosen = {"password1": "sông Lam mùa nước", "password2": "sông Lam mùa nước"}
    assert client.post(link, chosen).headers["Location"] == DOOR
    assert client.get(link).status_code == 404
    assert client.post(link, chosen).status_code == 404
    assert sign_in(client, "molt", chosen["password1"]).status_code == 302


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ("ngan", "ngan", "password1"),
        ("1234567890", "1234567890", "password1"),
        ("sông Lam mùa", "sông lam", "password2"),
    ],
)
def test_a_weak_or_mistyped_first_password_is_told(cast, client, first, second, field):
    person = add_person(username="molt", full_name="Lý Thị Mơ", by=cast.keeper)
    response = client.post(local(one_time_link(person)), {"password1": first, "password2": second})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_a_newer_link_makes_the_older_useless(cast, client):
    old = local(one_time_link(issue_link(cast.head, by=cast.keeper)))
    new = local(one_time_link(issue_link(cast.head, by=cast.keeper)))
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_a_link_grows_old(cast, client, settings):
    link = local(one_time_link(issue_link(cast.head, by=cast.keeper)))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("name", ["x", "MQ", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_link_somebody_made_up_leads_nowhere(cast, client, name):
    assert client.get(reverse("choose_password", args=[name, "abc-def"])).status_code == 404


def test_the_link_of_who_left_is_closed(cast, client):
    person = add_person(username="molt", full_name="Lý Thị Mơ", by=cast.keeper)
    link = local(one_time_link(person))
    deactivate_person(person, by=cast.keeper)
    assert client.get(link).status_code == 404


def test_changing_the_password_ends_other_sessions_and_keeps_this_one(cast):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    new = "chín con rồng vàng"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), typed).status_code == 302
    assert (here.get(reverse("account")).status_code, there.get(reverse("account")).status_code) == (200, 302)
    assert verbs(cast.specialist)[-2:] == ["password_changed", "sessions_ended"]
    assert sign_in(Client(), password=new).status_code == 302


def test_the_old_password_is_asked(cast, client):
    sign_in(client)
    typed = {"oldpassword": "x", "password1": "chín con rồng vàng", "password2": "chín con rồng vàng"}
    errors = client.post(reverse("account_change_password"), typed).context["form"].errors
    assert errors == {"oldpassword": ["Mật khẩu hiện tại không đúng."]}


# --- the second factor -----------------------------------------------------------------------------
def code_now(secret):
    """The six figures a telephone would show now (RFC 6238)."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def with_totp(cast, client):
    """The specialist has switched on one-time codes."""
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}).status_code == 302
    client.logout()
    cache.clear()
    return secret


def test_after_the_password_a_code_is_asked(cast, client, with_totp):
    assert sign_in(client).headers["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("account")).status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": code_now(with_totp)}).status_code == 302
    assert client.get(reverse("account")).status_code == 200
    added = AuditEntry.objects.about(cast.specialist).filter(verb="second_factor_added")
    assert {json.loads(entry.facts)["factor"] for entry in added} == {"totp", "recovery_codes"}


def test_a_wrong_code_is_refused_and_kept(cast, client, with_totp):
    sign_in(client)
    response = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert response.context["form"].errors == {"code": ["Mã không đúng hoặc đã hết hạn."]}
    assert json.loads(AuditEntry.objects.get(verb="sign_in_refused").facts)["factor"] == "totp"
    assert client.get(reverse("account")).status_code == 302


def test_the_secret_of_the_codes_is_not_in_the_database(cast, client, with_totp):
    kept = Authenticator.objects.get(user=cast.specialist, type=Authenticator.Type.TOTP).data["secret"]
    assert with_totp not in kept
    assert SecondFactorAdapter().decrypt(kept) == with_totp


def test_a_recovery_code_works_once(cast, client, with_totp):
    codes = Authenticator.objects.get(user=cast.specialist, type=Authenticator.Type.RECOVERY_CODES).wrap()
    code = codes.get_unused_codes()[0]
    sign_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    client.logout()
    sign_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


# --- my account ------------------------------------------------------------------------------------
def test_my_account_shows_my_posts(cast, client):
    client.force_login(cast.head)
    page = client.get(reverse("account"))
    assert [seat.post.title for seat in page.context["seats"]] == ["Trưởng phòng"]
    assert client.get(reverse("account")).status_code == 200


def test_the_account_page_is_for_those_inside(client):
    assert client.get(reverse("account")).headers["Location"] == f"{DOOR}?next={reverse('account')}"
    assert client.get(reverse("account_end_sessions")).status_code == 302


def test_english_can_be_chosen(cast, client):
    client.force_login(cast.head)
    response = client.post(reverse("set_language"), {"language": "en", "next": "/tai-khoan/"})
    assert (response.status_code, response.cookies["language"].value) == (302, "en")


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
            "Chrome, Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1", "Safari, iPad"),
        ("Mozilla/5.0 (Linux; Android 15) SamsungBrowser/27.0 Chrome/125.0", "Samsung Internet, Android"),
        ("curl/8.0", "Thiết bị lạ"),
        ("", "Thiết bị lạ"),
    ],
)
def test_browsers_are_told_in_two_words(header, words):
    assert describe(header) == words
