"""What browsers are given: nothing inline, nothing from elsewhere; and no address of a registry or a machine."""

import re

import pytest

from tests.house.sources import CODE, files, named, text

INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "script without src": re.compile(r"<script(?![^>]*\ssrc\s*=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "javascript address": re.compile(r"(href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "marked safe": re.compile(r"\|\s*safe\b|\{%\s*autoescape off"),
}
OUTSIDE = re.compile(
    r"(?:src|href|action|url|import|from)\s*[=(]?\s*[\"'(]\s*(?:https?:)?//[^\"')\s]+", re.IGNORECASE
)
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "yarnpkg" + ".com", "jsdelivr" + ".net")
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/")
TEXTS = {".py", ".js", ".mjs", ".css", ".html", ".txt", ".in", ".json", ".toml", ".md", ".sh", ".yml", ".po", ""}
ALLOWED = {("marked safe", "templates/django/forms/field.html")}  # help texts come from our forms, as in Django's own
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)


def pages():
    return [path for path in named(".html") if "print" not in path.parts]


@pytest.mark.parametrize("name", INLINE)
def test_templates_have_nothing_inline(name):
    found = [str(path) for path in pages() if INLINE[name].search(COMMENT.sub("", text(path)))]
    assert [path for path in found if (name, path) not in ALLOWED] == []


def test_browsers_load_nothing_from_elsewhere():
    loaded = [
        path for path in named(".html", ".css", ".js", ".mjs") if path.parts[0] in (*CODE, "templates", "frontend")
    ]
    found = {str(path): OUTSIDE.findall(COMMENT.sub("", text(path))) for path in loaded}
    assert {path: hosts for path, hosts in found.items() if hosts} == {}


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_registry_is_named(host):
    assert [str(path) for path in files() if path.suffix in TEXTS and host in text(path)] == []


def test_no_folder_of_a_machine_is_named():
    assert [str(path) for path in files() if path.suffix in TEXTS and MACHINE.search(text(path))] == []


def test_lock_file_has_digests_and_no_addresses():
    lock = text(next(path for path in files() if str(path) == "package-lock.json"))
    assert (lock.count('"resolved"'), lock.count('"integrity"') > 0) == (0, True)


def test_every_python_package_is_pinned_with_digests():
    for path in (path for path in files() if path.parts[0] == "requirements" and path.suffix == ".txt"):
        blocks = [block for block in re.split(r"\n(?=[a-z])", text(path)) if re.match(r"[a-z]", block)]
        loose = [block.split()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block]
        assert loose == []
