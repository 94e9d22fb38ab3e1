"""From JSON to a Definition: the shape, the bounds, the names that must be known. Collects every fault."""

from django.utils.translation import gettext as _

from core.models import Post
from procedures import definition as plan
from procedures.reading import Fault, Faulty, Sheet, is_number
from workflows import conditions

MOST_SECTIONS, MOST_FIELDS, MOST_COLUMNS, MOST_OPTIONS = 20, 60, 12, 200
MOST_STEPS, MOST_PAPERS, MOST_BRACKETS = 40, 30, 10
LONGEST_BODY = 50_000  # characters
CHOOSING = ("choice", "multi")
NUMBERS = ("integer", "decimal", "money", "calculated")


def read(raw):
    """Return the Definition; raise Faulty."""
    faults = []
    found = _definition(Sheet(raw, "", faults))
    faults += _twice(found) + _unknown_names(found) + _circles(found)
    if faults:
        raise Faulty(faults)
    return found


def _definition(sheet):
    if sheet.take("schema") != plan.SCHEMA:
        sheet.fault("schema", _("Chỉ đọc được bản mô tả schema %(schema)d.") % {"schema": plan.SCHEMA})
    found = plan.Definition(
        code=sheet.slug("code"),
        name=_words(sheet, "name", required=True),
        area=sheet.text("area", most=100),
        summary=_words(sheet, "summary", most=600),
        who_may=_who_may(sheet.part("who_may")),
        legal_basis=sheet.texts("legal_basis", most=300),
        papers=tuple(_paper(each) for each in sheet.parts("papers", most=MOST_PAPERS)),
        secrecy=sheet.text("secrecy", most=20),
        budget=_budget(sheet),
        form=tuple(_section(each) for each in sheet.parts("form", most=MOST_SECTIONS)),
        steps=tuple(_step(each) for each in sheet.parts("steps", most=MOST_STEPS)),
        outputs=tuple(_output(each) for each in sheet.parts("outputs", most=MOST_PAPERS)),
        numbering=_numbering(sheet.part("numbering")),
        parent=sheet.text("parent", most=40),
    )
    sheet.close()
    return found


def _words(sheet, key, *, required=False, most=200):
    """{"vi", "en"}, or the Vietnamese words alone."""
    if isinstance(sheet.raw.get(key), str):
        return plan.Words(sheet.text(key, most=most, required=required))
    part = sheet.part(key)
    found = plan.Words(part.text("vi", most=most, required=required), part.text("en", most=most))
    part.close()
    return found


def _budget(sheet):
    if sheet.take("budget") is None:
        return None
    part = sheet.part("budget")
    amount = part.number("amount", least=1, most=1000, whole=True, required=True)
    found = plan.Budget(amount or 1, part.one_of("unit", plan.UNITS, default="working_day"))
    part.close()
    return found


def _who_may(part):
    found = plan.WhoMay(roles=part.some_of("roles", Post.Role.values), offices=part.texts("offices", most=20))
    part.close()
    return found


def _numbering(part):
    found = plan.Numbering(part.text("notation", most=20))
    part.close()
    return found


def _paper(part):
    found = plan.Paper(
        key=part.slug("key"),
        name=_words(part, "name", required=True),
        required=part.flag("required"),
        note=_words(part, "note", most=600),
    )
    part.close()
    return found


def _output(part):
    found = plan.Output(
        key=part.slug("key"),
        kind=part.one_of("kind", plan.OUTPUT_KINDS),
        title=_words(part, "title", required=True),
        document_kind=part.text("document_kind", most=40),
        body=part.text("body", most=LONGEST_BODY),
        numbered=part.flag("numbered"),
        signed=part.flag("signed"),
    )
    part.close()
    return found


def _section(part):
    found = plan.Section(
        title=_words(part, "title"), fields=tuple(_field(each) for each in part.parts("fields", most=MOST_FIELDS))
    )
    part.close()
    return found


