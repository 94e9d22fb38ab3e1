"""A file goes out a piece at a time under both servers, whole, and is closed whatever happens."""

import io

from asgiref.sync import async_to_sync
from django.core.handlers.asgi import ASGIRequest
from django.test import RequestFactory

from core.http.streaming import PIECE, stream_file

CONTENT = b"%PDF-" + bytes(range(256)) * 2_500
SCOPE = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}


def answer(request, **about):
    file = io.BytesIO(CONTENT)
    about = {"name": "Tờ trình.pdf", "media_type": "application/pdf", "size": len(CONTENT), **about}
    return stream_file(request, file, **about), file


def test_file_goes_out_a_piece_at_a_time_under_asgi():
    response, file = answer(ASGIRequest(SCOPE, io.BytesIO()))

    async def pieces():
        return [piece async for piece in response.streaming_content]

    found = async_to_sync(pieces)()
    assert ([len(piece) for piece in found], b"".join(found)) == ([PIECE, PIECE, len(CONTENT) - 2 * PIECE], CONTENT)
    response.close()
    assert file.closed is True


def test_file_that_nobody_waits_for_is_closed_unread():
    response, file = answer(RequestFactory().get("/"))
    response.close()
    assert file.closed is True


def test_headers_say_what_it_is_and_whether_it_is_shown():
    response, _file = answer(RequestFactory().get("/"))
    assert (response["Content-Length"], response["Content-Type"]) == (str(len(CONTENT)), "application/pdf")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''T%E1%BB%9D%20tr%C3%ACnh.pdf"
    shown, _file = answer(RequestFactory().get("/"), is_shown=True)
    assert shown["Content-Disposition"].startswith("inline; ")
    assert b"".join(shown.streaming_content) == CONTENT
