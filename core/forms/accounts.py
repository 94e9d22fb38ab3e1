"""What people type to sign in and to look after their own account; allauth does the rest."""

from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def _say(form, **labels):
    """Give the fields our labels, without placeholders that repeat them."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, login=_("Tên đăng nhập"), password=_("Mật khẩu"))
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_login(self):
        return super().clean_login().lower()


class ConfirmPasswordForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, password=_("Mật khẩu"))
        self.fields["password"].help_text = ""


class ChangePasswordForm(BaseChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(
            self,
            oldpassword=_("Mật khẩu hiện tại"),
            password1=_("Mật khẩu mới"),
            password2=_("Nhập lại mật khẩu mới"),
        )
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _("Ít nhất 10 ký tự; không dễ đoán, không giống tên của bạn.")


class ChoosePasswordForm(forms.Form):
    """The first password, reached through a one-time link."""

    password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        help_text=_("Ít nhất 10 ký tự; không dễ đoán, không giống tên của bạn."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password1(self):
        password_validation.validate_password(self.cleaned_data["password1"], self.person)
        return self.cleaned_data["password1"]

    def clean(self):
        typed = super().clean()
        if typed.get("password1") and typed["password1"] != typed.get("password2"):
            self.add_error("password2", ValidationError(_("Hai lần nhập không giống nhau.")))
        return typed
