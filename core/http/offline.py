"""What a tablet may keep to read without a network (core/static/core/js/service-worker.js)."""

from django.utils.crypto import salted_hmac

HEADER = "X-Offline"
READER = "X-Reader"
NOBODY = "-"


def keep_for_reading(response):
    """Let the service worker of this browser keep the answer for twelve hours; forgotten on signing out."""
    response[HEADER] = "keep"
    return response


def tell_reader(request, response):
    """Mark for whom the answer was made, so that the worker forgets what another reader left. Costs no query:
    an answer that asked for nobody carries no mark.
    """
    if hasattr(request, "_cached_user"):
        response[READER] = mark_of(request.user)


def mark_of(user):
    """A mark that tells two readers apart and says nothing of either."""
    return salted_hmac(READER, str(user.pk)).hexdigest()[:16] if user.is_authenticated else NOBODY
