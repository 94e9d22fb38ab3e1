"""Files: sniffed from their bytes, named safely, kept once and whole, numbered without gaps."""

import hashlib
import io
import os
import resource
import signal
import struct
import threading
import unicodedata
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from core import clocks, files, health, tasks
from core.actions.files import check_files
from core.models import AuditEntry, Blob, File, FileCheck, Revision
from core.refusals import BadInput, TooLarge, Unavailable

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def archive(*names, comment=b""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "x")
        made.comment = comment
    return stream.getvalue()


def spoil(content, signature, offset, value):
    """Write a 16-bit number into the record of a zip that begins with this signature."""
    at = content.index(signature) + offset
    return content[:at] + struct.pack("<H", value) + content[at + 2 :]


DOCX = archive("[Content_Types].xml", "word/document.xml")


@pytest.fixture
def folder(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, files.PDF),
        (b"\xef\xbb\xbf\r\n " + PDF, files.PDF),
        (b"\x00" * 1000 + PDF, files.PDF),
        (b"\x00" * 1024 + PDF, files.UNKNOWN),
        (b"GIF89a" + PDF, files.CSV),
        (b"\x89PNG\r\n\x1a\n" + PDF, files.PNG),
        (PNG, files.PNG),
        (b"\xff\xd8\xff\xe0" + bytes(10), files.JPEG),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(10), files.OLE),
        (DOCX, files.DOCX),
        (archive("xl/workbook.xml"), files.XLSX),
        (archive("word/document.xml", "xl/workbook.xml"), files.DOCX),
        (archive("a.txt"), files.ZIP),
        (PDF + DOCX, files.PDF),
        (DOCX + PDF, files.DOCX),
        (b"MZ\x90\x00" + DOCX, files.UNKNOWN),
        (b"PK\x03\x04" + bytes(100), files.UNKNOWN),
        (b"PK\x03\x04%PDF-", files.UNKNOWN),
        (spoil(DOCX, b"PK\x01\x02", 6, 999), files.UNKNOWN),
        (DOCX[:-10], files.UNKNOWN),
        ("Họ tên;Chức vụ\n".encode(), files.CSV),
        (b"<html><script>alert(1)</script>", files.CSV),
        (b"a,b\x00c", files.UNKNOWN),
        (b"\x7fELF" + bytes(16), files.UNKNOWN),
        (b"\xff\xfea\x00", files.UNKNOWN),
        (b"", files.UNKNOWN),
    ],
)
def test_the_kind_is_read_from_the_bytes(content, media_type):
    assert files.sniff(content) == media_type


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", DOCX[:60]]), st.integers(0, 300))
def test_no_bytes_at_all_confuse_the_sniffer(content, start, cut):
    known = {files.PDF, files.DOCX, files.XLSX, files.PNG, files.JPEG, files.CSV, files.OLE, files.ZIP, files.UNKNOWN}
    assert {files.sniff(start + content), files.sniff(DOCX[:cut] + content)} <= known


@pytest.mark.parametrize(
    ("name", "media_type", "safe"),
    [
        ("Tờ trình.pdf", files.PDF, "Tờ trình.pdf"),
        ("Tờ trình.PDF", files.PDF, "Tờ trình.pdf"),
        ("Tờ trình.docx", files.PDF, "Tờ trình.pdf"),
        ("virus.pdf.exe", files.PDF, "virus.pdf.pdf"),
        ("../../etc/passwd", "", "passwd"),
        ("..\\..\\windows\\win.ini", "", "win.ini"),
        ("/etc/cron.d/", "", "tep"),
        ("..", "", "tep"),
        ("...", files.PDF, "tep.pdf"),
        ("", files.DOCX, "tep.docx"),
        (".htaccess", "", "htaccess"),
        ("a\x00b.pdf", files.PDF, "ab.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", files.PDF, "aSet-Cookie x=1.pdf"),
        ("hoa\u202efdp.exe", "", "hoafdp.exe"),
        ("a\u2066b\u2069\u200b\ufeff\u061c.pdf", files.PDF, "ab.pdf"),
        ("a\u2028b.pdf", files.PDF, "ab.pdf"),
        ("a\udcffb.pdf", files.PDF, "ab.pdf"),
        ('<img src=x onerror="a">.pdf', files.PDF, "img src=x onerror=a.pdf"),
        ("CON:prn|?*.pdf", files.PDF, "CONprn.pdf"),
        ("  khoảng trắng . .pdf", files.PDF, "khoảng trắng.pdf"),
        ("đ" * 300 + ".pdf", files.PDF, "đ" * 120 + ".pdf"),
        ("a." + "b" * 300, "", "a." + "b" * 10),
        (unicodedata.normalize("NFD", "Quyết định.pdf"), files.PDF, "Quyết định.pdf"),
        (5, "", "5"),
    ],
)
def test_a_hostile_name_becomes_a_safe_one(name, media_type, safe):
    assert files.safe_name(name, media_type) == safe


