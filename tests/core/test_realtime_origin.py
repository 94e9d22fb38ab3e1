"""The handshake of a socket comes from this very house."""

import pytest

from core.http.origin import is_own


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("http://localhost", "localhost:80", True),
        ("http://localhost:9000", "localhost:8000", False),
        ("http://127.0.0.1:8000", "localhost:8000", False),
        ("http://evil.example", "localhost:8000", False),
        ("http://evil.example", "evil.example", False),
        ("null", "localhost:8000", False),
        ("", "localhost:8000", False),
        ("http://[", "localhost:8000", False),
        ("file:///etc/passwd", "localhost:8000", False),
    ],
)
def test_origin_is_the_host_asked(origin, host, own):
    assert is_own(origin, host) is own


@pytest.mark.parametrize(
    ("origin", "own"), [("https://thu.gov.vn", True), ("https://thu.gov.vn:443", True), ("http://thu.gov.vn", False)]
)
def test_encrypted_house_refuses_plain_pages(settings, origin, own):
    settings.ENCRYPTED = True
    settings.ALLOWED_HOSTS = ["thu.gov.vn"]
    assert is_own(origin, "thu.gov.vn") is own
