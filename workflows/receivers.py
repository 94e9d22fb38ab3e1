"""What routes hear from below: who holds which post changed, so what waits follows."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from core import notify
from core.importing.kinds import KINDS
from core.models import Appointment, User
from core.signals import person_left
from workflows import importing_days
from workflows.models import RouteStep
from workflows.queries.routes import awaiting_people
from workflows.signals import step_escalated
from workflows.tasks import follow_person

KINDS["days"] = importing_days


@receiver([post_save, post_delete], sender=Appointment)
def post_changed(instance, raw=False, **kwargs):
    if not raw:
        _follow_later(instance.person_id)


@receiver(person_left, sender=User)
def somebody_left(person, **kwargs):
    _follow_later(person.pk)


@receiver(step_escalated)
def call_the_keepers(step, people, **kwargs):
    """Nobody is left above either: a keeper names somebody."""
    if people:
        return
    said = _("Bước “%(act)s” không còn ai xử lý. Hãy chỉ định người.") % {"act": step.label}
    keepers = User.objects.active().filter(is_keeper=True).values_list("pk", flat=True)
    notify.send(keepers, said, url=reverse("orphaned_steps"))


def _follow_later(person):
    """A job, because a post may have a thousand open steps; none when nothing waits for it."""
    if RouteStep.objects.open().filter(awaiting_people([person])).exists():
        follow_person.enqueue(person)
