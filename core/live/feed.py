"""Where the hub learns what was committed: rows of the embedded database, or Redis. One thread in a process."""

import logging
import threading
import time
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from core.live import wire

logger = logging.getLogger(__name__)

EVERY = 0.15  # seconds between two looks; a commit of this process wakes the thread at once
HEAD_START = timedelta(seconds=2)  # a page that came with the first look hears what was committed meanwhile
MEMORY = 30  # seconds a transaction may stay open after its hint and still be heard (PostgreSQL without Redis)
BACK_OFF = 2  # seconds to wait after the database or Redis did not answer


def start_feed(hub):
    """Start the thread that feeds this hub and return it."""
    feed = RedisFeed(hub) if settings.REDIS_URL else RowFeed(hub)
    feed.start()
    return feed


class Feed(threading.Thread):
    """A thread that calls hub.announce until it is stopped or the hub's loop is closed."""

    def __init__(self, hub):
        super().__init__(name="hints", daemon=True)
        self.hub = hub
        self.stopping = threading.Event()

    def stop(self):
        self.stopping.set()
        wire.wake()

    def pass_on(self, topics):
        try:
            self.hub.announce(topics)
        except RuntimeError:  # the loop was closed: the process is going down
            self.stopping.set()

    def pass_gap(self):
        try:
            self.hub.announce_gap()
        except RuntimeError:
            self.stopping.set()


class RowFeed(Feed):
    """Reads the table of hints. Rows may commit out of order, so ids of the last half minute are remembered."""

    def __init__(self, hub):
        super().__init__(hub)
        self.born = timezone.now() - HEAD_START
        self.floor, self.seen, self.version = None, {}, None

    def run(self):
        while not self.stopping.is_set():
            try:
                self.look()
                pause = EVERY
            except DatabaseError:
                logger.warning("hints: the database does not answer", exc_info=True)
                pause = BACK_OFF
                close_old_connections()
            wire.news.wait(pause)
            wire.news.clear()
        connection.close()

    def look(self):
        """Pass on the topics of rows not seen before."""
        from core.models import Hint

        if not self.has_changed():
            return
        if self.floor is None:
            old = Hint.objects.filter(created_at__lt=self.born).order_by("-pk")
            self.floor = old.values_list("pk", flat=True).first() or 0
        fresh = dict(Hint.objects.filter(pk__gt=self.floor).values_list("pk", "topic"))
        topics = [topic for pk, topic in fresh.items() if pk not in self.seen]
        self.remember(fresh)
        if topics:
            self.pass_on(topics)

    def has_changed(self):
        """SQLite says cheaply whether anybody else committed since the last look (PRAGMA data_version)."""
        if connection.vendor != "sqlite":
            return True
        with connection.cursor() as cursor:
            version = cursor.execute("PRAGMA data_version").fetchone()[0]
        changed, self.version = version != self.version, version
        return changed

    def remember(self, fresh):
        """Note what was passed on; forget, and never read again, what is older than half a minute."""
        now = time.monotonic()
        self.seen.update((pk, now) for pk in fresh if pk not in self.seen)
        old = [pk for pk, at in self.seen.items() if at < now - MEMORY]
        self.floor = max([self.floor, *old])
        self.seen = {pk: at for pk, at in self.seen.items() if pk > self.floor}


class RedisFeed(Feed):
    """Listens on one Redis channel; when the connection comes back, pages are told to ask everything again."""

    def run(self):
        from redis.exceptions import RedisError

        lost = False
        while not self.stopping.is_set():
            try:
                with wire.subscription() as subscription:
                    if lost:
                        self.pass_gap()
                    lost = False
                    self.listen(subscription)
            except (RedisError, OSError):
                logger.warning("hints: Redis does not answer, pages work on without them")
                lost = True
                self.stopping.wait(BACK_OFF / 4)

    def listen(self, subscription):
        while not self.stopping.is_set():
            message = subscription.get_message(ignore_subscribe_messages=True, timeout=1)
            if message is not None:
                self.pass_on(wire.topics_of(message))
