"""What the web server takes in: a body beyond the limit is counted and dropped, so that memory stays bounded.

Daphne would write it to a temporary file and then hold all of it in memory. Instead the application sees the true
Content-Length and answers in words (core.http.limits). Beyond what strangers may send, the session is looked up while
the body still arrives; nothing of a stranger's is handed on.
"""

import io
from functools import partial
from http.cookies import CookieError, SimpleCookie
from urllib.parse import unquote

from daphne.http_protocol import HTTPFactory, WebRequest
from django.conf import settings
from django.db import connections
from twisted.internet.threads import deferToThread

from core.http.limits import STRANGERS, body_limit, is_open_to_files
from core.live.visitor import visitor


class BoundedRequest(WebRequest):
    """One HTTP request of which no more than the limit is kept."""

    taken = 0
    welcome = None  # whether a body larger than a stranger's is taken: None until it is known
    asking = None  # the question whose session this is, while a thread looks

    def handleContentChunk(self, data):
        self.taken += len(data)
        if self.taken > STRANGERS and self.asking is None:
            self.asking = self.ask()
        if self.welcome is not False and self.taken <= body_limit():
            super().handleContentChunk(data)

    def ask(self):
        """Find out in a thread whether this sender may send more; the answer comes while the body arrives."""
        address = self.channel._path  # twisted tells the request its own address only when the body is there
        asking = deferToThread(may_send_files, address, self.requestHeaders.getRawHeaders(b"cookie", []))
        return asking.addCallbacks(self.learn, lambda _failure: self.learn(False))

    def learn(self, welcome):
        self.welcome = welcome
        if not welcome:
            self.drop()

    def drop(self):
        """Let go of what was kept; the application still learns how much was sent."""
        self.content.close()
        self.content = io.BytesIO()

    def process(self):
        if self.asking is None:
            return super().process()
        return self.asking.addCallback(lambda _known: self.hand_on())

    def hand_on(self):
        if self._disconnected:
            return None
        if self.taken > body_limit():
            self.drop()
        if self.taken > body_limit() or not self.welcome:
            self.requestHeaders.setRawHeaders(b"content-length", [str(self.taken).encode()])
        return super().process()


def may_send_files(address, cookies):
    """Whether whoever sends these cookies is signed in, or the view at this address takes files from anyone."""
    try:
        path = unquote(address.partition(b"?")[0].decode("ascii"))
        return is_open_to_files(path) or visitor(session_key_of(cookies)) is not None
    except UnicodeDecodeError:
        return False
    finally:
        connections.close_all()


def session_key_of(cookies):
    """The session key among the raw Cookie headers, empty when there is none."""
    try:
        found = SimpleCookie(b"; ".join(cookies).decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return found.value if found else ""


class BoundedFactory(HTTPFactory):
    """Makes bounded requests. Twisted would also parse each form, whole and on the event loop; Django does that."""

    def buildProtocol(self, addr):
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = partial(BoundedRequest, parsePOSTFormSubmission=False)
        return protocol
