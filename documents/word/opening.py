"""What stands between the boxes and the body: type name, subject, authority, Kính gửi (boxes 5a and 9a)."""

import re

from core.folding import fold
from documents import kinds

from .content import Paragraph, Table

SUBJECT = re.compile(r"(?i)^(v\s*/\s*v|về việc)\s*[:.]?\s*")
ADDRESSEES = re.compile(r"(?i)^kính\s+gửi\s*[:;.]?\s*")
WIRE = re.compile(r"(?i)^(?P<sender>.+?)\s+điện\s*:\s*(?P<rest>.*)$")
GROUND = re.compile(r"^(Căn cứ|Xét|Thực hiện|Theo)\b")
SUBJECT_OF_NAMED = re.compile(r"^(V\s*/\s*v)\s*[:.]?\s*")
STAMPS = {
    "hoa toc": ("urgency", "hoa-toc"), "hoa toc hen gio": ("urgency", "hoa-toc"),
    "thuong khan": ("urgency", "thuong-khan"), "khan": ("urgency", "khan"),
    "tuyet mat": ("secrecy", "tuyet-mat"), "toi mat": ("secrecy", "toi-mat"), "mat": ("secrecy", "mat"),
    "luu hanh noi bo": ("circulation", "luu-hanh-noi-bo"), "xem xong tra lai": ("circulation", "xem-xong-tra-lai"),
}  # fmt: skip
UNKNOWN_KINDS = ("LUẬT", "PHÁP LỆNH", "LỆNH", "NGHỊ ĐỊNH", "THÔNG TƯ", "THÔNG TƯ LIÊN TỊCH", "HIẾN PHÁP", "ĐIỀU LỆ",
                 "CÔNG BỐ", "GIẤY XÁC NHẬN", "GIẤY CHỨNG NHẬN", "ĐƠN ĐỀ NGHỊ", "PHIẾU TRÌNH", "TUYÊN BỐ")  # fmt: skip


def read_opening(blocks: list[Paragraph | Table], start: int, fields: dict) -> int:
    """Adds what stands between the boxes and the body to `fields`; returns the index of the first body block."""
    cursor = _Cursor(blocks, start)
    cursor.skip_blank()
    while cursor.now is not None and (stamp := STAMPS.get(fold(cursor.now.words).strip(" .[]()"))):
        fields[stamp[0]] = stamp[1]
        cursor.advance()
    _read_kind(cursor, fields)
    _read_wire(cursor, fields)
    _read_addressees(cursor, fields)
    if "kind" not in fields and "kind_name" not in fields:
        _guess_kind(fields)
    return cursor.index


class _Cursor:
    """Walks forward over non-blank paragraphs; a table stops it."""

    def __init__(self, blocks: list[Paragraph | Table], index: int) -> None:
        self.blocks, self.index = blocks, index

    @property
    def now(self) -> Paragraph | None:
        block = self.blocks[self.index] if self.index < len(self.blocks) else None
        return block if isinstance(block, Paragraph) else None

    @property
    def table(self) -> Table | None:
        block = self.blocks[self.index] if self.index < len(self.blocks) else None
        return block if isinstance(block, Table) else None

    def advance(self) -> bool:
        """To the next paragraph with words; True if no blank line or rule lay between."""
        self.index += 1
        start = self.index
        self.skip_blank()
        return self.index == start

    def skip_blank(self) -> None:
        while self.now is not None and self.now.is_blank:
            self.index += 1


def _read_kind(cursor: _Cursor, fields: dict) -> None:
    if cursor.now is None:
        return
    first, *more = [line for line in cursor.now.lines() if line.words]
    name = first.words.rstrip(" :*0123456789")
    kind = kinds.named(name)
    if not name.isupper() or (kind is None and name not in UNKNOWN_KINDS):
        return
    fields["kind_name"] = name
    fields |= {"kind": kind.code} if kind is not None else {}
    subject = [line.words for line in more]
    close = cursor.advance()
    while cursor.now is not None and _is_subject(cursor.now, subject, close):
        subject.extend(line.words for line in cursor.now.lines() if line.words)
        close = cursor.advance()
    if subject:
        fields["subject"] = tidy(SUBJECT_OF_NAMED.sub("", " ".join(subject)))
    _read_authority(cursor, fields)


