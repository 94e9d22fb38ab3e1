"""One hub in a process: which page listens to what. A frame is encoded once and handed to every listener.

Channels routes and authorises; it does not fan out (docs/realtime.md says why: 10 to 22 times the latency).
Everything here runs in the event loop; only `announce` and `announce_gap` may be called from other threads.
"""

import asyncio
import json
from collections import defaultdict
from functools import partial

from core.live.feed import start_feed

REMEMBERED = 60  # seconds a change is remembered for pages that were loading meanwhile
QUIET = 0.1  # seconds between two frames about the same burst of changes
MOST_PAGES = 12  # sockets of one person in one process
ACCESS = "core.access."

_hub = None


def the_hub():
    """The hub of the running event loop, with its feed started."""
    global _hub
    loop = asyncio.get_running_loop()
    if _hub is None or _hub.loop is not loop:
        if _hub is not None:
            _hub.feed.stop()
        _hub = Hub(loop)
        _hub.feed = start_feed(_hub)
    return _hub


def close_the_hub():
    """Stop the feed of this process and wait for its end."""
    global _hub
    if _hub is not None:
        _hub.feed.stop()
        _hub.feed.join()
        _hub = None


def frame(**words):
    """One websocket.send event, encoded once for all listeners."""
    return {"type": "websocket.send", "text": json.dumps(words, separators=(",", ":"))}


class Hub:
    """The local registry of listeners: objects with `person` (user id), `topics` (a set), `tell` and `recheck`."""

    def __init__(self, loop):
        self.loop = loop
        self.feed = None
        self.listeners = defaultdict(set)
        self.present = defaultdict(dict)  # the pages of each person, the oldest first
        self.waiting = {}
        self.changed = {}
        self.flushing = None
        self.tasks = set()

    def join(self, listener):
        """Take the page in; return the oldest page of the same person when they have more than MOST_PAGES now."""
        own = self.present[listener.person]
        own[listener] = None
        return next(iter(own)) if len(own) > MOST_PAGES else None

    def leave(self, listener):
        self.unlisten(listener, tuple(listener.topics))
        own = self.present[listener.person]
        own.pop(listener, None)
        if not own:
            del self.present[listener.person]

    def listen(self, listener, topics):
        for topic in topics:
            self.listeners[topic].add(listener)
            listener.topics.add(topic)

    def unlisten(self, listener, topics):
        for topic in topics:
            self.listeners[topic].discard(listener)
            if not self.listeners[topic]:
                del self.listeners[topic]
            listener.topics.discard(topic)

    def changed_since(self, topics, age):
        """Those of the topics that changed in the last `age` seconds (at most a minute)."""
        then = self.loop.time() - min(age, REMEMBERED)
        return [topic for topic in topics if self.changed.get(topic, -1) >= then]

    def announce(self, topics):
        """Tell listeners that these topics changed; safe from any thread."""
        self.loop.call_soon_threadsafe(self._gather, tuple(topics))

    def announce_gap(self):
        """Tell everybody that hints may have been lost; safe from any thread."""
        self.loop.call_soon_threadsafe(self.start, partial(self._tell_all, frame(again=True)))

    def _gather(self, topics):
        self.waiting.update(dict.fromkeys(topics))
        if self.flushing is None:
            self.flushing = self.start(self._flush)

    async def _flush(self):
        while self.waiting:
            topics, self.waiting = self.waiting, {}
            for topic in topics:
                await self._tell(topic)
            await asyncio.sleep(QUIET)
        self.flushing = None

    async def _tell(self, topic):
        if topic.startswith(ACCESS):
            for listener in tuple(self.present.get(int(topic.removeprefix(ACCESS)), ())):
                self.start(listener.recheck)
            return
        self._remember(topic)
        event = frame(changed=topic)
        for listener in tuple(self.listeners.get(topic, ())):
            await listener.tell(event)

    def _remember(self, topic):
        now = self.loop.time()
        self.changed.pop(topic, None)
        self.changed[topic] = now
        while next(iter(self.changed.values())) < now - REMEMBERED:
            del self.changed[next(iter(self.changed))]

    async def _tell_all(self, event):
        for listeners in tuple(self.present.values()):
            for listener in tuple(listeners):
                await listener.tell(event)

    def start(self, function):
        """Run a coroutine function beside everything else and keep its task alive until it is done."""
        task = self.loop.create_task(function())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task
