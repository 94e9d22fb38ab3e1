"""A body beyond the limit is answered in words before anything of it is read."""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from core.http.refusals import answer
from core.refusals import TooLarge

FORM = 8 * 1024 * 1024  # bytes a form may hold beside its file


def body_limit():
    """Bytes of one request body we take in."""
    return settings.UPLOAD_LIMIT + FORM


class BodyLimitMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > body_limit():
            return answer(request, TooLarge(sentence(int(length))))
        return self.get_response(request)


def sentence(length):
    return _("Tệp nặng %(size)s, vượt mức %(limit)s cho phép.") % {
        "size": filesizeformat(length),
        "limit": filesizeformat(settings.UPLOAD_LIMIT),
    }
