"""What the web server adds around Django: static files first, lasting threads, bounded bodies."""

import asyncio
import http.client
import threading

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from core.http.limits import FORM, STRANGERS, body_limit
from core.http.static import StaticFirst
from core.serving.threads import LastingThreads
from tests.house_process import running_house

STYLE = "core/css/base.css"
SIGN_IN = "/tai-khoan/dang-nhap/"
SIGN_SOMEBODY_IN = """
from django.test import Client
from core.models import User
browser = Client()
browser.force_login(User.objects.create_user("lan", full_name="Nguyễn Thị Lan"))
print(browser.session.session_key)
"""


def scope(path, method="GET", **headers):
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": method, "path": path, "headers": pairs}


async def ask(application, request):
    """(status, headers, body) of one request to an ASGI application."""
    sent = []

    async def send(message):
        sent.append(message)

    await application(request, None, send)
    head = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], head, b"".join(message.get("body", b"") for message in sent[1:])


async def elsewhere(scope, receive, send):
    await send({"type": "http.response.start", "status": 418, "headers": []})


@pytest.fixture(scope="module")
def static_first():
    return StaticFirst(elsewhere)


def style():
    with open(finders.find(STYLE), "rb") as file:
        return file.read()


async def test_static_file_is_served_whole(static_first):
    status, headers, body = await ask(static_first, scope(f"/static/{STYLE}"))
    assert (status, body, headers["content-type"]) == (200, style(), 'text/css; charset="utf-8"')
    assert (headers["x-content-type-options"], headers["cross-origin-resource-policy"]) == ("nosniff", "same-origin")
    assert "access-control-allow-origin" not in headers


async def test_part_of_a_file_and_head_and_not_modified(static_first):
    status, headers, body = await ask(static_first, scope(f"/static/{STYLE}", range="bytes=2-5"))
    assert (status, body) == (206, style()[2:6])
    status, headers, body = await ask(static_first, scope(f"/static/{STYLE}", "HEAD"))
    assert (status, body) == (200, b"")
    again = scope(f"/static/{STYLE}", if_modified_since=headers["last-modified"])
    assert (await ask(static_first, again))[::2] == (304, b"")


@pytest.mark.parametrize("path", ["/", "/static/", "/static/../manage.py", "/static/core/css/none.css", "/statics/a"])
async def test_everything_else_goes_to_django(static_first, path):
    assert (await ask(static_first, scope(path)))[0] == 418


async def test_nothing_is_written_to_static_addresses(static_first):
    assert (await ask(static_first, scope(f"/static/{STYLE}", "POST")))[0] == 418


async def test_requests_share_threads_and_wait_their_turn():
    from asgiref.sync import sync_to_async

    used, busy, most = [], 0, 0

    async def application(scope, receive, send):
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        used.append(await sync_to_async(threading.get_ident)())
        await asyncio.sleep(0.01)
        busy -= 1

    served = LastingThreads(application, threads=2)
    await asyncio.gather(*(served({}, None, None) for _each in range(10)))
    assert (len(set(used)), most, len(used)) == (2, 2, 10)


async def test_quiet_house_uses_one_thread_and_survives_failing_requests():
    from asgiref.sync import sync_to_async

    used = []

    async def application(scope, receive, send):
        used.append(await sync_to_async(threading.get_ident)())
        raise ValueError

    served = LastingThreads(application, threads=3)
    for _each in range(5):
        with pytest.raises(ValueError):
            await served({}, None, None)
    assert (len(set(used)), len(served.idle)) == (1, 3)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    prepare = [("migrate", "-v0")]
    with running_house(tmp_path_factory.mktemp("house"), prepare=prepare) as house:
        yield house


def post(house, length, chunked=False, *, to=SIGN_IN, cookie=""):
    """Send a body of so many zero bytes and return (status, body)."""
    connection = http.client.HTTPConnection(house.url.removeprefix("http://"), timeout=120)
    pieces = (b"\0" * 1024 * 1024 for _each in range(length // 1024 // 1024))
    pieces = pieces if length >= 1024 * 1024 else [b"\0" * length]
    headers = {"Content-Type": "application/octet-stream", "Cookie": cookie}
    headers |= {} if chunked else {"Content-Length": str(length)}
    connection.request("POST", to, pieces, headers, encode_chunked=chunked)
    answer = connection.getresponse()
    said = answer.status, answer.read().decode().replace("\N{NO-BREAK SPACE}", " ")
    connection.close()
    return said


@pytest.fixture(scope="module")
def signed_in(house):
    """The Cookie header of somebody who is signed in."""
    made = house.manage("shell", "-v0", "-c", SIGN_SOMEBODY_IN)
    return f"{settings.SESSION_COOKIE_NAME}={made.split()[-1]}"


def memory(house):
    """Resident memory of the house's web process in MiB."""
    children = f"/proc/{house.process.pid}/task/{house.process.pid}/children"
    with open(children) as listed:
        sizes = [size_of(pid) for pid in listed.read().split()]
    return max(sizes)


def size_of(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) // 1024


@pytest.mark.parametrize("chunked", [False, True])
def test_too_large_a_body_is_told_and_leaves_no_trace_in_memory(house, signed_in, chunked):
    assert post(house, 1024 * 1024, chunked, cookie=signed_in)[0] == 403
    before = memory(house)
    status, page = post(house, 400 * 1024 * 1024, chunked, cookie=signed_in)
    assert (status, "Tệp nặng 400,0 MB, vượt mức 50,0 MB cho phép." in page) == (413, True)
    assert memory(house) - before < 64


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("cookie", ["", f"{settings.SESSION_COOKIE_NAME}=nobody", "=;\xff=a; b"])
def test_stranger_sends_little_and_a_large_body_of_theirs_is_never_held(house, cookie, chunked):
    assert post(house, STRANGERS, chunked, cookie=cookie)[0] == 403
    before = memory(house)
    status, page = post(house, 40 * 1024 * 1024, chunked, cookie=cookie)
    assert (status, "Hãy đăng nhập rồi gửi lại." in page) == (413, True)
    assert memory(house) - before < 16


@pytest.mark.parametrize("chunked", [False, True])
def test_anyone_may_send_a_whole_file_to_be_checked(house, chunked):
    assert post(house, 40 * 1024 * 1024, chunked, to="/xac-minh/?a=1")[0] == 403  # read, and asked for its token


def test_limit_of_a_body_is_the_limit_of_a_file_and_its_form():
    assert body_limit() == settings.UPLOAD_LIMIT + FORM


@pytest.mark.parametrize(
    ("length", "status"), [("262144", 200), ("262145", 413), ("9" * 5000, 413), ("²", 200), ("", 200), ("-1", 200)]
)
def test_other_servers_than_ours_are_held_to_the_same_limits(client, db, length, status):
    assert client.get(SIGN_IN, headers={"content-length": length}).status_code == status
