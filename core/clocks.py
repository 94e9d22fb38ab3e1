"""What core does by itself: keeps its own tables small."""

from datetime import timedelta

from django.conf import settings

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


@tick.every(minutes=1)
def mail_what_was_told(now):
    """Let one worker send mail when there is a mail server and something waits."""
    from core.jobs import is_under_way
    from core.queries.notices import to_mail
    from core.tasks import mail_notices

    if settings.EMAIL_HOST and to_mail(now).exists() and not is_under_way(mail_notices):
        mail_notices.enqueue()


@tick.daily(hour=1)
def check_some_files(now):
    """Read again a share of the kept files, so that damage on the disk is found while copies of it still exist."""
    from core.jobs import is_under_way
    from core.tasks import check_files

    if not is_under_way(check_files):
        check_files.enqueue()
