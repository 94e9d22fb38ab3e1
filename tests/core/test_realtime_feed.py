"""Hints committed anywhere reach the hub: once each, whatever the order of their ids."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from core import realtime
from core.live.feed import RowFeed
from core.models import Hint
from tests.house_process import wait_until


class Notebook:
    """A hub that notes what it was fed."""

    def __init__(self):
        self.topics = []

    def announce(self, topics):
        self.topics += topics


@pytest.fixture
def fed():
    notebook = Notebook()
    feed = RowFeed(notebook)
    yield notebook, feed
    feed.stop()


def look(feed):
    """One look with the connection of another thread: a connection never sees its own data_version move."""
    done = threading.Thread(target=lambda: (feed.look(), connection.close()))
    done.start()
    done.join()


@pytest.mark.django_db(transaction=True)
def test_only_what_comes_after_the_start_is_passed_on_once(fed):
    notebook, feed = fed
    Hint.objects.create(topic="core.desk.1", created_at=feed.born - timedelta(seconds=1))
    look(feed)
    realtime.hint_topics("core.desk.2", "core.desk.3")
    feed.version = None
    look(feed)
    feed.version = None
    look(feed)
    assert notebook.topics == ["core.desk.2", "core.desk.3"]


@pytest.mark.django_db(transaction=True)
def test_row_with_a_smaller_id_committed_later_is_not_missed(fed):
    notebook, feed = fed
    look(feed)
    for pk in (12, 11, 13):
        Hint.objects.create(pk=pk, topic=f"core.desk.{pk}")
        feed.version = None
        look(feed)
    assert notebook.topics == ["core.desk.12", "core.desk.11", "core.desk.13"]


@pytest.mark.django_db(transaction=True)
def test_what_was_seen_is_forgotten_after_half_a_minute(fed):
    _notebook, feed = fed
    look(feed)
    feed.seen, feed.floor = {5: time.monotonic() - 31, 9: time.monotonic()}, 4
    feed.remember({})
    assert (feed.floor, list(feed.seen)) == (5, [9])


@pytest.mark.django_db(transaction=True)
def test_running_feed_hears_commits_and_not_roll_backs(fed):
    notebook, feed = fed
    feed.start()
    wait_until(lambda: feed.floor is not None)
    with transaction.atomic():
        realtime.hint_topic("core.desk.1")
        transaction.set_rollback(True)
    realtime.hint_topic("core.desk.2")
    wait_until(lambda: notebook.topics)
    feed.stop()
    feed.join()
    assert notebook.topics == ["core.desk.2"]
