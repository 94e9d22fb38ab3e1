"""The finder of browser packages: serves the listed files of node_modules and nothing else."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from core.npm import EXPOSED, FONTS, NodeModulesFinder

MODULES = settings.BASE_DIR / "node_modules"
WORKER = "pdfjs-dist/legacy/build/pdf.worker.min.mjs"


@pytest.fixture
def finder():
    return NodeModulesFinder()


def test_a_listed_file_is_found_under_its_prefix(finder):
    assert finder.find(f"npm/{WORKER}") == str(MODULES / WORKER)
    assert finder.find(f"npm/{WORKER}", find_all=True) == [str(MODULES / WORKER)]


@pytest.mark.parametrize("name", FONTS)
def test_every_face_named_in_the_stylesheet_exists(finder, name):
    assert finder.find(f"npm/{name}") == str(MODULES / name)


def test_the_stylesheet_asks_only_for_faces_that_are_exposed():
    sheet = (settings.BASE_DIR / "core/static/core/css/fonts.css").read_text(encoding="utf-8")
    asked = [line.split('url("../../npm/')[1].split('"')[0] for line in sheet.splitlines() if "url(" in line]
    assert sorted(asked) == sorted(FONTS)


@pytest.mark.parametrize(
    "path",
    [
        "npm/pdfjs-dist/package.json",
        "npm/pdfjs-dist/build/pdf.mjs",
        "npm/axe-core/axe.js",
        "npm/esbuild/bin/esbuild",
        "npm/../package.json",
        "npm/pdfjs-dist/cmaps/../../esbuild/package.json",
        "npm/pdfjs-dist/cmaps/deeper/78-H.bcmap",
        "npm//etc/passwd",
        "npm",
        "pdfjs-dist/legacy/build/pdf.worker.min.mjs",
        f"other/{WORKER}",
    ],
)
def test_what_is_not_listed_does_not_exist(finder, path):
    assert finder.find(path) == []
    assert finder.find(path, find_all=True) == []


def test_list_gives_every_exposed_file_once(finder):
    names = [name for name, _ in finder.list(None)]
    assert len(names) == len(set(names))
    expected = {file.relative_to(MODULES).as_posix() for pattern in EXPOSED for file in MODULES.glob(pattern)}
    assert set(names) == expected


def test_list_leaves_out_what_collectstatic_ignores(finder):
    assert [name for name, _ in finder.list(["*.woff2", "*.bcmap"]) if name.endswith((".woff2", ".bcmap"))] == []


def test_the_storage_carries_the_prefix_for_collectstatic(finder):
    name, storage = next(iter(finder.list(None)))
    assert storage.prefix == "npm"
    assert storage.exists(name)


def test_no_exposed_script_names_a_source_map_that_the_manifest_would_miss(finder):
    scripts = [Path(storage.path(name)) for name, storage in finder.list(None) if name.endswith((".js", ".mjs"))]
    assert [script.name for script in scripts if b"sourceMappingURL=" in script.read_bytes()[-300:]] == []


def test_django_finds_it_through_the_settings():
    assert finders.find(f"npm/{WORKER}") == str(MODULES / WORKER)