def _field(part, types=plan.TYPES):
    found = plan.FieldPlan(
        key=part.slug("key"),
        type=part.one_of("type", types),
        label=_words(part, "label", required=True, most=300),
        help=_words(part, "help", most=600),
        required=part.flag("required"),
        show_if=_condition(part, "show_if"),
        options=tuple(_option(each) for each in part.parts("options", most=MOST_OPTIONS)),
        min=part.number("min"),
        max=part.number("max"),
        suffix=part.text("suffix", most=20),
        columns=tuple(_field(each, plan.IN_TABLES) for each in part.parts("columns", most=MOST_COLUMNS)),
        formula=_formula(part),
        prefill=part.text("prefill", most=60),
        resource=part.one_of("resource", ("", *plan.RESOURCES), default=""),
        procedure=part.text("procedure", most=40),
    )
    part.close()
    _check_field(part, found)
    return found


def _check_field(part, found):
    if found.type in CHOOSING and not found.options:
        part.fault("options", _("Ô lựa chọn cần ít nhất một phương án."))
    if found.type == "table" and not found.columns:
        part.fault("columns", _("Bảng cần ít nhất một cột."))
    if found.type == "calculated" and found.formula is None:
        part.fault("formula", _("Ô tự tính cần công thức."))
    if found.type == "resource" and not found.resource:
        part.fault("resource", _("Hãy chọn phòng, xe hay thiết bị."))
    if found.min is not None and found.max is not None and found.min > found.max:
        part.fault("min", _("Mức thấp nhất lớn hơn mức cao nhất."))
    if found.prefill and found.prefill not in plan.PREFILLS and not found.prefill.startswith(plan.FROM_CASES):
        part.fault("prefill", _("Không có nguồn điền sẵn “%(source)s”.") % {"source": found.prefill})


def _option(part):
    found = plan.Option(part.text("value", most=60, required=True), _words(part, "label", required=True))
    part.close()
    return found


def _formula(part):
    if part.take("formula") is None:
        return None
    inner = part.part("formula")
    of = inner.take("of", [])
    if not isinstance(of, list) or not of or not all(isinstance(each, str) or is_number(each) for each in of):
        inner.fault("of", _("Công thức cần danh sách các ô hoặc số."))
        of = []
    found = plan.Formula(inner.one_of("op", plan.FORMULAS), tuple(of[:20]))
    inner.close()
    return found


def _condition(part, key):
    """The condition as it is when its shape is right; what it may ask is judged by the whole."""
    raw = part.take(key)
    if raw in (None, {}):
        return {}
    if not isinstance(raw, dict):
        part.fault(key, _("Điều kiện phải là một đối tượng JSON."))
        return {}
    return raw


def _step(part):
    needs = part.one_of("needs", plan.NEEDS, default="any")
    found = plan.PlannedStep(
        key=part.slug("key"),
        act=part.one_of("act", plan.ACTS),
        position=part.number("position", least=1, most=1000, whole=True, required=True) or 1,
        actor=_actor(part.part("actor")),
        title=_words(part, "title", most=120),
        needs=needs,
        quorum=part.number("quorum", least=1, most=100, whole=True, required=needs == "quorum"),
        when=_condition(part, "when"),
        budget=_budget(part),
        options=_options(part),
    )
    part.close()
    if (found.actor.kind == "nobody") != (found.act in plan.MACHINE_ACTS):
        part.fault("actor", _("Bước tự động và báo tin không có người làm; mọi bước khác phải có."))
    return found


def _options(part):
    raw = part.take("options", {})
    if isinstance(raw, dict):
        return raw
    part.fault("options", _("Phần này phải là một đối tượng JSON."))
    return {}


NEEDED = {
    "person": ("person",),
    "post": ("title",),
    "role": ("role",),
    "role_in_unit": ("role",),
    "head_plus": ("levels",),
    "field": ("field",),
    "amount": ("field", "brackets"),
}


