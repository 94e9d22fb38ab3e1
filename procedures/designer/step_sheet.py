"""The sheet of one step: what is done, by whom, when it is needed and until when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import Post
from procedures.definition import ACTOR_KINDS, ACTS, NEEDS
from procedures.designer import conditions
from procedures.designer.blanks import ALONE, SIMPLE_WHO, actor_of
from procedures.designer.facts_sheet import english, words
from procedures.designer.words import ACTOR_KINDS as KIND_NAMES
from procedures.designer.words import UNITS, act_name, said
from workflows.automatic import FUNCTIONS

SPARE_BRACKETS = 2
NEEDS_NAMES = {"any": _("Một người là đủ"), "all": _("Tất cả"), "quorum": _("Đủ số người")}
FAILURES = {"reject": _("Từ chối hồ sơ"), "go_on": _("Vẫn sang bước sau, ghi là không đạt")}
ASKED = {
    "role": ("role",),
    "role_in_unit": ("role", "office"),
    "post": ("seat",),
    "person": ("person",),
    "head_plus": ("levels",),
    "field": ("field",),
    "amount": ("money",),
}
AS_IT_IS = "as-it-is"  # an actor in a bracket that one touch cannot name


class StepSheet(forms.Form):
    """Has the questions of the step's act and of the way its actor is found; `values()` is the step as JSON."""

    title = forms.CharField(
        label=_("Tên bước"), help_text=_("Để trống: lấy tên việc."), max_length=120, required=False
    )
    act = forms.ChoiceField(label=_("Việc"))
    kind = forms.ChoiceField(label=_("Ai làm"))
    role = forms.ChoiceField(label=_("Vai trò"), choices=Post.Role.choices)
    office = forms.ChoiceField(label=_("Của đơn vị"), required=False)
    seat = forms.ChoiceField(label=_("Chức danh"))
    person = forms.ChoiceField(label=_("Người"))
    levels = forms.IntegerField(label=_("Trên trưởng đơn vị mấy cấp"), min_value=1, max_value=9)
    field = forms.ChoiceField(label=_("Ô ghi người hoặc đơn vị"))
    money = forms.ChoiceField(label=_("Ô ghi số tiền"))
    needs = forms.ChoiceField(label=_("Cần bao nhiêu người"), choices=list(NEEDS_NAMES.items()), initial=NEEDS[0])
    quorum = forms.IntegerField(label=_("Số người đồng ý"), min_value=1, max_value=100, required=False)
    amount = forms.IntegerField(
        label=_("Thời hạn"), help_text=_("Để trống: không có hạn."), min_value=1, max_value=1000, required=False
    )
    unit = forms.ChoiceField(label=_("Tính theo"), choices=list(UNITS.items()), initial="working_day")
    may_return = forms.BooleanField(
        label=_("Được yêu cầu bổ sung, trả lại"),
        help_text=_(
            "Người đề nghị nhận danh sách chỗ thiếu; đồng hồ dừng đến khi họ nộp lại, rồi bước này làm tiếp."
        ),
        required=False,
    )
    on_failure = forms.ChoiceField(label=_("Khi không được đồng ý"), choices=list(FAILURES.items()))
    run = forms.ChoiceField(label=_("Máy làm gì"))
    text = forms.CharField(label=_("Lời nhắn"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    to = forms.ChoiceField(label=_("Báo cho ai"))
    papers = forms.MultipleChoiceField(label=_("Trả giấy nào"), required=False, widget=forms.CheckboxSelectMultiple)
    pay = forms.ChoiceField(label=_("Ô ghi số tiền đề nghị chi"))
    title_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=120, required=False)

    def __init__(self, data=None, *, step, names):
        self.before, self.names, self.known = step, names, names.known
        self.act = self._one_of(data, "act", ACTS, step.get("act"))
        kinds = [kind for kind in ACTOR_KINDS if (kind == "nobody") == (self.act in ALONE)]
        self.kind = self._one_of(data, "kind", kinds, (step.get("actor") or {}).get("kind"))
        self.needs = self._one_of(data, "needs", NEEDS, step.get("needs", "any"))
        super().__init__(data, initial=_initial(step, names))
        for name in set(self.fields) - self._asked():
            del self.fields[name]
        self._offer(kinds)
        self.when = (
            conditions.tree(step.get("when"), names.known)
            if data is None
            else conditions.posted(data, "when", names.known)
        )
        self.brackets = self._brackets(data) if self.kind == "amount" else []

    @staticmethod
    def _one_of(data, name, known, before):
        found = data.get(name) if data is not None else before
        return found if found in known else (before if before in known else known[0])

    def _asked(self):
        found = {"title", "title_en", "act", "kind", *ASKED.get(self.kind, ())}
        if self.act not in ALONE:
            found |= {"needs", "amount", "unit", "may_return", "on_failure"}
            found |= {"quorum"} if self.needs == "quorum" else set()
        by_act = {"auto": {"run"}, "notify": {"text", "to"}, "issue_result": {"papers"}, "pay": {"pay"}}
        return found | by_act.get(self.act, set())

    def _offer(self, kinds):
        names = self.names
        offered = {
            "act": [(act, act_name(act)) for act in ACTS],
            "kind": [(kind, KIND_NAMES[kind]) for kind in kinds],
            "office": [("", _("Đơn vị của người đề nghị")), *names.units],
            "seat": [(f"{office}|{title}", f"{title}, {where}") for title, office, where in names.posts],
            "person": names.people,
            "field": names.of_types("person", "unit"),
            "money": names.of_types("money", "integer", "calculated"),
            "run": [(name, _doc(function)) for name, function in sorted(FUNCTIONS.items())],
            "to": names.who,
            "papers": [(row["key"], said(row.get("title"))) for row in names.definition.get("outputs", [])],
            "pay": names.of_types("money", "calculated"),
        }
        for name in self.fields.keys() & offered.keys():
            kept = [each for each in _listed(self.initial.get(name)) if each not in dict(offered[name])]
            self.fields[name].choices = [*offered[name], *((each, each) for each in kept)]

    def _brackets(self, data):
        """Rows of (limit as typed, code of who, choices, fault); an empty limit means no limit."""
        rows = (self.before.get("actor") or {}).get("brackets", [])
        choices = self.names.who
        if data is None:
            typed = [(_limit(row), self.names.code_of(row.get("actor")) or AS_IT_IS) for row in rows]
        else:
            typed = list(zip(data.getlist("up_to"), data.getlist("bracket"), strict=False))
        typed = [pair for pair in typed if pair[1]][:10] + [("", "")] * SPARE_BRACKETS
        return [Bracket(place, limit, code, choices, rows, self.names) for place, (limit, code) in enumerate(typed)]

    @property
    def of_actor(self):
        """The questions about who acts."""
        return [self[name] for name in ASKED.get(self.kind, ())]

    @property
    def of_act(self):
        """The questions this act alone asks."""
        return [self[name] for name in ("run", "text", "to", "papers", "pay") if name in self.fields]

    def clean(self):
        typed = super().clean()
        if "quorum" in self.fields and not typed.get("quorum") and "quorum" not in self.errors:
            self.add_error("quorum", _("Hãy ghi cần bao nhiêu người đồng ý."))
        if conditions.faults(self.when):
            self.add_error(None, _("Điều kiện của bước chưa đúng. Hãy sửa chỗ được đánh dấu."))
        if any(bracket.fault for bracket in self.brackets):
            self.add_error(None, _("Mức tiền phải là số đồng lớn hơn 0."))
        if self.kind == "amount" and not any(bracket.code for bracket in self.brackets):
            self.add_error(None, _("Hãy ghi ít nhất một mức tiền và người làm."))
        return typed

    def values(self):
        """The step as it was typed, without key and position; what could not be read is left out."""
        typed = self.cleaned_data
        found = {"act": self.act, "actor": self._actor(typed)}
        if typed.get("title"):
            found["title"] = words(typed["title"], typed.get("title_en", ""))
        if typed.get("needs") in {"all", "quorum"}:
            found["needs"] = typed["needs"]
        if typed.get("needs") == "quorum" and typed.get("quorum"):
            found["quorum"] = typed["quorum"]
        if typed.get("amount"):
            found["budget"] = {"amount": typed["amount"], "unit": typed.get("unit") or "working_day"}
        when, options = conditions.condition_of(self.when), self._options(typed)
        return found | ({"when": when} if when else {}) | ({"options": options} if options else {})

    def _actor(self, typed):
        found = {"kind": self.kind}
        if self.kind == "post":
            office, _bar, title = typed.get("seat", "").partition("|")
            return found | {"office": office, "title": title}
        if self.kind == "amount":
            rows = [bracket.value() for bracket in self.brackets if bracket.code]
            return found | {"field": typed.get("money", ""), "brackets": sorted(rows, key=_by_limit)}
        return found | {name: typed[name] for name in ASKED.get(self.kind, ()) if typed.get(name)}

    def _options(self, typed):
        """The options this sheet asks about, and those it does not know as they were."""
        asked = {"may_return", "on_failure", "run", "text", "to", "papers", "amount"}
        found = {key: value for key, value in self.before.get("options", {}).items() if key not in asked}
        if self.act not in ALONE and not typed.get("may_return"):
            found["may_return"] = False
        if typed.get("on_failure") == "go_on":
            found["on_failure"] = "go_on"
        found |= {name: typed[name] for name in ("run", "text", "papers") if typed.get(name)}
        if typed.get("to"):
            found["to"] = self._to(typed["to"])
        return found | ({"amount": typed["pay"]} if typed.get("pay") else {})

    def _to(self, code):
        return actor_of(code) if code in dict(self.names.who) else self.before.get("options", {}).get("to", {})


class Bracket:
    """One row of amounts on the sheet."""

    def __init__(self, place, limit, code, choices, rows, names):
        self.limit, self.code, self._row = limit.strip(), code, rows[place] if place < len(rows) else None
        kept = self._row.get("actor") if code == AS_IT_IS and self._row else None
        self.choices = [*choices, *([(AS_IT_IS, names.told(kept))] if kept else [])]
        digits = self.limit.replace(".", "").replace(" ", "")
        self.fault = bool(
            code and digits and not (digits.isascii() and digits.isdecimal() and 0 < int(digits) <= 10**15)
        )
        self._amount = int(digits) if digits and not self.fault and digits.isdecimal() else None

    def value(self):
        actor = self._row["actor"] if self.code == AS_IT_IS and self._row else None
        if actor is None:
            actor = actor_of(self.code) if self.code != AS_IT_IS else dict(SIMPLE_WHO["head_of_unit"])
        return {"up_to": self._amount, "actor": actor}


def _by_limit(row):
    return row["up_to"] is None, row["up_to"] or 0


def _limit(row):
    return "" if row.get("up_to") is None else f"{row['up_to']:,}".replace(",", ".")


def _listed(value):
    return value if isinstance(value, list) else [value] if value else []


def _doc(function):
    """What an automatic function does: the first line it says of itself."""
    return (function.__doc__ or function.__name__).strip().splitlines()[0].rstrip(".")


def _initial(step, names):
    actor, budget, options = step.get("actor") or {}, step.get("budget") or {}, step.get("options") or {}
    return {
        "title": said(step.get("title")),
        "title_en": english(step.get("title")),
        "act": step.get("act"),
        "needs": step.get("needs", "any"),
        "quorum": step.get("quorum"),
        "amount": budget.get("amount"),
        "unit": budget.get("unit", "working_day"),
        "may_return": options.get("may_return", True),
        "on_failure": options.get("on_failure", "reject"),
        **{name: options.get(name) for name in ("run", "text", "papers")},
        "to": names.code_of(options.get("to")),
        "pay": options.get("amount"),
        **{name: actor.get(name) for name in ("kind", "role", "person", "levels", "field")},
        "office": actor.get("office", ""),
        "seat": f"{actor.get('office') or names.agency.abbreviation}|{actor.get('title')}"
        if actor.get("title")
        else None,
        "money": actor.get("field"),
    }
