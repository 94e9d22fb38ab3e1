"""What a tablet may keep to read without a network (core/static/core/js/service-worker.js)."""

HEADER = "X-Offline"


def keep_for_reading(response):
    """Let the service worker of this browser keep the answer for twelve hours; forgotten on signing out."""
    response[HEADER] = "keep"
    return response
