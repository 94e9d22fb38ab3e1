"""What the house tests read: the files of the project, and their syntax trees."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
CODE = (*ROOMS, "config")


@cache
def files():
    """Every file of the project, committed or about to be, as paths relative to its root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted({Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()})


def named(*endings, under=()):
    """Files with one of these endings, in these top folders (everywhere when none is named)."""
    return [path for path in files() if path.suffix in endings and (not under or path.parts[0] in under)]


@cache
def text(path):
    return (ROOT / path).read_text()


@cache
def tree(path):
    return ast.parse(text(path))


def places(path, nodes):
    """file:line of each syntax node, fit for an assertion message."""
    return [f"{path}:{node.lineno}" for node in nodes]
