"""What a procedure is, as one JSON document (schema 1): who may ask, the form, the steps, the papers, the results.

People, units and posts are named by what they are called (user name, abbreviation, title), never by keys of one
database: a definition can be carried to another house. docs/definition.md explains every key.
"""

from dataclasses import MISSING, dataclass, field, fields, is_dataclass

from django.utils.translation import get_language

SCHEMA = 1
TYPES = (
    *("text", "long_text", "integer", "decimal", "money", "date", "date_range", "time", "choice", "multi", "person"),
    *("unit", "file", "table", "calculated", "document", "case", "resource", "bank_account", "consent"),
    *("heading", "note"),
)
SAYING = ("heading", "note")  # tell something, hold nothing
IN_TABLES = ("text", "long_text", "integer", "decimal", "money", "date", "time", "choice", "person", "calculated")
RESOURCES = ("room", "vehicle", "equipment")
ACTS = (
    *("check", "opinion", "endorse", "approve", "sign", "do", "pay", "issue_result", "notify", "auto", "book"),
    *("number", "seal"),
)
MACHINE_ACTS = ("notify", "auto")  # done by nobody the moment they are reached
ACTOR_KINDS = (
    *("head_of_unit", "head_plus", "role", "role_in_unit", "post", "person", "requester"),
    *("field", "amount", "nobody"),
)
NEEDS = ("any", "all", "quorum")
UNITS = ("working_hour", "working_day", "calendar_day")
OUTPUT_KINDS = ("result", "receipt", "supplement", "refusal", "apology", "control")
FORMULAS = ("sum", "product", "difference", "days", "working_days", "count")
PREFILLS = ("profile.full_name", "profile.post", "profile.unit", "profile.phone", "profile.email", "manager", "today")
FROM_CASES = ("last.", "parent.")  # followed by the key of a field
STANDING_FACTS = {"requester_roles": "multi", "requester_unit": "text"}  # known of every case, for conditions


@dataclass(frozen=True)
class Words:
    """The same words in the languages of the house; Vietnamese is never empty."""

    vi: str
    en: str = ""

    def __str__(self):
        return self.en if self.en and (get_language() or "").startswith("en") else self.vi


@dataclass(frozen=True)
class Budget:
    """How much time. unit: one of UNITS."""

    amount: int
    unit: str


@dataclass(frozen=True)
class Option:
    value: str
    label: Words


@dataclass(frozen=True)
class Formula:
    """op over keys, "table.column" (every row) and numbers."""

    op: str
    of: tuple


@dataclass(frozen=True)
class FieldPlan:
    """One field of the form. min and max: bounds of a number, or of the length of a text or table."""

    key: str
    type: str
    label: Words
    help: Words = Words("")
    required: bool = False
    show_if: dict = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    min: float | None = None
    max: float | None = None
    suffix: str = ""
    columns: tuple["FieldPlan", ...] = ()
    formula: Formula | None = None
    prefill: str = ""
    resource: str = ""
    procedure: str = ""  # of a case field: only cases of this procedure


@dataclass(frozen=True)
class Section:
    title: Words
    fields: tuple[FieldPlan, ...] = ()


@dataclass(frozen=True)
class Paper:
    """What the requester attaches."""

    key: str
    name: Words
    required: bool = False
    note: Words = Words("")


@dataclass(frozen=True)
class Actor:
    """Who acts on a step. kind: one of ACTOR_KINDS; the other keys as the kind needs them."""

    kind: str
    person: str = ""  # user name
    office: str = ""  # abbreviation; empty: the agency for a post, the requester's unit for role_in_unit
    title: str = ""  # of a post in the office
    role: str = ""
    levels: int | None = None
    field: str = ""
    brackets: tuple["Bracket", ...] = ()


@dataclass(frozen=True)
class Bracket:
    """Who acts up to this amount, included; the last one has no limit."""

    up_to: int | None
    actor: Actor


@dataclass(frozen=True)
class PlannedStep:
    key: str
    act: str
    position: int
    actor: Actor
    title: Words = Words("")
    needs: str = "any"
    quorum: int | None = None
    when: dict = field(default_factory=dict)
    budget: Budget | None = None
    options: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Output:
    """A paper the procedure makes. body: HTML of the drafting subset with {{key}} where a field stands."""

    key: str
    kind: str
    title: Words
    document_kind: str = ""
    body: str = ""
    numbered: bool = False
    signed: bool = False


@dataclass(frozen=True)
class WhoMay:
    """Empty: everyone of the agency. offices: abbreviations of units, their sub-units included."""

    roles: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Numbering:
    notation: str = ""


@dataclass(frozen=True)
class Definition:
    code: str
    name: Words
    schema: int = SCHEMA
    area: str = ""
    summary: Words = Words("")
    who_may: WhoMay = WhoMay()
    legal_basis: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    secrecy: str = ""
    budget: Budget | None = None
    form: tuple[Section, ...] = ()
    steps: tuple[PlannedStep, ...] = ()
    outputs: tuple[Output, ...] = ()
    numbering: Numbering = Numbering()
    parent: str = ""

    @property
    def fields(self):
        """Every field of the form in order, also those that only say something."""
        return tuple(each for section in self.form for each in section.fields)

    @property
    def holding(self):
        """The fields that hold something."""
        return tuple(each for each in self.fields if each.type not in SAYING)

    @property
    def field_types(self):
        """{key: type} of all that conditions may ask: what the fields hold and what is known of every case."""
        return STANDING_FACTS | {each.key: each.type for each in self.holding}

    @property
    def labels(self):
        """{key: what people call it}, for conditions told in words."""
        return {each.key: str(each.label) for each in self.fields}

    def field(self, key):
        """The FieldPlan of a key; KeyError when there is none."""
        return {each.key: each for each in self.fields}[key]


def parse(raw):
    """Return the Definition a JSON document describes, or raise Faulty with every Fault found (path and sentence)."""
    from procedures.definition_reading import read

    return read(raw)


def faults_of(raw):
    """Every Fault of a JSON document as a definition, none when it can be used."""
    from procedures.reading import Faulty

    try:
        parse(raw)
    except Faulty as faulty:
        return faulty.faults
    return []


def as_dict(definition):
    """The JSON document of a definition: parse(as_dict(d)) == d. What is at its default is left out."""
    return {"schema": definition.schema} | _plain(definition)


def _plain(value):
    if is_dataclass(value):
        held = {each.name: (getattr(value, each.name), _default(each)) for each in fields(value)}
        return {name: _plain(found) for name, (found, default) in held.items() if found != default}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _default(each):
    """What is left out when it is like this; MISSING equals nothing."""
    return each.default_factory() if each.default_factory is not MISSING else each.default