def _is_subject(paragraph: Paragraph, so_far: list[str], close: bool) -> bool:
    words = paragraph.words
    if len(" ".join(so_far)) > 400 or words.isupper() or ADDRESSEES.match(words) or GROUND.match(words):
        return False
    if paragraph.align not in ("center", "") or words.startswith(("-", "Điều", "(")):
        return False
    if so_far and not close:
        return False
    return paragraph.align == "center" or paragraph.all_("bold") or bool(SUBJECT.match(words))


def _read_authority(cursor: _Cursor, fields: dict) -> None:
    """ "GIÁM ĐỐC SỞ …" in capitals above the grounds."""
    kind = kinds.KINDS.get(str(fields.get("kind", "")))
    lines = []
    while kind and kind.enacting and cursor.now is not None and cursor.now.words.isupper() and len(lines) < 4:
        if cursor.now.words.rstrip(": ") == kind.enacting.rstrip(": "):
            break
        lines.append(cursor.now.words)
        cursor.advance()
    if lines:
        fields["authority"] = " ".join(lines)


def _read_wire(cursor: _Cursor, fields: dict) -> None:
    """Công điện: "GIÁM ĐỐC SỞ … điện:" and the addressees (template 1.6)."""
    match = (
        WIRE.match(cursor.now.words[:300]) if fields.get("kind") == "cong-dien" and cursor.now is not None else None
    )
    if match:
        fields["authority"] = match["sender"]
        _collect_addressees(cursor, fields, match["rest"], cursor.advance())


def _read_addressees(cursor: _Cursor, fields: dict) -> None:
    if cursor.table is not None:
        _addressee_table(cursor, fields)
        return
    if cursor.now is None or not ADDRESSEES.match(cursor.now.words):
        return
    first, *more = [line.words for line in cursor.now.lines() if line.words]
    close = cursor.advance()
    if more:
        fields["addressees"] = _items([ADDRESSEES.sub("", first), *more])
    else:
        _collect_addressees(cursor, fields, ADDRESSEES.sub("", first), close)


def _addressee_table(cursor: _Cursor, fields: dict) -> None:
    lines = [
        line.words for cell in cursor.table.cells() for p in cell.paragraphs() for line in p.lines() if line.words
    ]
    if lines and ADDRESSEES.match(lines[0]) and len(lines) < 60:
        fields["addressees"] = _items([ADDRESSEES.sub("", lines[0]), *lines[1:]])
        cursor.index += 1
        cursor.skip_blank()


def _collect_addressees(cursor: _Cursor, fields: dict, first: str, close: bool) -> None:
    """The rest of the line, then the following lines that begin with a dash or a bullet."""
    lines = [first] if first else []
    while cursor.now is not None and len(lines) < 60 and _is_addressee(cursor.now, lines, close):
        lines.extend(line.words for line in cursor.now.lines() if line.words)
        close = cursor.advance()
        if lines[-1].endswith((".", ":")) or not close:
            break
    if items := _items(lines):
        fields["addressees"] = items


def _is_addressee(paragraph: Paragraph, lines: list[str], close: bool) -> bool:
    if paragraph.list_kind == "bullet" or paragraph.words.startswith(("-", "–", "+", "•")):
        return not lines or len(lines) > 1 or lines[0].startswith("-") or lines[0].endswith(";")
    return close and bool(lines) and lines[-1].endswith(";") and len(paragraph.words) < 160


def _items(lines: list[str]) -> tuple[str, ...]:
    """Dashed lines as items; a line without a dash after an unfinished item goes on with it."""
    items: list[str] = []
    finished = True
    for line in filter(None, lines):
        text = line.lstrip("-–+• \t")
        is_new = finished or text != line
        if is_new:
            items.append(text)
        else:
            items[-1] += f" {text}"
        finished = line.endswith((";", "."))
    return tuple(filter(None, (item.strip().rstrip(";.,").strip() for item in items)))


def _guess_kind(fields: dict) -> None:
    """Without a type name: the notation tells, and a letter to somebody is a công văn."""
    group = re.split(r"[-/]", fields.get("notation", ""))[0]
    kind = kinds.named(group) if group else None
    if kind is not None and kind.abbreviation == group and "addressees" not in fields:
        fields["kind"] = kind.code
    elif "addressees" in fields or "subject" in fields:
        fields["kind"] = "cong-van"


def tidy(text: str) -> str:
    """A subject on one line, without final punctuation."""
    return " ".join(text.split()).rstrip(" .;:")