@given(st.text(max_size=400), st.sampled_from(["", files.PDF, files.DOCX, files.UNKNOWN]))
def test_every_name_is_short_plain_and_stays_as_it_is(name, media_type):
    safe = files.safe_name(name, media_type)
    assert 0 < len(safe) <= 200
    assert files.FORBIDDEN_IN_NAMES.search(safe) is None
    assert safe.encode().decode() == unicodedata.normalize("NFC", safe)
    assert files.safe_name(safe, media_type) == safe


def upload(content, name="tep.pdf"):
    return SimpleUploadedFile(name, content)


def test_an_upload_is_taken_for_what_it_is():
    assert files.receive(upload(PDF, "x.docx"), allowed=(files.PDF,)) == (PDF, files.PDF, "x.pdf")


@pytest.mark.parametrize(
    ("content", "refusal", "sentence"),
    [
        (b"", BadInput, "Tệp rỗng, không có nội dung."),
        (PNG, BadInput, "Nội dung tệp không phải PDF, DOCX, dù tên tệp có thể ghi như vậy."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            BadInput,
            "Tệp đặt mật khẩu hoặc ở dạng Office cũ. Hãy lưu lại thành PDF, DOCX không mật khẩu.",
        ),
        (PDF + bytes(2048), TooLarge, "Tệp nặng 2,0 KB, vượt mức 1,0 KB cho phép."),
    ],
)
def test_what_does_not_fit_is_refused_in_words(content, refusal, sentence):
    with pytest.raises(refusal) as refused:
        files.receive(upload(content), allowed=(files.PDF, files.DOCX), limit=1024)
    assert refused.value.sentence.replace("\xa0", " ") == sentence


def test_a_refusal_can_name_any_kind():
    with pytest.raises(BadInput, match="APPLICATION/ZIP"):
        files.receive(upload(PNG), allowed=(files.ZIP,))


def test_bytes_are_kept_under_their_digest_and_come_back_as_they_were(folder):
    revision = files.store(PDF, name="../Tờ trình.pdf", by=None, note="bản đầu")
    digest = hashlib.sha256(PDF).hexdigest()
    assert (revision.number, revision.name, revision.note) == (1, "Tờ trình.pdf", "bản đầu")
    assert (revision.sha256, revision.size, revision.media_type) == (digest, len(PDF), files.PDF)
    assert revision.read() == PDF
    path = folder / digest[:2] / digest[2:4] / digest
    assert (path.read_bytes(), oct(path.stat().st_mode & 0o777)) == (PDF, "0o640")
    assert list(path.parent.iterdir()) == [path]


def test_the_same_bytes_are_stored_once(folder):
    one, other = (files.store(PDF, name=f"{number}.pdf", by=None) for number in (1, 2))
    assert (one.blob, one.file == other.file) == (other.blob, False)
    assert Blob.objects.count() == 1


def test_each_change_is_a_new_revision_and_none_is_lost(folder):
    first = files.store(PDF, name="a.pdf", by=None)
    second = files.store(PDF + b" ", name="a.pdf", by=None, file=first.file)
    third = files.store(PDF, name="b.pdf", by=None, file=first.file)
    assert list(first.file.revisions.values_list("number", flat=True)) == [1, 2, 3]
    assert (first.file.latest, third.blob, second.read(), first.read()) == (third, first.blob, PDF + b" ", PDF)


