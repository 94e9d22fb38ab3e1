"""The keeper's page of the log."""

import io
import json

import pytest
from asgiref.sync import async_to_sync
from django.core.handlers.asgi import ASGIRequest
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core import audit, tasks
from core.actions import audit as acting
from core.audit import copies, guard, sequencer
from core.http.streaming import stream
from core.models import AuditEntry, AuditReview

PAGES = ["audit", "audit_state"]


@pytest.fixture
def log(cast, settings, tmp_path):
    settings.SECRETS, settings.CHECKPOINTS = tmp_path / "secrets", str(tmp_path)
    audit.record("office_changed", cast.agency, by=cast.deputy, on_behalf_of=cast.leader, name="mới")
    sequencer.work(sequencer.Gaps())
    copies.publish()
    return cast


@pytest.fixture
def keeper(client, log):
    client.force_login(log.keeper)
    return client


def rows(response):
    return [entry.verb for entry in response.context["page"]]


@pytest.mark.parametrize("name", PAGES)
def test_the_log_is_for_keepers_only(name, client, log):
    client.force_login(log.leader)
    assert client.get(reverse(name)).status_code == 403
    client.force_login(log.outsider)
    assert client.get(reverse(name)).status_code == 403
    client.logout()
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", ["audit_review", "audit_export"])
def test_acts_on_the_log_are_for_keepers_only_and_by_post(name, client, log):
    client.force_login(log.leader)
    assert client.post(reverse(name)).status_code == 403
    client.force_login(log.keeper)
    assert client.get(reverse(name)).status_code == 405


def test_the_newest_entries_come_first_with_who_and_for_whom(keeper, log):
    response = keeper.get(reverse("audit"))
    assert response.status_code == 200
    entry = response.context["page"].items[0]
    page = response.content.decode()
    assert rows(response)[0] == AuditEntry.objects.order_by("pk").last().verb
    assert entry.pk == AuditEntry.objects.order_by("pk").last().pk
    shown = AuditEntry.objects.get(verb="office_changed", on_behalf_of=log.leader)
    assert f"thay mặt {shown.on_behalf_of_name}" in page
    assert reverse("audit_proof", args=[shown.pk]) in page


def test_what_one_person_did_or_had_done(keeper, log):
    response = keeper.get(reverse("audit"), {"q": log.leader.username})
    found = AuditEntry.objects.done_by(log.leader).order_by("-pk")
    assert [entry.pk for entry in response.context["page"]] == list(found.values_list("pk", flat=True)[:50])
    assert found.count() > 0
    assert rows(keeper.get(reverse("audit"), {"q": "khongcoainhuthe"})) == []


def test_what_was_done_to_one_thing(keeper, log):
    response = keeper.get(reverse("audit"), {"loai": "core.office", "ma": log.agency.pk})
    found = audit.history(log.agency).order_by("-pk")
    assert [entry.pk for entry in response.context["page"]] == list(found.values_list("pk", flat=True))


@pytest.mark.parametrize("address", [{"loai": "core.office", "ma": "x"}, {"ma": "9" * 40, "loai": "a"}, {"sau": "?"}])
def test_an_address_that_makes_no_sense_shows_everything(address, keeper):
    response = keeper.get(reverse("audit"), address)
    assert (response.status_code, len(response.context["page"])) == (200, min(AuditEntry.objects.count(), 50))


def test_the_rows_alone_for_htmx(keeper):
    page = keeper.get(reverse("audit"), headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in page, "<table" in page) == (False, True)


def test_the_number_of_queries_does_not_grow_with_the_log(keeper, django_assert_max_num_queries):
    for _each in range(60):
        audit.record("noted", by=None)
    with django_assert_max_num_queries(16):
        keeper.get(reverse("audit"))


def test_a_sound_house_is_said_to_be_sound(keeper):
    standing = keeper.get(reverse("audit")).context["standing"]
    assert (standing["state"], {fact["state"] for fact in standing["facts"]}) == ("passed", {"fine"})


def test_a_missing_second_place_a_failing_one_and_a_lowered_guard_are_shown(keeper, settings, tmp_path):
    settings.CHECKPOINTS = ""
    states = {fact["name"]: fact["state"] for fact in keeper.get(reverse("audit")).context["standing"]["facts"]}
    assert states["Nơi giữ thứ hai"] == "look"
    settings.CHECKPOINTS = str(tmp_path / "away")
    copies.publish()
    connection.check_constraints()
    guard.lower_guard(connection, ["core_blob"])
    standing = keeper.get(reverse("audit")).context["standing"]
    facts = {fact["name"]: fact for fact in standing["facts"]}
    assert facts["Nơi giữ thứ hai"]["text"].startswith("FileNotFoundError")
    assert (facts["Chốt chặn sửa, xóa"]["state"], standing["state"]) == ("wrong", "open")


