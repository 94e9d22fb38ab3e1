"""The sheets of papers: those the requester attaches, and those the procedure makes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.definition import OUTPUT_KINDS
from procedures.designer.facts_sheet import english, words
from procedures.designer.words import said

KINDS = {
    "result": _("Kết quả giải quyết"),
    "receipt": _("Giấy tiếp nhận và hẹn trả"),
    "supplement": _("Phiếu yêu cầu bổ sung"),
    "refusal": _("Phiếu từ chối"),
    "apology": _("Phiếu xin lỗi và hẹn lại"),
    "control": _("Phiếu kiểm soát quá trình"),
}


CASE_NAMES = {
    "requester": _("Người đề nghị"),
    "post": _("Chức danh của họ"),
    "unit": _("Đơn vị của họ"),
    "agency": _("Tên cơ quan"),
    "code": _("Mã hồ sơ"),
    "today": _("Ngày lập giấy"),
    "submitted_on": _("Ngày nộp"),
}


class PaperSheet(forms.Form):
    """A paper the requester attaches."""

    name = forms.CharField(label=_("Tên giấy tờ"), max_length=200)
    required = forms.BooleanField(label=_("Bắt buộc nộp"), required=False)
    note = forms.CharField(label=_("Ghi chú cho người nộp"), max_length=600, required=False)
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=200, required=False)

    def __init__(self, data=None, *, row, names):
        super().__init__(
            data,
            initial={
                "name": said(row.get("name")),
                "name_en": english(row.get("name")),
                "required": row.get("required"),
                "note": said(row.get("note")),
            },
        )

    def values(self):
        typed = self.cleaned_data
        found = {"name": words(typed.get("name", ""), typed.get("name_en", ""))}
        found |= {"required": True} if typed.get("required") else {}
        return found | ({"note": words(typed["note"])} if typed.get("note") else {})


class OutputSheet(forms.Form):
    """A paper the procedure makes, with the fields of the form in its text."""

    title = forms.CharField(label=_("Tên giấy"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=[(kind, KINDS[kind]) for kind in OUTPUT_KINDS])
    body = forms.CharField(
        label=_("Nội dung mẫu"),
        help_text=_("Chạm một ô bên dưới để chèn. Mỗi đoạn cách nhau một dòng trống."),
        max_length=50_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    numbered = forms.BooleanField(label=_("Cấp số"), required=False)
    signed = forms.BooleanField(label=_("Ký số"), help_text=_("Ký ở bước “Ký”."), required=False)
    document_kind = forms.CharField(label=_("Mã loại văn bản"), max_length=40, required=False)
    title_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=200, required=False)

    def __init__(self, data=None, *, row, names):
        super().__init__(
            data,
            initial={
                **{name: row.get(name) for name in ("kind", "numbered", "signed", "document_kind")},
                "body": plain(row.get("body", "")),
                "title": said(row.get("title")),
                "title_en": english(row.get("title")),
            },
        )
        own = [(known.key, known.label) for known in names.known.values() if known.key not in names.standing]
        self.blanks = own + [(key, label) for key, label in CASE_NAMES.items() if key not in names.known]

    def values(self):
        typed = self.cleaned_data
        found = {
            "kind": typed.get("kind") or "result",
            "title": words(typed.get("title", ""), typed.get("title_en", "")),
        }
        found |= {name: typed[name] for name in ("document_kind", "numbered", "signed") if typed.get(name)}
        return found | ({"body": paragraphs(typed["body"])} if typed.get("body") else {})


def plain(html):
    """The body as one writes it: paragraphs apart by a blank line; other marks of the drafting subset stay."""
    text = html.replace("</p>\n", "</p>").replace("</p><p>", "\n\n")
    if text.startswith("<p>") and text.endswith("</p>") and text.count("<p>") == 1:
        return text[3:-4]
    return html


def paragraphs(text):
    """HTML of what was written: as it is when it has marks of its own, else one <p> for each paragraph."""
    text = text.replace("\r\n", "\n").strip()
    if "<p" in text or not text:
        return text
    return "".join(f"<p>{part.strip()}</p>" for part in text.split("\n\n") if part.strip())
