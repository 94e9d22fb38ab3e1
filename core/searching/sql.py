"""SQL both databases share. A window is the newest entries of one stream that a person may see, below an id."""

from typing import NamedTuple

from core.visibility import thing_field

# The streams of a search, one after the other and without a common entry: those whose own number and notation begins
# like the query, those that hold every word, those that hold a longer word than the last one typed.
NOTATION, TEXT, BEGINNING = "notation", "text", "beginning"
WINDOW = 100  # entries ranked together: five pages; twice as many cost twice the time
TOP = 1 << 63  # above every id


class Row(NamedTuple):
    """One entry of a window. exact: it has the marks as typed; fits: it truly holds every phrase."""

    id: int
    object_id: int
    title_words: str
    exact: bool
    fits: bool


def rows(connection, statement, params):
    """Run and return Rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(map(Row._make, cursor.fetchall()))


def visibility(source, quote):
    """The visibility table of a source and its column that names the thing."""
    return quote(source.row_model._meta.db_table), quote(thing_field(source.row_model).column)


def seen(source, held, quote):
    """The condition that one of the held principals sees the entry's thing: part of every search."""
    table, thing = visibility(source, quote)
    marks = ", ".join(["%s"] * len(held))
    condition = f"EXISTS (SELECT 1 FROM {table} v WHERE v.{thing} = e.object_id AND v.principal_id IN ({marks}))"  # noqa: S608
    return condition, list(held)


def cases(query):
    """For each piece typed with marks, the usual cases in which it may stand in a text."""
    return [
        list(dict.fromkeys([piece, piece[:1].upper() + piece[1:], piece.title(), piece.upper()]))
        for piece in query.marked
    ]
