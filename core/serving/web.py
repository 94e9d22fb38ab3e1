"""The web server of one process: daphne with the limits of the house."""

from core.consumers import MESSAGE_LIMIT


def serve(host, port):
    """Serve HTTP and the socket until SIGINT or SIGTERM."""
    from channels.routing import get_default_application  # settings.ASGI_APPLICATION: core does not know config
    from daphne import server
    from daphne.endpoints import build_endpoint_description_strings

    from core.serving.intake import BoundedFactory

    server.HTTPFactory = BoundedFactory  # daphne names its factory itself and offers no other way in
    server.Server(
        application=get_default_application(),
        endpoints=build_endpoint_description_strings(host=host, port=port),
        http_timeout=120,
        websocket_handshake_timeout=10,
        websocket_max_message_size=MESSAGE_LIMIT,
        websocket_max_frame_size=MESSAGE_LIMIT,
        application_close_timeout=10,
        server_name="an-thu",
        verbosity=0,
    ).run()
