"""What routes hear from below: who holds which post changed, so what waits follows."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from core.importing.kinds import KINDS
from core.models import Appointment, User
from core.signals import person_left
from workflows import importing_days
from workflows.models import RouteStep
from workflows.queries.routes import awaiting_people
from workflows.tasks import follow_person

KINDS["days"] = importing_days


@receiver([post_save, post_delete], sender=Appointment)
def post_changed(instance, raw=False, **kwargs):
    if not raw:
        _follow_later(instance.person_id)


@receiver(person_left, sender=User)
def somebody_left(person, **kwargs):
    _follow_later(person.pk)


def _follow_later(person):
    """A job, because a post may have a thousand open steps; none when nothing waits for it."""
    if RouteStep.objects.open().filter(awaiting_people([person])).exists():
        follow_person.enqueue(person)
