"""Real processes for tests: one command of the house on the test's database, or a whole running house."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError

ROOT = Path(__file__).resolve().parent.parent
START_PATIENCE = 120  # seconds; a loaded machine may be slow, a healthy house needs two


def free_port():
    """A port of the loopback interface nobody uses now."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(happened, patience=40, why="it never happened"):
    """Wait until happened() is true; fail with the reason after so many seconds."""
    end = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < end, why() if callable(why) else why
        time.sleep(0.05)


def database_address(connection):
    """The DATABASE_URL of a test's own database."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    host = f"{database['HOST']}:{database['PORT']}" if database["PORT"] else database["HOST"]
    return f"postgresql://{database['USER']}:{database['PASSWORD']}@{host}/{database['NAME']}"


def start_manage(*arguments, log, **environment):
    """Start `manage.py` with these arguments in a process group of its own; its words go to the log file."""
    with Path(log).open("ab") as words:
        return subprocess.Popen(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
        )


def run_manage(*arguments, **environment):
    """Run one command to its end; fail with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"manage.py {' '.join(map(str, arguments))}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def stop(process, number=signal.SIGTERM, patience=40):
    """Tell a process to stop and return its exit status; kill it when it does not listen."""
    if process.poll() is None:
        process.send_signal(number)
    try:
        return process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


def answers(url):
    """Whether a web server answers there, whatever it says."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except HTTPError:
        return True
    except (URLError, OSError):
        return False


@dataclass
class House:
    """A running house: where it answers, where its data lie, and the environment its commands need."""

    url: str
    data: Path
    environment: dict
    process: subprocess.Popen

    def manage(self, *arguments):
        """Run a command on this house's data and return what it said."""
        return run_manage(*arguments, **self.environment)

    @property
    def log(self):
        return (self.data / "house.log").read_text(errors="replace")


@contextlib.contextmanager
def running_house(data, *, prepare=(), **environment):
    """Build a house in the folder `data` with these commands, run `manage.py serve`, and stop it at the end.

    prepare: tuples of arguments of manage.py, run in order before the house opens.
    """
    port = free_port()
    data.mkdir(parents=True, exist_ok=True)
    url = f"http://localhost:{port}"
    own = {"ANTHU_DATA": str(data), "ANTHU_URL": url, "PORT": str(port), "DATABASE_URL": "", "REDIS_URL": ""}
    environment = own | environment
    for arguments in prepare:
        run_manage(*arguments, **environment)
    process = start_manage("serve", log=data / "house.log", **environment)
    house = House(url, data, environment, process)
    try:
        wait_until(lambda: answers(url), START_PATIENCE, why=lambda: house.log)
        yield house
    finally:
        stop(process)


@dataclass
class RedisServer:
    """A Redis of the test's own."""

    url: str
    process: subprocess.Popen

    def stop(self):
        stop(self.process, signal.SIGKILL)


@contextlib.contextmanager
def running_redis(folder):
    """A Redis server on a free port of the loopback interface, gone at the end."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_until(lambda: accepts(port), why="Redis did not start")
        yield RedisServer(f"redis://127.0.0.1:{port}/0", process)
    finally:
        stop(process)


def accepts(port):
    """Whether something listens on the port of this machine."""
    with contextlib.closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
