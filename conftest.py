"""Tests never touch the data of the house: they get their own folders before the settings are read."""

import os
import tempfile

_scratch = tempfile.mkdtemp(prefix="an-thu-test-")
os.environ["ANTHU_DATA"] = _scratch
os.environ["ANTHU_STATIC_MANIFEST"] = "0"
os.environ.setdefault("ANTHU_URL", "http://testserver")
