"""HTTP and the one socket, behind one door."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  (apps must be loaded first)
from channels.sessions import CookieMiddleware  # noqa: E402
from django.urls import path  # noqa: E402

from core.consumers import PageSocket  # noqa: E402
from core.http.origin import SameOrigin  # noqa: E402
from core.http.static import StaticFirst  # noqa: E402
from core.serving.threads import LastingThreads  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": StaticFirst(LastingThreads(django_application)),
        "websocket": SameOrigin(CookieMiddleware(URLRouter([path("ws/", PageSocket.as_asgi())]))),
    }
)
