"""Static files are served before Django: no thread, no session, no middleware for a style sheet."""

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware

CHUNK = 64 * 1024
ALWAYS = [(b"x-content-type-options", b"nosniff"), (b"cross-origin-resource-policy", b"same-origin")]


class StaticFirst:
    """Answers addresses of static files and passes everything else to the application."""

    def __init__(self, application):
        self.application = application
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        self.shelf = WhiteNoiseMiddleware(None)

    async def __call__(self, scope, receive, send):
        file = self.find(scope["path"]) if scope["method"] in ("GET", "HEAD") else None
        if file is None:
            await self.application(scope, receive, send)
        else:
            await serve(file, scope, send)

    def find(self, path):
        if not path.startswith(settings.STATIC_URL):
            return None
        return self.shelf.find_file(path) if self.shelf.autorefresh else self.shelf.files.get(path)


async def serve(file, scope, send):
    """Send one file, or the part of it or the "not modified" the browser asks for."""
    answer = file.get_response(scope["method"], environment(scope))
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers]
    await send({"type": "http.response.start", "status": int(answer.status), "headers": headers + ALWAYS})
    if answer.file is not None:
        with answer.file as content:
            while chunk := content.read(CHUNK):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def environment(scope):
    """Request headers under the names WSGI gives them, as WhiteNoise reads them."""
    names = {name: value.decode("latin1") for name, value in scope["headers"]}
    return {f"HTTP_{name.decode('latin1').upper().replace('-', '_')}": value for name, value in names.items()}
