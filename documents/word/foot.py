"""The foot of a document: Nơi nhận and who signs (boxes 7 and 9b of Decree 30/2020/NĐ-CP, Appendix I)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.folding import fold

from .content import Paragraph, Table

RECIPIENTS = re.compile(r"(?i)^nơi\s+nhận\s*[:.]?\s*")
CAPACITY = re.compile(
    r"^(TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s*\.|^(BỘ|THỨ|PHÓ|CHỦ|GIÁM|TỔNG|CỤC|CHI|CHÁNH|TRƯỞNG|VIỆN|HIỆU|THỦ|QUYỀN|NGƯỜI|THƯ|ỦY|UỶ|BÍ|VỤ)\b"
)
NAME = re.compile(r"^(?:[A-ZĐ]\w{0,5}\.\s?){0,4}[^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*){1,6}$")
DRAFTER = re.compile(r"^(?P<drafter>[A-ZĐ]{1,6}(?:[.\s]\w{1,8})?)\.?\s*\((?P<copies>\d{1,4})\)\.?$")
STAMP = re.compile(r"^[\[(<].*|.*[\])>]$|^(đã ký|daky|signed)$", re.IGNORECASE)
LONGEST_LINE = 120
LONGEST_NAME = 60
LONGEST_NOTES = 160
MOST_LINES = 60
NEAR = 12


@dataclass
class Foot:
    """Blocks start..end are the foot; `notes` are words at the place of the signature that are dropped,
    `left_over` words beside the recipients that are no signature: they stay with the body.
    """

    start: int
    end: int
    fields: dict = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)


@dataclass
class _Block:
    """One signature block while it is read."""

    capacity: list[str] = field(default_factory=list)
    name: str = ""
    notes: list[str] = field(default_factory=list)


def find_foot(blocks: list[Paragraph | Table], kind: str = "") -> Foot | None:
    """The first foot with Nơi nhận; failing that, a signature table at the very end; None where there is neither."""
    for index, block in enumerate(blocks):
        if isinstance(block, Table) and _recipient_cell(block) is not None:
            return _with_signature_above(blocks, _from_table(block, index))
        if isinstance(block, Paragraph) and RECIPIENTS.match(block.words) and _has_items(blocks, index):
            return _with_signature_above(blocks, _from_paragraphs(blocks, index))
    return _signature_only(blocks)


# --- Nơi nhận in a table


def _recipient_cell(table: Table) -> int | None:
    cells = list(table.cells())
    if len(cells) > 12:
        return None
    for position, cell in enumerate(cells):
        first = next((paragraph for paragraph in cell.paragraphs() if not paragraph.is_blank), None)
        if first is not None and RECIPIENTS.match(first.words) and len(_cell_lines(cell)) > 1:
            return position
    return None


def _from_table(table: Table, index: int) -> Foot:
    foot = Foot(index, index + 1)
    cells = list(table.cells())
    position = _recipient_cell(table)
    _read_recipients(_cell_lines(cells[position]), foot)
    signers = []
    for cell in cells[:position] + cells[position + 1 :]:
        lines = _cell_lines(cell)
        block = _signature(lines)
        signers += [block] if block else []
        foot.left_over += [] if block else lines
    _put_signers(_joined(signers), foot)
    return foot


def _joined(signers: list[_Block]) -> list[_Block]:
    """Capacity and name in separate rows of the same column are one block."""
    whole: list[_Block] = []
    for block in signers:
        if whole and not whole[-1].name and not block.capacity:
            whole[-1] = _Block(whole[-1].capacity, block.name, whole[-1].notes + block.notes)
        else:
            whole.append(block)
    return whole


def _cell_lines(cell) -> list[str]:
    return [line.words for paragraph in cell.paragraphs() for line in _dashed(paragraph) if not line.is_blank]


def _dashed(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Lines of a paragraph; an automatic bullet counts as a written dash."""
    for number, line in enumerate(paragraph.lines()):
        if number == 0 and paragraph.list_kind == "bullet" and not line.is_blank:
            line.label, line.list_kind = "-", "written"
        yield line


