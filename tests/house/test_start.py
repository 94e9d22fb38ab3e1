"""The web process starts light: libraries that sign, print and read Word are loaded when first needed."""

import subprocess
import sys

from tests.house.sources import ROOT

HEAVY = ("weasyprint", "pyhanko", "pikepdf", "fontTools", "PIL", "mammoth", "openpyxl", "aiohttp", "uharfbuzz")
PROGRAM = f"""
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import config.asgi
print(sorted(set(sys.modules) & set({HEAVY!r})))
"""


def test_heavy_libraries_are_not_loaded_at_start():
    started = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    assert started.stdout.strip() == "[]"


def test_supervisor_loads_no_django():
    program = "import sys; from core.serving import supervisor; print('django' in sys.modules)"
    started = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert started.stdout.strip() == "False"
