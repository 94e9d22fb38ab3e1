"""Hints: that something changed, never what. The page asks again over HTTP, where permissions live."""

from django.db import transaction


def topic_of(obj):
    """The topic of one object: documents.document.812."""
    return f"{obj._meta.label_lower}.{obj.pk}"


def hint(obj):
    """Tell open pages, after commit, that this object changed."""
    hint_topic(topic_of(obj))


def hint_desk(*people):
    """Tell the desks of these people, after commit, that something waits or no longer waits."""
    for person in people:
        hint_topic(f"core.desk.{getattr(person, 'pk', person)}")


def hint_topic(topic):
    """Write the hint in the current transaction: it travels only when the act is committed."""
    from core.models import Hint

    with transaction.atomic():
        Hint.objects.create(topic=topic)
