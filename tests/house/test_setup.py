"""The set-up: does each step once, tells what is missing in words, and runs with the standard library alone."""

import ast
import importlib
import os
import shutil
import sys

import pytest

from tests.house.sources import ROOT, named, tree

SETUP = ROOT / "deploy" / "setup"


@pytest.fixture(scope="module")
def setup_modules():
    """The modules steps and debian, imported as `python3 deploy/setup/prepare.py` sees them."""
    sys.path.insert(0, str(SETUP))
    yield importlib.import_module("steps"), importlib.import_module("debian")
    sys.path.remove(str(SETUP))


@pytest.fixture
def source(tmp_path, setup_modules, monkeypatch):
    """A file some step reads, in a root of the test's own."""
    monkeypatch.setattr(setup_modules[0], "ROOT", tmp_path)
    path = tmp_path / "pins.txt"
    path.write_text("one")
    return path


def test_step_is_done_once_and_again_when_what_it_reads_changes(setup_modules, source, tmp_path):
    steps, done = setup_modules[0], []
    stamp = tmp_path / "stamps" / "pins"

    def take():
        return steps.step("Thử", lambda: done.append(source.read_text()), stamp=stamp, reads=[source])

    assert [take(), take()] == [True, False]
    source.write_text("two")
    assert [take(), take()] == [True, False]
    assert done == ["one", "two"]


def test_step_that_failed_is_done_again(setup_modules, source, tmp_path):
    steps, stamp = setup_modules[0], tmp_path / "stamp"

    def fail():
        raise steps.Failed("no network")

    with pytest.raises(steps.Failed):
        steps.step("Thử", fail, stamp=stamp, reads=[source])
    assert steps.step("Thử", lambda: None, stamp=stamp, reads=[source]) is True


def test_failing_command_shows_its_last_words(setup_modules, monkeypatch, tmp_path):
    steps = setup_modules[0]
    monkeypatch.setattr(steps, "LOG", tmp_path / "setup.log")
    assert steps.run(sys.executable, "-c", "print('xong')") == "xong\n"
    with pytest.raises(steps.Failed) as failure:
        steps.run(sys.executable, "-c", "raise SystemExit('hết chỗ trên đĩa')")
    assert str(failure.value).splitlines()[1:] == ["hết chỗ trên đĩa", f"(đầy đủ: {tmp_path / 'setup.log'})"]


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="not a Debian system")
def test_who_may_not_install_gets_the_exact_line(setup_modules, monkeypatch):
    steps, debian = setup_modules
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(steps.Failed) as failure:
        debian.install(("base-files", "an-thu-no-such-package", "an-thu-nor-this"))
    line = "sudo apt-get install -y --no-install-recommends an-thu-no-such-package an-thu-nor-this"
    said = "Máy còn thiếu gói hệ thống. Hãy chạy lệnh này rồi làm lại:"
    assert str(failure.value) == f"{said}\n\n    {line}\n"


def test_set_up_needs_nothing_installed():
    allowed = set(sys.stdlib_module_names) | {"steps", "debian"}
    imported = set()
    for path in named(".py", under=("deploy",)):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module.split(".")[0])
    assert imported - allowed == set()
