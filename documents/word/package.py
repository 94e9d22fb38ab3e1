"""Opens a .docx without trusting it: a zip with a sane directory, XML without DTD, everything bounded.

Sizes are in bytes. ECMA-376 part 2 (open packaging) says which part is the document; nothing is ever written to
disk, so a name with "../" harms nobody, but no honest program writes one.
"""

import io
import posixpath
import zipfile
import zlib

from django.utils.translation import gettext_lazy as _
from lxml import etree

from core.refusals import BadInput, TooLarge

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_PART = 24 * 1024 * 1024
LARGEST_TOTAL = 256 * 1024 * 1024
MOST_ENTRIES = 4000
MOST_RATIO = 400

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE_DOCUMENT = "/officeDocument"

NOT_WORD = _(
    "Tệp này không phải văn bản Word (.docx). Hãy mở bằng Word, chọn «Lưu thành» định dạng .docx rồi tải lại."
)
BROKEN = _("Tệp Word bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở lại bằng Word, lưu lần nữa rồi tải lại.")
BOMB = _("Tệp Word này phình ra quá lớn khi mở nên không được nhận. Hãy lưu lại bằng Word rồi thử lại.")


class Package:
    """The parts of one opened .docx. Raises BadInput or TooLarge with the sentence to show."""

    def __init__(self, content: bytes) -> None:
        _refuse_other_formats(content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeError) as error:
            raise BadInput(BROKEN) from error
        _refuse_bad_directory(self._zip, len(content))
        self.names = frozenset(self._zip.namelist())
        self.document_name = self._document_name()

    def read(self, name: str) -> bytes:
        """One part, never more than LARGEST_PART whatever its directory entry claims."""
        try:
            with self._zip.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
            raise BadInput(BROKEN) from error
        if len(data) > LARGEST_PART:
            raise TooLarge(BOMB)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """The root element of an XML part, or None where the package has no such part."""
        return parse(self.read(name)) if name in self.names else None

    def beside(self, name: str) -> str:
        """The name of a part in the folder of the document: "styles.xml" → "word/styles.xml"."""
        return posixpath.join(posixpath.dirname(self.document_name), name)

    def _document_name(self) -> str:
        relations = self.xml("_rels/.rels")
        targets = [
            posixpath.normpath(relation.get("Target", "").lstrip("/"))
            for relation in (relations if relations is not None else ())
            if isinstance(relation.tag, str) and relation.get("Type", "").endswith(OFFICE_DOCUMENT)
        ]
        for name in [*targets, "word/document.xml"]:
            if name in self.names and name.endswith(".xml") and name.startswith("word/"):
                return name
        raise BadInput(NOT_WORD)


def parse(data: bytes) -> etree._Element:
    """XML without DTD, entities, network or extreme depth. Raises BadInput."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data.replace(STRICT, TRANSITIONAL), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(BROKEN) from error
    if root.getroottree().docinfo.doctype:
        raise BadInput(_("Tệp Word chứa khai báo lạ (DTD) thường thấy ở tệp độc hại nên không được nhận."))
    return root


def _refuse_other_formats(content: bytes) -> None:
    if not content:
        raise BadInput(_("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy rồi tải lại."))
    if len(content) > LARGEST_FILE:
        raise TooLarge(_("Tệp Word lớn hơn 20 MB. Hãy giảm cỡ ảnh trong Word hoặc gửi phần nặng thành phụ lục."))
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise BadInput(_("Tệp Word được đặt mật khẩu. Hãy bỏ mật khẩu trong Word rồi tải lại."))
        raise BadInput(_("Đây là tệp Word kiểu cũ (.doc). Hãy mở bằng Word, lưu thành .docx rồi tải lại."))
    if content.startswith(b"%PDF"):
        raise BadInput(_("Đây là tệp PDF. Hãy dùng mục «PDF có sẵn» để đưa tệp này vào dự thảo."))
    if content.startswith(b"{\\rtf"):
        raise BadInput(_("Đây là tệp RTF. Hãy mở bằng Word, lưu thành .docx rồi tải lại."))
    if not content.startswith(b"PK"):
        raise BadInput(NOT_WORD)


def _refuse_bad_directory(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    if any(_is_bad_name(entry.filename) for entry in entries):
        raise BadInput(_("Tệp Word chứa đường dẫn lạ thường thấy ở tệp độc hại nên không được nhận."))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise BadInput(_("Tệp Word được đặt mật khẩu. Hãy bỏ mật khẩu trong Word rồi tải lại."))
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > LARGEST_TOTAL:
        raise TooLarge(BOMB)
    if total > LARGEST_PART and total > MOST_RATIO * size:
        raise TooLarge(BOMB)


def _is_bad_name(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\x00" in name
