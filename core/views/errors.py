"""Pages for what went wrong: always a sentence and a way on."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def bad_request(request, exception=None):
    return render(request, "errors/400.html", status=400)


@requires_csrf_token
def forbidden(request, exception=None):
    return render(request, "errors/403.html", {"sentence": str(exception or "")}, status=403)


@requires_csrf_token
def not_found(request, exception=None):
    return render(request, "errors/404.html", status=404)


@requires_csrf_token
def broken(request):
    return render(request, "errors/500.html", status=500)


def csrf_refused(request, reason=""):
    sentence = _("Trang đã cũ hoặc gửi từ nơi khác. Hãy tải lại trang rồi làm lại.")
    return render(request, "errors/403.html", {"sentence": sentence}, status=403)
