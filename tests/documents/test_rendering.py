"""The rendering child: killed, too slow or too greedy, its owner is told and the next page comes."""

import os
import signal
import socket
import threading
import time
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core.refusals import BadInput, TooLarge, Unavailable
from core.serving.environment import TOLD
from documents import clocks, rendering
from documents.kinds import KINDS
from documents.letter import Letter
from tests.house_process import wait_until

LETTER = Letter(
    kind=KINDS["cong-van"], agency="Sở Khoa học và Công nghệ", subject="về việc thử", body="<p>Nội dung./.</p>"
)


@pytest.fixture(autouse=True, scope="module")
def child():
    yield
    rendering.stop()


def child_pid():
    return rendering.in_child(os.getpid)


def test_work_is_done_in_another_process_that_stays():
    first = child_pid()
    assert first != os.getpid()
    assert child_pid() == first


def test_killed_child_is_told_and_the_next_page_comes():
    before = child_pid()
    with pytest.raises(Unavailable, match="Nội dung đã được giữ"):
        rendering.in_child(os.abort)
    assert child_pid() != before


def test_child_that_died_while_idle_is_replaced_without_a_word():
    before = child_pid()
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: not rendering._child.is_alive())
    assert child_pid() != before


def test_child_that_hangs_up_before_it_gets_the_page_is_replaced_without_a_word():
    before = child_pid()
    rendering._child.wire.close()
    left, _right = socket.socketpair()
    _right.close()
    rendering._child.wire = Connection(left.detach())
    assert child_pid() != before


def test_child_knows_no_secret_and_no_database(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://an-thu:mat-khau@db/an-thu")
    rendering.stop()
    environment = Path(f"/proc/{child_pid()}/environ").read_text().split("\0")
    assert {line.partition("=")[0] for line in environment if line} <= set(TOLD)
    assert rendering.in_child(os.getenv, "DATABASE_URL") is None


def test_child_ends_with_its_house():
    before = rendering._child.process if child_pid() else None
    rendering._child.wire.close()
    assert before.wait(10) == 0
    rendering.stop()


def test_child_killed_from_outside_while_it_works_is_told():
    victim, told = child_pid(), []

    def work():
        try:
            rendering.in_child(time.sleep, 60)
        except Unavailable as refusal:
            told.append(refusal.status)

    owner = threading.Thread(target=work)
    owner.start()
    time.sleep(0.2)
    os.kill(victim, signal.SIGKILL)
    owner.join()
    assert told == [503]
    assert child_pid() != victim


def test_slow_page_is_stopped_and_told(monkeypatch):
    before = child_pid()
    monkeypatch.setattr(rendering, "SECONDS", 0.2)
    with pytest.raises(Unavailable):
        rendering.in_child(time.sleep, 60)
    monkeypatch.undo()
    assert child_pid() != before


def test_memory_bomb_is_told_and_costs_only_the_child():
    with pytest.raises(Unavailable, match="quá nặng"):
        rendering.in_child(bytearray, 4 * 1024**3)
    assert rendering.in_child(len, "còn sống") == 8


def test_one_page_that_kills_the_child_takes_nobody_else_s_with_it():
    answers = []

    def ask(function, *arguments):
        try:
            answers.append(rendering.in_child(function, *arguments))
        except Unavailable:
            answers.append("told")

    people = [threading.Thread(target=ask, args=[os.abort])]
    people += [threading.Thread(target=ask, args=[len, "1234"]) for _each in range(3)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert sorted(answers, key=str) == [4, 4, 4, "told"]


def test_crowd_of_pages_leaves_threads_for_other_work():
    for _page in range(rendering.ROOM):
        rendering._room.acquire()
    with pytest.raises(Unavailable, match="nhiều trang chờ dàn"):
        rendering.in_child(len, "1234")
    rendering._room.release(rendering.ROOM)
    assert rendering.in_child(len, "1234") == 4


def test_refusals_travel_with_their_status():
    monster = Letter(kind=KINDS["cong-van"], agency="Sở", body="<p>a</p>" * 20_000)
    with pytest.raises(TooLarge, match="dài quá 300 trang") as refused:
        rendering.render(monster)
    assert refused.value.status == 413
    with pytest.raises(BadInput):
        rendering.in_child(int, "không phải số")


def test_same_letter_is_laid_out_once(monkeypatch):
    first = rendering.render(LETTER)
    monkeypatch.setattr(rendering, "in_child", None)
    assert rendering.render(LETTER) == first
    assert first.pdf.startswith(b"%PDF-")


def test_page_kept_by_other_printing_code_is_not_shown_again(monkeypatch):
    before = rendering._key(LETTER)
    assert rendering._key(LETTER) == before
    monkeypatch.setattr(rendering, "_printing_digest", lambda: "another release")
    assert rendering._key(LETTER) != before


def test_half_written_page_is_laid_out_again():
    rendering.render(LETTER)
    path = f"{rendering.PREVIEWS}/{rendering._key(LETTER)}"
    for lost in (".json", ".pdf"):
        default_storage.delete(path + lost)
        assert rendering.render(LETTER).pages == 1
        assert default_storage.exists(path + lost)


def test_old_previews_are_forgotten():
    name = default_storage.save(f"{rendering.PREVIEWS}/old.pdf", ContentFile(b"%PDF-"))
    now = timezone.now()
    clocks.forget_old_previews(now + timedelta(days=1))
    assert default_storage.exists(name)
    clocks.forget_old_previews(now + timedelta(days=3))
    assert not default_storage.exists(name)
