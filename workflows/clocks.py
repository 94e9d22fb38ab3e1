"""What routes do by themselves: deputies begin and end on time, clocks speak, the calendar looks ahead."""

from django.utils import timezone

from core import tick


@tick.every(minutes=1)
def keep_deputies(now):
    from workflows.actions import deputies

    deputies.keep_deputies(now)


@tick.every(minutes=1)
def ring(now):
    """Let one worker speak for every clock that is due; the ringing itself is a job, in bounded transactions."""
    from core.jobs import is_under_way
    from workflows.models import Timer
    from workflows.tasks import fire_timers

    if Timer.objects.ringing(now).exists() and not is_under_way(fire_timers):
        fire_timers.enqueue()


@tick.daily(hour=1)
def look_ahead(now):
    """Fill in, once, what this year and the next will probably look like; the agency confirms."""
    from workflows.actions import calendar

    year = timezone.localtime(now).year
    for each in calendar.unseeded((year, year + 1)):
        calendar.seed_year(each)


@tick.every(minutes=5)
def send_up_what_is_lost(now):
    """Steps nobody can act on any more go to the head above."""
    from workflows.actions import handing

    handing.escalate()


@tick.daily(hour=0)
def follow_posts(now):
    """Appointments that begin or ended with the day move what waits."""
    from workflows.actions import handing

    handing.follow_posts(timezone.localdate(now))
