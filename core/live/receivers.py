"""What ends or narrows an open page: heard here and sent to its socket, which lets go within a second."""

from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from core import realtime
from core.models import Appointment, User
from core.signals import access_changed


@receiver(post_delete, sender=Session)
def session_ended(instance, **kwargs):
    person = instance.get_decoded().get("_auth_user_id")
    if person:
        realtime.hint_access(person)


@receiver(post_save, sender=User)
def person_changed(instance, created, update_fields, **kwargs):
    """Left, or the password changed; a mere sign-in is no change."""
    if not created and (update_fields is None or {"is_active", "password", "is_keeper"} & set(update_fields)):
        realtime.hint_access(instance)


@receiver([post_save, post_delete], sender=Appointment)
def post_changed(instance, **kwargs):
    """Rights follow posts."""
    realtime.hint_access(instance.person_id)


@receiver(access_changed)
def access_was_changed(people, **kwargs):
    realtime.hint_access(*people)
