"""Rendering away from the web process: a child of its own, killed when it takes too long, told when it dies.

WeasyPrint costs 40 MiB to import and a hostile page could cost everything: only the child pays. One page is laid out
at a time, so that a page that kills the child takes nobody else's with it.
"""

import atexit
import hashlib
import json
import multiprocessing
import threading
import time
from concurrent.futures import ProcessPoolExecutor, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from core.refusals import BadInput, Unavailable
from core.serving.threads import THREADS

SECONDS = 60
MEMORY = 1536 * 1024 * 1024  # bytes of address space
PREVIEWS = "previews"
ROOM = THREADS - 2  # pages under way or waiting; further ones are refused at once, so that other work goes on
_turn = threading.Lock()
_room = threading.BoundedSemaphore(ROOM)
_pool = None


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
        return _submitted(function, *arguments).result(timeout=max(end - time.monotonic(), SECONDS / 4))
    except ValueError as error:
        raise BadInput(str(error)) from error
    except (TimeoutError, BrokenProcessPool, MemoryError) as error:
        stop()
        raise Unavailable(
            _("Dàn trang quá lâu hoặc quá nặng. Nội dung đã được giữ; hãy rút gọn rồi thử lại.")
        ) from error
    finally:
        _turn.release()


def _submitted(function, *arguments):
    """The job given to the child; a child that died while it had nothing to do is replaced."""
    try:
        return _running().submit(function, *arguments)
    except BrokenProcessPool:
        stop()
        return _running().submit(function, *arguments)


def _running():
    global _pool
    if _pool is None:
        context = multiprocessing.get_context("spawn")
        _pool = ProcessPoolExecutor(1, mp_context=context, initializer=_prepare_child)
    return _pool


def _prepare_child():
    """Cap the child's memory before the first page is asked for."""
    import os
    import resource
    import signal

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    django.setup()


def _render(letter):
    from documents import printing

    return printing.render(letter)


@atexit.register
def stop():
    """End the child; the next page starts a new one."""
    global _pool
    pool, _pool = _pool, None
    if pool is not None:
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)
