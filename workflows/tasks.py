"""What routes do in the background. Arguments are ids; each task asks first whether there is something to do."""

from django.utils import timezone
from django_tasks import task

from core.jobs import retry


@task()
@retry(attempts=3, backoff=5)
def fire_timers():
    """Let every clock that is due speak."""
    from workflows.actions import ringing

    ringing.fire_all(timezone.now())


@task()
@retry(attempts=5, backoff=10)
def announce_late(fires):
    """Tell audit and upper rooms of clocks that ran over."""
    from workflows.actions import ringing

    ringing.announce_late(fires)


@task()
@retry(attempts=5, backoff=10)
def recompute_timers(office_id, reason, by_id):
    """Let running clocks follow a calendar that changed."""
    from core.models import Office, User
    from workflows.actions import recomputing

    office = Office.objects.select_related("agency").get(pk=office_id) if office_id else None
    recomputing.recompute(office, reason, by=User.objects.filter(pk=by_id).first())


@task()
@retry(attempts=5, backoff=10)
def follow_person(person_id):
    """Open steps of posts this person took or left wait for whoever holds them now."""
    from workflows.actions import handing

    handing.follow_people([person_id])
