"""Tests never touch the data of the house: they get folders of their own before the settings are read.

DJANGO_SETTINGS_MODULE is set here and not in pyproject.toml, because pytest-django would read the settings too early.
"""

import atexit
import os
import shutil
import tempfile

import django
import pytest
from django.conf import settings

if settings.configured:
    pytest.exit("Unset DJANGO_SETTINGS_MODULE: tests choose their own folders before the settings are read.", 2)

SCRATCH = tempfile.mkdtemp(prefix="an-thu-test-")
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

os.environ["ANTHU_DATA"] = SCRATCH
os.environ["ANTHU_STATIC_MANIFEST"] = "0"
os.environ["ANTHU_URL"] = "http://testserver"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
for name in ("ANTHU_SECRETS", "ANTHU_FILES", "ANTHU_CHECKPOINTS", "ANTHU_SECRET_KEY", "PORT"):
    os.environ.pop(name, None)

if os.environ.get("REDIS_URL"):  # what one process of pytest-xdist counts in the cache, another must not forget
    place = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{place}"

django.setup()
del os.environ["DJANGO_SETTINGS_MODULE"]  # the processes of pytest-xdist start afresh, like this one
