"""How a form is drawn: for filling in, for the preview of the designer, and read-only on the page of a case."""

import json
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.models import Post
from procedures import definition as plans
from procedures import prefill
from procedures.fields import FIELDS
from procedures.fields.base import is_empty
from procedures.fields.tables import MOST_ROWS
from workflows import conditions

BLANK_ROWS = 2  # of an empty table, for browsers without a script
NEW_ROW = "__n__"  # stands for the number of a row in the template a script copies


@dataclass(frozen=True)
class FieldView:
    """One field as templates/procedures/fields/*.html draw it. faults: {place inside: sentence}."""

    plan: plans.FieldPlan
    name: str
    value: object
    template: str
    grouped: bool
    choices: list = field(default_factory=list)
    faults: dict = field(default_factory=dict)
    source: str = ""
    locked: bool = False
    shown: str = ""
    condition_told: str = ""
    rows: list = field(default_factory=list)
    new_row: list = field(default_factory=list)
    unasked: bool = False

    @property
    def id(self):
        return f"f-{self.name.replace('.', '-')}"

    @property
    def fault(self):
        return self.faults.get("", "")

    @property
    def kind(self):
        return FIELDS[self.plan.type]

    @property
    def described_by(self):
        """Ids of the hint and the fault, for aria-describedby."""
        parts = [f"{self.id}-hint"] if str(self.plan.help) else []
        return " ".join(parts + ([f"{self.id}-fault"] if self.fault else []))

    @property
    def show_if(self):
        return json.dumps(self.plan.show_if, ensure_ascii=False) if self.plan.show_if else ""

    @property
    def formula(self):
        if self.plan.formula is None:
            return ""
        return json.dumps({"op": self.plan.formula.op, "of": list(self.plan.formula.of)}, ensure_ascii=False)

    @property
    def says(self):
        return self.plan.type in plans.SAYING


@dataclass(frozen=True)
class SectionView:
    title: str
    fields: list


@dataclass(frozen=True)
class PaperView:
    """A paper the requester attaches, with its files. plan: definition.Paper."""

    plan: plans.Paper
    files: list
    fault: str = ""
    locked: bool = False

    @property
    def id(self):
        return f"p-{self.plan.key}"


def sections_of(definition, raw, scope, *, faults=None, provenance=None, only=None, unasked=frozenset()):
    """The form to fill in, [SectionView]. raw: {key: JSON as typed or kept}; faults: as filling.judge tells them.

    provenance: {key: …} of prefilled fields. only: keys that may be changed (None: all); others are shown locked.
    """
    draw = _Draw(definition, raw, scope, faults or {}, provenance or {}, only, unasked)
    return [
        SectionView(str(section.title), [draw.field(plan) for plan in section.fields]) for section in definition.form
    ]


def papers_of(definition, scope, *, faults=None, only=None):
    """The papers to attach, [PaperView]."""
    return [
        PaperView(
            paper,
            scope.files_of(paper.key),
            (faults or {}).get(paper.key, ""),
            only is not None and paper.key not in only,
        )
        for paper in definition.papers
    ]


