"""What cannot work in a procedure, in words, each with its place: before it is published and somebody is stuck in it.

Form and names are judged here; the steps by workflows.soundness: their shape, whether anybody can act on them today,
whether each is ever reached, whether every clock can be armed.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.models import Office
from procedures import definition as plan
from procedures.actions.publishing import steps_of
from procedures.designer.carrying import real_path
from procedures.models import Procedure
from procedures.papers.kinds import CASE_WORDS
from procedures.reading import Faulty
from workflows import soundness
from workflows.conditions import fields_of

FACTS, FORM, STEPS, PAPERS, OUTPUTS = "facts", "form", "steps", "papers", "outputs"
PLACE = re.compile(r"(form)\[(\d+)\]\.fields\[(\d+)\](?:\.columns\[(\d+)\])?|(steps|papers|outputs)\[(\d+)\]")
BLANK = re.compile(r"\{\{\s*([\w.-]+)")
NUMBERS = ("integer", "decimal", "money", "calculated")
PEOPLE = ("person", "unit")


@dataclass(frozen=True)
class Weakness:
    """part: one of facts, form, steps, papers, outputs; key: of the field ("table.column"), step or paper in it.

    grave: a case would be stuck or a paper could not be made; publishing is refused while it stands.
    """

    part: str
    key: str
    sentence: str
    grave: bool = True


def faults_of_draft(draft):
    """[Weakness] of a ProcedureDraft, the gravest first."""
    return weaknesses(draft.agency, draft.definition)


def weaknesses(agency, raw):
    """[Weakness] of a definition's JSON in this agency, today; the gravest first."""
    try:
        found = plan.parse(raw)
    except Faulty as faulty:
        return [_placed(fault, raw) for fault in faulty.faults]
    every = [*_of_facts(agency, found), *_of_form(found), *_of_steps(agency, found, raw), *_of_papers(found)]
    return sorted(dict.fromkeys(every), key=lambda each: not each.grave)


def _placed(fault, raw):
    """A fault of the document at the place a keeper knows."""
    match = PLACE.match(real_path(fault.path, raw))
    if match is None:
        family = fault.path.partition(".")[0].partition("[")[0]
        return Weakness(family if family in {FORM, STEPS, PAPERS, OUTPUTS} else FACTS, "", fault.sentence)
    if match[1]:
        field = raw["form"][int(match[2])]["fields"][int(match[3])]
        key = str(field.get("key", ""))
        if match[4]:
            key = f"{key}.{field['columns'][int(match[4])].get('key', '')}"
        return Weakness(FORM, key, fault.sentence)
    return Weakness(match[5], str(raw[match[5]][int(match[6])].get("key", "")), fault.sentence)


def _of_facts(agency, found):
    known = set(Office.objects.existing().under(agency).values_list("abbreviation", flat=True))
    for name in found.who_may.offices:
        if name not in known:
            yield Weakness(FACTS, "", _("Không có đơn vị viết tắt là “%(name)s” để cho nộp.") % {"name": name})
    if found.parent and not Procedure.objects.filter(agency=agency, code=found.parent).exists():
        yield Weakness(FACTS, "", _("Không có thủ tục “%(code)s” để nối tiếp.") % {"code": found.parent})
    if not found.holding:
        yield Weakness(FORM, "", _("Biểu mẫu chưa có ô nào để khai."))
    if found.budget is None:
        yield Weakness(
            FACTS, "", _("Chưa ghi thời hạn giải quyết: người nộp không biết ngày trả kết quả."), grave=False
        )


def _of_form(found):
    by_key = {each.key: each for each in found.fields}
    for each in found.fields:
        if each.key in fields_of(each.show_if):
            yield Weakness(FORM, each.key, _("Ô này chỉ hiện tùy theo chính nó nên không bao giờ khai được."))
        if each.prefill.startswith("parent.") and not found.parent:
            yield Weakness(FORM, each.key, _("Điền sẵn từ hồ sơ trước đó, nhưng thủ tục không nối tiếp thủ tục nào."))
        if each.formula:
            yield from _of_formula(each, by_key)
        if each.type == "table":
            yield from _of_columns(each)


