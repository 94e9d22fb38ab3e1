"""What a benchmark says: a table for people and JSON lines for machines.

The machine is shared and noisy, so a figure is a median and, wherever there is one, a ratio to a floor of the
same run.
"""

import json
import platform
import statistics
import time
from datetime import UTC, datetime
from importlib import metadata

PACKAGES = ("django", "channels", "psycopg", "weasyprint", "pyhanko")
WIDTHS = "{:<44} {:>14} {:<10} {:>14} {:>8}  {:<10} {}"


def seconds(function, *, times=5, warm=1):
    """Median seconds of one call, over `times` calls (never fewer than 5) after `warm` unmeasured ones."""
    for _each in range(warm):
        function()
    taken = []
    for _each in range(max(times, 5)):
        start = time.perf_counter()
        function()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def percentile(values, part):
    """The value below which `part` (0–1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


class Report:
    """Collects results; every `add` prints a row at once and appends one JSON line."""

    def __init__(self, results, database, scale=1.0):
        self.results = results
        self.database = database
        self.scale = scale
        self.versions = versions(database)

    def head(self):
        print(WIDTHS.format("figure", "value", "unit", "floor", "ratio", "target", "passed"), flush=True)

    def add(self, name, value, unit, *, floor=None, at_least=None, at_most=None):
        """Say one figure.

        The target (at_least / at_most) is held against the ratio when a floor is given, else against the value.
        """
        ratio = value / floor if floor else None
        judged = value if ratio is None else ratio
        passed = (at_least is None or judged >= at_least) and (at_most is None or judged <= at_most)
        target = f"≥ {at_least}" if at_least is not None else f"≤ {at_most}" if at_most is not None else ""
        line = {
            "name": name,
            "value": value,
            "unit": unit,
            "floor": floor,
            "ratio": ratio,
            "target": target,
            "passed": passed if target else None,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "versions": self.versions,
        }
        self.print_row(line)
        with self.results.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        return line

    def print_row(self, line):
        said = {True: "yes", False: "NO", None: ""}[line["passed"]]
        floor = "" if line["floor"] is None else f"{line['floor']:,.2f}"
        ratio = "" if line["ratio"] is None else f"{line['ratio']:.2f}"
        name = f"{line['name']} ({self.database})"
        print(
            WIDTHS.format(name, f"{line['value']:,.2f}", line["unit"], floor, ratio, line["target"], said), flush=True
        )


def versions(database):
    """Versions of what was measured."""
    found = {"python": platform.python_version(), "database": database}
    for package in PACKAGES:
        found[package] = metadata.version(package)
    return found
