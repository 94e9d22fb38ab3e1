"""Box 6: grounds, the enacting line, the end of the text, and what does not belong into the body."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from lxml.html import builder

from documents.checking.amending import (
    amend,
    body_blocks,
    parsed,
    text_elements,
    with_body,
    without_blocks,
)
from documents.checking.faults import Fix, Found, Severity, rule
from documents.kinds import Addressees, Family
from documents.letter import Letter

_GROUND = re.compile(r"^(căn cứ|theo đề nghị của|xét đề nghị|xét tờ trình|xét báo cáo)\b", re.I)
_CITED = re.compile(r"\b(Nghị định|Thông tư|Thông tư liên tịch|Quyết định|Nghị quyết|Chỉ thị|Kế hoạch)\b")
_NUMBERED = re.compile(r"\bsố\s+\d+\s*/")
_DATED = re.compile(r"\bngày\s+\d{1,2}(\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|/\d{1,2}/\d{4}|-\d{1,2}-\d{4})")
_LAW_NUMBER = re.compile(r"(\b(?:Bộ luật|Luật|Pháp lệnh)\b[^;,.]*?)\s+số\s+\d+/\d{4}/(?:QH|PL-UBTVQH|UBTVQH)\d+")
_NATION = re.compile(r"cộng\s+h(òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam", re.I)
_MOTTO = re.compile(r"^độc\s+lập\s*[-–]\s*tự\s+do\s*[-–]\s*hạnh\s+phúc\W*$", re.I)
_DATELINE = re.compile(r"^[^\W\d_][^\d,.:;]{1,38},\s*ngày\s*[\d.… ]*tháng\s*[\d.… ]*năm\s*[\d.… ]*$", re.I)
_NUMBER_LINE = re.compile(r"^số:?\s*[\d.… ]*/\s*[A-ZĐ][\w.\-Đđ]*$", re.I)
_GREETING = re.compile(r"^kính gửi\s*:\s*", re.I)


def _grounds(letter: Letter) -> list[int]:
    """Positions of the grounds: what is marked so, and what reads so before the first article."""
    found = []
    for index, block in enumerate(body_blocks(letter)):
        if block.tag != "p" or _enacts(letter, block.text):
            break
        is_ground = block.cls == "ground" or _GROUND.match(block.text)
        if is_ground and (letter.kind.takes_grounds or block.cls == "ground" or block.text.endswith(";")):
            found.append(index)
        elif found:
            break
    return found


def _enacts(letter: Letter, text: str) -> bool:
    wanted = letter.kind.enacting.rstrip(":")
    return bool(wanted) and text.strip().rstrip(": ").casefold() == wanted.casefold()


@rule(box="6", source="Phụ lục III, mục II")
def body_missing(letter: Letter) -> Iterator[Found]:
    if not any(block.text.strip() for block in body_blocks(letter)):
        yield Found(_("Văn bản chưa có nội dung"), "body:0")


@rule(box="6", source="Phụ lục I, mục II.6a")
def grounds_missing(letter: Letter) -> Iterator[Found]:
    if letter.kind.takes_grounds and letter.body.strip() and not _grounds(letter):
        sentence = _("Chưa có căn cứ ban hành: mỗi căn cứ một dòng, bắt đầu bằng “Căn cứ”")
        yield Found(sentence, "body:0")


@rule(box="6", source="Phụ lục I, mục II.6a")
def ground_style(letter: Letter) -> Iterator[Found]:
    blocks = body_blocks(letter)
    for index in _grounds(letter):
        if blocks[index].cls != "ground":
            fix = Fix(_("Đổi thành dòng căn cứ"), lambda letter, index=index: _classed(letter, index, "ground"))
            yield Found(_("Căn cứ ban hành phải trình bày kiểu chữ nghiêng"), f"body:{index}", fix)


def _classed(letter: Letter, index: int, name: str) -> Letter:
    root = parsed(letter)
    text_elements(root)[index].set("class", name)
    return with_body(letter, root)


@rule(box="6", source="Phụ lục I, mục II.6a")
def ground_end(letter: Letter) -> Iterator[Found]:
    blocks, grounds = body_blocks(letter), _grounds(letter)
    for index in grounds:
        mark = "." if index == grounds[-1] else ";"
        text = blocks[index].text.rstrip()
        if text and (not text.endswith(mark) or text.endswith("./.")):
            fix = Fix(
                _("Kết thúc bằng “%(mark)s”") % {"mark": mark},
                lambda letter, index=index, mark=mark: amend(
                    letter, f"body:{index}", lambda t: t.rstrip(" .;,:/") + mark
                ),
            )
            sentence = _("Mỗi căn cứ kết thúc bằng dấu chấm phẩy (;), căn cứ cuối cùng bằng dấu chấm (.)")
            yield Found(sentence, f"body:{index}", fix)


@rule(box="6", source="Phụ lục I, mục II.6a", severity=Severity.WARNING)
def ground_citation(letter: Letter) -> Iterator[Found]:
    """A decree or decision is cited with number, date and issuer; laws are not."""
    blocks = body_blocks(letter)
    for index in _grounds(letter):
        text = blocks[index].text
        if not re.match(r"^căn cứ\b", text, re.I) or not _CITED.search(text):
            continue
        if not (_NUMBERED.search(text) and _DATED.search(text) and re.search(r"\bcủa\b", text)):
            sentence = _("Căn cứ phải ghi đầy đủ tên loại, số, ký hiệu, ngày ban hành, cơ quan ban hành và trích yếu")
            yield Found(sentence, f"body:{index}")


@rule(box="6", source="Phụ lục I, mục II.6a", severity=Severity.WARNING)
def law_numbered(letter: Letter) -> Iterator[Found]:
    blocks = body_blocks(letter)
    for index in _grounds(letter):
        if _LAW_NUMBER.search(blocks[index].text):
            fix = Fix(
                _("Bỏ số của luật"),
                lambda letter, index=index: amend(letter, f"body:{index}", lambda t: _LAW_NUMBER.sub(r"\1", t)),
            )
            yield Found(_("Căn cứ là Luật, Pháp lệnh thì không ghi số, ký hiệu"), f"body:{index}", fix)


@rule(box="6", source="Phụ lục III, mẫu 1.1, 1.2 và 1.3")
def enacting_missing(letter: Letter) -> Iterator[Found]:
    line = letter.kind.enacting
    if line and letter.body.strip() and not any(_enacts(letter, block.text) for block in body_blocks(letter)):
        fix = Fix(_("Thêm dòng “%(line)s”") % {"line": line}, _with_enacting)
        yield Found(_("Thiếu dòng “%(line)s” sau phần căn cứ") % {"line": line}, "body:0", fix)


def _with_enacting(letter: Letter) -> Letter:
    root = parsed(letter)
    line = builder.P(letter.kind.enacting, {"class": "center"})
    grounds = _grounds(letter)
    if grounds:
        text_elements(root)[grounds[-1]].addnext(line)
    else:
        root.insert(0, line)
    return with_body(letter, root)


@rule(box="6", source="Phụ lục III, mẫu 1.1, 1.2 và 1.3")
def enacting_form(letter: Letter) -> Iterator[Found]:
    line = letter.kind.enacting
    for index, block in enumerate(body_blocks(letter)):
        if _enacts(letter, block.text) and block.text.strip() != line:
            fix = Fix(
                _("Viết “%(line)s”") % {"line": line},
                lambda letter, index=index: amend(letter, f"body:{index}", lambda _text: line),
            )
            yield Found(_("Dòng này phải viết là “%(line)s”") % {"line": line}, f"body:{index}", fix)


@rule(box="6", source="Phụ lục III, mục II", severity=Severity.WARNING)
def end_mark_missing(letter: Letter) -> Iterator[Found]:
    blocks = [(index, block) for index, block in enumerate(body_blocks(letter)) if block.text.strip()]
    if blocks and not blocks[-1][1].text.rstrip().endswith("./."):
        yield Found(_("Cuối nội dung chưa có dấu “./.”"), f"body:{blocks[-1][0]}", Fix(_("Thêm “./.”"), _ended))


def _ended(letter: Letter) -> Letter:
    root = parsed(letter)
    if root[-1].tag == "table":
        root.append(builder.P("./.", {"class": "plain"}))
        return with_body(letter, root)
    blocks = body_blocks(letter)
    last = max(index for index, block in enumerate(blocks) if block.text.strip())
    return amend(letter, f"body:{last}", lambda text: text.rstrip(" .;,:") + "./.")


@rule(box="6", source="Phụ lục III, mục II")
def end_mark_early(letter: Letter) -> Iterator[Found]:
    blocks = [(index, block) for index, block in enumerate(body_blocks(letter)) if block.text.strip()]
    for index, block in blocks[:-1]:
        if block.text.rstrip().endswith("./."):
            fix = Fix(
                _("Đổi thành dấu chấm"),
                lambda letter, index=index: amend(letter, f"body:{index}", lambda t: t.rstrip().removesuffix("/.")),
            )
            yield Found(_("Dấu “./.” chỉ đặt ở cuối nội dung văn bản"), f"body:{index}", fix)


@rule(box="1", source="Phụ lục I, mục II.1")
def nation_in_body(letter: Letter) -> Iterator[Found]:
    for index, block in enumerate(body_blocks(letter)):
        if (_NATION.search(block.text) and len(block.text) < 120) or _MOTTO.match(block.text):
            fix = Fix(_("Xóa dòng này"), lambda letter, index=index: without_blocks(letter, [index]))
            yield Found(_("Quốc hiệu, Tiêu ngữ đã in ở đầu trang, không gõ lại trong nội dung"), f"body:{index}", fix)


@rule(box="3", source="Phụ lục I, mục II.3 và II.4")
def head_in_body(letter: Letter) -> Iterator[Found]:
    for index, block in enumerate(body_blocks(letter)):
        if block.tag == "p" and (_DATELINE.match(block.text) or _NUMBER_LINE.match(block.text)):
            fix = Fix(_("Xóa dòng này"), lambda letter, index=index: without_blocks(letter, [index]))
            sentence = _("Số, ký hiệu và địa danh, thời gian đã in ở đầu trang, không gõ lại trong nội dung")
            yield Found(sentence, f"body:{index}", fix)


@rule(box="9a", source="Phụ lục I, mục II.9d")
def addressees_in_body(letter: Letter) -> Iterator[Found]:
    if letter.kind.addressees is Addressees.NONE or letter.kind.family is Family.INVITATION:
        return
    for index, block in enumerate(body_blocks(letter)):
        name = _GREETING.sub("", block.text)
        if name != block.text:
            fix = Fix(_("Chuyển lên ô Kính gửi"), lambda letter, index=index, name=name: _lifted(letter, index, name))
            yield Found(_("“Kính gửi” nằm ở ô riêng phía trên, không gõ trong nội dung"), f"body:{index}", fix)


def _lifted(letter: Letter, index: int, name: str) -> Letter:
    name = name.strip(" .;")
    known = not name or name in letter.addressees
    addressees = letter.addressees if known else (*letter.addressees, name)
    return replace(without_blocks(letter, [index]), addressees=addressees)


@rule(box="9b", source="Phụ lục I, mục II.9d")
def recipients_in_body(letter: Letter) -> Iterator[Found]:
    for index, block in enumerate(body_blocks(letter)):
        if re.match(r"^nơi nhận\s*:", block.text, re.I):
            yield Found(_("“Nơi nhận” nằm ở ô riêng cuối trang, không gõ trong nội dung"), f"body:{index}")


@rule(box="-", source="Phụ lục I, mục III.1a")
def appendix_unmentioned(letter: Letter) -> Iterator[Found]:
    text = "\n".join(block.text for block in body_blocks(letter)).casefold()
    if letter.appendices and not re.search(r"phụ lục|kèm theo|đính kèm", text):
        last = max(len(body_blocks(letter)) - 1, 0)
        yield Found(_("Văn bản có phụ lục nhưng nội dung chưa có chỉ dẫn về phụ lục đó"), f"body:{last}")


@rule(box="-", source="Phụ lục I, mục III.1b", severity=Severity.WARNING)
def appendix_untitled(letter: Letter) -> Iterator[Found]:
    for index, appendix in enumerate(letter.appendices):
        if not appendix.title.strip():
            yield Found(_("Phụ lục chưa có tên"), f"appendices:{index}")
