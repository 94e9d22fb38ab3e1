"""What the web server takes in: a body beyond the limit is counted and dropped, so that memory stays bounded.

Daphne would write it to a temporary file and then hold all of it in memory. Instead the application sees the true
Content-Length and answers in words (core.http.limits).
"""

import io

from daphne.http_protocol import HTTPFactory, WebRequest

from core.http.limits import body_limit


class BoundedRequest(WebRequest):
    """One HTTP request of which no more than the limit is kept."""

    taken = 0

    def handleContentChunk(self, data):
        self.taken += len(data)
        if self.taken <= body_limit():
            super().handleContentChunk(data)

    def process(self):
        if self.taken > body_limit():
            self.content.close()
            self.content = io.BytesIO()
            self.requestHeaders.setRawHeaders(b"content-length", [str(self.taken).encode()])
        return super().process()


class BoundedFactory(HTTPFactory):
    """Makes bounded requests."""

    def buildProtocol(self, addr):
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = BoundedRequest
        return protocol
