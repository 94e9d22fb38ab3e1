"""The house as an installed app, its frame, and the pages for what went wrong."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import reverse

from core.http.offline import mark_of
from core.views import errors, shell

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLES = sorted((settings.BASE_DIR / "core/static/core/css").rglob("*.css"))


def test_the_manifest_names_icons_that_exist(client):
    answer = client.get(reverse("manifest"))
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["short_name"], told["start_url"], told["display"]) == ("Án Thư", "/", "standalone")
    assert [bool(finders.find(icon["src"].removeprefix("/static/"))) for icon in told["icons"]] == [True, True, True]


def test_the_worker_keeps_only_files_that_exist_and_never_answers_a_post(client):
    answer = client.get(reverse("service_worker"))
    source = answer.content.decode()
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert '"offline": "/khong-co-mang/"' in source
    assert 'request.method !== "GET"' in source
    bundles = [name for name in shell.SHELL if "/bundles/" in name]
    assert [name for name in shell.SHELL if name not in bundles and not finders.find(name)] == []


def test_the_worker_changes_its_version_with_its_source(client, monkeypatch):
    version = re.compile(r'"version": "([0-9a-f]{12})"')
    before = version.search(client.get(reverse("service_worker")).content.decode()).group(1)
    monkeypatch.setattr(shell, "SHELL", shell.SHELL[:-1])
    after = version.search(client.get(reverse("service_worker")).content.decode()).group(1)
    assert before != after


def test_the_page_without_a_network_needs_nobody_signed_in(client, db):
    answer = client.get(reverse("offline"))
    assert (answer.status_code, "Không có mạng" in answer.content.decode()) == (200, True)


def test_the_gallery_is_not_there_for_an_office(client, db):
    assert client.get(reverse("gallery")).status_code == 404


@override_settings(DEBUG=True)
def test_the_gallery_draws_every_part_for_those_who_build(client, db):
    drawn = client.get(reverse("gallery")).content.decode()
    assert [word for word in ("Hỏa tốc", "Chữ ký không hợp lệ", "Bàn đã sạch", "Quá hạn") if word not in drawn] == []


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "Yêu cầu này không đọc được"),
        (errors.forbidden, 403, "Bạn không có quyền mở trang này"),
        (errors.not_found, 404, "Không tìm thấy trang này"),
    ],
)
def test_every_error_has_a_sentence_and_a_way_on(client, db, view, status, words):
    answer = view(_request(), Exception("") if view is not errors.bad_request else None)
    page = answer.content.decode()
    assert (answer.status_code, words in page, 'href="/"' in page) == (status, True, True)


def test_a_broken_server_says_so_without_touching_the_database():
    answer = errors.broken(RequestFactory().get("/"))
    assert (answer.status_code, "không có gì làm dở dang" in answer.content.decode()) == (500, True)


def _request():
    request = RequestFactory().get("/")
    request.session, request.htmx = {}, False
    request._messages = []
    return request


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates"))
)
def test_no_template_carries_inline_style_or_script(template):
    """Strict CSP: style attributes, style elements, handlers and code in the page would simply not work."""
    if "print" in template.parts:
        return
    source = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", template.read_text(encoding="utf-8"), flags=re.S)
    found = re.findall(r"\sstyle=|<style|\son(?:click|change|submit|input|load|error)=|javascript:", source)
    scripts = [
        tag for tag in re.findall(r"<script[^>]*>", source) if "src=" not in tag and "application/json" not in tag
    ]
    assert (found, scripts) == ([], [])


@pytest.mark.parametrize("sheet", STYLES, ids=lambda path: path.name)
def test_no_stylesheet_asks_another_host(sheet):
    source = re.sub(r"/\*.*?\*/|url\(\"data:[^\"]*\"\)", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    assert re.findall(r"(?:https?:)?//[a-z]", source) == []


def test_every_stylesheet_is_joined_into_the_one_of_the_house():
    root = settings.BASE_DIR / "core/static/core/css"
    joined = re.findall(r'@import "\./([^"]+)"', (root / "app.css").read_text(encoding="utf-8"))
    lying = [str(path.relative_to(root)) for path in STYLES if path.name != "app.css"]
    assert sorted(joined) == sorted(lying)


def test_a_refusal_is_a_page_for_people_and_a_fragment_for_htmx():
    from core.refusals import WrongState

    refusal = WrongState("Trần Quang Minh đã ký lúc 08:51.")
    fragment = render_to_string("errors/refusal.html#fragment", {"refusal": refusal, "back": "/"})
    assert ("data-refusal" in fragment, "<html" in fragment, "Trần Quang Minh đã ký lúc 08:51." in fragment) == (
        True,
        False,
        True,
    )


def test_bundles_are_named_in_the_bundler():
    bundler = Path(settings.BASE_DIR / "frontend/bundle.mjs").read_text(encoding="utf-8")
    asked = [name for name in shell.SHELL if "/bundles/" in name]
    assert [name for name in asked if f"core/static/{name}".rsplit(".", 1)[0] not in bundler] == []


def test_refusal_leads_back_to_pages_of_ours_only(client, cast):
    client.force_login(cast.head)

    def back(referer):
        return client.get(reverse("keeper"), headers={"referer": referer}).context["back"]

    assert back("http://testserver/van-ban/") == "http://testserver/van-ban/"
    assert [back(each) for each in ("https://la.example/", "javascript:alert(1)", "http://[", "")] == ["/"] * 4


def test_answers_say_for_whom_they_were_made_and_those_that_asked_for_nobody_do_not(client, cast):
    client.force_login(cast.head)
    assert client.get(reverse("notices"))["X-Reader"] == mark_of(cast.head)
    assert mark_of(cast.head) != mark_of(cast.leader)
    assert "X-Reader" not in client.get(reverse("service_worker"))
    assert client.post(reverse("account_logout"))["X-Reader"] == "-"
    assert client.get(reverse("notices"))["X-Reader"] == "-"
