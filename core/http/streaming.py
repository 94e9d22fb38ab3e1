"""Long answers a piece at a time, under ASGI too: Django would otherwise gather a plain iterator in memory first."""

from itertools import islice

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import StreamingHttpResponse

LINES = 500  # lines a piece


def stream(request, lines, *, name, media_type):
    """A download of that file name, made of lines of text as they are produced."""
    pieces = iter(lambda: "".join(islice(lines, LINES)), "")
    content = _awaited(pieces) if isinstance(request, ASGIRequest) else pieces
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(content, content_type=media_type, headers=headers)


async def _awaited(pieces):
    while piece := await sync_to_async(next)(pieces, ""):
        yield piece
