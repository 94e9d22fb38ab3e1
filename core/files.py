"""Files: content-addressed, immutable, sniffed from their bytes, kept byte for byte."""

import hashlib
import io
import os
import re
import struct
import tempfile
import zipfile
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from core.folding import composed
from core.refusals import BadInput, TooLarge, Unavailable

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG = "image/png"
JPEG = "image/jpeg"
CSV = "text/csv"
OLE = "application/x-ole-storage"
ZIP = "application/zip"
UNKNOWN = "application/octet-stream"

EXTENSIONS = {PDF: ".pdf", DOCX: ".docx", XLSX: ".xlsx", PNG: ".png", JPEG: ".jpg", CSV: ".csv"}
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
)
# What no file system takes, and what makes a name look like another one: control, direction and invisible signs,
# line separators, halves of surrogate pairs.
FORBIDDEN_IN_NAMES = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]'
)


def sniff(content):
    """The media type read from the bytes themselves; the name and the browser's word do not count."""
    if content[:1024].lstrip(b"\x00\t\r\n \xef\xbb\xbf").startswith(b"%PDF-"):
        return PDF
    for magic, media_type in SIGNATURES:
        if content.startswith(magic):
            return media_type
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    return CSV if _is_text(content) else UNKNOWN


def _office_kind(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, EOFError, struct.error):
        return UNKNOWN  # RuntimeError: a version of the format Python does not know
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else ZIP


def _is_text(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text) and not any(ord(sign) < 9 for sign in text[:4096])


def safe_name(name, media_type=""):
    """A file name fit to show and to save: no path, no control or direction signs, NFC, at most 120 letters."""
    name = composed(str(name)).replace("\\", "/").rsplit("/", 1)[-1]
    name = FORBIDDEN_IN_NAMES.sub("", name).strip(" .") or "tep"
    extension = EXTENSIONS.get(media_type, "")
    stem = name[: -len(extension)] if extension and name.lower().endswith(extension) else name.rsplit(".", 1)[0]
    return (
        f"{stem[:120].strip(' .') or 'tep'}{extension or ('.' + name.rsplit('.', 1)[1][:10] if '.' in name else '')}"
    )


def receive(upload, *, allowed, limit=None):
    """Read an uploaded file: return (bytes, media type, safe name), or raise BadInput / TooLarge.

    upload: Django UploadedFile. allowed: media types that fit here. limit: bytes at most (settings.UPLOAD_LIMIT).
    """
    limit = limit or settings.UPLOAD_LIMIT
    if upload.size > limit:
        raise TooLarge(
            _("Tệp nặng %(size)s, vượt mức %(limit)s cho phép.")
            % {"size": filesizeformat(upload.size), "limit": filesizeformat(limit)}
        )
    content = upload.read()
    if not content:
        raise BadInput(_("Tệp rỗng, không có nội dung."))
    media_type = sniff(content)
    if media_type not in allowed:
        raise BadInput(_refusal_for(media_type, allowed))
    return content, media_type, safe_name(upload.name, media_type)


def _refusal_for(media_type, allowed):
    kinds = ", ".join(EXTENSIONS.get(each, each).lstrip(".").upper() for each in allowed)
    if media_type == OLE:
        return _("Tệp đặt mật khẩu hoặc ở dạng Office cũ. Hãy lưu lại thành %(kinds)s không mật khẩu.") % {
            "kinds": kinds
        }
    return _("Nội dung tệp không phải %(kinds)s, dù tên tệp có thể ghi như vậy.") % {"kinds": kinds}


def store(content, *, name, by, file=None, note=""):
    """Keep the bytes as a new revision (of a new file when none is given) and return the Revision.

    The same bytes are stored once. Runs inside the caller's transaction; a roll-back leaves at most an unused blob.
    Raises Unavailable when the disk takes nothing.
    """
    from core.models import File, Revision

    media_type = sniff(content)
    name = safe_name(name, media_type)
    with transaction.atomic():
        blob = _keep(content, media_type)
        file = file or File.objects.create(name=name, created_by=by)
        File.objects.select_for_update().get(pk=file.pk)
        last = Revision.objects.filter(file=file).order_by("-number").first()
        return Revision.objects.create(
            file=file, number=(last.number if last else 0) + 1, blob=blob, name=name, note=note, created_by=by
        )


def _keep(content, media_type):
    """The Blob of these bytes, which lie on the disk before anything points to them."""
    from core.models import Blob

    digest = hashlib.sha256(content).hexdigest()
    _write_once(Path(default_storage.path(Blob(sha256=digest).path)), content)
    facts = {"size": len(content), "media_type": media_type}
    return Blob.objects.get_or_create(sha256=digest, defaults=facts)[0]


def _write_once(path, content):
    """Write the file unless it is there whole; raise Unavailable when the disk is full or away."""
    if path.exists() and path.stat().st_size == len(content):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_beside(path, content)
    except OSError as problem:
        sentence = _("Không ghi được tệp vào đĩa lưu trữ; chưa có gì thay đổi. Hãy báo quản trị.")
        raise Unavailable(sentence) from problem


def _write_beside(path, content):
    """Write beside, wait for the disk, rename: one killed half-way never leaves half a file under its digest."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fchmod(stream.fileno(), settings.FILE_UPLOAD_PERMISSIONS)
            os.fsync(stream.fileno())
        os.replace(beside, path)
    except OSError:
        os.unlink(beside)
        raise
    _wait_for_folder(path.parent)


def _wait_for_folder(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(blob):
    """The bytes of a Blob, checked against its digest; raise Unavailable when they are gone or not those stored."""
    try:
        content = Path(default_storage.path(blob.path)).read_bytes()
    except OSError as problem:
        raise Unavailable(_("Không đọc được tệp từ đĩa lưu trữ. Hãy báo quản trị.")) from problem
    if hashlib.sha256(content).hexdigest() != blob.sha256:
        raise Unavailable(_("Tệp trên đĩa không còn đúng như lúc lưu nên không dùng được. Hãy báo quản trị."))
    return content


def damaged(blobs):
    """Those of the blobs whose bytes on the disk are missing or not those stored, one by one."""
    for blob in blobs:
        try:
            read(blob)
        except Unavailable:
            yield blob
