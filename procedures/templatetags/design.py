"""What the designer's templates ask for. {% load design %}"""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.refusals import BadInput
from procedures import soundness
from procedures.definition import ACTS, IN_TABLES
from procedures.designer import conditions
from procedures.designer.blanks import FIELD_NAMES
from procedures.designer.form_edits import field_at
from procedures.designer.paper_edits import row_name
from procedures.designer.step_edits import step_at, step_name
from procedures.designer.words import act_name, said

register = template.Library()

PLACES = {
    soundness.FACTS: ("draft_facts", _("Thông tin")),
    soundness.FORM: ("draft_form", _("Biểu mẫu")),
    soundness.STEPS: ("draft_steps", _("Các bước")),
    soundness.PAPERS: ("draft_papers", _("Giấy tờ kèm theo")),
    soundness.OUTPUTS: ("draft_papers", _("Kết quả")),
}


@register.simple_tag
def field_types(table=""):
    """(type, name) a keeper may add: to the form, or to a table."""
    return [(kind, name) for kind, name in FIELD_NAMES.items() if not table or kind in IN_TABLES]


@register.simple_tag
def step_acts():
    return [(act, act_name(act)) for act in ACTS]


@register.simple_tag
def condition_joins():
    return list(conditions.JOINS.items())


@register.simple_tag
def asking_again(field):
    """The control of a choice on which other questions depend: a change asks the server for the sheet anew."""
    asking = {"hx-post": "", "hx-trigger": "change", "hx-vals": '{"again": "1"}', "hx-sync": "closest form:abort"}
    return field.as_widget(attrs=asking)


@register.simple_tag
def weak_url(weak, draft):
    """Where the keeper mends it."""
    if weak.key and weak.part == soundness.FORM:
        return reverse("draft_field", args=[draft.pk, weak.key])
    if weak.key and weak.part == soundness.STEPS:
        return reverse("draft_step", args=[draft.pk, weak.key])
    if weak.key:
        return reverse("draft_paper", args=[draft.pk, weak.part, weak.key])
    return reverse(PLACES[weak.part][0], args=[draft.pk])


@register.simple_tag
def weak_name(weak, draft):
    """What people call the place."""
    place = str(PLACES[weak.part][1])
    return f"{place}: {_name(weak, draft.definition)}" if weak.key else place


def _name(weak, definition):
    try:
        if weak.part == soundness.FORM:
            rows, at = field_at(definition, weak.key)
            return said(rows[at].get("label")) or weak.key
        if weak.part == soundness.STEPS:
            rows, at = step_at(definition, weak.key)
            return step_name(rows[at])
        return next(row_name(row) for row in definition.get(weak.part, []) if row.get("key") == weak.key)
    except (BadInput, StopIteration):
        return weak.key