def _actor(part, within=False):
    found = plan.Actor(
        kind=part.one_of("kind", plan.ACTOR_KINDS),
        person=part.text("person", most=60),
        office=part.text("office", most=20),
        title=part.text("title", most=100),
        role=part.one_of("role", ("", *Post.Role.values), default=""),
        levels=part.number("levels", least=1, most=9, whole=True),
        field=part.text("field", most=40),
        brackets=() if within else tuple(_bracket(each) for each in part.parts("brackets", most=MOST_BRACKETS)),
    )
    part.close()
    for key in NEEDED.get(found.kind, ()):
        if not getattr(found, key):
            part.fault(key, _("Cách chọn người làm này cần mục “%(key)s”.") % {"key": key})
    if within and found.kind in ("amount", "nobody"):
        part.fault("kind", _("Mỗi mức tiền phải dẫn đến một người cụ thể."))
    return found


def _bracket(part):
    limit = part.number("up_to", least=1, whole=True)
    found = plan.Bracket(limit, _actor(part.part("actor"), within=True))
    part.close()
    return found


# --- What must be true of the whole -----------------------------------------------------------------


def placed_fields(found):
    """[(path, FieldPlan, the fields it stands among)]: those of the form, then the columns of every table."""
    own = [
        (f"form[{place}].fields[{row}]", each, found.fields)
        for place, section in enumerate(found.form)
        for row, each in enumerate(section.fields)
    ]
    inner = [
        (f"{path}.columns[{row}]", column, table.columns)
        for path, table, _among in own
        for row, column in enumerate(table.columns)
    ]
    return own + inner


def _twice(found):
    things = [
        *((path, each, among) for path, each, among in placed_fields(found)),
        *((f"steps[{row}]", each, found.steps) for row, each in enumerate(found.steps)),
        *((f"papers[{row}]", each, found.papers) for row, each in enumerate(found.papers)),
        *((f"outputs[{row}]", each, found.outputs) for row, each in enumerate(found.outputs)),
    ]
    return [
        Fault(f"{path}.key", _("Mã “%(key)s” dùng hai lần.") % {"key": each.key})
        for path, each, among in things
        if next(other for other in among if other.key == each.key) is not each
    ]


def _unknown_names(found):
    known, steps = found.field_types, [(f"steps[{row}]", each) for row, each in enumerate(found.steps)]
    asked = [(f"{path}.show_if", each.show_if) for path, each, _among in placed_fields(found)]
    asked += [(f"{path}.when", each.when) for path, each in steps]
    faults = [Fault(path, sentence) for path, each in asked for sentence in conditions.faults(each, known)]
    named = [(f"{path}.actor.field", each.actor.field) for path, each in steps if each.actor.field]
    return (
        faults + [Fault(path, _no_field(name)) for path, name in named if name not in known] + _unknown_terms(found)
    )


def _no_field(name):
    return _("Biểu mẫu không có ô “%(name)s”.") % {"name": str(name)[:60]}


def _unknown_terms(found):
    """Formulas ask fields of the form; inside a table, columns of the same table."""
    of_tables = {f"{table.key}.{column.key}" for table in found.fields for column in table.columns}
    faults = []
    for path, each, among in placed_fields(found):
        known = {other.key for other in among} | (of_tables if among == found.fields else set())
        faults += [Fault(f"{path}.formula.of", _no_field(name)) for name in sorted(terms(each) - known)]
    return faults


def terms(each):
    """The names a calculated field is made of."""
    return {term for term in each.formula.of if isinstance(term, str)} if each.formula else set()


def _circles(found):
    return [
        Fault(f"{path}.formula", _("Ô này được tính từ chính nó."))
        for path, each, among in placed_fields(found)
        if each.formula and each.key in circular(graph_of(among))
    ]


def graph_of(plans):
    """{key: keys it is calculated from}."""
    return {each.key: {name.split(".")[0] for name in terms(each)} for each in plans}


def circular(graph):
    """Keys that are reached from themselves. graph: {key: keys it is made of}."""
    return [key for key in graph if key in _reached(graph, key)]


def _reached(graph, key):
    seen, ahead = set(), [key]
    while ahead:
        fresh = set(graph.get(ahead.pop(), ())) - seen
        seen |= fresh
        ahead += fresh
    return seen