def _with_signature_above(blocks: list[Paragraph | Table], foot: Foot) -> Foot:
    """Some offices set the signatures in their own table above Nơi nhận (minutes: secretary and chair)."""
    if "signer" in foot.fields or "capacity" in foot.fields:
        return foot
    above = foot.start - 1
    while above >= 0 and isinstance(blocks[above], Paragraph) and blocks[above].is_blank:
        above -= 1
    signers = _signers_of(blocks[above]) if above >= 0 and isinstance(blocks[above], Table) else []
    if signers:
        foot.start = above
        _put_signers(signers, foot)
    return foot


def _signers_of(table: Table) -> list[_Block]:
    """Each column of a small borderless table as a signature block."""
    if not 1 <= len(table.rows) <= 6 or max(len(row.cells) for row in table.rows) > 3:
        return []
    columns = max(len(row.cells) for row in table.rows)
    found = []
    for column in range(columns):
        cells = [row.cells[column] for row in table.rows if column < len(row.cells)]
        lines = [line for cell in cells for line in _cell_lines(cell)]
        if lines and (block := _signature(lines)) and block.capacity and block.name:
            found.append(block)
        elif lines:
            return []
    return found


def _signature_only(blocks: list[Paragraph | Table]) -> Foot | None:
    """No Nơi nhận at all: the last block may still be a signature table."""
    last = len(blocks) - 1
    while last >= 0 and isinstance(blocks[last], Paragraph) and blocks[last].is_blank:
        last -= 1
    signers = _signers_of(blocks[last]) if last >= 0 and isinstance(blocks[last], Table) else []
    if not signers:
        return None
    foot = Foot(last, last + 1)
    _put_signers(signers, foot)
    return foot


# --- Nơi nhận in paragraphs


def _has_items(blocks: list[Paragraph | Table], index: int) -> bool:
    follows = [block for block in blocks[index : index + 4] if isinstance(block, Paragraph)]
    lines = [line.words for block in follows for line in _dashed(block)]
    return any(line.startswith(("-", "–")) or fold(line).startswith("luu") for line in lines[1:])


def _from_paragraphs(blocks: list[Paragraph | Table], index: int) -> Foot:
    """ "Nơi nhận:" as a paragraph, with the signature beside it (tabs), above it or below it."""
    foot = Foot(index, index)
    left, right = _columns(blocks, index, foot)
    _read_recipients(left, foot)
    if block := _signature(right):
        _put_signers([block], foot)
        return foot
    foot.left_over += right
    if below := _signature_below(blocks, foot.end):
        _put_signers([below[0]], foot)
        foot.end = below[1]
    elif above := _signature_above(blocks, foot.start):
        _put_signers([above[0]], foot)
        foot.start = above[1]
    return foot


def _columns(blocks: list[Paragraph | Table], index: int, foot: Foot) -> tuple[list[str], list[str]]:
    """Left of the tabs the recipients, right of them the signature, which may go on below the last recipient."""
    left, right, is_done = [], [], False
    for position in range(index, min(index + MOST_LINES, len(blocks))):
        block = blocks[position]
        if not isinstance(block, Paragraph):
            break
        rows = [_halves(line) for line in _dashed(block)]
        if is_done and any(first for first, _ in rows):
            break
        left.extend(first for first, _ in rows if first)
        right.extend(second for _, second in rows if second)
        is_done = is_done or any(fold(first).lstrip("- ").startswith("luu") for first, _ in rows)
        if not block.is_blank:
            foot.end = position + 1
        if is_done and not right:
            break
    return left, right


def _halves(line: Paragraph) -> tuple[str, str]:
    parts = [" ".join(part.split()) for part in re.split(r"\t+|\s{4,}", line.text)]
    return parts[0], " ".join(filter(None, parts[1:]))