def test_check_now_checks_a_small_log_at_once(keeper, log):
    size = AuditEntry.objects.filter(place__isnull=False).count()
    assert keeper.post(reverse("audit_review")).status_code == 302
    review = AuditReview.objects.get()
    assert (review.asked_by, review.size, review.findings, review.is_sound) == (log.keeper, size, [], True)
    assert AuditEntry.objects.order_by("pk").last().verb == "audit_reviewed"
    assert f"cả {size} dòng" in keeper.get(reverse("audit_state")).content.decode()


def test_check_now_names_what_was_changed(keeper):
    connection.check_constraints()
    guard.lower_guard(connection)
    AuditEntry.objects.filter(place__seq=3).update(verb="khac")
    guard.raise_guard(connection)
    keeper.post(reverse("audit_review"))
    assert AuditReview.objects.get().findings == ["Dòng số 3 bị sửa nội dung."]
    response = keeper.get(reverse("audit"))
    assert "<li>Dòng số 3 bị sửa nội dung.</li>" in response.content.decode()
    assert response.context["standing"]["state"] == "failed"


def test_a_large_log_is_checked_in_the_background_once(keeper, log, monkeypatch):
    monkeypatch.setattr(acting, "AT_ONCE", 1)
    keeper.post(reverse("audit_review"))
    keeper.post(reverse("audit_review"))
    review = AuditReview.objects.get()
    job = DBTaskResult.objects.get(task_path="core.tasks.review_audit")
    assert (review.finished_at, job.args_kwargs["args"]) == (None, [review.pk])
    assert "Đang kiểm tra" in keeper.get(reverse("audit_state")).content.decode()
    tasks.review_audit.call(review.pk)
    tasks.review_audit.call(review.pk)
    review.refresh_from_db()
    assert review.is_sound is True
    assert AuditEntry.objects.filter(verb="audit_reviewed").count() == 1


def test_a_review_that_never_came_back_can_be_asked_again(log):
    lost = AuditReview.objects.create(asked_by=log.keeper, asked_at=timezone.now() - acting.LOST)
    review = acting.ask_review(by=log.keeper)
    assert (review.pk == lost.pk, review.is_sound) == (False, True)


def test_the_export_is_a_download_and_is_itself_noted(keeper, log):
    response = keeper.post(reverse("audit_export"))
    text = b"".join(response.streaming_content).decode()
    expected = io.StringIO()
    call_command("audit", "export", stdout=expected)
    assert text == expected.getvalue()
    assert response["Content-Disposition"].startswith('attachment; filename="nhat-ky-')
    assert AuditEntry.objects.order_by("pk").last().verb == "audit_exported"


def test_the_export_goes_piece_by_piece_under_asgi(monkeypatch):
    monkeypatch.setattr("core.http.streaming.LINES", 2)
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    request = ASGIRequest(scope, io.BytesIO())
    response = stream(request, iter(["a\n", "b\n", "c\n"]), name="x.jsonl", media_type="text/plain")

    async def pieces():
        return [piece async for piece in response.streaming_content]

    assert async_to_sync(pieces)() == [b"a\nb\n", b"c\n"]
    plain = stream(RequestFactory().get("/"), iter(["a\n"]), name="x.jsonl", media_type="text/plain")
    assert list(plain.streaming_content) == [b"a\n"]


def test_the_proof_of_an_entry_is_a_download(keeper):
    entry = AuditEntry.objects.get(place__seq=2)
    response = keeper.get(reverse("audit_proof", args=[entry.pk]))
    assert (json.loads(response.content)["seq"], json.loads(response.content)["id"]) == (2, entry.pk)
    assert response["Content-Disposition"] == 'attachment; filename="chung-minh-2.json"'


def test_an_entry_without_a_place_has_no_proof_yet(keeper, client, log):
    waiting = audit.record("noted", by=None)
    assert keeper.get(reverse("audit_proof", args=[waiting.pk])).status_code == 404
    assert keeper.get(reverse("audit_proof", args=[10**9])).status_code == 404
    assert "chờ" in keeper.get(reverse("audit")).content.decode()
    client.force_login(log.leader)
    assert client.get(reverse("audit_proof", args=[waiting.pk])).status_code == 403
