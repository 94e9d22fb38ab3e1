"""Every address × everybody of the cast × GET and POST: the status is the one written in matrix.py."""

import contextlib
import warnings

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from core import topics
from tests.cast import at_desk
from tests.house.matrix import CAST, ROWS, TOPICS
from tests.house.world import ADDRESSES, build_world, form_for

pytestmark = pytest.mark.django_db


@contextlib.contextmanager
def undone():
    """A transaction undone at its end, marked as a test's own so that durable blocks may live inside."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; every question is asked inside a savepoint that is undone."""
    with django_db_blocker.unblock(), undone():
        yield build_world()


def names(patterns, space=""):
    """Every URL name under these patterns, with its namespaces."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}"


def answers(world, row, method):
    """{person: status} of one address, each asked on a clean slate."""
    address = reverse(row.name, kwargs=ADDRESSES.get(row.thing or row.name, lambda world: {})(world))
    form = form_for(world, row.thing) if method == "post" else {}
    return {person: ask(getattr(world.cast, person, None), address, method, form) for person in CAST}


def ask(person, address, method, form):
    cache.clear()
    with undone(), warnings.catch_warnings():
        browser = at_desk(person) if person is not None else Client()
        browser.raise_request_exception = False
        response = getattr(browser, method)(address, form)
        if response.streaming:
            list(response.streaming_content)
    return response.status_code


def test_every_address_has_a_row():
    assert sorted({row.name for row in ROWS}) == sorted(set(names(get_resolver().url_patterns)))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_the_written_status(world, row, method):
    assert answers(world, row, method) == row.expected(method)


def test_every_kind_of_topic_has_a_row():
    assert sorted({topic.rsplit(".", 1)[0] for topic in TOPICS}) == topics.labels()


@pytest.mark.parametrize("topic", TOPICS)
def test_everybody_hears_what_is_written(world, topic):
    label, thing = topic.rsplit(".", 1)
    pk = getattr(world, thing, None) or getattr(world.cast, thing)
    heard = {name for name in CAST[1:] if topics.may_hear(getattr(world.cast, name), f"{label}.{pk.pk}")}
    assert heard == set(TOPICS[topic].split())
