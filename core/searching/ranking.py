"""From windows of newest entries to one page of hits: best first inside a window, windows one after the other."""

from dataclasses import dataclass
from typing import NamedTuple

from core.searching import sql

MOST_WINDOWS = 5  # looked through for one page; a page may be short and still have one after it


class Place(NamedTuple):
    """Where the next page begins: so many hits into the window of a stream below an id."""

    stream: str
    below: int
    skip: int

    LENGTH = 3


@dataclass(frozen=True)
class Ranked:
    """The hits of one window, best first, and the id below which the next window begins (None: no more)."""

    rows: list
    below: int | None


def collect(window, query, limit, start):
    """Return up to limit rows from a place on, and the Place of those that follow (None at the end).

    window: (stream, below) -> Rows, newest first. start: the values of a Place, or None for the beginning.
    """
    streams = ([sql.NOTATION] if query.notation else []) + [sql.TEXT] + ([sql.BEGINNING] if query.unfinished else [])
    place = _known(start, streams) or Place(streams[0], sql.TOP, 0)
    rows = []
    for _window in range(MOST_WINDOWS):
        ranked = _rank(window(place.stream, place.below), query)
        rows += ranked.rows[place.skip :][: limit + 1 - len(rows)]
        if len(rows) > limit:
            return rows[:limit], Place(place.stream, place.below, ranked.rows.index(rows[limit]))
        place = _next(place, ranked, streams)
        if place is None:
            break
    return rows, place


def _known(start, streams):
    """A place out of a cursor, when it is one of this query."""
    if start is None or start[0] not in streams or not all(isinstance(value, int) for value in start[1:]):
        return None
    return Place(*start)


def _next(place, ranked, streams):
    """The next window of the stream, else the next stream."""
    if ranked.below is not None:
        return Place(place.stream, ranked.below, 0)
    following = streams[streams.index(place.stream) + 1 :]
    return Place(following[0], sql.TOP, 0) if following else None


def _rank(rows, query):
    """Exact marks (or the very notation) first, then all words in the title, then the newest."""
    wanted = set(query.words)
    fitting = [row for row in rows if row.fits]
    fitting.sort(key=lambda row: (not row.exact, not wanted.issubset(row.title_words.split()), -row.id))
    return Ranked(fitting, rows[-1].id if len(rows) == sql.WINDOW else None)
