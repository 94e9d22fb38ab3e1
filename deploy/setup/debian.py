"""Debian packages the house needs: installed when we are root, otherwise the exact line to type."""

import os
import shutil
import subprocess

from steps import Failed, run

APPLICATION = (
    "python3-venv",
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fontconfig",
    "gettext",
)
TESTS = ("chromium", "poppler-utils", "mupdf-tools", "qpdf", "libnss3-tools", "openssl")
DATABASES = ("postgresql-15", "redis-server")
PROGRAMS = {
    "gettext": "msgfmt",
    "fontconfig": "fc-list",
    "chromium": "chromium",
    "poppler-utils": "pdftotext",
    "mupdf-tools": "mutool",
    "qpdf": "qpdf",
    "libnss3-tools": "certutil",
    "openssl": "openssl",
    "redis-server": "redis-server",
}


def missing(packages):
    """Those of the packages that this machine does not have."""
    if shutil.which("dpkg-query") is None:
        return [name for name in packages if name in PROGRAMS and shutil.which(PROGRAMS[name]) is None]
    return [name for name in packages if not is_installed(name)]


def is_installed(package):
    if package == "python3-venv" and has_venv():
        return True
    asked = subprocess.run(  # noqa: S603
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package],  # noqa: S607
        capture_output=True,
        text=True,
    )
    return asked.stdout == "installed"


def has_venv():
    """Whether this Python, from Debian or not, can make virtual environments."""
    try:
        import ensurepip
        import venv
    except ImportError:
        return False
    return bool(ensurepip.version() and venv)


def install(packages):
    """Install what is missing, or raise Failed with the line that does it."""
    names = missing(packages)
    if not names:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(names)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Failed(f"Máy còn thiếu gói hệ thống. Hãy chạy lệnh này rồi làm lại:\n\n    sudo {line}\n")
    run("apt-get", "update", DEBIAN_FRONTEND="noninteractive")
    run(*line.split(), DEBIAN_FRONTEND="noninteractive")
