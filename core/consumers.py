"""The one socket of a page: it carries no data, only that something changed (words and codes: core/live)."""

import json
import time

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from core.live.hub import frame, the_hub
from core.live.visitor import find_granted, find_visitor

MESSAGE_LIMIT = 4096  # characters in one message of a page
TOPIC_LIMIT = 100  # topics one page may listen to
RATE, BURST = 10, 40  # messages a second a page may send, and at once
ASK_AFTER, LET_GO_AFTER = 16, 256  # frames sent since the page last spoke
MALFORMED, SIGNED_OUT, TOO_SLOW, CROWDED, TOO_LARGE, TOO_MANY = 4400, 4401, 4408, 4409, 4413, 4429

NONSENSE = ("", set(), 0)
THERE = frame(there=True)


class Allowance:
    """A token bucket: how many messages may still be sent now."""

    def __init__(self):
        self.tokens, self.at = BURST, time.monotonic()

    def take(self):
        now = time.monotonic()
        self.tokens, self.at = min(BURST, self.tokens + (now - self.at) * RATE), now
        self.tokens -= 1
        return self.tokens >= 0


class PageSocket(AsyncWebsocketConsumer):
    channel_layer_alias = None  # the hub fans out, so no mailbox is needed for each page

    async def websocket_connect(self, message):
        self.hub, self.person, self.topics = the_hub(), None, set()
        self.unheard, self.allowance, self.ending = 0, Allowance(), None
        self.session_key = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME)
        visitor = await find_visitor(self.session_key)
        if visitor is None:
            await self.close()
            return
        self.person = visitor.user.pk
        oldest = self.hub.join(self)
        self.end_with(visitor)
        await self.accept()
        if oldest is not None:
            await oldest.let_go(CROWDED)

    async def websocket_disconnect(self, message):
        self.forget()
        raise StopConsumer

    async def receive(self, text_data=None, bytes_data=None):
        self.unheard = 0
        if not self.allowance.take():
            await self.let_go(TOO_MANY)
        elif len(text_data or "") > MESSAGE_LIMIT:
            await self.let_go(TOO_LARGE)
        elif self.person is not None:
            await self.obey(text_data)

    async def obey(self, text):
        """Do what the page asks, or close politely when it makes no sense."""
        verb, wanted, age = understood(text)
        if verb == "listen":
            await self.listen(wanted, age)
        elif verb == "leave":
            self.hub.unlisten(self, wanted & self.topics)
        elif verb != "here":
            await self.let_go(MALFORMED)

    async def listen(self, wanted, age):
        room = TOPIC_LIMIT - len(self.topics - wanted)
        visitor, allowed = await find_granted(self.session_key, sorted(wanted)[: max(room, 0)])
        if visitor is None:
            await self.let_go(SIGNED_OUT)
        elif self.person is not None:
            self.hub.listen(self, allowed)
            await self.tell(frame(listening=sorted(allowed), refused=sorted(wanted - allowed)))
            for topic in self.hub.changed_since(allowed, age):
                await self.tell(frame(changed=topic))

    async def recheck(self):
        """A session ended or a right was withdrawn: stay only with what is still granted."""
        visitor, allowed = await find_granted(self.session_key, sorted(self.topics))
        if visitor is None or visitor.user.pk != self.person:
            await self.let_go(SIGNED_OUT)
            return
        self.end_with(visitor)
        withdrawn = self.topics - allowed
        self.hub.unlisten(self, withdrawn)
        if withdrawn:
            await self.tell(frame(refused=sorted(withdrawn)))

    async def tell(self, event):
        """Send one ready frame; a page that does not say "here" for too long is let go, so no buffer grows."""
        if self.person is None:
            return
        if self.unheard >= LET_GO_AFTER:
            await self.let_go(TOO_SLOW)
            return
        self.unheard += 1
        await self.base_send(event)
        if self.unheard % ASK_AFTER == 0:
            await self.base_send(THERE)

    def end_with(self, visitor):
        """Let the page go in the second in which its session ends."""
        if self.ending is not None:
            self.ending.cancel()
        self.ending = self.hub.loop.call_later(visitor.seconds_left + 0.05, self.hub.start, self.recheck)

    async def let_go(self, code):
        self.forget()
        await self.close(code=code)

    def forget(self):
        if self.ending is not None:
            self.ending.cancel()
        if self.person is not None:
            self.hub.leave(self)
            self.person = None


def understood(text):
    """(verb, topics, age in seconds) of one message; the verb is empty when it is not one of ours."""
    try:
        said = json.loads(text or "")
        verb, topics, age = said["do"], said.get("topics", []), said.get("age", 0)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return NONSENSE
    if not isinstance(topics, list) or not all(isinstance(topic, str) for topic in topics):
        return NONSENSE
    if not isinstance(verb, str) or not isinstance(age, int) or age < 0:
        return NONSENSE
    return verb, set(topics), age / 1000
