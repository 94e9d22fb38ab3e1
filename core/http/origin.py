"""The socket opens only for pages of this very house (ASVS 4.4.2: check the Origin of the handshake)."""

from urllib.parse import urlsplit

from channels.security.websocket import WebsocketDenier
from django.conf import settings
from django.http.request import split_domain_port, validate_host

PORTS = {"http": "80", "https": "443"}


class SameOrigin:
    """Refuses a handshake whose Origin is missing or is another host or port than the one asked."""

    def __init__(self, application):
        self.application = application

    async def __call__(self, scope, receive, send):
        headers = dict(scope["headers"])
        origin = headers.get(b"origin", b"").decode("latin1")
        host = headers.get(b"host", b"").decode("latin1")
        guarded = self.application if is_own(origin, host) else WebsocketDenier()
        return await guarded(scope, receive, send)


def is_own(origin, host):
    """Whether a page of this origin was served by this host (an allowed one), the usual port written or not."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    if parts.scheme not in ({"https"} if settings.ENCRYPTED else PORTS):
        return False
    return allowed(host) and _with_port(parts.netloc, parts.scheme) == _with_port(host, parts.scheme)


def allowed(host):
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def _with_port(host, scheme):
    domain, port = split_domain_port(host)
    return domain, port or PORTS[scheme]
