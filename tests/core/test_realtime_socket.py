"""The socket of a page: who gets in, what may be heard, and when it is let go."""

import asyncio
import json

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from config.asgi import application
from core import consumers, realtime, topics
from core.live import hub
from core.live.hub import close_the_hub
from core.models import User

pytestmark = pytest.mark.django_db(transaction=True)

IN_TIME = 5
FOREIGN = [None, b"null", b"http://evil.example", b"http://testserver:81", b"https://[", b"\xff"]
STRANGE = ["other=1", "session=", "session=unknown", "session=%00'\"; x", "session=" + "k" * 900]


@pytest.fixture(autouse=True)
def own_hub():
    yield
    close_the_hub()


@database_sync_to_async
def sign_in(username):
    person = User.objects.filter(username=username).first() or User.objects.create_user(
        username, "x", full_name="Lan"
    )
    browser = Client()
    browser.force_login(person)
    return person, browser.session.session_key


def page(session_key="", *, origin=b"http://testserver", cookie=None):
    cookie = cookie or f"{settings.SESSION_COOKIE_NAME}={session_key}"
    headers = [(b"host", b"testserver"), (b"cookie", cookie.encode())]
    return WebsocketCommunicator(application, "/ws/", headers=[*headers, *([(b"origin", origin)] if origin else [])])


async def opened(session_key):
    socket = page(session_key)
    assert await socket.connect(IN_TIME) == (True, None)
    return socket


async def said(socket):
    return json.loads(await socket.receive_from(IN_TIME))


async def listen(socket, *wanted):
    await socket.send_to(json.dumps({"do": "listen", "topics": wanted}))
    return await said(socket)


async def closing_code(socket):
    return (await socket.receive_output(IN_TIME))["code"]


@pytest.mark.parametrize(
    "origin", [None, b"null", b"http://evil.example", b"http://testserver:81", b"https://[", b"\xff"]
)
async def test_foreign_or_missing_origin_is_refused(origin):
    _person, key = await sign_in("lan")
    assert (await page(key, origin=origin).connect(IN_TIME))[0] is False


@pytest.mark.parametrize("cookie", STRANGE)
async def test_without_a_living_session_nobody_gets_in(cookie):
    assert (await page(cookie=cookie).connect(IN_TIME))[0] is False


async def test_ended_session_is_refused():
    _person, key = await sign_in("lan")
    store = SessionStore(key)
    await database_sync_to_async(store.get_model_class().objects.filter(session_key=key).update)(
        expire_date=timezone.now()
    )
    assert (await page(key).connect(IN_TIME))[0] is False


async def test_page_hears_its_own_desk_only():
    person, key = await sign_in("lan")
    socket = await opened(key)
    own, other = f"core.desk.{person.pk}", f"core.desk.{person.pk + 1}"
    assert await listen(socket, own, other, "core.access.1", "drop table") == {
        "listening": [own],
        "refused": ["core.access.1", other, "drop table"],
    }
    await database_sync_to_async(realtime.hint_topics)(other, own)
    assert await said(socket) == {"changed": own}
    await socket.disconnect()


async def test_change_during_the_loading_of_a_page_is_told_when_it_listens():
    person, key = await sign_in("lan")
    first, topic = await opened(key), f"core.desk.{person.pk}"
    await listen(first, topic)
    await database_sync_to_async(realtime.hint_desk)(person)
    assert await said(first) == {"changed": topic}
    second = await opened(key)
    await second.send_to(json.dumps({"do": "listen", "topics": [topic], "age": 5000}))
    assert [await said(second), await said(second)] == [{"listening": [topic], "refused": []}, {"changed": topic}]
    await first.disconnect()
    await second.disconnect()


async def test_page_that_leaves_a_topic_hears_it_no_more():
    person, key = await sign_in("lan")
    socket = await opened(key)
    await listen(socket, f"core.desk.{person.pk}")
    await socket.send_to(json.dumps({"do": "leave", "topics": [f"core.desk.{person.pk}", "unknown"]}))
    assert await socket.receive_nothing(0.2)
    await database_sync_to_async(realtime.hint_desk)(person)
    assert await socket.receive_nothing(0.5)
    await socket.disconnect()


async def test_sign_out_closes_the_page():
    _person, key = await sign_in("lan")
    socket = await opened(key)
    await database_sync_to_async(SessionStore(key).flush)()
    assert await closing_code(socket) == consumers.SIGNED_OUT


async def test_person_who_left_is_let_go():
    person, key = await sign_in("lan")
    socket = await opened(key)
    person.is_active = False
    await database_sync_to_async(person.save)()
    assert await closing_code(socket) == consumers.SIGNED_OUT


