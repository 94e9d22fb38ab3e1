"""The shape of what people type about a document, and what to tell them when it does not fit."""

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.models import Post, User
from documents.actions.agencies import form_checker_of
from documents.capacity import signers_of
from documents.kinds import KINDS
from documents.models import AgencyProfile, Document

KIND_GROUPS = (
    (_("Quyết định, chỉ đạo"), "nghi-quyet quyet-dinh chi-thi quy-che quy-dinh huong-dan cong-dien"),
    (_("Trao đổi, thông báo"), "cong-van thong-bao thong-cao giay-moi thu-cong"),
    (_("Kế hoạch, báo cáo"), "ke-hoach chuong-trinh phuong-an de-an du-an bao-cao to-trinh"),
    (_("Thỏa thuận, ghi nhận"), "hop-dong bien-ban ban-ghi-nho ban-thoa-thuan"),
    (_("Giấy và phiếu"), "giay-uy-quyen giay-gioi-thieu giay-nghi-phep phieu-gui phieu-chuyen phieu-bao"),
)
KIND_CHOICES = [(label, [(code, KINDS[code].name) for code in codes.split()]) for label, codes in KIND_GROUPS]
FREQUENT = ("cong-van", "quyet-dinh", "thong-bao", "to-trinh", "bao-cao", "ke-hoach", "giay-moi")
LINES = forms.Textarea(attrs={"rows": 3})


class NewDocumentForm(forms.Form):
    """How to begin: a kind, a unit, and perhaps a Word file or a ready PDF."""

    kind = forms.ChoiceField(label=_("Tên loại"), choices=KIND_CHOICES, initial="cong-van")
    subject = forms.CharField(label=_("Trích yếu"), max_length=500, required=False)
    file = forms.FileField(
        label=_("Tệp Word hoặc PDF"),
        required=False,
        allow_empty_file=True,
        help_text=_("Tệp Word được tách thành các phần của thể thức; tệp PDF giữ nguyên để ký."),
    )
    unit = forms.ModelChoiceField(label=_("Đơn vị soạn"), queryset=None, empty_label=None)

    def __init__(self, *args, units, frequent=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = units.first()
        self.frequent = tuple(dict.fromkeys([*frequent, *FREQUENT]))[: len(FREQUENT)]

    def kinds(self):
        """[(group, [(code, name, is chosen)])]: those this person uses most, then the rest by what they are for."""
        chosen = self["kind"].value()
        named = [(_("Thường dùng"), self.frequent)]
        named += [(label, [c for c in codes.split() if c not in self.frequent]) for label, codes in KIND_GROUPS]
        return [(label, [(code, KINDS[code].name, code == chosen) for code in codes]) for label, codes in named]

    @property
    def is_rare(self):
        """The chosen kind is not among those shown first."""
        return self["kind"].value() not in self.frequent


class SignerField(forms.ModelChoiceField):
    """People who may sign, each with the post they sign from."""

    posts = {}

    def label_from_instance(self, person):
        return f"{person.full_name}, {self.posts[person.pk]}" if person.pk in self.posts else person.full_name


class DraftForm(forms.ModelForm):
    """The parts of form a drafter fills in (Decree 30, Appendix I). Who signs decides the capacity."""

    signer = SignerField(
        label=_("Người ký"), queryset=User.objects.none(), required=False, empty_label=_("Chọn người ký")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Document
        fields = (
            "kind", "subject", "urgency", "circulation", "place", "authority", "addressees", "body",
            "recipients", "signer", "signer_title",
        )  # fmt: skip
        widgets = {
            "subject": forms.Textarea(attrs={"rows": 2}),
            "addressees": LINES,
            "recipients": LINES,
            "body": forms.Textarea(attrs={"rows": 18}),
        }
        help_texts = {
            "subject": _("Một câu ngắn nói đúng nội dung văn bản."),
            "addressees": _("Mỗi nơi một dòng; gạch đầu dòng do trang in tự đặt."),
            "recipients": _("Mỗi nơi một dòng, dòng cuối là nơi lưu."),
        }

    kind = forms.ChoiceField(label=_("Tên loại"), choices=KIND_CHOICES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        signers = list(signers_of(self.instance.agency))
        self.fields["signer"].queryset = User.objects.filter(pk__in=[row.person_id for row in signers])
        self.fields["signer"].posts = {row.person_id: row.post.title for row in reversed(signers)}
        for name in ("urgency", "circulation"):
            self.fields[name].choices = [(code, capfirst(label)) for code, label in self.fields[name].choices]
        for name in self.Meta.fields:
            self.fields[name].template_name = "documents/parts/part.html"
        self.fields["seen"].initial = self.instance.version
        self.fields["body"].max_length = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    def clean(self):
        """Line ends as browsers send them (CR LF) become one sign, as they are kept."""
        for name in ("addressees", "recipients"):
            self.cleaned_data[name] = "\n".join(self.cleaned_data.get(name, "").splitlines())
        if "subject" in self.cleaned_data:
            self.cleaned_data["subject"] = " ".join(self.cleaned_data["subject"].split())
        return self.cleaned_data

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
