"""Who sits behind a socket: read from the session each time, because a session may end while the page is open."""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from types import SimpleNamespace

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.utils import timezone

from core import topics


@dataclass(frozen=True)
class Visitor:
    """The signed-in person of one session and the moment the session ends."""

    user: object
    until: datetime

    @property
    def seconds_left(self):
        return max(0.0, (self.until - timezone.now()).total_seconds())


def visitor(session_key):
    """The visitor of this session, or None when it is unknown, over, or its person may no longer come in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    row = store.get_model_class().objects.filter(session_key=session_key).first() if session_key else None
    if row is None or row.expire_date <= timezone.now():
        return None
    user = get_user(SimpleNamespace(session=store(session_key)))
    return Visitor(user, row.expire_date) if user.is_authenticated else None


def granted(session_key, wanted):
    """(visitor, topics of those wanted that this visitor may hear); (None, set()) when nobody is signed in."""
    found = visitor(session_key)
    if found is None:
        return None, set()
    return found, {topic for topic in wanted if topics.may_hear(found.user, topic)}


find_visitor = database_sync_to_async(visitor)
find_granted = database_sync_to_async(granted)
