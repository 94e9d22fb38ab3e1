"""How allauth behaves here: accounts are made by the system keeper, never by visitors."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class AccountAdapter(DefaultAccountAdapter):
    """Words in the language of the house, the same for a wrong name, a wrong password and a closed account."""

    _mismatch = gettext_lazy("Tên đăng nhập hoặc mật khẩu không đúng.")
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _mismatch,
        "username_password_mismatch": _mismatch,
        "invalid_login": _mismatch,
        "incorrect_password": gettext_lazy("Mật khẩu không đúng."),
        "enter_current_password": gettext_lazy("Mật khẩu hiện tại không đúng."),
        "incorrect_code": gettext_lazy("Mã không đúng hoặc đã hết hạn."),
        "too_many_login_attempts": gettext_lazy("Đăng nhập sai nhiều lần. Hãy thử lại sau 5 phút."),
        "rate_limited": gettext_lazy("Bạn gửi quá nhiều lần. Hãy thử lại sau ít phút."),
    }

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """A closed account is refused like a wrong password: the door tells nobody which accounts exist."""
        user = super().authenticate(request, **credentials)
        return user if user and user.is_active else None


class SecondFactorAdapter(DefaultMFAAdapter):
    """Passkeys and one-time codes; their secrets are kept encrypted, the key lies outside the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Mã không đúng hoặc đã hết hạn."),
        "cannot_delete_authenticator": gettext_lazy("Không tắt được lớp xác thực này."),
        "cannot_generate_recovery_codes": gettext_lazy("Hãy bật khóa truy cập hoặc mã xác thực trước."),
    }

    def encrypt(self, text):
        return _secret_box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _secret_box().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user):
        return user.username

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": "Án Thư"}

    def get_public_key_credential_user_entity(self, user):
        return super().get_public_key_credential_user_entity(user) | {
            "display_name": user.full_name,
            "name": user.username,
        }

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Khóa truy cập %(number)d") % {"number": count + 1}


def _secret_box():
    derived = HKDF(SHA256(), 32, salt=None, info=b"an-thu second factor").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def one_time_link(person):
    """The address through which the person chooses a password: good once, for settings.PASSWORD_RESET_TIMEOUT s."""
    name = urlsafe_base64_encode(force_bytes(person.pk))
    path = reverse("choose_password", args=[name, default_token_generator.make_token(person)])
    return f"{settings.PUBLIC_URL}{path}"


def person_of_link(name, token):
    """The active User whose one-time link this is, or None when it is wrong, used or too old."""
    from core.models import User

    try:
        person = User.objects.active().get(pk=int(urlsafe_base64_decode(name)))
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
    return person if default_token_generator.check_token(person, token) else None
