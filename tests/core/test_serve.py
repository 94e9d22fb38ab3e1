"""The supervisor: starts what falls, stops everything, leaves no orphan; and hints of the worker reach open pages."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django_tasks import task
from websockets.asyncio.client import connect

from core import realtime
from core.live import wire
from core.serving import supervisor
from tests.house_process import answers, database_address, free_port, run_manage, start_manage, stop, wait_until


@task()
def hint_from_the_worker(topic):
    realtime.hint_topic(topic)


@pytest.fixture
def port():
    return free_port()


def started(tmp_path, port, **environment):
    address = {
        "PORT": str(port),
        "ANTHU_URL": f"http://localhost:{port}",
        "DATABASE_URL": database_address(connection),
    }
    return start_manage("serve", log=tmp_path / "log", **{**address, **environment})


def children(pid):
    """Process ids of the children of a process."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")


def all_up(process, url):
    return answers(url) and len(children(process.pid)) == 2


@pytest.mark.django_db(transaction=True)
def test_fallen_web_server_is_started_again_and_all_stop_together(tmp_path, port):
    process, url = started(tmp_path, port), f"http://localhost:{port}/"
    try:
        wait_until(lambda: all_up(process, url), 90, why=(tmp_path / "log").read_text)
        web = next(child for child in children(process.pid) if "web" in command_of(child))
        os.kill(web, signal.SIGKILL)
        wait_until(lambda: not is_running(web) and all_up(process, url), 90, why=(tmp_path / "log").read_text)
        last = children(process.pid)
    finally:
        status = stop(process, signal.SIGINT)
    assert (status, [child for child in last if is_running(child)], answers(url)) == (0, [], False)
    said = (tmp_path / "log").read_text().splitlines()
    assert said[0] == f"Án Thư đang chạy tại http://localhost:{port}   (dừng: Ctrl-C)"
    assert said[1] == "Máy chủ web dừng đột ngột (mã -9), chạy lại sau 1 giây"


@pytest.mark.django_db(transaction=True)
def test_killed_supervisor_leaves_no_orphans(tmp_path, port):
    process = started(tmp_path, port)
    try:
        wait_until(lambda: all_up(process, f"http://localhost:{port}/"), 90, why=(tmp_path / "log").read_text)
        orphans = children(process.pid)
    finally:
        stop(process, signal.SIGKILL)
    wait_until(lambda: not any(map(is_running, orphans)), why="children outlived their supervisor")


def test_taken_port_is_told(port):
    with socket.create_server(("127.0.0.1", port)):
        done = subprocess.run(
            [sys.executable, "manage.py", "serve", f"--port={port}"],
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
        )
    assert (done.returncode, done.stdout) == (1, supervisor.PORT_TAKEN.format(port=port, other=port + 1) + "\n")


def test_child_that_keeps_falling_is_started_ever_more_slowly(monkeypatch, capsys):
    monkeypatch.setattr(supervisor, "FIRST_WAIT", 0.02)
    child = supervisor.Child("Đứa trẻ", [sys.executable, "-c", "raise SystemExit(3)"], wait=0.02)
    waits, end = [], time.monotonic() + 30
    while len(waits) < 3 and time.monotonic() < end:
        child.watch()
        if child.process is None and child.wait not in waits:
            waits.append(child.wait)
    assert waits == [0.04, 0.08, 0.16]
    assert capsys.readouterr().out.splitlines()[0] == "Đứa trẻ dừng đột ngột (mã 3), chạy lại sau 0.04 giây"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("through", ["rows", "redis"])
def test_hint_of_the_worker_reaches_the_page(tmp_path, port, through, request):
    environment = {"REDIS_URL": request.getfixturevalue("redis_server").url if through == "redis" else ""}
    person = get_user_model().objects.create_user("lan", "x", full_name="Nguyễn Thị Lan")
    browser = Client()
    browser.force_login(person)
    cookie = f"{settings.SESSION_COOKIE_NAME}={browser.session.session_key}"
    process = started(tmp_path, port, **environment)
    try:
        wait_until(lambda: answers(f"http://localhost:{port}/"), 90, why=(tmp_path / "log").read_text)
        heard = asyncio.run(hear(f"localhost:{port}", cookie, f"core.desk.{person.pk}"))
    finally:
        stop(process)
    assert heard == {"changed": f"core.desk.{person.pk}"}


async def hear(host, cookie, topic):
    """Open the page's socket, let the worker send a hint, return what arrives."""
    headers = {"Origin": f"http://{host}", "Cookie": cookie}
    async with connect(f"ws://{host}/ws/", additional_headers=headers) as page:
        await page.send(json.dumps({"do": "listen", "topics": [topic]}))
        assert json.loads(await page.recv()) == {"listening": [topic], "refused": []}
        await asyncio.to_thread(enqueue, topic)
        return json.loads(await asyncio.wait_for(page.recv(), 30))


def enqueue(topic):
    hint_from_the_worker.enqueue(topic)
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_acts_go_on_without_redis(settings, redis_server, monkeypatch):
    settings.REDIS_URL = redis_server.url
    wire._client.cache_clear()
    monkeypatch.setattr(wire, "_quiet_until", 0.0)
    with wire.subscription() as subscription:
        realtime.hint_topics("core.desk.1", "core.desk.2")
        messages = [subscription.get_message(timeout=5) for _each in ("subscribed", "published")]
    assert wire.topics_of(messages[1]) == ["core.desk.1", "core.desk.2"]
    redis_server.stop()
    realtime.hint_topic("core.desk.3")
    assert wire._quiet_until > time.monotonic()
    wire._client().close()
    wire._client.cache_clear()


def test_help_names_the_command():
    assert "serve" in run_manage("help").split()
