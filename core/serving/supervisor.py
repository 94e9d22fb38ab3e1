"""Starts the web server and the workers, starts them again when they fall, and stops them all together.

It is kept light on purpose: no Django here, so that the first page comes up fast and the supervisor needs 12 MiB.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field

GRACE = 20  # seconds a child may take to finish what it does after being told to stop
HEALTHY = 60  # seconds after which a child that ran counts as well again
FIRST_WAIT, LONGEST_WAIT = 0.5, 30  # seconds before a fallen child is started again; doubled each time
PORT_TAKEN = "Cổng {port} đang có chương trình khác dùng. Hãy dừng chương trình đó hoặc chọn cổng khác: PORT={other}"


@dataclass
class Child:
    """One process that ought to run."""

    name: str
    command: list
    process: subprocess.Popen | None = None
    started: float = 0.0
    wait: float = FIRST_WAIT
    due: float = field(default=0.0)

    def start(self):
        """Start it tied to our life: its standard input closes when we are gone, however we went."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603

    def watch(self):
        """Start it when due; when it fell, plan the next start and say so."""
        now = time.monotonic()
        if self.process is None and now >= self.due:
            self.start()
        elif self.process is not None and self.process.poll() is not None:
            self.wait = FIRST_WAIT if now - self.started > HEALTHY else min(self.wait * 2, LONGEST_WAIT)
            self.due = now + self.wait
            say(f"{self.name} dừng đột ngột (mã {self.process.returncode}), chạy lại sau {self.wait:g} giây")
            self.release()

    def release(self):
        self.process.stdin.close()
        self.process = None

    def tell(self, number):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def finish(self, deadline):
        """Wait for the end; kill what does not end in time."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.release()


class Supervisor:
    """Watches the children until SIGINT or SIGTERM."""

    def __init__(self, children):
        self.children = children
        self.stopping = False

    def run(self, ready=lambda: None):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        while not self.stopping:
            for child in self.children:
                child.watch()
            ready()
            time.sleep(0.05)
        self.end()

    def stop(self, *_signal):
        self.stopping = True

    def end(self):
        for child in self.children:
            child.tell(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for child in self.children:
            child.finish(deadline)


class Announcement:
    """Says once, as soon as the web server answers, where it is."""

    def __init__(self, host, port, address):
        self.host, self.port, self.address, self.made = host, port, address, False

    def __call__(self):
        if not self.made and is_taken(self.host, self.port):
            self.made = True
            say(f"Án Thư đang chạy tại {self.address}   (dừng: Ctrl-C)")


def is_taken(host, port):
    """Whether something listens there."""
    with contextlib.closing(socket.socket()) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1" if host == "0.0.0.0" else host, port)) == 0  # noqa: S104  (not bound)


def say(sentence):
    print(sentence, flush=True)


def arguments(argv):
    parser = argparse.ArgumentParser(prog="manage.py serve", description="Chạy máy chủ web và tiến trình nền.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--host", default=os.environ.get("ANTHU_BIND") or "127.0.0.1")
    parser.add_argument("--workers", type=int, default=int(os.environ.get("ANTHU_WORKERS") or 1))
    return parser.parse_args(argv)


def children(options):
    """The processes to run: one web server and so many workers."""
    manage = [sys.executable, sys.argv[0]]
    web = Child("Máy chủ web", [*manage, "web", "--tied", f"--host={options.host}", f"--port={options.port}"])
    workers = [Child(f"Tiến trình nền {n}", [*manage, "work", "--tied"]) for n in range(1, options.workers + 1)]
    return [web, *workers]


def serve(argv):
    """Run until told to stop. Return the exit status: 0 after a clean stop, 1 when the port is taken."""
    options = arguments(argv)
    if is_taken(options.host, options.port):
        say(PORT_TAKEN.format(port=options.port, other=options.port + 1))
        return 1
    os.environ["PORT"] = str(options.port)
    address = os.environ.get("ANTHU_URL") or f"http://localhost:{options.port}"
    Supervisor(children(options)).run(Announcement(options.host, options.port, address))
    return 0
