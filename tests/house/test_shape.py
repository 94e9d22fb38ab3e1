"""The shape of the code: short files, short functions, one gate for writes, no drawers."""

import ast

import pytest

from tests.house.sources import CODE, files, named, places, text, tree

LONGEST_FILE, LONGEST_FUNCTION = 400, 40
DRAWERS = {"utils", "helpers", "common", "services", "managers", "misc"}
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
SOURCES = (".py", ".js", ".mjs", ".css", ".html", ".sh")


def test_no_file_is_longer_than_four_hundred_lines():
    long = {str(path): len(text(path).splitlines()) for path in named(*SOURCES) if "migrations" not in path.parts}
    assert {path: lines for path, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_forty_lines():
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = [
        place
        for path in named(".py")
        if "migrations" not in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, functions) and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
        for place in places(path, [node])
    ]
    assert long == []


def test_no_drawers():
    names = [path for path in files() if DRAWERS & {part.removesuffix(path.suffix) for part in path.parts}]
    assert names == []


def is_write(node):
    """Whether a call writes through the ORM: .save(), .create(), … or an update of a query."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr == "update":
        return "objects" in ast.unparse(node.func.value) or ".filter(" in ast.unparse(node.func.value)
    return node.func.attr in WRITES


def test_views_write_nothing():
    views = [path for path in named(".py", under=CODE) if "views" in path.parts]
    found = [place for path in views for place in places(path, filter(is_write, ast.walk(tree(path))))]
    assert found == []


def assigns_state(node):
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets)


def test_state_is_assigned_by_the_gate_only():
    gate = "core/states.py"
    paths = [path for path in named(".py", under=CODE) if str(path) != gate and "migrations" not in path.parts]
    kinds = (ast.Assign, ast.AugAssign, ast.AnnAssign)
    found = [
        place
        for path in paths
        for place in places(path, [n for n in ast.walk(tree(path)) if isinstance(n, kinds) and assigns_state(n)])
    ]
    assert found == []


def test_nothing_says_it_is_not_implemented():
    raised = [
        place
        for path in named(".py")
        for place in places(path, [node for node in ast.walk(tree(path)) if isinstance(node, ast.Raise)])
        if "NotImplementedError" in text(path).splitlines()[int(place.rsplit(":", 1)[1]) - 1]
    ]
    assert raised == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX:"])
def test_nothing_is_left_for_later(word):
    here = "tests/house/test_shape.py"
    assert [str(path) for path in named(*SOURCES) if word in text(path) and str(path) != here] == []
