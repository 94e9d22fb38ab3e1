"""Turns a refusal into an answer a person can read: a page, or a fragment for htmx."""

from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from core.refusals import Refused


class RefusalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return answer(request, exception) if isinstance(exception, Refused) else None


def answer(request, refusal):
    """The page, or for htmx the fragment, that tells the refusal."""
    template = "errors/refusal.html#fragment" if request.htmx else "errors/refusal.html"
    context = {"refusal": refusal, "back": _back(request)}
    return render(request, template, context, status=refusal.status)


def _back(request):
    """The page of ours the person came from; never the page of a stranger who led them here."""
    referer = request.META.get("HTTP_REFERER", "")
    return referer if url_has_allowed_host_and_scheme(referer, {request.get_host()}) else "/"
