"""Long answers a piece at a time, under ASGI too: Django would otherwise gather a plain iterator in memory first."""

from itertools import islice

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

LINES = 500  # lines a piece
PIECE = 256 * 1024  # bytes a piece


def stream(request, lines, *, name, media_type):
    """A download of that file name, made of lines of text as they are produced."""
    pieces = iter(lambda: "".join(islice(lines, LINES)), "")
    return _answer(request, pieces, name=name, media_type=media_type, is_shown=False)


def stream_file(request, file, *, name, media_type, size, is_shown=False):
    """The bytes of an open file, which is closed at the end whatever happens; is_shown: in the browser itself.

    Parts of a file (Range) are not offered: the service worker keeps whole files or none.
    """
    pieces = iter(lambda: file.read(PIECE), b"")
    response = _answer(request, pieces, name=name, media_type=media_type, is_shown=is_shown)
    response["Content-Length"] = size
    response._resource_closers.append(file.close)
    return response


def _answer(request, pieces, *, name, media_type, is_shown):
    content = _awaited(pieces) if isinstance(request, ASGIRequest) else pieces
    headers = {"Content-Disposition": content_disposition_header(not is_shown, name)}
    return StreamingHttpResponse(content, content_type=media_type, headers=headers)


async def _awaited(pieces):
    while piece := await sync_to_async(next)(pieces, b""):
        yield piece
