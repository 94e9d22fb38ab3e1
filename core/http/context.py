"""What every page needs to draw its shell."""

from functools import cache

from django.conf import settings

from core import desk
from core.http.offline import mark_of


def shell(request):
    """The reader's mark, the tally on the desk, unread notices and the public address.

    What costs a query waits until it is asked for, so that fragments pay nothing.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"public_url": settings.PUBLIC_URL}
    return {
        "public_url": settings.PUBLIC_URL,
        "reader": mark_of(user),
        "desk_count": cache(lambda: desk.count_for(user)),
        "unread_count": cache(lambda: user.notices.filter(read_at__isnull=True)[:100].count()),
    }
