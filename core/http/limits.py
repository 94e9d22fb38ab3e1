"""How much a request may carry: little from strangers, a file and its form from who is signed in; told in words."""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from core.http.refusals import answer
from core.refusals import TooLarge

FORM = 8 * 1024 * 1024  # bytes a form may hold beside its file
STRANGERS = 256 * 1024  # bytes of a body from somebody who is not signed in


def body_limit():
    """Bytes of one request body we take in at most."""
    return settings.UPLOAD_LIMIT + FORM


def files_from_anyone(view):
    """Let people who are not signed in send a whole file to this view."""
    view.takes_files_from_anyone = True
    return view


def is_open_to_files(path):
    """Whether the view at this path takes files from strangers."""
    try:
        return getattr(resolve(path).func, "takes_files_from_anyone", False)
    except (Resolver404, ValueError):
        return False


class BodyLimitMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        refusal = _refusal(request)
        return answer(request, refusal) if refusal else self.get_response(request)


def _refusal(request):
    """Why this body is not read, or None. Whoever stays below what a stranger may send is not even looked up."""
    declared = request.META.get("CONTENT_LENGTH") or "0"
    length = int(declared[:20]) if declared.isascii() and declared.isdigit() else 0
    if length > body_limit():
        return TooLarge(sentence(length))
    if length > STRANGERS and not is_open_to_files(request.path_info) and not request.user.is_authenticated:
        return TooLarge(_("Chưa đăng nhập nên không nhận nội dung lớn. Hãy đăng nhập rồi gửi lại."))
    return None


def sentence(length):
    return _("Tệp nặng %(size)s, vượt mức %(limit)s cho phép.") % {
        "size": filesizeformat(length),
        "limit": filesizeformat(settings.UPLOAD_LIMIT),
    }
