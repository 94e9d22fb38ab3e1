"""What documents hear from below: each receiver is one line that calls an action."""

from django.dispatch import receiver

from documents.actions import reviewing
from workflows.signals import step_opened


@receiver(step_opened)
def let_the_awaited_see(sender, step, **kwargs):
    reviewing.show_to_awaited(step)
