"""English is complete: no sentence untranslated, none fuzzy, and the placeholders of both languages agree."""

import re
import shutil

import pytest
from django.core.management import call_command

from tests.house.sources import CODE, ROOT, files

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
ENTRY = re.compile(r'msgid ((?:".*"\n)+)(?:msgid_plural ((?:".*"\n)+))?((?:msgstr(?:\[\d\])? (?:".*"\n?)+)+)')
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def strings(block):
    return "".join(STRING.findall(block))


def entries(catalogue):
    """(Vietnamese, [English forms]) of every entry but the header."""
    found = ENTRY.findall(catalogue.read_text())
    forms = [(strings(msgid), re.split(r"msgstr(?:\[\d\])? ", rest)[1:]) for msgid, _plural, rest in found]
    return [(source, [strings(form) for form in translated]) for source, translated in forms if source]


def catalogues():
    return sorted((ROOT / "locale" / "en" / "LC_MESSAGES").glob("django*.po"))


def test_nothing_is_untranslated_or_fuzzy():
    missing = [source for catalogue in catalogues() for source, forms in entries(catalogue) if not all(forms)]
    fuzzy = [catalogue.name for catalogue in catalogues() if "#, fuzzy" in catalogue.read_text()]
    assert (missing, fuzzy) == ([], [])


def test_placeholders_agree():
    wrong = [
        source
        for catalogue in catalogues()
        for source, forms in entries(catalogue)
        for form in forms
        if form and set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(form))
    ]
    assert wrong == []


def test_catalogue_holds_every_sentence_of_the_code(tmp_path, monkeypatch):
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext (gettext) is not installed")
    for path in files():
        if path.suffix in {".py", ".html"} and path.parts[0] in {*CODE, "templates"}:
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, target)
    (tmp_path / "locale").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.LOCALE_PATHS", [tmp_path / "locale"])
        call_command("makemessages", "--locale", "en", verbosity=0)
    wanted = {source for source, _forms in entries(tmp_path / "locale/en/LC_MESSAGES/django.po")}
    held = {source for catalogue in catalogues() for source, _forms in entries(catalogue)}
    assert sorted(wanted - held) == []
