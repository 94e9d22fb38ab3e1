"""Rendering away from the web process: a child of its own, killed when it takes too long, told when it dies.

WeasyPrint costs 40 MiB to import and a hostile page could cost everything: only the child pays. One page is laid out
at a time, so that a page that kills the child takes nobody else's with it.
"""

import atexit
import hashlib
import json
import pickle
import socket
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from core.refusals import BadInput, Unavailable
from core.serving.environment import bare_environment
from core.serving.threads import THREADS

SECONDS = 60
MEMORY = 1536 * 1024 * 1024  # bytes of address space
PREVIEWS = "previews"
ENGINE = "django.template.backends.django.DjangoTemplates"
ROOM = THREADS - 2  # pages under way or waiting; further ones are refused at once, so that other work goes on
_turn = threading.Lock()
_room = threading.BoundedSemaphore(ROOM)
_child = None


def render(letter):
    """Lay the letter out in the child and return documents.printing.Printed.

    The same letter is laid out once and kept. Raises BadInput when it cannot be printed, TooLarge when it is too
    long, Unavailable on time-out.
    """
    path = f"{PREVIEWS}/{_key(letter)}"
    return _kept(path) or _keep(path, in_child(_render, letter))


def _kept(path):
    from documents.printing import Place, Printed

    try:
        with default_storage.open(f"{path}.json") as facts, default_storage.open(f"{path}.pdf") as pdf:
            said, content = json.loads(facts.read()), pdf.read()
    except FileNotFoundError:
        return None
    places = {name: Place(**place) for name, place in said["places"].items()}
    return Printed(pdf=content, pages=said["pages"], places=places)


def _keep(path, printed):
    """Keep the page, its facts last: they say that the page is whole."""
    said = {"pages": printed.pages, "places": {name: asdict(place) for name, place in printed.places.items()}}
    for ending, content in ((".pdf", printed.pdf), (".json", json.dumps(said).encode())):
        if not default_storage.exists(path + ending):
            default_storage.save(path + ending, ContentFile(content))
    return printed


def forget_previews(before):
    """Remove kept pages that were laid out before the moment; they are laid out again when asked for."""
    if not default_storage.exists(PREVIEWS):
        return
    for name in sorted(default_storage.listdir(PREVIEWS)[1]):  # .json before .pdf: facts never outlive their page
        path = f"{PREVIEWS}/{name}"
        if default_storage.get_modified_time(path) < before:
            default_storage.delete(path)


def _key(letter):
    known = (settings.SECRET_KEY, _printing_digest(), repr(letter))
    return hashlib.sha256("\0".join(known).encode()).hexdigest()


@cache
def _printing_digest():
    """The code, style sheets and templates that lay pages out: a page kept by earlier ones is not shown again."""
    folders = (Path(__file__).parent / "printing", settings.BASE_DIR / "templates/documents/print")
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        if path.suffix in (".py", ".css", ".html"):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def in_child(function, *arguments):
    """Run a module-level function in the child and return what it returns; both ways must be picklable.

    Raises what the function refuses, BadInput for a ValueError, Unavailable when it takes too long, needs too much
    memory or kills the child: then the next call has a new one.
    """
    if not _room.acquire(blocking=False):
        raise Unavailable(_crowded())
    try:
        return _in_turn(function, *arguments)
    finally:
        _room.release()


def _crowded():
    return _("Đang có nhiều trang chờ dàn. Nội dung đã được giữ; hãy thử lại sau ít phút.")


def _in_turn(function, *arguments):
    end = time.monotonic() + SECONDS
    if not _turn.acquire(timeout=SECONDS):
        raise Unavailable(_crowded())
    try:
        _give((function, arguments))
        return _child.answer(max(end - time.monotonic(), SECONDS / 4))
    except ValueError as error:
        raise BadInput(str(error)) from error
    except (TimeoutError, EOFError, OSError, MemoryError) as error:
        stop()
        raise Unavailable(
            _("Dàn trang quá lâu hoặc quá nặng. Nội dung đã được giữ; hãy rút gọn rồi thử lại.")
        ) from error
    finally:
        _turn.release()


def _give(job):
    """Hand the job to the child; one that died while it had nothing to do is replaced."""
    global _child
    if _child is None or not _child.is_alive():
        stop()
        _child = Child()
    try:
        _child.give(job)
    except BrokenPipeError:
        stop()
        _child = Child()
        _child.give(job)


class Child:
    """The process that lays out, at the other end of a socket that nobody else holds."""

    def __init__(self):
        ours, theirs = socket.socketpair()
        with theirs:
            told = {name: getattr(settings, name) for name in ("LANGUAGE_CODE", "TIME_ZONE", "USE_TZ")}
            told["TEMPLATES"] = [{"BACKEND": ENGINE, "DIRS": [str(settings.BASE_DIR / "templates")]}]
            self.process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                [
                    sys.executable,
                    "-m",
                    "documents.printing.worker",
                    str(theirs.fileno()),
                    str(MEMORY),
                    json.dumps(told),
                ],
                cwd=settings.BASE_DIR,
                env=bare_environment(),
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self.wire = Connection(ours.detach())

    def is_alive(self):
        return self.process.poll() is None

    def give(self, job):
        self.wire.send_bytes(pickle.dumps(job))

    def answer(self, seconds):
        """What the job returned, or raise what it raised; TimeoutError, EOFError when there is no answer."""
        if not self.wire.poll(seconds):
            raise TimeoutError
        fine, answer = pickle.loads(self.wire.recv_bytes())  # noqa: S301  only our own child writes there
        if fine:
            return answer
        raise answer

    def end(self):
        self.process.kill()
        self.process.wait()
        self.wire.close()


def _render(letter):
    from documents import printing

    return printing.render(letter)


def print_book(facts, cover):
    """Run in the child: the register as PDF from the facts of its lines and of its cover."""
    from documents.printing.register import Cover, Row, render_register

    return render_register([Row(**line) for line in facts], Cover(**cover))


def read_pdf(content):
    """Run in the child: what a ready PDF is and where its places are."""
    from documents import intake

    return intake.inspect_pdf(content), intake.places_in(content)


@atexit.register
def stop():
    """End the child; the next page starts a new one."""
    global _child
    child, _child = _child, None
    if child is not None:
        child.end()
