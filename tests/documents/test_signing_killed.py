"""The process that signs is killed at any moment: the paper is signed as a whole or as if nobody had touched it."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from core import files
from core.models import Blob
from documents.models import Document
from tests.documents import stories
from tests.house_process import database_address, run_manage

pytestmark = pytest.mark.django_db(transaction=True)

TRIALS = 20
SIGNING = """
import json, os, signal, sys, time
from pathlib import Path
from django.conf import settings
from django.db import connections
from core.models import AuditEntry
from documents.models import Document
from signatures.models import SignatureRecord, SigningIntent
from tests.documents import stories

settings.PEPPER_FILE, settings.MEDIA_ROOT = Path({pepper!r}), Path({files!r})
papers, trials = {papers!r}, {trials!r}

def sign(pk, seconds):
    began, child = time.monotonic(), os.fork()
    if child == 0:
        stories.sign(Document.objects.get(pk=pk))
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    return time.monotonic() - began, status

def facts(pk):
    paper = Document.objects.get(pk=pk)
    shown = dict(
        state=paper.state,
        has_time=paper.signed_at is not None,
        step=paper.route.steps.open().get().act,
        records=SignatureRecord.objects.filter(result__file=paper.file).count(),
        intents=SigningIntent.objects.filter(revision__file=paper.file, used_at__isnull=False).count(),
        revisions=paper.file.revisions.count(),
        entries=AuditEntry.objects.about(paper).filter(verb="document_signed").count(),
    )
    connections.close_all()
    return shown

usual, status = sign(papers[0], None)
told = [[status, facts(papers[0])]]
for trial in range(trials):
    pk = next((each for each in papers if facts(each)["state"] == "in_review"), None)
    if pk is not None:
        _seconds, status = sign(pk, usual * 1.1 * trial / trials)
        told.append([status, facts(pk)])
for pk in papers:
    if facts(pk)["state"] == "in_review":
        _seconds, status = sign(pk, None)
        told.append([status, facts(pk)])
print(json.dumps(told))
"""
UNTOUCHED = {"state": "in_review", "has_time": False, "step": "sign", "records": 0, "intents": 0, "entries": 0}
SIGNED = {"state": "signed", "has_time": True, "step": "number", "records": 1, "intents": 1, "entries": 1}


def test_killed_at_any_moment_the_paper_is_signed_as_a_whole_or_not_at_all(signing_house):
    papers = [stories.checked(signing_house).pk for _each in range(6)]
    before = stories.fresh(Document(pk=papers[0])).file.revisions.count()
    places = {"pepper": str(settings.PEPPER_FILE), "files": str(settings.MEDIA_ROOT)}
    script = SIGNING.format(papers=papers, trials=TRIALS, **places)
    connection.close()
    said = run_manage("shell", "-v0", "-c", script, DATABASE_URL=database_address(connection))
    told = json.loads(said.splitlines()[-1])
    whole, none = SIGNED | {"revisions": before + 1}, UNTOUCHED | {"revisions": before}
    assert [facts for _status, facts in told if facts not in (whole, none)] == []
    assert [facts for status, facts in told if status == 0 and facts != whole] == []
    assert sum(status != 0 for status, _facts in told) >= TRIALS // 2
    assert list(files.damaged(Blob.objects.all())) == []
    assert {stories.fresh(Document(pk=pk)).state for pk in papers} == {"signed"}
    call_command("audit", "verify")
