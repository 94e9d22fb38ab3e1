"""The sheet of one field: what it is called, and what its type lets one say about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.definition import FORMULAS, IN_TABLES, PREFILLS
from procedures.designer import conditions
from procedures.designer.blanks import FIELD_NAMES, blank_field
from procedures.designer.facts_sheet import english, words
from procedures.designer.form_edits import fields
from procedures.designer.places import slug
from procedures.designer.words import said

SAYING = ("heading", "note")
NUMBERS = ("integer", "decimal", "money")
BOUNDS = {
    **dict.fromkeys(NUMBERS, (_("Thấp nhất"), _("Cao nhất"))),
    **dict.fromkeys(("text", "long_text"), (_("Ít nhất bao nhiêu ký tự"), _("Nhiều nhất bao nhiêu ký tự"))),
    "table": (_("Ít nhất bao nhiêu dòng"), _("Nhiều nhất bao nhiêu dòng")),
    "multi": (_("Chọn ít nhất"), _("Chọn nhiều nhất")),
}
FORMULA_NAMES = {
    "sum": _("Cộng"),
    "product": _("Nhân"),
    "difference": _("Trừ"),
    "days": _("Số ngày, kể cả ngày nghỉ"),
    "working_days": _("Số ngày làm việc"),
    "count": _("Đếm"),
}
TERMS = {
    **dict.fromkeys(("sum", "product", "difference"), (*NUMBERS, "calculated")),
    **dict.fromkeys(("days", "working_days"), ("date_range", "date")),
    "count": ("table", "multi", "file"),
}
PREFILL_NAMES = {
    "profile.full_name": _("Họ và tên người đề nghị"),
    "profile.post": _("Chức danh của họ"),
    "profile.unit": _("Đơn vị của họ"),
    "profile.phone": _("Điện thoại của họ"),
    "profile.email": _("Thư điện tử của họ"),
    "manager": _("Trưởng đơn vị của họ"),
    "today": _("Ngày khai"),
}
RESOURCES = {"room": _("Phòng"), "vehicle": _("Xe"), "equipment": _("Thiết bị")}


class FieldSheet(forms.Form):
    """Has the questions that the field's type allows; `values()` is the field as the definition writes it."""

    label = forms.CharField(label=_("Tên ô"), max_length=300)
    type = forms.ChoiceField(label=_("Loại"))
    required = forms.BooleanField(label=_("Bắt buộc khai"), required=False)
    help = forms.CharField(label=_("Lời hướng dẫn dưới tên ô"), max_length=600, required=False)
    options = forms.CharField(
        label=_("Các lựa chọn"),
        help_text=_("Mỗi dòng một lựa chọn."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    op = forms.ChoiceField(label=_("Cách tính"))
    of = forms.MultipleChoiceField(label=_("Tính từ các ô"), required=False, widget=forms.CheckboxSelectMultiple)
    first = forms.ChoiceField(label=_("Lấy ô này làm số bị trừ"), required=False)
    resource = forms.ChoiceField(label=_("Mượn gì"), choices=list(RESOURCES.items()))
    procedure = forms.ChoiceField(label=_("Hồ sơ của thủ tục"), required=False)
    min = forms.DecimalField(required=False, max_value=10**15, min_value=-(10**15))
    max = forms.DecimalField(required=False, max_value=10**15, min_value=-(10**15))
    suffix = forms.CharField(label=_("Đơn vị đo"), help_text=_("Ví dụ km, người."), max_length=20, required=False)
    prefill = forms.ChoiceField(label=_("Điền sẵn"), required=False)
    label_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=300, required=False)
    help_en = forms.CharField(label=_("Lời hướng dẫn tiếng Anh"), max_length=600, required=False)

    def __init__(self, data=None, *, field, address, names):
        kind = (data or {}).get("type") or field.get("type", "text")
        self.kind = kind if kind in FIELD_NAMES else "text"
        self.before, self.address, self.names = field, address, names
        self.in_table = "." in address
        super().__init__(data, initial=_initial(field))
        for name in set(self.fields) - _asked(self.kind, self._op()):
            del self.fields[name]
        self._offer()
        self.known = {} if self.in_table else {key: each for key, each in names.known.items() if key != address}
        self.show_if = (
            conditions.tree(field.get("show_if"), self.known)
            if data is None
            else conditions.posted(data, "show_if", self.known)
        )

    def _op(self):
        return self.data.get("op") if self.is_bound else (self.before.get("formula") or {}).get("op")

    def _offer(self):
        """What may be chosen, for the fields that are left."""
        kinds = IN_TABLES if self.in_table else FIELD_NAMES
        self._choose("type", [(kind, FIELD_NAMES[kind]) for kind in FIELD_NAMES if kind in kinds])
        self._choose("prefill", self._prefills())
        self._choose("procedure", [("", _("Thủ tục nào cũng được")), *self.names.procedures])
        self._choose("op", [(op, FORMULA_NAMES[op]) for op in FORMULAS])
        terms = list(self._terms())
        self._choose("of", terms)
        if "of" in self.fields and not terms:
            self.fields["of"].help_text = _("Chưa có ô nào tính được theo cách này. Thêm ô số hoặc ngày trước.")
        self._choose("first", [("", _("Theo thứ tự trong biểu mẫu")), *terms])
        for name, label in zip(("min", "max"), BOUNDS.get(self.kind, ()), strict=False):
            self.fields[name].label = label

    def _choose(self, name, choices):
        if name in self.fields:
            kept = self.before.get(name)
            known = {value for value, _label in choices}
            self.fields[name].choices = [
                *choices,
                *([(kept, kept)] if isinstance(kept, str) and kept not in known else []),
            ]

    def _prefills(self):
        own = [] if self.in_table else [(f"last.{self.address}", _("Như hồ sơ lần trước của họ"))]
        parent = self.names.definition.get("parent")
        above = [
            (f"parent.{key}", _("Từ hồ sơ trước đó: %(label)s") % {"label": label})
            for key, label in _parent(self.names, parent)
        ]
        return [("", _("Không điền sẵn")), *((name, PREFILL_NAMES[name]) for name in PREFILLS), *own, *above]

    def _terms(self):
        """Fields a formula may be made of: of the form with the columns of its tables; in a table its own columns."""
        wanted, table = TERMS.get(self._op(), TERMS["sum"]), self.address.rpartition(".")[0]
        for address, field in fields(self.names.definition):
            above, _dot, key = address.rpartition(".")
            if address == self.address or field.get("type") not in wanted or (self.in_table and above != table):
                continue
            label = said(field.get("label"))
            if self.in_table or not above:
                yield key, label
            else:
                yield (
                    address,
                    _("%(table)s: cột %(label)s, mọi dòng") % {"table": self.names.field(above), "label": label},
                )

    def clean(self):
        typed = super().clean()
        low, high = typed.get("min"), typed.get("max")
        if low is not None and high is not None and low > high:
            self.add_error("max", _("Mức cao nhất phải từ mức thấp nhất trở lên."))
        if conditions.faults(self.show_if):
            self.add_error(None, _("Điều kiện hiện ô chưa đúng. Hãy sửa chỗ được đánh dấu."))
        return typed

    def values(self):
        """The field as it was typed, without its key; what could not be read is left out."""
        typed = self.cleaned_data
        found = {"type": self.kind, "label": words(typed.get("label", ""), typed.get("label_en", ""))}
        if typed.get("help"):
            found["help"] = words(typed["help"], typed.get("help_en", ""))
        found |= {name: True for name in ("required",) if typed.get(name)}
        found |= {name: typed[name] for name in ("suffix", "prefill", "resource", "procedure") if typed.get(name)}
        found |= {name: _plain(typed[name]) for name in ("min", "max") if typed.get(name) is not None}
        if self.kind in {"choice", "multi"}:
            found["options"] = options_from(typed.get("options", ""), self.before.get("options", []))
        if self.kind == "calculated":
            found["formula"] = {"op": typed.get("op") or FORMULAS[0], "of": self._of(typed)}
        if self.kind == "table":
            found["columns"] = self.before.get("columns") or blank_field("table", "")["columns"]
        show_if = conditions.condition_of(self.show_if)
        return found | ({"show_if": show_if} if show_if else {})

    def _of(self, typed):
        """The terms in the order of the form, the first one in front; numbers written by hand elsewhere stay."""
        chosen = list(typed.get("of") or [])
        first = typed.get("first")
        if first:
            chosen = [first, *(each for each in chosen if each != first)]
        numbers = [each for each in (self.before.get("formula") or {}).get("of", []) if not isinstance(each, str)]
        return [*chosen, *numbers]


def _asked(kind, op):
    """Names of the questions for a type."""
    found = {"label", "type", "label_en", "help", "help_en"}
    if kind not in {*SAYING, "calculated"}:
        found |= {"required", "prefill"}
    found |= {"min", "max"} if kind in BOUNDS else set()
    found |= {"suffix"} if kind in {*NUMBERS, "calculated"} else set()
    found |= {"options"} if kind in {"choice", "multi"} else set()
    found |= {"op", "of"} if kind == "calculated" else set()
    found |= {"first"} if kind == "calculated" and op == "difference" else set()
    return found | ({kind} & {"resource"}) | ({"procedure"} if kind == "case" else set())


def _initial(field):
    formula = field.get("formula") or {}
    of = [each for each in formula.get("of", []) if isinstance(each, str)]
    return {
        **{name: field.get(name) for name in ("type", "required", "min", "max", "suffix", "prefill", "resource")},
        "procedure": field.get("procedure", ""),
        "label": said(field.get("label")),
        "label_en": english(field.get("label")),
        "help": said(field.get("help")),
        "help_en": english(field.get("help")),
        "options": "\n".join(said(row.get("label")) for row in field.get("options", [])),
        "op": formula.get("op"),
        "of": of,
        "first": of[0] if formula.get("op") == "difference" and of else "",
    }


def _plain(number):
    return int(number) if number == int(number) else float(number)


def _parent(names, code):
    """[(key, label)] of the form of the procedure this one continues."""
    from procedures.models import Procedure

    found = Procedure.objects.in_force().filter(agency=names.agency, code=code).select_related("current").first()
    return [(each.key, each.label) for each in found.current.plan.holding] if found else []


def options_from(text, before):
    """Options from lines: a known line keeps its value and its English, a changed one the value of its place."""
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    known = {said(row.get("label")): row for row in before}
    found, taken = [], {known[line]["value"] for line in lines if line in known}
    for place, line in enumerate(lines):
        row = known.get(line)
        if row is None:
            same_place = before[place] if place < len(before) and len(before) == len(lines) else {}
            value = same_place.get("value")
            value = value if value and value not in taken else slug(line, taken)
            row = {"value": value, "label": {"vi": line}}
        taken.add(row["value"])
        found.append(row)
    return found