class _Draw:
    def __init__(self, definition, raw, scope, faults, provenance, only, unasked):
        self.raw, self.scope, self.faults, self.provenance = raw, scope, faults, provenance
        self.only, self.unasked = only, unasked
        self.labels = words_of(definition)

    def field(self, plan):
        kind, raw = FIELDS[plan.type], self.raw.get(plan.key)
        template, grouped = kind.drawn(plan)
        locked = self.only is not None and plan.key not in self.only
        return FieldView(
            plan=plan,
            name=plan.key,
            value=kind.typed(plan, raw, self.scope),
            template=template,
            grouped=grouped,
            choices=[] if locked else kind.choices(plan, self.scope),
            faults=_inside(self.faults, plan.key),
            source=prefill.told(self.provenance.get(plan.key, {})),
            locked=locked,
            shown=shown(plan, raw, self.scope) if locked or plan.type == "calculated" else "",
            condition_told=conditions.told(plan.show_if, self.labels),
            rows=self._rows(plan, kind, raw) if plan.type == "table" and not locked else [],
            new_row=self._row(plan, {}, NEW_ROW) if plan.type == "table" and not locked else [],
            unasked=plan.key in self.unasked,
        )

    def _rows(self, plan, kind, raw):
        typed = kind.typed(plan, raw, self.scope)
        blank = [{}] * (min(BLANK_ROWS, int(plan.max or MOST_ROWS) - len(typed)) if not typed else 1)
        return [self._row(plan, row, place) for place, row in enumerate(typed + blank)]

    def _row(self, plan, row, place):
        return [
            self._cell(plan, column, row.get(column.key), f"{plan.key}.{place}.{column.key}")
            for column in plan.columns
        ]

    def _cell(self, plan, column, raw, name):
        kind = FIELDS[column.type]
        template, grouped = kind.drawn(column)
        if grouped:  # a few options are a list inside a row
            template, grouped = "procedures/fields/select.html", False
        return FieldView(
            plan=column,
            name=name,
            value=kind.typed(column, raw, self.scope),
            template=template,
            grouped=grouped,
            choices=kind.choices(column, self.scope),
            faults=_inside(self.faults, name),
            shown=shown(column, raw, self.scope) if column.type == "calculated" else "",
        )


def _inside(faults, name):
    """The faults of one control: "" its own, ".to" of a part of it."""
    return {
        place[len(name) :]: said for place, said in faults.items() if place == name or place.startswith(f"{name}.")
    }


def words_of(definition):
    """Labels of fields, and of options by (key, value), as workflows.conditions.told reads them."""
    options = {(plan.key, option.value): str(option.label) for plan in definition.holding for option in plan.options}
    roles = {("requester_roles", role): label for role, label in Post.Role.choices}
    standing = {"requester_roles": _("vai trò của người đề nghị"), "requester_unit": _("đơn vị của người đề nghị")}
    return definition.labels | standing | options | roles


def shown(plan, value, scope):
    """A value in words; "" when there is none or it is not one of its kind (a draft keeps what was typed)."""
    if is_empty(value):
        return ""
    try:
        return FIELDS[plan.type].shown(plan, value, scope)
    except (TypeError, KeyError, ValueError, AttributeError):
        return str(value)


@dataclass(frozen=True)
class Fact:
    """One line of what was filled in. cells: rows of a table, heads its columns; files: of a file field."""

    plan: plans.FieldPlan
    words: str
    heads: list = field(default_factory=list)
    cells: list = field(default_factory=list)
    files: list = field(default_factory=list)
    source: str = ""


def facts_of(definition, data, scope, provenance=None):
    """What was filled in, for reading: [(section title, [Fact])], empty fields and sections left out."""
    found = []
    for section in definition.form:
        facts = [
            _fact(plan, data[plan.key], scope, (provenance or {}).get(plan.key, {}))
            for plan in section.fields
            if plan.type not in plans.SAYING and not is_empty(data.get(plan.key))
        ]
        if facts:
            found.append((str(section.title), facts))
    return found


def _fact(plan, value, scope, provenance):
    if plan.type == "table":
        return Fact(
            plan, "", [str(column.label) for column in plan.columns], FIELDS["table"].cells(plan, value, scope)
        )
    files = scope.files_of(plan.key) if plan.type == "file" else []
    return Fact(plan, shown(plan, value, scope), files=files, source=prefill.told(provenance))


def gist_of(definition, data, scope, most=3):
    """A few words of what a case is about, for lists and desks: stretches, amounts, choices; not the profile."""
    telling = ("date_range", "money", "calculated", "choice", "resource", "date", "integer", "decimal", "text")
    own = [plan for plan in definition.holding if not plan.prefill.startswith("profile")]
    chosen = [plan for plan in own if plan.type in telling and not is_empty(data.get(plan.key))]
    chosen = sorted(chosen, key=lambda plan: telling.index(plan.type))[:most]
    return ", ".join(shown(plan, data[plan.key], scope)[:80] for plan in own if plan in chosen)
