"""Set-up of the house: `python3 deploy/setup/prepare.py [application|tests|demo|databases] …` (called by make).

Uses the standard library only. Everything lands in .venv, node_modules and the data folder; nothing outside.
"""

import os
import shutil
import subprocess
import sys

import debian
from steps import DATA, PYTHON, ROOT, VENV, Failed, digest, manage, run, step

OLDEST_NODE = 20
APPS = [path.parent for path in ROOT.glob("*/apps.py")]
MIGRATIONS = [path for app in APPS for path in sorted(app.glob("migrations"))]
DATABASE = os.environ.get("DATABASE_URL", "")


def system_packages(packages):
    if debian.missing(packages):
        step("Cài gói hệ thống Debian", lambda: debian.install(packages))


def check_programs():
    """Say plainly what only the system keeper can bring: Python and Node."""
    if "tomllib" not in sys.stdlib_module_names:
        raise Failed("Cần Python 3.11 trở lên.")
    node = shutil.which("node")
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout if node else ""  # noqa: S603
    if not version.startswith("v") or int(version[1:].split(".")[0]) < OLDEST_NODE:
        raise Failed(f"Cần Node.js {OLDEST_NODE} trở lên (lệnh node và npm).")


def python_packages(list_name):
    """The virtual environment with exactly the pinned packages, each checked against its hash."""
    pins = ROOT / "requirements" / list_name
    if not PYTHON.exists():
        step("Tạo môi trường Python", lambda: run(sys.executable, "-m", "venv", VENV))
    pip = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes")
    stamp = VENV / f"stamp-{pins.stem}"
    if list_name == "app.txt" and is_fresh(VENV / "stamp-dev", [pins, ROOT / "requirements/dev.txt"]):
        return
    reads = [pins] if list_name == "app.txt" else [ROOT / "requirements/app.txt", pins]
    step("Cài thư viện Python", lambda: run(*pip, "-r", pins), stamp=stamp, reads=reads)


def is_fresh(stamp, reads):
    return stamp.exists() and stamp.read_text() == digest(reads)


def browser_packages():
    """Exact npm packages, then the bundles made of them."""
    lock = ROOT / "package-lock.json"
    stamp = ROOT / "node_modules" / ".stamp"
    npm = ("npm", "ci", "--no-audit", "--no-fund")
    step("Cài thư viện trình duyệt", lambda: run(*npm), stamp=stamp, reads=[lock])
    parts = ("css", "js")
    sources = [ROOT / "frontend", lock, *(p for app in APPS for part in parts for p in app.glob(f"static/*/{part}"))]
    bundles = ROOT / "node_modules" / ".stamp-bundles"
    if not (ROOT / "core/static/core/bundles").exists():
        bundles.unlink(missing_ok=True)
    step("Đóng gói mã trình duyệt", lambda: run("npm", "run", "bundle"), stamp=bundles, reads=sources)


def languages():
    sources = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    if any(not source.with_suffix(".mo").exists() for source in sources):
        (VENV / "stamp-languages").unlink(missing_ok=True)
    work = ("compilemessages", "--ignore=.venv", "--ignore=node_modules")
    if sources:
        step("Biên dịch bản dịch", lambda: manage(*work), stamp=VENV / "stamp-languages", reads=sources)


def static_files():
    """Gather what browsers load into the data folder, named by content and compressed."""
    folders = [folder for app in APPS for folder in app.glob("static")]
    reads = [*folders, ROOT / "package-lock.json", ROOT / "core/npm.py"]
    command = ("collectstatic", "--noinput", "--clear", "-v0")
    step("Gom tệp tĩnh", lambda: manage(*command), stamp=DATA / "stamps/static", reads=reads)


def database():
    stamps = DATA / "stamps"
    words = (DATABASE, *(["no file yet"] if not DATABASE and not (DATA / "an-thu.sqlite3").exists() else []))

    def work():
        manage("migrate", "--noinput", "-v0")

    return step("Dựng cơ sở dữ liệu", work, stamp=stamps / "database", reads=MIGRATIONS, words=words)


def demo():
    """The demo agency; its accounts are kept to be told at every start."""
    accounts = DATA / "demo-accounts.txt"
    words = (DATABASE, (DATA / "an-thu.sqlite3").exists())

    def work():
        accounts.write_text(manage("demo_data"))

    step("Dựng cơ quan dùng thử, khóa ký và con dấu", work, stamp=DATA / "stamps/demo", words=words)
    print(f"\nTài khoản dùng thử:\n{accounts.read_text().rstrip()}\n", flush=True)


def application():
    check_programs()
    system_packages(debian.APPLICATION)
    python_packages("app.txt")
    browser_packages()
    languages()


def house():
    application()
    static_files()
    database()


def tests():
    check_programs()
    system_packages(debian.APPLICATION + debian.TESTS)
    python_packages("dev.txt")
    browser_packages()
    languages()


PARTS = {
    "application": application,
    "house": house,
    "demo": lambda: (house(), demo()),
    "tests": tests,
    "databases": lambda: system_packages(debian.DATABASES),
}


def main(names):
    try:
        for name in names or ["house"]:
            PARTS[name]()
    except Failed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nĐã dừng theo yêu cầu; lần sau sẽ làm tiếp từ bước dở dang.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
