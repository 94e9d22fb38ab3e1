"""Vietnamese unless the person chose otherwise: what the browser would like does not decide here."""

from django.conf import settings
from django.utils import translation


class LanguageMiddleware:
    """Reads the language from the cookie the language switch sets, and from nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
