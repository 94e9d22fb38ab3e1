"""The rendering child (`python -m`, see documents.rendering): takes jobs from its socket until that closes.

It handles what strangers wrote, so it is told the folder of the templates and nothing else of the house: no
database, no secret, none of the environment.
"""

import json
import pickle
import resource
import signal
import sys
from multiprocessing.connection import Connection

import django
from django.conf import settings


def main():
    socket, memory, told = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the house; it tells us by closing the socket
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    settings.configure(**json.loads(told))
    django.setup()
    serve(Connection(int(socket)))


def serve(wire):
    """Do one job after the other; each answer is (True, what it returned) or (False, what it raised)."""
    while True:
        try:
            job = wire.recv_bytes()
        except EOFError:
            return
        wire.send_bytes(answer(job))


def answer(job):
    try:
        function, arguments = pickle.loads(job)  # noqa: S301  the house's own words
        return pickle.dumps((True, function(*arguments)))
    except Exception as error:
        return pickle.dumps((False, error))


if __name__ == "__main__":
    main()
