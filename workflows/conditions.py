"""Conditions as data: {"all": […]}, {"any": […]}, {"not": {…}} and {"field", "op", "value"}. Nothing is evaluated.

The empty condition {} always holds. An unknown field is empty; values of different types never compare: False, never
an exception, because what reads them was published long before and what they read was typed by people.
"""

from numbers import Real

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DEEPEST = 8  # nested groups; deeper than any office's rule, shallow enough for every reader
EMPTY = (None, "", [], {}, ())
ORDER = {
    "lt": lambda found, value: found < value,
    "le": lambda found, value: found <= value,
    "gt": lambda found, value: found > value,
    "ge": lambda found, value: found >= value,
}
OPS = ("eq", "ne", *ORDER, "in", "not_in", "contains", "empty", "filled")
WORDS = {
    "eq": gettext_lazy("%(field)s là %(value)s"),
    "ne": gettext_lazy("%(field)s khác %(value)s"),
    "lt": gettext_lazy("%(field)s dưới %(value)s"),
    "le": gettext_lazy("%(field)s không quá %(value)s"),
    "gt": gettext_lazy("%(field)s trên %(value)s"),
    "ge": gettext_lazy("%(field)s từ %(value)s trở lên"),
    "in": gettext_lazy("%(field)s là một trong: %(value)s"),
    "not_in": gettext_lazy("%(field)s không thuộc: %(value)s"),
    "contains": gettext_lazy("%(field)s có %(value)s"),
    "empty": gettext_lazy("%(field)s để trống"),
    "filled": gettext_lazy("%(field)s có điền"),
}
NUMBERS = {"integer", "decimal", "money", "calculated", "number"}
ORDERED = NUMBERS | {"date", "time"}


def holds(condition, facts):
    """Whether the condition is true of the facts (a dict). Never raises; what is malformed does not hold."""
    return condition == {} or _holds(condition, facts if isinstance(facts, dict) else {}, 0)


def _holds(condition, facts, depth):
    if not isinstance(condition, dict) or depth > DEEPEST:
        return False
    if "field" in condition:
        return _compare(condition, facts)
    if "not" in condition:
        return not _holds(condition["not"], facts, depth + 1)
    word = "all" if "all" in condition else "any"
    parts = condition.get(word)
    if not isinstance(parts, list) or not parts:
        return False
    gather = all if word == "all" else any
    return gather(_holds(part, facts, depth + 1) for part in parts)


def _compare(condition, facts):
    field = condition["field"]
    found = facts.get(field) if isinstance(field, str) else None
    op, value = condition.get("op"), condition.get("value")
    is_empty = found in EMPTY
    if not isinstance(op, str):
        return False
    if op in ("empty", "filled"):
        return is_empty == (op == "empty")
    if op in ("ne", "not_in") and is_empty:
        return True
    return not is_empty and _tells(op, found, value)


def _tells(op, found, value):
    if op in ORDER:
        return _ordered(found, value) and ORDER[op](found, value)
    if op in ("eq", "ne"):
        return _alike(found, value) and (found == value) == (op == "eq")
    if op in ("in", "not_in"):
        return isinstance(value, list) and any(_same(found, each) for each in value) == (op == "in")
    return op == "contains" and _contains(found, value)


def _contains(found, value):
    if isinstance(found, str):
        return isinstance(value, str) and value in found
    return isinstance(found, list) and any(_same(each, value) for each in found)


def _same(one, other):
    return _alike(one, other) and one == other


def _alike(one, other):
    """Of one type; numbers are alike, but yes and no are no numbers."""
    return (_is_number(one) and _is_number(other)) or type(one) is type(other)


def _ordered(one, other):
    return (_is_number(one) and _is_number(other)) or (isinstance(one, str) and isinstance(other, str))


def _is_number(value):
    return isinstance(value, Real) and not isinstance(value, bool)


