"""A child tied to its supervisor stops by itself when the supervisor is gone, even after kill -9: no orphans."""

import os
import signal
import sys
import threading


def tie_to_parent():
    """Stop this process with SIGTERM when its standard input ends."""
    threading.Thread(target=_wait_for_the_end, name="tie", daemon=True).start()


def _wait_for_the_end():
    try:
        sys.stdin.buffer.read()
    finally:
        os.kill(os.getpid(), signal.SIGTERM)
