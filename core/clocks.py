"""What core does by itself: keeps its own tables small."""

from datetime import timedelta

from core import tick

HINTS_KEPT = timedelta(minutes=5)
JOBS_KEPT = timedelta(days=30)
FIRINGS_KEPT = timedelta(days=40)
WORKERS_KEPT = timedelta(days=1)


@tick.every(minutes=1)
def forget_old_hints(now):
    from core.models import Hint

    Hint.objects.filter(created_at__lt=now - HINTS_KEPT).delete()


@tick.daily(hour=3)
def forget_old_rows(now):
    """Ended sessions, finished jobs, firings and workers long gone."""
    from django.contrib.sessions.models import Session
    from django_tasks_db.models import DBTaskResult

    from core.models import Firing, Worker

    Session.objects.filter(expire_date__lt=now).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - JOBS_KEPT).delete()
    Firing.objects.filter(slot__lt=now - FIRINGS_KEPT).delete()
    Worker.objects.filter(beat_at__lt=now - WORKERS_KEPT).delete()
