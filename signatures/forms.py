"""Shapes of input for one's own key and for the public check."""

from django import forms
from django.utils.translation import gettext_lazy as _

from signatures import custody
from signatures.models import Certificate


class PdfForm(forms.Form):
    """A PDF somebody wants judged."""

    file = forms.FileField(
        label=_("Tệp PDF đã ký"),
        help_text=_("Tệp chỉ dùng để kiểm tra và không được lưu lại."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )


def _pin(label, *, autocomplete, help_text=""):
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=custody.LONGEST_PIN,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "minlength": custody.SHORTEST_PIN}),
    )


class NewPinForm(forms.Form):
    """A fresh PIN, typed twice."""

    new_pin = _pin(
        _("Mã PIN mới"),
        autocomplete="new-password",
        help_text=_("Từ 6 ký tự trở lên, chỉ mình bạn biết. Quên mã PIN thì phải tạo khóa mới."),
    )
    again = _pin(_("Nhập lại mã PIN mới"), autocomplete="new-password")

    def clean_new_pin(self):
        try:
            custody.check_pin(self.cleaned_data["new_pin"])
        except custody.WeakPin as fault:
            raise forms.ValidationError(fault.args[0]) from None
        return self.cleaned_data["new_pin"]

    def clean(self):
        pin, again = self.cleaned_data.get("new_pin"), self.cleaned_data.get("again")
        if pin and again and pin != again:
            self.add_error("again", _("Hai lần nhập không giống nhau."))
        return self.cleaned_data


class ChangePinForm(NewPinForm):
    """The present PIN and a fresh one."""

    pin = _pin(_("Mã PIN hiện tại"), autocomplete="current-password")
    field_order = ["pin", "new_pin", "again"]


class ImageForm(forms.Form):
    """A picture of one's hand: drawn on the screen or uploaded."""

    image = forms.FileField(label=_("Ảnh chữ ký (PNG)"), widget=forms.FileInput(attrs={"accept": "image/png,.png"}))


class RevokeForm(forms.Form):
    """Why one's own certificate must stop."""

    reason = forms.ChoiceField(
        label=_("Lý do"),
        choices=[
            (each.value, each.label) for each in (Certificate.Revocation.KEY_EXPOSED, Certificate.Revocation.KEY_LOST)
        ],
    )