def faults(condition, fields=None, depth=0):
    """What is wrong with the condition, as sentences; [] when nothing is.

    fields: {key: type of field} of the form it will read, or None when the form is not known here.
    """
    if condition == {} and depth == 0:
        return []
    if not isinstance(condition, dict) or depth > DEEPEST:
        return [_("Điều kiện sai cấu trúc hoặc lồng quá %(most)d lớp.") % {"most": DEEPEST}]
    if "field" in condition:
        return _faults_of_one(condition, fields)
    words = [word for word in ("all", "any", "not") if word in condition]
    if len(words) != 1 or len(condition) != 1:
        return [_("Mỗi nhóm điều kiện phải có đúng một trong “all”, “any”, “not”.")]
    parts = [condition["not"]] if words == ["not"] else condition[words[0]]
    if not isinstance(parts, list) or not parts:
        return [_("Nhóm điều kiện đang trống.")]
    return [fault for part in parts for fault in faults(part, fields, depth + 1)]


def _faults_of_one(condition, fields):
    field, op = condition["field"], condition.get("op")
    extra = set(condition) - {"field", "op", "value"}
    if not isinstance(field, str) or not field or extra:
        return [_("Điều kiện phải gồm ô dữ liệu, phép so sánh và giá trị.")]
    if not isinstance(op, str) or op not in OPS:
        return [_("Điều kiện ở ô “%(field)s” có phép so sánh không rõ.") % {"field": field}]
    if fields is not None and field not in fields:
        return [_("Điều kiện dùng ô “%(field)s” nhưng biểu mẫu không có ô này.") % {"field": field}]
    return _faults_of_value(field, op, condition, fields)


def _faults_of_value(field, op, condition, fields):
    value, kind = condition.get("value"), fields.get(field) if fields else None
    if op in ("empty", "filled"):
        return []
    if "value" not in condition or value in EMPTY:
        return [_("Điều kiện ở ô “%(field)s” chưa có giá trị để so sánh.") % {"field": field}]
    if op in ("in", "not_in") and not isinstance(value, list):
        return [_("Điều kiện ở ô “%(field)s” cần một danh sách giá trị.") % {"field": field}]
    if op in ORDER and (not _ordered(value, value) or (kind is not None and kind not in ORDERED)):
        return [_("Ô “%(field)s” không so sánh lớn hơn, nhỏ hơn được.") % {"field": field}]
    if kind in NUMBERS and op in ("eq", "ne", *ORDER) and not _is_number(value):
        return [_("Ô “%(field)s” là số nên chỉ so sánh được với số.") % {"field": field}]
    return []


def fields_of(condition):
    """Keys of all fields the condition reads."""
    if not isinstance(condition, dict):
        return set()
    if "field" in condition:
        return {condition["field"]} if isinstance(condition["field"], str) else set()
    parts = [part for word in ("all", "any") for part in _listed(condition.get(word))] + [condition.get("not")]
    return {field for part in parts for field in fields_of(part)}


def _listed(parts):
    return parts if isinstance(parts, list) else []


def told(condition, labels=None):
    """The condition as words: "số tiền trên 20.000.000 và loại là “xe”"; "" for the empty one.

    labels: {key: label}, and for values that are codes {(key, value): label}.
    """
    return _told(condition, labels or {}, outer=True) if condition else ""


def _told(condition, labels, *, outer=False):
    if not isinstance(condition, dict):
        return ""
    if "field" in condition:
        return _told_one(condition, labels)
    if "not" in condition:
        return _("không phải (%(what)s)") % {"what": _told(condition["not"], labels, outer=True)}
    word, joint = ("all", _(" và ")) if "all" in condition else ("any", _(" hoặc "))
    parts = [_told(part, labels) for part in _listed(condition.get(word))]
    sentence = joint.join(part for part in parts if part)
    return sentence if outer or len(parts) < 2 else f"({sentence})"


def _told_one(condition, labels):
    field, op, value = condition["field"], condition.get("op"), condition.get("value")
    if not isinstance(op, str) or op not in WORDS:
        return ""
    values = value if isinstance(value, list) else [value]
    said = ", ".join(_told_value(field, each, labels) for each in values)
    return WORDS[op] % {"field": labels.get(field, field), "value": said}


def _told_value(field, value, labels):
    if isinstance(value, (str, int, float)) and (field, value) in labels:
        return f"“{labels[field, value]}”"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return str(value).replace(".", ",") if isinstance(value, float) else f"“{value}”"