def test_a_roll_back_leaves_no_row(folder):
    with transaction.atomic():
        files.store(PDF, name="a.pdf", by=None)
        transaction.set_rollback(True)
    assert (File.objects.count(), Revision.objects.count(), Blob.objects.count()) == (0, 0, 0)
    assert files.store(PDF, name="a.pdf", by=None).read() == PDF


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_file_at_once_get_numbers_in_a_row(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = files.store(PDF, name="a.pdf", by=None).file
    gate, problems = threading.Barrier(4), []

    def write(number):
        try:
            gate.wait(30)
            for turn in range(3):
                files.store(PDF + bytes([65 + turn]) * (number % 2), name="a.pdf", by=None, file=file)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert list(file.revisions.values_list("number", flat=True)) == list(range(1, 14))
    assert Blob.objects.count() == 4


def half_written(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(PDF[:5])


def test_half_a_file_left_by_a_crash_is_written_again(folder):
    half_written(Path(default_storage.path(Blob(sha256=hashlib.sha256(PDF).hexdigest()).path)))
    assert files.store(PDF, name="a.pdf", by=None).read() == PDF


def test_a_lost_file_comes_back_when_its_bytes_come_again(folder):
    first = files.store(PDF, name="a.pdf", by=None)
    os.unlink(default_storage.path(first.blob.path))
    files.store(PDF, name="b.pdf", by=None)
    assert first.read() == PDF


@pytest.mark.parametrize("spoiled", [b"", PDF[:-1] + b"X", None])
def test_bytes_that_changed_on_the_disk_are_never_handed_out(spoiled, folder):
    whole = files.store(PNG, name="a.png", by=None)
    revision = files.store(PDF, name="a.pdf", by=None)
    path = Path(default_storage.path(revision.blob.path))
    path.unlink()
    if spoiled is not None:
        path.write_bytes(spoiled)
    with pytest.raises(Unavailable, match="Hãy báo quản trị"):
        revision.read()
    assert (list(files.damaged(Blob.objects.all())), whole.read()) == ([revision.blob], PNG)


def test_a_disk_that_takes_nothing_is_told_and_changes_nothing(folder, settings):
    settings.MEDIA_ROOT = folder / "not-a-folder"
    settings.MEDIA_ROOT.write_text("")
    with pytest.raises(Unavailable, match="Không ghi được tệp"):
        files.store(PDF, name="a.pdf", by=None)
    assert (File.objects.count(), Blob.objects.count()) == (0, 0)


def test_a_disk_that_fills_up_in_the_middle_leaves_nothing_behind(folder):
    """A real limit of the system on the size of one file stands in for the full disk."""
    path = folder / "ab" / "cd" / "abcd"
    content = PDF + bytes(200_000)
    usual, limits = signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(Unavailable, match="Không ghi được tệp"):
            files._write_once(path, content)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, usual)
    assert list(path.parent.iterdir()) == []
    files._write_once(path, content)
    assert path.read_bytes() == content


# --- reading again ---------------------------------------------------------------------------------
def stored(number):
    return files.store(PDF + bytes([number]), name=f"{number}.pdf", by=None).blob


def spoil(blob):
    Path(default_storage.path(blob.path)).write_bytes(b"khac")


def reading():
    told = {each.label: each for each in health.readings()}["Tệp"]
    return told.sentence.partition(", lúc")[0], told.level


def test_each_night_reads_on_where_the_last_one_stopped(folder):
    blobs = [stored(number) for number in range(7)]
    assert reading() == ("Chưa kiểm lần nào: mỗi đêm hệ thống đọc lại một phần.", "fine")
    assert check_files(by=None, most=3) == (3, [])
    assert reading() == ("3 đã kiểm, 0 hỏng", "fine")
    spoil(blobs[1])
    spoil(blobs[5])
    assert check_files(by=None, most=3) == (3, [blobs[5]])
    assert reading() == ("6 đã kiểm, 1 hỏng", "broken")
    newest = stored(7)
    assert check_files(by=None, most=3) == (3, [])
    assert FileCheck.objects.filter(blob=newest).count() == 1
    assert check_files(by=None, most=None, most_bytes=None) == (8, [blobs[1], blobs[5]])
    assert AuditEntry.objects.filter(verb="file_damaged").count() == 2


def test_night_stops_at_its_weight_and_small_houses_are_read_once(folder, monkeypatch):
    monkeypatch.setattr("core.actions.files.STEP", 2)
    blobs = [stored(number) for number in range(5)]
    assert check_files(by=None, most_bytes=blobs[0].size) == (2, [])
    assert check_files(by=None) == (5, [])
    assert check_files(by=None, most=0) == (0, [])


def test_file_that_came_back_is_whole_again(folder):
    blob = stored(1)
    os.unlink(default_storage.path(blob.path))
    assert check_files(by=None) == (1, [blob])
    stored(1)
    assert check_files(by=None) == (1, [])
    assert reading() == ("1 đã kiểm, 0 hỏng", "fine")


def test_nothing_read_for_days_is_told(folder):
    stored(1)
    check_files(by=None)
    FileCheck.objects.update(checked_at=timezone.now() - timedelta(days=4))
    assert reading()[1] == "look"


def test_command_names_the_damaged_and_fails(folder):
    whole, blob, said = stored(1), stored(2), io.StringIO()
    call_command("check_files", stdout=said)
    assert said.getvalue() == "2 tệp đã kiểm, 0 hỏng\n"
    spoil(blob)
    said = io.StringIO()
    with pytest.raises(CommandError, match="2 tệp đã kiểm, 1 hỏng"):
        call_command("check_files", stdout=said)
    assert said.getvalue() == f"{blob.path}  2.pdf\n"
    assert whole.path not in said.getvalue()


def test_clock_of_the_night_asks_for_one_round_at_a_time(folder):
    blob = stored(1)
    clocks.check_some_files(timezone.now())
    clocks.check_some_files(timezone.now())
    assert DBTaskResult.objects.filter(task_path="core.tasks.check_files").count() == 1
    tasks.check_files.call()
    assert FileCheck.objects.get().blob == blob
