"""`make check`: one line for each thing the code must keep, the details of what it does not keep, and a last word."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
ROOMS = [path.parent.name for path in sorted(ROOT.glob("*/apps.py"))]
PRODUCTION = {"ANTHU_URL": "https://an-thu.example.gov.vn", "ANTHU_DEBUG": "0"}


def templates():
    listed = subprocess.run(
        ["git", "ls-files", "templates/*.html"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split() if (ROOT / name).exists()]


def checks():
    """(what is kept, command, extra environment)."""
    manage = [BIN / "python", "manage.py"]
    return [
        ("Kiểu viết mã", [BIN / "ruff", "check", "."], {}),
        ("Định dạng mã", [BIN / "ruff", "format", "--check", "."], {}),
        ("Định dạng mẫu trang", [BIN / "djade", "--check", "--target-version", "5.2", *templates()], {}),
        ("Thang lớp giữa các phòng", [BIN / "lint-imports"], {}),
        ("Lỗ hổng mức cao", [BIN / "bandit", "-q", "-lll", "-r", "config", *ROOMS], {}),
        ("Migration đầy đủ", [*manage, "makemigrations", "--check", "--dry-run"], {}),
        ("Thiết lập triển khai", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        ("Ngôi nhà tự xét", [BIN / "pytest", "-q", "tests/house"], {}),
    ]


def keeps(name, command, environment):
    """Run one check and show how it went; the whole output only when it went wrong."""
    started = time.monotonic()
    done = subprocess.run(  # noqa: S603  (the commands above)
        [str(word) for word in command],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    print(f"{'✗' if done.returncode else '✓'} {name}  {time.monotonic() - started:.1f} s", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def main():
    with tempfile.TemporaryDirectory(prefix="an-thu-check-") as data:
        os.environ["ANTHU_DATA"] = data
        kept = [keeps(*check) for check in checks()]
    print(f"{sum(kept)}/{len(kept)} đạt")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
