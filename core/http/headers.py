"""Headers Django does not send by itself."""

from core.http.offline import tell_reader


class HeadersMiddleware:
    """Private pages are never kept by shared caches; powerful browser features stay off but for signing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store, private")
        tell_reader(request, response)
        return response
