"""What people are told: on the screen and by mail."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core import clocks, notify, tasks
from core.actions import notices as acting
from core.actions.people import change_person, deactivate_person
from core.models import AuditEntry, Notice, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    """Two notices for the leader and one for the clerk."""
    notify.send([cast.leader], "Có công văn chờ ký", url="/van-ban/1/", by=cast.head)
    notify.send([cast.leader, cast.clerk], "Lịch họp đã đổi", url="/thong-bao/", by=cast.secretary)
    return cast


# --- on the screen ---------------------------------------------------------------------------------
def test_my_notices_newest_first_and_only_mine(told, client):
    client.force_login(told.leader)
    page = client.get(reverse("notices"))
    assert [notice.text for notice in page.context["page"]] == ["Lịch họp đã đổi", "Có công văn chờ ký"]
    assert "Có công văn chờ ký" in page.text
    client.force_login(told.outsider)
    assert client.get(reverse("notices")).context["page"].items == []


def test_opening_one_marks_it_and_leads_on(told, client):
    client.force_login(told.leader)
    notice = told.leader.notices.get(url="/van-ban/1/")
    assert client.post(reverse("notice_open", args=[notice.pk])).headers["Location"] == "/van-ban/1/"
    assert told.leader.notices.filter(read_at__isnull=True).count() == 1
    first = Notice.objects.get(pk=notice.pk).read_at
    client.post(reverse("notice_open", args=[notice.pk]))
    assert Notice.objects.get(pk=notice.pk).read_at == first


def test_a_notice_of_somebody_else_does_not_exist(told, client):
    client.force_login(told.clerk)
    notice = told.leader.notices.first()
    assert client.post(reverse("notice_open", args=[notice.pk])).status_code == 404
    assert Notice.objects.get(pk=notice.pk).read_at is None


def test_all_that_was_shown_is_read_and_nothing_newer(told, client):
    client.force_login(told.leader)
    shown = client.get(reverse("notices")).context["newest"]
    notify.send([told.leader], "Vừa đến", by=told.head)
    client.post(reverse("notices_read"), {"up_to": shown})
    assert [notice.text for notice in told.leader.notices.filter(read_at__isnull=True)] == ["Vừa đến"]
    assert client.post(reverse("notices_read"), {"up_to": "9" * 30}).status_code == 302
    assert told.clerk.notices.filter(read_at__isnull=True).count() == 1


def test_notices_are_for_those_inside(client):
    assert client.get(reverse("notices")).headers["Location"].startswith(reverse("account_login"))
    assert client.post(reverse("notices_read")).status_code == 302


def test_text_of_others_is_shown_as_text(cast, client):
    notify.send([cast.leader], "<script>alert(1)</script>", by=cast.head)
    client.force_login(cast.leader)
    page = client.get(reverse("notices")).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# --- by mail ---------------------------------------------------------------------------------------
def test_one_letter_a_person_and_once(told):
    assert acting.mail_notices(by=None) == 2
    to_leader, to_clerk = mail.outbox
    assert (to_leader.to, to_leader.subject) == (["giamdoc@lamgiang.example"], "Án Thư: 2 việc mới")
    assert "- Có công văn chờ ký\n  http://testserver/van-ban/1/" in to_leader.body
    assert (to_clerk.to, to_clerk.subject) == (["vanthu@lamgiang.example"], "Lịch họp đã đổi")
    assert acting.mail_notices(by=None) == 0


def test_read_old_and_addressless_notices_are_not_mailed(told):
    change_person(told.clerk, email="", by=told.keeper)
    acting.read_notice(told.leader.notices.first(), by=told.leader)
    Notice.objects.filter(person=told.leader, read_at__isnull=True).update(
        created_at=timezone.now() - timedelta(days=3)
    )
    assert acting.mail_notices(by=None) == 0


def test_who_left_gets_no_mail(told):
    deactivate_person(told.clerk, by=told.keeper)
    assert acting.mail_notices(by=None) == 1


def test_a_text_of_two_lines_cannot_add_headers(cast):
    notify.send([cast.leader], "Một\nBcc: x@evil.example", by=cast.head)
    acting.mail_notices(by=None)
    assert mail.outbox[0].subject == "Một Bcc: x@evil.example"
    assert mail.outbox[0].recipients() == ["giamdoc@lamgiang.example"]


class PickyBackend(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages):
        if "vanthu@lamgiang.example" in messages[0].to:
            raise SMTPRecipientsRefused({"vanthu@lamgiang.example": (550, b"no such user")})
        return super().send_messages(messages)


class DeadBackend(EmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError


def test_a_refused_address_is_audited_and_stops_nobody_else(told, settings):
    settings.EMAIL_BACKEND = "tests.core.test_notices.PickyBackend"
    assert acting.mail_notices(by=None) == 1
    assert AuditEntry.objects.get(verb="mail_refused").subject_id == told.clerk.pk
    assert acting.mail_notices(by=None) == 0


def test_a_dead_server_loses_nothing(told, settings):
    settings.EMAIL_BACKEND = "tests.core.test_notices.DeadBackend"
    with pytest.raises(ConnectionRefusedError):
        tasks.mail_notices.func()
    assert Notice.objects.filter(mailed_at__isnull=True).count() == 3


def test_the_clock_asks_for_mail_only_when_it_can_go_and_once(told, settings):
    now = timezone.now() + timedelta(seconds=1)
    settings.EMAIL_HOST = ""
    clocks.mail_what_was_told(now)
    assert DBTaskResult.objects.count() == 0
    settings.EMAIL_HOST = "mail.lamgiang.example"
    clocks.mail_what_was_told(now)
    clocks.mail_what_was_told(now)
    assert DBTaskResult.objects.count() == 1


def test_the_head_hears_of_work_left_behind(cast, monkeypatch):
    from core import desk

    def provider(user, now, limit):
        return [], 3 if user == cast.specialist else 0

    monkeypatch.setattr(desk, "_providers", [provider])
    deactivate_person(cast.specialist, by=cast.keeper)
    assert [notice.text for notice in User.objects.get(pk=cast.head.pk).notices.all()] == [
        "Nguyễn Thị Lan đã thôi việc và còn 3 việc trên bàn. Hãy phân công lại."
    ]
