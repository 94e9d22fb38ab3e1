"""A child tied to its supervisor stops by itself when the supervisor is gone, even after kill -9: no orphans."""

import os
import signal
import threading

STANDARD_INPUT = 0


def tie_to_parent():
    """Stop this process with SIGTERM when its standard input ends."""
    threading.Thread(target=_wait_for_the_end, name="tie", daemon=True).start()


def _wait_for_the_end():
    while os.read(STANDARD_INPUT, 1024):
        continue
    os.kill(os.getpid(), signal.SIGTERM)
