"""The shape of what people type about a document, and what to tell them when it does not fit."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.models import Post, User
from documents.actions.agencies import form_checker_of
from documents.capacity import signers_of
from documents.kinds import DOCUMENT_KINDS
from documents.models import AgencyProfile, Document

KIND_CHOICES = [(kind.code, kind.name) for kind in DOCUMENT_KINDS]
LINES = forms.Textarea(attrs={"rows": 3})


class NewDocumentForm(forms.Form):
    """How to begin: a kind, a unit, and perhaps a Word file or a ready PDF."""

    kind = forms.ChoiceField(label=_("Tên loại"), choices=KIND_CHOICES, initial="cong-van")
    subject = forms.CharField(label=_("Trích yếu"), max_length=500, required=False)
    file = forms.FileField(
        label=_("Tệp Word hoặc PDF"),
        required=False,
        allow_empty_file=True,
        help_text=_("Không bắt buộc. Tệp Word được tách thành các phần của thể thức; tệp PDF giữ nguyên để ký."),
    )
    unit = forms.ModelChoiceField(label=_("Đơn vị soạn"), queryset=None)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = units.first()


class DraftForm(forms.ModelForm):
    """The parts of form a drafter fills in (Decree 30, Appendix I). Who signs decides the capacity."""

    signer = forms.ModelChoiceField(label=_("Người ký"), queryset=User.objects.none(), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Document
        fields = (
            "kind", "subject", "urgency", "circulation", "place", "authority", "addressees", "body",
            "recipients", "signer", "signer_title",
        )  # fmt: skip
        widgets = {"addressees": LINES, "recipients": LINES, "body": forms.Textarea(attrs={"rows": 18})}

    kind = forms.ChoiceField(label=_("Tên loại"), choices=KIND_CHOICES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        signers = signers_of(self.instance.agency).values_list("person", flat=True)
        self.fields["signer"].queryset = User.objects.filter(pk__in=signers)
        self.fields["seen"].initial = self.instance.version
        self.fields["body"].max_length = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    def changes(self):
        """The fields of the draft as typed, for documents.actions.drafting.save_draft."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class AttachmentForm(forms.Form):
    title = forms.CharField(label=_("Tên tệp kèm theo"), max_length=200, required=False)
    file = forms.FileField(label=_("Tệp"), allow_empty_file=True)


class AgencyForm(forms.Form):
    """How one agency makes its documents; saving publishes its route anew."""

    numbering = forms.ChoiceField(label=_("Cấp số và ngày"), choices=AgencyProfile.Order, widget=forms.RadioSelect)
    form_checker = forms.ModelChoiceField(
        label=_("Người kiểm tra thể thức"),
        queryset=Post.objects.none(),
        help_text=_("Vị trí chịu trách nhiệm về thể thức và kỹ thuật trình bày (Nghị định 30, Điều 12.2)."),
    )
    collective = forms.CharField(
        label=_("Tập thể lãnh đạo ký TM."),
        max_length=100,
        required=False,
        help_text=_("Để trống nếu cơ quan theo chế độ thủ trưởng. Ví dụ: Ủy ban nhân dân"),
    )
    contact = forms.CharField(
        label=_("Địa chỉ in cuối trang đầu"), required=False, widget=LINES, help_text=_("Mỗi dòng một thông tin.")
    )
    prints_code = forms.BooleanField(label=_("In mã QR kiểm tra trên trang"), required=False)

    def __init__(self, *args, agency, profile, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form_checker"].queryset = Post.objects.in_agency(agency).select_related("office")
        self.fields["form_checker"].initial = form_checker_of(agency)
        for name in ("numbering", "collective", "contact", "prints_code"):
            self.fields[name].initial = getattr(profile, name)
