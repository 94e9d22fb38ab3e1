"""L9: from nothing to the first page, and the memory of an idle web process, against a bare Django and daphne."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.house_process import answers, free_port, start_manage, stop

DATABASES = ("sqlite",)
TIMES = 5
PAGE = "/tai-khoan/dang-nhap/"
BARE = """
import sys
from django.conf import settings
apps = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "channels", "guardian"]
settings.configure(INSTALLED_APPS=apps, ROOT_URLCONF="bare", ALLOWED_HOSTS=["*"], SECRET_KEY="x")
import django
from django.core.asgi import get_asgi_application
application = get_asgi_application()
import types
from django.http import HttpResponse
from django.urls import path
bare = types.ModuleType("bare")
bare.urlpatterns = [path("", lambda request: HttpResponse("bare"))]
sys.modules["bare"] = bare
from channels.routing import ProtocolTypeRouter
from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server
endpoints = build_endpoint_description_strings(host="127.0.0.1", port=int(sys.argv[1]))
Server(application=ProtocolTypeRouter({"http": application}), endpoints=endpoints, verbosity=0).run()
"""


def run(report):
    """Median of five starts of each, taken in turns, so that both meet the same noise."""
    log = Path(os.environ["ANTHU_DATA"]) / "start.log"
    ours, bare = [], []
    for _each in range(TIMES + 1):
        ours.append(measure(lambda port: start_manage("web", f"--port={port}", log=log), PAGE))
        bare.append(measure(start_bare, "/"))
    (our_seconds, our_memory), (bare_seconds, bare_memory) = median(ours[1:]), median(bare[1:])
    report.add("L9 cold start to first page", our_seconds, "s", floor=bare_seconds, at_most=2.6)
    report.add("L9 idle web process", our_memory, "MiB", at_most=100)
    report.add("L9 idle bare process", bare_memory, "MiB")


def start_bare(port):
    return subprocess.Popen([sys.executable, "-c", BARE, str(port)], start_new_session=True)


def measure(start, path):
    """(seconds to the first page, MiB after it) of one process."""
    port = free_port()
    began = time.perf_counter()
    process = start(port)
    try:
        while not answers(f"http://localhost:{port}{path}"):
            time.sleep(0.01)
        return time.perf_counter() - began, memory(process.pid)
    finally:
        stop(process)


def memory(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def median(pairs):
    return tuple(statistics.median(values) for values in zip(*pairs, strict=True))
