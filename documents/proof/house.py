"""A throw-away house: its own folder and database, a real web server on a free port of the loopback interface."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

LOG = "web.log"
PATIENCE = 90  # seconds the server may take to answer
FORGOTTEN = ("DATABASE_URL", "REDIS_URL", "ANTHU_SECRETS", "ANTHU_FILES", "ANTHU_CHECKPOINTS", "ANTHU_SECRET_KEY")


@dataclass
class House:
    """url: where it answers. environment: what its commands need to work on its data."""

    url: str
    environment: dict

    @property
    def log(self):
        """The last words of the web server, for when it broke."""
        return (Path(self.environment["ANTHU_DATA"]) / LOG).read_text(errors="replace")[-3000:]

    def manage(self, *arguments):
        """Run a command on this house and return what it said; raise CalledProcessError when it fails."""
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *map(str, arguments)]
        done = subprocess.run(  # noqa: S603  our own command line
            command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
        )
        return done.stdout


@contextlib.contextmanager
def throw_away_house():
    """Build the demo agency in a temporary folder and serve it until the block ends; nothing of it stays."""
    with tempfile.TemporaryDirectory(prefix="an-thu-proof-") as folder:
        house = _house(folder)
        for command in (("migrate", "-v0"), ("demo_data", "--people-only")):
            house.manage(*command)
        with _served(house, Path(folder) / LOG):
            yield house


def _house(folder):
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
    url = f"http://localhost:{port}"
    own = {"ANTHU_DATA": folder, "ANTHU_URL": url, "PORT": str(port), "ANTHU_STATIC_MANIFEST": "0"}
    return House(url, {**kept, **own, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE})


@contextlib.contextmanager
def _served(house, log):
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "web", "--port", house.environment["PORT"]]
    with log.open("wb") as words:
        server = subprocess.Popen(  # noqa: S603
            command, env=house.environment, stdin=subprocess.DEVNULL, stdout=words, stderr=words
        )
    try:
        _wait_for(house.url, server, log)
        yield
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(url, server, log):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        if _answers(url):
            return
        time.sleep(0.1)
    raise RuntimeError(log.read_text(errors="replace")[-2000:])


def _answers(url):
    try:
        urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  our own loopback address
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
