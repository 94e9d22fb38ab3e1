"""Forms that lead to another page when they succeed, and keep theirs when they are refused.

Such a form is sent by htmx with `X-Leaves`: a refusal rises over the page, with everything typed still there; where
the plain form would be redirected, htmx is told to go there, so that the next page is loaded once and whole.
"""

from django_htmx.http import HttpResponseClientRedirect

HEADER = "X-Leaves"


class LeavingMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 302 or not _leaves(request):
            return response
        answer = HttpResponseClientRedirect(response["Location"])
        answer.cookies = response.cookies
        return answer


def _leaves(request):
    return request.method == "POST" and request.htmx and HEADER in request.headers
