"""Rendering away from the web process: a child of its own, killed when it takes too long, told when it dies.

WeasyPrint costs 40 MiB to import and a hostile page could cost everything: only the child pays.
"""

import atexit
import hashlib
import json
import multiprocessing
import threading
from concurrent.futures import ProcessPoolExecutor, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from core.refusals import BadInput, Unavailable

SECONDS = 60
MEMORY = 1536 * 1024 * 1024
_lock = threading.Lock()
_pool = None


def render(letter):
    """Lay the letter out in the child and return documents.printing.Printed.

    The same letter is laid out once and kept. Raises BadInput when it cannot be printed, Unavailable on time-out.
    """
    path = f"previews/{_key(letter)}"
    return _kept(path) or _keep(path, in_child(_render, letter))


def _kept(path):
    from documents.printing import Place, Printed

    if not default_storage.exists(f"{path}.json"):
        return None
    with default_storage.open(f"{path}.json") as facts, default_storage.open(f"{path}.pdf") as pdf:
        said = json.loads(facts.read())
        places = {name: Place(**place) for name, place in said["places"].items()}
        return Printed(pdf=pdf.read(), pages=said["pages"], places=places)


def _keep(path, printed):
    said = {"pages": printed.pages, "places": {name: asdict(place) for name, place in printed.places.items()}}
    if not default_storage.exists(f"{path}.pdf"):
        default_storage.save(f"{path}.pdf", ContentFile(printed.pdf))
        default_storage.save(f"{path}.json", ContentFile(json.dumps(said).encode()))
    return printed


def _key(letter):
    return hashlib.sha256(settings.SECRET_KEY.encode() + repr(letter).encode()).hexdigest()


def in_child(function, *arguments):
    """Run a module-level function in the child and return what it returns; both ways must be picklable.

    Raises what the function refuses, BadInput for a ValueError, Unavailable when it takes too long or dies.
    """
    try:
        return _running().submit(function, *arguments).result(timeout=SECONDS)
    except ValueError as error:
        raise BadInput(str(error)) from error
    except (TimeoutError, BrokenProcessPool) as error:
        stop()
        raise Unavailable(
            _("Dàn trang quá lâu hoặc quá nặng. Nội dung đã được giữ; hãy rút gọn rồi thử lại.")
        ) from error


def _running():
    global _pool
    with _lock:
        if _pool is None:
            context = multiprocessing.get_context("spawn")
            _pool = ProcessPoolExecutor(
                1, mp_context=context, initializer=_prepare_child, initargs=(settings.SETTINGS_MODULE,)
            )
        return _pool


def _prepare_child(settings_module):
    """Cap the child's memory and load the fonts before the first page is asked for."""
    import os
    import resource
    import signal

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = settings_module

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
    with _lock:
        pool, _pool = _pool, None
    if pool is not None:
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)
