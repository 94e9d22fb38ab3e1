"""The condition builder: a condition as a tree of rows on a screen, and back from what was posted.

A group says how its rows are joined: all of them, any, none, not all. It is drawn and posted as plain fields:
"when" lists the paths of the nodes, "when:0.1:field" is the field of the second row of the first group.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.definition import FieldPlan, Words
from procedures.fields import FIELDS, Wrong

ROOT = "0"
DEEPEST = 3
MOST_ROWS = 20

JOINS = {
    "all": gettext_lazy("tất cả đều đúng"),
    "any": gettext_lazy("ít nhất một điều đúng"),
    "none": gettext_lazy("không điều nào đúng"),
    "not_all": gettext_lazy("không phải tất cả đều đúng"),
}
OPS = {
    "eq": gettext_lazy("bằng"),
    "ne": gettext_lazy("khác"),
    "lt": gettext_lazy("nhỏ hơn"),
    "le": gettext_lazy("không quá"),
    "gt": gettext_lazy("lớn hơn"),
    "ge": gettext_lazy("từ … trở lên"),
    "in": gettext_lazy("là một trong"),
    "not_in": gettext_lazy("không thuộc"),
    "contains": gettext_lazy("có chứa"),
    "empty": gettext_lazy("để trống"),
    "filled": gettext_lazy("đã điền"),
}
BARE = ("empty", "filled")
LISTS = ("in", "not_in")
ORDERED = ("eq", "ne", "lt", "le", "gt", "ge", *BARE)
OPS_OF = {
    "text": ("eq", "ne", "contains", *LISTS, *BARE),
    "long_text": ("contains", *BARE),
    **dict.fromkeys(("integer", "decimal", "money", "calculated", "date", "time"), ORDERED),
    "choice": ("eq", "ne", *LISTS, *BARE),
    "multi": ("contains", *BARE),
    "consent": ("eq",),
}
READ_AS = {"calculated": "decimal"} | {kind: kind for kind in ("integer", "decimal", "money", "date", "time")}


@dataclass(frozen=True)
class Known:
    """A field a condition may ask about. options: (value, label) of a choice."""

    key: str
    label: str
    type: str
    options: tuple = ()

    @property
    def ops(self):
        return OPS_OF.get(self.type, BARE)


@dataclass
class Node:
    """A group (join and rows) or a row (field, op, value) as it stands on the screen."""

    path: str
    join: str = ""
    rows: list = field(default_factory=list)
    field: str = ""
    op: str = ""
    value: object = None
    known: Known | None = None
    fault: str = ""

    @property
    def deep(self):
        return self.path.count(".") + 1

    @property
    def may_nest(self):
        return self.deep < DEEPEST

    @property
    def ops(self):
        return [(op, OPS[op]) for op in (self.known.ops if self.known else ())]

    @property
    def bare(self):
        return self.op in BARE or self.known is None

    @property
    def several(self):
        return self.op in LISTS

    @property
    def typed(self):
        """The value as one writes it."""
        if isinstance(self.value, list):
            return ", ".join(map(str, self.value))
        if self.value is None:
            return ""
        if self.known and self.known.type == "date":
            return _day_written(self.value)
        return str(self.value)

    @property
    def picked(self):
        return self.value if isinstance(self.value, list) else [self.value]


def _day_written(value):
    try:
        return date.fromisoformat(str(value)).strftime("%d/%m/%Y")
    except ValueError:
        return str(value)


def tree(condition, known):
    """The condition of a definition as a group to draw. known: {key: Known}."""
    root = _node(condition or {}, ROOT, known)
    if not root.join:
        root = Node(ROOT, "all", [_node(condition, f"{ROOT}.0", known)] if root.field else [])
    return root


def _node(condition, path, known):
    if not isinstance(condition, dict) or not condition:
        return Node(path)
    for join, rows in (("all", condition.get("all")), ("any", condition.get("any"))):
        if isinstance(rows, list):
            return Node(path, join, [_node(row, f"{path}.{at}", known) for at, row in enumerate(rows)])
    if "not" in condition:
        inside = _node(condition["not"], path, known)
        if inside.join in {"all", "any"}:
            inside.join = {"any": "none", "all": "not_all"}[inside.join]
            return inside
        return Node(path, "none", [_node(condition["not"], f"{path}.0", known)])
    key = str(condition.get("field", ""))
    return Node(path, "", [], key, str(condition.get("op", "")), condition.get("value"), known.get(key))


def condition_of(node):
    """The condition a drawn group means; {} when it says nothing."""
    if not node.join:
        return _row_condition(node)
    rows = [each for each in map(condition_of, node.rows) if each]
    if not rows:
        return {}
    if node.join in {"all", "any"}:
        return rows[0] if len(rows) == 1 else {node.join: rows}
    return {"not": {"any" if node.join == "none" else "all": rows}}


def _row_condition(node):
    if not node.field:
        return {}
    bare = {"field": node.field, "op": node.op}
    return bare if node.op in BARE else {**bare, "value": node.value}


def posted(asked, name, known):
    """The tree in a posted form (QueryDict), its rows with faults where a value cannot be used."""
    paths = [path for path in asked.getlist(name)[: MOST_ROWS * DEEPEST] if _is_path(path)]
    nodes = {path: _read(asked, name, path, known) for path in paths}
    for path in sorted(nodes, key=lambda path: [int(part) for part in path.split(".")]):
        parent = nodes.get(path.rpartition(".")[0])
        if parent is not None and parent.join:
            parent.rows.append(nodes[path])
    return nodes.get(ROOT) or Node(ROOT, "all")


def _is_path(path):
    parts = path.split(".")
    return len(parts) <= DEEPEST + 1 and all(part.isascii() and part.isdecimal() and len(part) < 4 for part in parts)


def _read(asked, name, path, known):
    at = f"{name}:{path}:"
    join = asked.get(f"{at}join", "")
    if join or path == ROOT:
        return Node(path, join if join in JOINS else "all")
    found = known.get(asked.get(f"{at}field", ""))
    node = Node(path, field=found.key if found else asked.get(f"{at}field", "")[:90], known=found)
    op = asked.get(f"{at}op", "")
    node.op = op if found and op in found.ops else (found.ops[0] if found else op)
    node.value, node.fault = _value(found, node, [text.strip()[:500] for text in asked.getlist(f"{at}value")])
    return node


def _value(known, node, texts):
    """(the value by the field's type, a fault or "")."""
    if known is None or node.op in BARE:
        return None, ""
    if node.several and not known.options:
        texts = [part.strip() for text in texts for part in text.split(",")]
    texts = [text for text in texts if text]
    if not texts:
        return ([] if node.several else ""), _("Hãy ghi giá trị để so sánh.")
    values = [_one(known, text) for text in texts]
    fault = "" if all(ok for _each, ok in values) else _("“%(text)s” không đúng kiểu của ô này.") % {"text": texts[0]}
    return ([value for value, _ok in values] if node.several else values[0][0]), fault


def _one(known, text):
    """(the value as the field of the form would keep it, whether it could be read)."""
    if known.type == "consent":
        return text == "true", True
    if known.type not in READ_AS:
        return text, True
    kind = READ_AS[known.type]
    try:
        return FIELDS[kind].clean(FieldPlan("value", kind, Words(known.label)), text, None), True
    except Wrong:
        return text, False


def alter(root, act):
    """Do what a button of the builder asks: "row:0", "group:0.1" (add to that group) or "drop:0.2"."""
    verb, _colon, path = act.partition(":")
    if verb == "drop":
        _drop(root, path)
    group = next((each for each in _groups(root) if each.path == path), None)
    if group is None or len(group.rows) >= MOST_ROWS:
        return root
    free = f"{path}.{max([int(row.path.rpartition('.')[2]) for row in group.rows], default=-1) + 1}"
    if verb == "row":
        group.rows.append(Node(free))
    elif verb == "group" and group.may_nest:
        group.rows.append(Node(free, "any", [Node(f"{free}.0")]))
    return root


def _groups(node):
    if node.join:
        yield node
        for row in node.rows:
            yield from _groups(row)


def _drop(root, path):
    for group in list(_groups(root)):
        group.rows = [row for row in group.rows if row.path != path]


def faults(node):
    """Whether anything in the tree cannot be used as it was typed."""
    return bool(node.fault) or any(faults(row) for row in node.rows)


def forgive(node):
    """Say nothing yet of what is wrong: the person is still at it."""
    node.fault = ""
    for row in node.rows:
        forgive(row)
