"""The wire between processes: a bell inside this one, and Redis when REDIS_URL is set."""

import json
import logging
import threading
import time
from functools import cache

from django.conf import settings

logger = logging.getLogger(__name__)

CHANNEL = "an-thu.hints"
SILENCE = 5  # seconds during which an unreachable Redis is left alone, so that no act waits for it
PATIENCE = 0.5  # seconds an act may wait for Redis after its commit

news = threading.Event()
_quiet_until = 0.0


def wake():
    """Ring the bell: this process has committed hints."""
    news.set()


def publish(topics):
    """Publish topics to every process. Never raises: a lost hint loses nothing."""
    global _quiet_until
    from redis.exceptions import RedisError

    if time.monotonic() < _quiet_until:
        return
    try:
        _client().publish(CHANNEL, json.dumps(topics))
    except (RedisError, OSError):
        _quiet_until = time.monotonic() + SILENCE
        logger.warning("hints: Redis does not answer, hints are left out for %s s", SILENCE)


def subscription():
    """An open subscription (a context manager) to what any process publishes; raises RedisError."""
    subscription = _client().pubsub()
    subscription.subscribe(CHANNEL)
    return subscription


def topics_of(message):
    """The topics inside one message of the subscription."""
    return json.loads(message["data"])


@cache
def _client():
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
        health_check_interval=15,
    )
