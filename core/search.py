"""The one search: words, "phrases" and notations, with or without marks, and only what the person may see.

An app registers a source in its search.py and calls index() and forget() in the transaction of its acts; find() asks
PostgreSQL or SQLite, whichever is at hand, and always inside the visibility table of the source.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from core import paging, principals
from core.searching import entries, grammar, highlight, postgres, ranking, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgres}

_sources = {}


@dataclass(frozen=True)
class Text:
    """What can be found of one thing. notation: number and notation such as 05/QĐ-SKHCN, or what there is of it."""

    title: str
    sort_key: int
    body: str = ""
    notation: str = ""


@dataclass(frozen=True)
class Source:
    """One kind of thing that can be found."""

    kind: str
    model: Any
    row_model: Any
    document_of: Callable
    things: Callable
    shown: Callable
    label: str
    row: str


@dataclass(frozen=True)
class Hit:
    """One thing found. title and excerpt are safe HTML with the found words in <mark>."""

    thing: Any
    title: str
    excerpt: str


@dataclass(frozen=True)
class Found:
    """Some hits, best first; after is the cursor of those that follow, empty at the end."""

    hits: list
    after: str = ""

    def __iter__(self):
        return iter(self.hits)

    def __len__(self):
        return len(self.hits)


def register(kind, model, row_model, *, document_of, row, things=None, shown=None, label=""):
    """Let things of a model be found.

    kind: a short name such as "document". row_model: its visibility table. document_of: thing -> Text, or None for a
    thing that is not to be found. row: the template of one line of results, given `hit`. things: () -> queryset with
    what document_of reads (all fields by default); shown: the same for what the line shows. label: the heading over
    the results, the plural name of the model by default.
    """
    things = things or model._base_manager.all
    label = label or model._meta.verbose_name_plural
    _sources[kind] = Source(kind, model, row_model, document_of, things, shown or things, label, row)


def source(kind):
    """Return the registered Source of a kind; KeyError when there is none."""
    return _sources[kind]


def sources():
    return list(_sources.values())


def index(kind, pk, *, title, body="", notation="", sort_key):
    """Let one thing be found by this text, in the current transaction; cheap when nothing changed.

    sort_key: its place among results, newest first (core.visibility.sort_key of a moment). Raises ValueError for a
    sort_key that is no time since 1970.
    """
    with transaction.atomic():
        entries.write(kind, pk, title=title, body=body, notation=notation, sort_key=sort_key)


def index_thing(kind, thing):
    """Write the entry of one thing as its source describes it, or take it out when it is not to be found."""
    text = _sources[kind].document_of(thing)
    if text is None:
        forget(kind, thing.pk)
    else:
        index(kind, thing.pk, title=text.title, body=text.body, notation=text.notation, sort_key=text.sort_key)


def forget(kind, pk):
    """Let one thing no longer be found."""
    entries.SearchEntry.objects.filter(kind=kind, object_id=pk).delete()


def find(kind, query, user, limit=20, after="", *, held=None):
    """Return Found things of a kind this person sees that hold everything in the query.

    First those whose own number and notation begin like the query, then those that hold every word, then those that
    hold a longer word than the last one typed. Each newest first in windows of 100, inside which exact marks come
    before others and words in the title before words in the text. query: anything people type; nothing in it is an
    error. held: the person's principals when they are known (principals.of_request). Seven queries, rarely nine.
    """
    asked = grammar.parse(query)
    held = principals.of_person(user) if held is None else held
    if not asked or not held:
        return Found([])
    name = f"search.{kind}:{asked.text}"
    engine, chosen = ENGINES[connection.vendor], _sources[kind]
    rows, onward = ranking.collect(
        engine.reader(chosen, asked, held),
        asked,
        limit,
        paging.read(after, name, ranking.Place.LENGTH),
    )
    return Found(_hits(chosen, rows, asked), paging.write(onward, name) if onward else "")


def _hits(chosen, rows, asked):
    """The things of the rows, in their order, with their words marked."""
    texts = dict(entries.texts(row.id for row in rows))
    things = chosen.shown().in_bulk([row.object_id for row in rows])
    return [
        Hit(things[row.object_id], highlight.title(title, asked), highlight.excerpt(body, asked))
        for row in rows
        if row.object_id in things
        for title, body in [texts[row.id]]
    ]
