"""What a keeper types about people and the posts they hold."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms.days import DayField
from core.models import Appointment, Post, User


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("full_name", "username", "email", "phone", "is_keeper")
        help_texts = {
            "username": _("Chữ thường không dấu, ví dụ lannt. Người dùng gõ tên này khi đăng nhập."),
            "is_keeper": _("Quản lý tài khoản, đơn vị và hệ thống; không vì thế mà xem được văn bản."),
        }

    def clean_username(self):
        return self.cleaned_data["username"].lower()

    def _post_clean(self):
        """Shape only: the action checks the instance, which the form must not touch before."""


class LeavingForm(forms.Form):
    last_day = DayField(label=_("Ngày làm việc cuối cùng"))
    reason = forms.CharField(label=_("Lý do"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = timezone.localdate()


class AppointmentForm(forms.Form):
    post = forms.ModelChoiceField(label=_("Vị trí"), queryset=Post.objects.none(), empty_label=_("Chọn vị trí"))
    kind = forms.ChoiceField(
        label=_("Hình thức"), choices=[(kind, capfirst(kind.label)) for kind in Appointment.Kind]
    )
    starts = DayField(label=_("Từ ngày"))
    ends = DayField(label=_("Đến ngày"), required=False)
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Quyết định 12/QĐ-SKHCN ngày 05/01/2026"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        posts = Post.objects.select_related("office__agency").order_by("office__agency", "office", "rank", "pk")
        self.fields["post"].queryset = posts.filter(office__in=_offices())
        self.fields["post"].label_from_instance = _full_name_of_post
        self.fields["starts"].initial = timezone.localdate()


class EndForm(forms.Form):
    ends = DayField(label=_("Ngày cuối cùng giữ vị trí"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends"].initial = timezone.localdate()


def _offices():
    from core.models import Office

    return Office.objects.exclude(valid_to__lt=timezone.localdate())


def _full_name_of_post(post):
    office = post.office
    return f"{post.title}, {office.label}" + (f", {office.agency.label}" if office.agency else "")
