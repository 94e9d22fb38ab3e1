"""What documents hear from below: each receiver is one line that calls an action."""

from django.dispatch import receiver

from core import visibility
from documents import public  # noqa: F401  tells the public check what our register says
from documents.actions import reviewing
from documents.models import DocumentVisibility
from workflows.signals import step_opened, step_passed_on


@receiver(step_opened)
@receiver(step_passed_on)
def let_the_awaited_see(sender, step, **kwargs):
    reviewing.show_to_awaited(step)


visibility.follow(DocumentVisibility)  # the state in the rows is that of the document
