"""Run benchmarks: `python -m bench [names] [--database sqlite|postgresql]`.

Every file of this folder with `run(report)` is a benchmark. Each one runs in a process of its own, on an empty
database that is thrown away. A module that does not touch the database says DATABASES = ("sqlite",).
"""

import argparse
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from bench.databases import KINDS
from bench.report import Report

HERE = Path(__file__).resolve().parent
FRAME = {"__init__", "__main__", "report", "databases", "crowd", "clock"}


def main():
    names = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in FRAME)
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(names))
    parser.add_argument("--database", choices=sorted(KINDS), action="append")
    parser.add_argument("--results", type=Path, default=HERE / "results.jsonl")
    parser.add_argument("--scale", type=float, default=1.0, help="part of the full size of the data, 0.1 for a try")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = set(options.names) - set(names)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are: {', '.join(names)}")
    if options.inside:
        return run_inside(options)
    return run_all(options.names or names, options)


def run_all(names, options):
    """Run each benchmark on each database; 1 when one of them crashed."""
    Report(options.results, "").head()
    failed = [
        f"{name} ({kind})"
        for kind in options.database or sorted(KINDS, reverse=True)
        for name in names
        if not run_alone(name, kind, options)
    ]
    if failed:
        print("did not finish:", ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


def run_alone(name, kind, options):
    """Run one benchmark in its own process with its own database and folders."""
    with KINDS[kind]() as address, tempfile.TemporaryDirectory(prefix="an-thu-bench-data-") as data:
        if address is None:
            return True
        environment = os.environ | {"DATABASE_URL": address, "ANTHU_DATA": data, "ANTHU_STATIC_MANIFEST": "0"}
        command = [sys.executable, "-m", "bench", name, "--inside", kind]
        command += ["--results", str(options.results.resolve()), "--scale", str(options.scale)]
        return subprocess.run(command, env=environment, cwd=HERE.parent, check=False).returncode == 0


def run_inside(options):
    """In the child: migrate the empty database and run."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    module = import_module(f"bench.{options.names[0]}")
    if options.inside not in getattr(module, "DATABASES", KINDS):
        return 0
    call_command("migrate", verbosity=0)
    module.run(Report(options.results, options.inside, options.scale))
    return 0


if __name__ == "__main__":
    sys.exit(main())
