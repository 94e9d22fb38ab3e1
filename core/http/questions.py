"""A question with a NUL in it is never a person's: no database stores one and PostgreSQL breaks on it."""

from django.core.exceptions import BadRequest


class QuestionMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the query")
