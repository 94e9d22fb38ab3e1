"""Steps of the set-up: each has a name, shows its time, and is left out when nothing it reads has changed."""

import hashlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(os.environ.get("ANTHU_DATA") or ROOT / "var").expanduser().resolve()
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = DATA / "log" / "setup.log"
BEATS = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class Failed(Exception):
    """The step did not succeed; the message tells the person what to do."""


def digest(paths, *words):
    """One name for the contents of these files (folders: every file inside) and these words."""
    total = hashlib.sha256("\0".join(map(str, words)).encode())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def step(title, work, *, stamp=None, reads=(), words=()):
    """Do the work unless the stamp file says that it was done with the same inputs; return whether it was done.

    stamp: the file that remembers. reads: files and folders the work depends on. words: other inputs.
    """
    name = digest(reads, *words) if stamp else ""
    if stamp and stamp.exists() and stamp.read_text() == name:
        return False
    with Progress(title):
        work()
    if stamp:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(name)
    return True


def run(*command, **environment):
    """Run a command with its words in the log and return them; raise Failed with the last when it fails."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n")
        log.flush()
        start = log.tell()
        done = subprocess.run(  # noqa: S603  (commands of this folder only)
            [str(word) for word in command],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    said = LOG.read_bytes()[start:].decode(errors="replace")
    if done.returncode:
        name, last = " ".join(map(str, command)), said.strip().splitlines()[-25:]
        raise Failed("\n".join([f"Lệnh không thành công: {name}", *last, f"(đầy đủ: {LOG})"]))
    return said


def manage(*arguments, **environment):
    """Run a command of manage.py in the virtual environment and return its words."""
    return run(PYTHON, "manage.py", *arguments, **environment)


class Progress:
    """One line that lives while a step runs, and stays with its time when it is done."""

    def __init__(self, title):
        self.title, self.started, self.over = title, time.monotonic(), threading.Event()

    def __enter__(self):
        self.line = threading.Thread(target=self.live, daemon=True)
        self.line.start()

    def __exit__(self, kind, error, trace):
        self.over.set()
        self.line.join()
        sign = "✓" if kind is None else "✗"
        self.show(f"{sign} {self.title}  {self.seconds:.1f} s\n")

    @property
    def seconds(self):
        return time.monotonic() - self.started

    def live(self):
        if not sys.stdout.isatty():
            self.show(f"… {self.title}\n")
            return
        beat = 0
        while not self.over.wait(0.15):
            beat += 1
            self.show(f"{BEATS[beat % len(BEATS)]} {self.title}  {self.seconds:.0f} s")

    @staticmethod
    def show(text):
        sys.stdout.write(f"\r\033[K{text}" if sys.stdout.isatty() else text)
        sys.stdout.flush()
