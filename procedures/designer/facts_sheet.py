"""The sheet of a draft's own facts: name, who may ask, how long, on which legal ground."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import Office, Post
from procedures.designer.words import UNITS, said


class FactsSheet(forms.Form):
    """Reads the facts of a definition and puts them back; what it does not show stays as it is."""

    name = forms.CharField(label=_("Tên thủ tục"), max_length=200)
    area = forms.CharField(label=_("Lĩnh vực"), max_length=100, required=False)
    summary = forms.CharField(
        label=_("Tóm tắt"),
        help_text=_("Một câu cho người sắp nộp: dùng khi nào, được gì."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    amount = forms.IntegerField(label=_("Thời hạn giải quyết"), min_value=1, max_value=1000, required=False)
    unit = forms.ChoiceField(label=_("Tính theo"), choices=UNITS.items, initial="working_day")
    legal_basis = forms.CharField(
        label=_("Căn cứ pháp lý"),
        help_text=_("Mỗi dòng một văn bản."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    roles = forms.MultipleChoiceField(
        label=_("Vai trò được nộp"),
        help_text=_("Không chọn vai trò nào: ai trong cơ quan cũng nộp được."),
        choices=Post.Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    offices = forms.MultipleChoiceField(
        label=_("Đơn vị được nộp"),
        help_text=_("Không chọn đơn vị nào: mọi đơn vị."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    notation = forms.CharField(
        label=_("Ký hiệu hồ sơ"), help_text=_("Ví dụ NP cho nghỉ phép."), max_length=20, required=False
    )
    parent = forms.ChoiceField(
        label=_("Nối tiếp thủ tục"),
        help_text=_("Hồ sơ lấy sẵn dữ liệu của hồ sơ trước, không khai lại."),
        required=False,
    )
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=200, required=False)
    summary_en = forms.CharField(label=_("Tóm tắt tiếng Anh"), max_length=600, required=False)

    def __init__(self, *args, definition, names, **kwargs):
        super().__init__(*args, initial=_initial(definition), **kwargs)
        kept = definition.get("who_may", {}).get("offices", [])
        self.fields["offices"].choices = _with(names.units, kept)
        parents = _with(names.procedures, [definition["parent"]] if definition.get("parent") else [])
        self.fields["parent"].choices = [("", _("Không nối tiếp thủ tục nào")), *parents]

    def clean_legal_basis(self):
        lines = [line.strip() for line in self.cleaned_data["legal_basis"].splitlines() if line.strip()]
        if any(len(line) > 300 for line in lines):
            raise forms.ValidationError(_("Mỗi dòng không quá 300 ký tự."))
        return lines

    def put(self, definition):
        """Write what was typed into the definition."""
        typed = self.cleaned_data
        definition["name"] = words(typed["name"], typed["name_en"])
        _put(definition, "summary", words(typed["summary"], typed["summary_en"]) if typed["summary"] else None)
        _put(definition, "area", typed["area"])
        _put(definition, "budget", typed["amount"] and {"amount": typed["amount"], "unit": typed["unit"]})
        _put(definition, "legal_basis", typed["legal_basis"])
        who_may = {key: typed[key] for key in ("roles", "offices") if typed[key]}
        _put(definition, "who_may", who_may)
        _put(definition, "numbering", typed["notation"] and {"notation": typed["notation"]})
        _put(definition, "parent", typed["parent"])


def words(vi, en=""):
    """The words of a label in both languages, English left out when there is none."""
    return {"vi": vi} | ({"en": en} if en else {})


def english(label):
    return label.get("en", "") if isinstance(label, dict) else ""


def _put(definition, key, value):
    if value:
        definition[key] = value
    else:
        definition.pop(key, None)


def _with(choices, kept):
    """The choices, and behind them what is written already though this agency does not know it."""
    known = {value for value, _label in choices}
    return [*choices, *((value, value) for value in kept if value not in known)]


def _initial(definition):
    budget = definition.get("budget") or {}
    who_may = definition.get("who_may") or {}
    return {
        "name": said(definition.get("name")),
        "name_en": english(definition.get("name")),
        "area": definition.get("area", ""),
        "summary": said(definition.get("summary")),
        "summary_en": english(definition.get("summary")),
        "amount": budget.get("amount"),
        "unit": budget.get("unit", "working_day"),
        "legal_basis": "\n".join(definition.get("legal_basis", [])),
        "roles": who_may.get("roles", []),
        "offices": who_may.get("offices", []),
        "notation": (definition.get("numbering") or {}).get("notation", ""),
        "parent": definition.get("parent", ""),
    }


class _OfAgency(forms.Form):
    """Asks which agency only where there are several."""

    agency = forms.ModelChoiceField(label=_("Cơ quan"), queryset=Office.objects.none(), empty_label=None)

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["agency"].initial = agencies.order_by("pk").first()


class NewForm(_OfAgency):
    name = forms.CharField(label=_("Tên thủ tục"), help_text=_("Ví dụ: Mượn thiết bị trình chiếu"), max_length=200)
    area = forms.CharField(label=_("Lĩnh vực"), max_length=100, required=False)
    code = forms.CharField(
        label=_("Mã"), help_text=_("Để trống: lấy theo tên. Mã không đổi được về sau."), max_length=40, required=False
    )
    field_order = ("name", "area", "agency", "code")


class CarryForm(_OfAgency):
    file = forms.FileField(label=_("Tệp thủ tục (.json)"))
    replace = forms.BooleanField(label=_("Thay dự thảo đang có"), required=False)
    field_order = ("file", "agency", "replace")
