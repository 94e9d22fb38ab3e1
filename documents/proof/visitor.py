"""One person at the house: signs in and presses buttons over HTTP, as a browser would."""

import html
import http.cookiejar
import mimetypes
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid

_FIELD = re.compile(r'name="(csrfmiddlewaretoken|seen|intent|revision)" value="([^"]*)"')
_FAULT = re.compile(r'data-fault="([^"]+)"( data-fixable)?( data-error)?')


class Refused(Exception):
    """The house said no: the status and the sentence it gave."""


class Page:
    """An answer: its address after redirects, its bytes, and the hidden fields of its forms."""

    def __init__(self, response):
        self.url = urllib.parse.urlsplit(response.url).path
        self.content = response.read()
        self.text = self.content.decode(errors="replace")
        self.hidden = {name: html.unescape(value) for name, value in _FIELD.findall(self.text)}

    @property
    def faults(self):
        """The checker's faults on the drafting screen: (key, fixable, error)."""
        return [(html.unescape(key), bool(fix), bool(error)) for key, fix, error in _FAULT.findall(self.text)]


class Visitor:
    def __init__(self, house_url, username, password):
        self.house = house_url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        entrance = self.get("/")
        self.post(entrance.url, {"login": username, "password": password}, page=entrance)

    def get(self, path):
        return self._ask(urllib.request.Request(self.house + path))  # noqa: S310  our own loopback address

    def post(self, path, fields=None, *, page, file=None):
        """Send a form with the hidden fields of the page it stands on; file: (field, name, bytes)."""
        hidden = {name: page.hidden[name] for name in ("csrfmiddlewaretoken", "seen") if name in page.hidden}
        body, kind = _form({**hidden, **(fields or {})}, file)
        headers = {"Content-Type": kind, "Referer": self.house + page.url}
        return self._ask(urllib.request.Request(self.house + path, body, headers))  # noqa: S310

    def _ask(self, request):
        try:
            with self.opener.open(request, timeout=120) as response:
                return Page(response)
        except urllib.error.HTTPError as answer:
            with answer:
                said = re.sub(r"<[^>]+>", " ", answer.read().decode(errors="replace").split("</head>")[-1])
            raise Refused(f"{answer.code} {request.selector}: {' '.join(said.split())[:400]}") from None


def _form(fields, file):
    boundary = uuid.uuid4().hex
    parts = []
    for name, value in fields.items():
        for each in value if isinstance(value, (list, tuple)) else [value]:
            parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{each}\r\n'.encode())
    if file:
        field, name, content = file
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        quoted = name.replace("\\", "_").replace('"', "_")
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{quoted}"\r\n'
        parts.append(f"{head}Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n")
    parts.append(f"--{boundary}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={boundary}"
