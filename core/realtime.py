"""Hints: that something changed, never what. The page asks again over HTTP, where permissions live.

A hint travels only when the act that caused it is committed: as a row (embedded default, seen by every process within
about 150 ms) or, with REDIS_URL, as one message published on commit. A lost hint loses nothing: the truth is in the
database, and a page that comes back asks anyway.
"""

from functools import partial

from django.conf import settings
from django.db import transaction

from core.live import wire


def topic_of(obj):
    """The topic of one object: documents.document.812."""
    return f"{obj._meta.label_lower}.{obj.pk}"


def hint(obj):
    """Tell open pages, after commit, that this object changed."""
    hint_topics(topic_of(obj))


def hint_desk(*people):
    """Tell the desks of these people (users or ids), after commit, that something waits or no longer waits."""
    hint_topics(*(f"core.desk.{getattr(person, 'pk', person)}" for person in people))


def hint_access(*people):
    """Have the open pages of these people (users or ids) checked: a session ended or a right was withdrawn."""
    hint_topics(*(f"core.access.{getattr(person, 'pk', person)}" for person in people))


def hint_topic(topic):
    """Send one topic such as "core.desk.5" with the current transaction."""
    hint_topics(topic)


def hint_topics(*topics):
    """Send topics, each once, with the current transaction."""
    names = list(dict.fromkeys(topics))
    if not names:
        return
    if settings.REDIS_URL:
        transaction.on_commit(partial(wire.publish, names), robust=True)
        return
    from core.models import Hint

    Hint.objects.bulk_create(Hint(topic=name) for name in names)
    transaction.on_commit(wire.wake, robust=True)
