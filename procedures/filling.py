"""Filling a form in: what was posted is read, judged field by field, calculated; what nobody is asked is dropped."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from procedures.calculating import calculate
from procedures.fields import FIELDS, Wrong
from procedures.fields.base import is_empty
from workflows.conditions import holds

ROUNDS = 6  # of deciding what is asked: fields may depend on fields that depend on fields


@dataclass(frozen=True)
class Judged:
    """data: what can be kept, calculated fields included; unasked: keys nobody is asked.

    wrong: {name: sentence} of what was typed and cannot be kept; lacking: of what is still missing.
    """

    data: dict
    wrong: dict = field(default_factory=dict)
    lacking: dict = field(default_factory=dict)
    unasked: frozenset = frozenset()

    @property
    def faults(self):
        return self.lacking | self.wrong


def read(definition, post, *, only=None):
    """What was typed, {key: JSON}, unjudged. only: keys that may be changed; None for all."""
    return {
        plan.key: FIELDS[plan.type].read(plan, post, plan.key)
        for plan in definition.holding
        if (only is None or plan.key in only) and plan.type not in ("calculated", "file")
    }


def judge(definition, raw, scope):
    """Judge everything typed against the definition; nothing is written.

    raw: {key: JSON as typed or as kept}. scope: procedures.scope.Scope of the requester. A fault is told for a field
    that is asked and required but empty, and for whatever cannot be kept; its key is the control's name
    ("days", "rows.0.price", "period.to").
    """
    data, wrong = {}, {}
    for plan in definition.holding:
        try:
            value = FIELDS[plan.type].clean(plan, raw.get(plan.key), scope)
        except Wrong as found:
            wrong |= {f"{plan.key}{inner}": said for inner, said in found.faults.items()}
        else:
            if not is_empty(value):
                data[plan.key] = value
    data, unasked = _asked(definition, data, scope)
    wrong = {name: said for name, said in wrong.items() if name.split(".")[0] not in unasked}
    return Judged(data, wrong, _lacking(definition, data, wrong, unasked), unasked)


def _asked(definition, data, scope):
    """The data without what nobody is asked, calculated; asked again until nothing changes."""
    unasked, standing = frozenset(), scope.standing_facts
    for _round in range(ROUNDS):
        kept = {key: value for key, value in data.items() if key not in unasked}
        kept = calculate(definition, kept, scope.calendar)
        kept = {key: value for key, value in kept.items() if key not in unasked}
        found = frozenset(plan.key for plan in definition.fields if not holds(plan.show_if, standing | kept))
        if found == unasked:
            break
        unasked = found
    return kept, unasked


def _lacking(definition, data, wrong, unasked):
    known = set(data) | unasked | {name.split(".")[0] for name in wrong}
    asked = [plan for plan in definition.holding if plan.required and plan.type != "calculated"]
    return {plan.key: missing(plan) for plan in asked if plan.key not in known}


def missing(plan):
    if plan.type == "consent":
        return _("Cần đồng ý để tiếp tục.")
    if plan.type == "file":
        return _("Cần kèm tệp ở đây.")
    return _("Phần này không được để trống.")


def kept(definition, raw, judged):
    """What a draft keeps: the judged value of a field, or what was typed where that is wrong. Nothing is lost."""
    wrong = {name.split(".")[0] for name in judged.wrong}
    typed = {key: value for key, value in raw.items() if not is_empty(value) and key in wrong}
    hidden = {key: value for key, value in raw.items() if not is_empty(value) and key in judged.unasked}
    return judged.data | typed | hidden


def facts_of(data, scope):
    """What the route's conditions and actor rules read."""
    return scope.standing_facts | data