def _signature_below(blocks: list[Paragraph | Table], start: int) -> tuple[_Block, int] | None:
    lines, end = [], start
    while end < len(blocks) and isinstance(blocks[end], Paragraph) and len(lines) < NEAR and end < start + 24:
        lines.extend(line.words for line in blocks[end].lines() if not line.is_blank)
        end += 1
        block = _signature(lines) if lines else None
        if block and block.capacity and block.name:
            return block, end
        if lines and not (block and block.capacity):
            return None
    return None


def _signature_above(blocks: list[Paragraph | Table], end: int) -> tuple[_Block, int] | None:
    """Walks up from Nơi nhận to the first line of the capacity, but never past a line that is body."""
    lines: list[str] = []
    for index in range(end - 1, max(end - 24, -1), -1):
        block = blocks[index]
        if not isinstance(block, Paragraph) or len(block.words) > LONGEST_LINE:
            return None
        lines = [line.words for line in block.lines() if not line.is_blank] + lines
        found = _signature(lines) if lines else None
        if found and found.capacity and found.name:
            start = index
            while start and _is_capacity_line(blocks[start - 1]):
                start -= 1
                found.capacity[:0] = [blocks[start].words] if blocks[start].words else []
            return found, start
    return None


def _is_capacity_line(block: Paragraph | Table) -> bool:
    return isinstance(block, Paragraph) and block.words.isupper() and bool(CAPACITY.match(block.words))


# --- the pieces


def _signature(lines: list[str]) -> _Block | None:
    """Capacity in capitals first, then a person's name; anything between is a note such as "(Đã ký)"."""
    block = _Block()
    rest = list(lines)
    while rest and rest[0].isupper() and len(rest[0]) <= LONGEST_LINE and (block.capacity or CAPACITY.match(rest[0])):
        block.capacity.append(rest.pop(0))
    if len(block.capacity) > 1 and len(rest) == 0 and _is_name_in_capitals(block.capacity[-1]):
        block.name = block.capacity.pop()
    names = [line for line in rest if _is_name(line)]
    if names:
        block.name = names[-1]
    block.notes = [line for line in rest if line != block.name]
    if len(block.notes) > 4 or sum(map(len, block.notes)) > LONGEST_NOTES or not (block.capacity or block.name):
        return None
    return block if block.capacity or (block.name and not block.notes) else None


def _is_name(line: str) -> bool:
    looks_so = len(line) <= LONGEST_NAME and bool(NAME.match(line)) and not STAMP.match(line)
    return looks_so and all(word[0].isupper() for word in line.split()) and not line.endswith(".")


def _is_name_in_capitals(line: str) -> bool:
    return not CAPACITY.match(line) and 2 <= len(line.split()) <= 5


def _put_signers(signers: list[_Block], foot: Foot) -> None:
    if not signers:
        return
    chief = signers[-1]
    foot.fields |= {"capacity": tuple(chief.capacity)} if chief.capacity else {}
    foot.fields |= {"signer": chief.name} if chief.name else {}
    if len(signers) > 1:
        foot.fields["cosigner"] = (tuple(signers[0].capacity), signers[0].name)
    foot.notes.extend(note for block in signers for note in block.notes)


def _read_recipients(lines: list[str], foot: Foot) -> None:
    items: list[str] = []
    rest = [RECIPIENTS.sub("", lines[0]), *lines[1:]]
    for line in filter(None, rest):
        if items and fold(items[-1]).startswith("luu") and (match := DRAFTER.match(line)):
            foot.fields |= {"drafter": match["drafter"], "copies": int(match["copies"])}
        elif not items or line.startswith(("-", "–", "+", "•")) or fold(line).startswith("luu:"):
            items.append(line.lstrip("-–+• "))
        else:
            items[-1] += f" {line}"
    recipients = tuple(filter(None, (item.rstrip(" ;.,") if item else "" for item in items)))
    if recipients:
        foot.fields["recipients"] = recipients