async def test_session_that_runs_out_closes_the_page():
    _person, key = await sign_in("lan")
    model = SessionStore(key).get_model_class()
    soon = timezone.now() + timezone.timedelta(seconds=1)
    await database_sync_to_async(model.objects.filter(session_key=key).update)(expire_date=soon)
    socket = await opened(key)
    assert await closing_code(socket) == consumers.SIGNED_OUT


async def test_withdrawn_right_is_told_and_heard_no_more(monkeypatch):
    person, key = await sign_in("lan")
    rights = {1, 2}
    monkeypatch.setitem(topics._questions, "tests.paper", lambda user, pk: user.pk == person.pk and pk in rights)
    socket = await opened(key)
    assert (await listen(socket, "tests.paper.1", "tests.paper.2"))["refused"] == []
    rights.remove(2)
    await database_sync_to_async(realtime.hint_access)(person)
    assert await said(socket) == {"refused": ["tests.paper.2"]}
    await database_sync_to_async(realtime.hint_topics)("tests.paper.2", "tests.paper.1")
    assert await said(socket) == {"changed": "tests.paper.1"}
    await socket.disconnect()


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "null", "1", '"listen"', "{}", '{"do": 1}', '{"do": "sing"}', '{"do": "listen", "topics": "a"}']
    + ['{"do": "listen", "topics": [], "age": -1}', '{"do": "listen", "topics": [], "age": "1"}']
    + ['{"do": "listen", "topics": [1]}', '{"do": ["listen"]}', "[" * 4000, '{"do": null, "topics": {}}'],
)
async def test_malformed_words_close_politely(text):
    _person, key = await sign_in("lan")
    socket = await opened(key)
    await socket.send_to(text)
    assert await closing_code(socket) == consumers.MALFORMED


async def test_bytes_close_politely():
    _person, key = await sign_in("lan")
    socket = await opened(key)
    await socket.send_to(bytes_data=b"\x00\xff")
    assert await closing_code(socket) == consumers.MALFORMED


async def test_too_large_a_message_is_refused():
    _person, key = await sign_in("lan")
    socket = await opened(key)
    await socket.send_to(json.dumps({"do": "listen", "topics": ["x" * 5000]}))
    assert await closing_code(socket) == consumers.TOO_LARGE


async def test_too_many_messages_are_refused():
    _person, key = await sign_in("lan")
    socket = await opened(key)
    for _each in range(consumers.BURST + 30):
        await socket.send_to('{"do": "here"}')
    assert await closing_code(socket) == consumers.TOO_MANY


async def test_of_too_many_pages_of_one_person_the_oldest_is_let_go(monkeypatch):
    monkeypatch.setattr(hub, "MOST_PAGES", 3)
    (person, key), (_other, other_key) = await sign_in("lan"), await sign_in("minh")
    others, pages = await opened(other_key), [await opened(key) for _each in range(3)]
    fourth = await opened(key)
    assert await closing_code(pages[0]) == consumers.CROWDED
    topic = f"core.desk.{person.pk}"
    for each in (*pages[1:], fourth):
        assert (await listen(each, topic))["listening"] == [topic]
    assert await others.receive_nothing(0.1)
    await pages[1].disconnect()
    fifth = await opened(key)
    assert await fourth.receive_nothing(0.1)
    for each in (others, pages[2], fourth, fifth):
        await each.disconnect()


async def test_number_of_topics_is_bounded(monkeypatch):
    _person, key = await sign_in("lan")
    monkeypatch.setitem(topics._questions, "tests.paper", lambda user, pk: True)
    socket = await opened(key)
    names = [f"tests.paper.{number}" for number in range(100, 100 + consumers.TOPIC_LIMIT + 20)]
    first = await listen(socket, *names[:70])
    second = await listen(socket, *names[60:])
    assert (len(first["listening"]), len(second["listening"]), len(second["refused"])) == (70, 40, 20)
    await socket.disconnect()


async def test_page_that_never_says_it_is_there_is_let_go():
    person, key = await sign_in("lan")
    socket = await opened(key)
    await listen(socket, f"core.desk.{person.pk}")
    listener = next(iter(consumers.the_hub().listeners[f"core.desk.{person.pk}"]))
    listener.unheard = consumers.ASK_AFTER - 1
    await database_sync_to_async(realtime.hint_desk)(person)
    assert [await said(socket), await said(socket)] == [{"changed": f"core.desk.{person.pk}"}, {"there": True}]
    await socket.send_to('{"do": "here"}')
    await asyncio.sleep(0.2)
    assert listener.unheard == 0
    listener.unheard = consumers.LET_GO_AFTER
    await database_sync_to_async(realtime.hint_desk)(person)
    assert await closing_code(socket) == consumers.TOO_SLOW
