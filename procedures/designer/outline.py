"""The form and the steps of a draft as a keeper reads them: each line in words."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from procedures.designer import words
from procedures.designer.blanks import FIELD_NAMES
from procedures.designer.step_edits import groups, step_name
from procedures.designer.words import said
from workflows import conditions


@dataclass(frozen=True)
class Line:
    """One field or step. told: sentences under its name."""

    key: str
    name: str
    kind: str
    told: list = field(default_factory=list)
    first: bool = False
    last: bool = False


def form_outline(definition, names):
    """[(number, title, [Line])] of the sections."""
    sections = definition.get("form", [])
    order = [each.get("key") for section in sections for each in section.get("fields", [])]
    return [
        (
            number,
            said(section.get("title")),
            [_field_line(each, names, order) for each in section.get("fields", [])],
        )
        for number, section in enumerate(sections)
    ]


def _field_line(each, names, order):
    key = each.get("key", "")
    kind = str(FIELD_NAMES.get(each.get("type"), each.get("type")))
    return Line(key, said(each.get("label")), kind, [*_field_told(each, names)], key == order[0], key == order[-1])


def _field_told(each, names):
    if each.get("required"):
        yield _("bắt buộc")
    if each.get("prefill"):
        yield _("điền sẵn")
    if each.get("columns"):
        yield _("%(count)d cột") % {"count": len(each["columns"])}
    if each.get("options"):
        yield ", ".join(said(row.get("label")) for row in each["options"][:4]) + (
            "…" if len(each["options"]) > 4 else ""
        )
    if each.get("show_if"):
        yield _("chỉ hiện khi %(condition)s") % {"condition": _condition(each["show_if"], names)}


def steps_outline(definition, names):
    """[[Line]]: steps of one group act at the same time."""
    found = groups(definition)
    return [
        [_step_line(step, names, number == 0, number == len(found) - 1) for step in group]
        for number, group in enumerate(found)
    ]


def _step_line(step, names, first, last):
    told = [names.told(step.get("actor"))]
    if step.get("needs") == "all":
        told.append(_("mọi người được giao đều phải đồng ý"))
    if step.get("needs") == "quorum":
        told.append(_("cần %(count)s người đồng ý") % {"count": step.get("quorum")})
    if step.get("budget"):
        told.append(_("trong %(budget)s") % {"budget": words.budget_told(step["budget"])})
    if step.get("when"):
        told.append(_("chỉ khi %(condition)s") % {"condition": _condition(step["when"], names)})
    return Line(step.get("key", ""), step_name(step), words.act_name(step.get("act")), told, first, last)


def _condition(condition, names):
    return conditions.told(condition, names.condition_labels)