def _of_columns(table):
    by_key = {column.key: column for column in table.columns}
    for column in table.columns:
        if column.formula:
            for weak in _of_formula(column, by_key):
                yield Weakness(FORM, f"{table.key}.{weak.key}", weak.sentence, weak.grave)


TERMS = {"days": ("date_range", "date"), "working_days": ("date_range", "date"), "count": ("table", "multi", "file")}


def _of_formula(each, by_key):
    """Terms of a kind the formula cannot reckon with."""
    wanted = TERMS.get(each.formula.op, NUMBERS)
    for term in each.formula.of:
        if not isinstance(term, str):
            continue
        table, _dot, column = term.partition(".")
        named = by_key.get(table)
        if named is not None and column:
            named = next((inner for inner in named.columns if inner.key == column), None)
        if named is not None and named.type not in wanted:
            sentence = _("Công thức không tính được với ô “%(name)s”.") % {"name": named.label}
            yield Weakness(FORM, each.key, sentence)


def _of_steps(agency, found, raw):
    try:
        steps = steps_of(agency, found)
    except Faulty as faulty:
        yield from (_placed(fault, raw) for fault in faulty.faults)
        return
    types = found.field_types
    choices = {each.key: [option.value for option in each.options] for each in found.holding if each.type == "choice"}
    for flaw in soundness.faults(steps, agency, types, choices):
        yield Weakness(STEPS, flaw.place, flaw.sentence)
    for step in found.steps:
        yield from _of_step(step, found, types)


def _of_step(step, found, types):
    for actor in (step.actor, *(bracket.actor for bracket in step.actor.brackets)):
        kind = types.get(actor.field)
        if actor.kind == "field" and kind not in {None, *PEOPLE}:
            yield Weakness(STEPS, step.key, _("Ô “%(name)s” không ghi người hay đơn vị nào.") % _label(found, actor))
        if actor.kind == "amount" and kind not in {None, *NUMBERS}:
            yield Weakness(STEPS, step.key, _("Ô “%(name)s” không phải số tiền.") % _label(found, actor))
    if step.act == "book" and "resource" not in types.values():
        sentence = _("Bước xếp lịch cần một ô “Phòng, xe, thiết bị” trong biểu mẫu.")
        yield Weakness(STEPS, step.key, sentence)
    if step.act == "pay" and types.get(step.options.get("amount")) not in {"money", "calculated"}:
        yield Weakness(STEPS, step.key, _("Bước đề nghị chi cần biết ô nào ghi số tiền."))
    given = {output.key for output in found.outputs}
    papers = step.options.get("papers", [])
    for key in papers if isinstance(papers, list) else []:
        if key not in given:
            yield Weakness(STEPS, step.key, _("Không có kết quả “%(key)s” để trả.") % {"key": key})
    if step.budget is None and step.actor.kind != "nobody":
        yield Weakness(STEPS, step.key, _("Bước này không có thời hạn nên không ai được nhắc."), grave=False)


def _label(found, actor):
    return {"name": found.labels.get(actor.field, actor.field)}


def _of_papers(found):
    acts = {step.act for step in found.steps}
    known = {*found.labels, *CASE_WORDS}
    for paper in found.outputs:
        if paper.kind == "result" and not paper.body.strip():
            yield Weakness(OUTPUTS, paper.key, _("Giấy kết quả chưa có nội dung mẫu."))
        for name in dict.fromkeys(BLANK.findall(paper.body)):
            if name.partition(".")[0] not in known:
                sentence = _("Nội dung mẫu gọi ô “%(name)s” nhưng biểu mẫu không có ô này.") % {"name": name}
                yield Weakness(OUTPUTS, paper.key, sentence)
        if paper.signed and paper.kind == "result" and "sign" not in acts:
            yield Weakness(OUTPUTS, paper.key, _("Giấy này cần ký số nhưng không có bước “Ký”."))
    if "sign" in acts and not any(paper.kind == "result" for paper in found.outputs):
        yield Weakness(OUTPUTS, "", _("Có bước ký số nhưng chưa có giấy kết quả nào để ký."))
