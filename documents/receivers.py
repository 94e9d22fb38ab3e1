"""What documents hear from below: each receiver is one line that calls an action."""

from django.dispatch import receiver

from core import visibility
from documents import pages, public  # noqa: F401  tell routes where papers are, and the public check our register
from documents.actions import reviewing
from documents.models import DocumentVisibility
from workflows.signals import deadline_passed, due_moved, step_opened, step_passed_on


@receiver(step_opened)
@receiver(step_passed_on)
def let_the_awaited_see(sender, step, **kwargs):
    reviewing.show_to_awaited(step)


@receiver(due_moved)
def show_the_new_date(sender, timer, **kwargs):
    reviewing.show_again(timer.route)


@receiver(deadline_passed)
def let_those_told_see(sender, timer, people, **kwargs):
    reviewing.show_to_told(timer.route, people)


visibility.follow(DocumentVisibility)  # the state in the rows is that of the document
