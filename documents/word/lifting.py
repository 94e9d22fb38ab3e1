"""Recognises the statutory parts around a body and lifts them into fields, so that nothing is printed twice.

Decree 30/2020/NĐ-CP, Appendix I, section II names the parts; head.py and foot.py find them in the shapes that
offices really use (a table, tabs, bare paragraphs).
"""

import re
from dataclasses import dataclass, field

from .content import Paragraph, Run, Table, paragraphs
from .foot import find_foot
from .head import Head, find_head
from .losses import Losses

APPENDIX = re.compile(r"(?i)^phụ\s+lục\b")
CONTACT = re.compile(r"(?i)(địa chỉ|điện thoại|đt|tel|fax|email|thư điện tử|website|trang thông tin)\s*[:.]")
LONGEST_APPENDIX_TITLE = 300
LONGEST = {"subject": 500, "authority": 200, "place": 60}  # characters, as the register keeps them


@dataclass
class Lifted:
    fields: dict = field(default_factory=dict)
    body: list[Paragraph | Table] = field(default_factory=list)
    appendices: list[tuple[str, list[Paragraph | Table]]] = field(default_factory=list)


def lift(blocks: list[Paragraph | Table], notes: list[Paragraph], margins: list[str], losses: Losses) -> Lifted:
    """Splits the content into fields, body and appendices. Without a statutory head everything is body.

    `notes` are footnotes, which close the body; `margins` the lines of page headers and footers.
    """
    head = find_head(blocks)
    if head is None:
        _report_margins(margins, losses)
        return Lifted({}, blocks + notes)
    fields, rest = _bounded(head), blocks[head.end :]
    if "kind" not in fields and "kind_name" in fields:
        losses.add("kind", fields["kind_name"])
    after: list[Paragraph | Table] = []
    foot = find_foot(rest, str(fields.get("kind", "")))
    if foot is not None:
        fields |= foot.fields
        for note in foot.notes:
            losses.add("signature_note", note)
        rest, after = rest[: foot.start], rest[foot.end :]
        rest += [Paragraph([Run(line)]) for line in foot.left_over]
    contact = tuple(line for line in margins if CONTACT.search(line))
    if contact:
        fields["contact"] = contact
    _report_margins([line for line in margins if line not in contact], losses)
    body = head.left_over + rest + notes
    for line in [each.words for each in head.left_over] + (foot.left_over if foot else []):
        losses.add("left_over", line)
    return Lifted(fields, body, _appendices(after))


def _bounded(head: Head) -> dict:
    """The fields of the head; one that is longer than any office writes it goes back into the body."""
    fields = dict(head.fields)
    for name, longest in LONGEST.items():
        if len(fields.get(name, "")) > longest:
            head.left_over.append(Paragraph([Run(fields.pop(name))]))
    return fields


def _report_margins(margins: list[str], losses: Losses) -> None:
    for line in margins:
        losses.add("header", line)


def _appendices(after: list[Paragraph | Table]) -> list[tuple[str, list[Paragraph | Table]]]:
    """What follows the signature: each "PHỤ LỤC" with its title, or one part without a title."""
    parts: list[tuple[str, list[Paragraph | Table]]] = []
    for block in after:
        is_title = isinstance(block, Paragraph) and bool(APPENDIX.match(block.words)) and len(block.words) < 80
        if is_title or not parts:
            parts.append(("", []))
        parts[-1][1].append(block)
    parts = [part for part in parts if _has_words(part[1])]
    return [_titled(blocks) for _, blocks in parts]


def _has_words(blocks: list[Paragraph | Table]) -> bool:
    return any(not paragraph.is_blank for paragraph in paragraphs(blocks))


def _titled(blocks: list[Paragraph | Table]) -> tuple[str, list[Paragraph | Table]]:
    """The title of an appendix: the centred lines under "PHỤ LỤC n"; without such a line nothing is taken."""
    start = next(i for i, block in enumerate(blocks) if isinstance(block, Table) or not block.is_blank)
    first = blocks[start]
    if isinstance(first, Table) or not APPENDIX.match(first.words):
        return "", blocks
    title, index = [], start + 1
    while index < len(blocks) and isinstance(blocks[index], Paragraph):
        line = blocks[index]
        if line.words and (line.align != "center" or line.words.startswith("(")):
            break
        if line.is_blank and title:
            break
        title.append(line.words)
        index += 1
    words = " ".join(filter(None, title))
    if not words or len(words) > LONGEST_APPENDIX_TITLE:
        return "", blocks[start + 1 :]
    return words, blocks[index:]
