"""What documents do by themselves: kept previews are forgotten."""

from datetime import timedelta

from core import tick

PREVIEWS_KEPT = timedelta(days=2)


@tick.daily(hour=4)
def forget_old_previews(now):
    from documents import rendering

    rendering.forget_previews(now - PREVIEWS_KEPT)
