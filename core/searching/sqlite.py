"""Search on SQLite: FTS5 over the folded words, read from the newest entry down until the window is full."""

from django.db import connection

from core.searching import sql

HIGHEST = "\U0010ffff"


def window(stream, source, query, held, below):
    """Return up to sql.WINDOW Rows of a stream with ids below `below`, newest first."""
    exact, exact_params = _exactness(stream, query)
    seen, seen_params = sql.seen(source, held, connection.ops.quote_name)
    table, place, condition, params = _stream(stream, query)
    statement = (
        f"SELECT e.id, e.object_id, e.title_words, {exact}, 1 FROM {table}"  # noqa: S608 (own parts)
        f" WHERE {condition} AND {place} < %s AND e.kind = %s AND {seen} ORDER BY {place} DESC LIMIT {sql.WINDOW}"
    )
    with connection.cursor() as cursor:
        return sql.rows(
            cursor, statement, [*exact_params, *params, min(below, sql.TOP - 1), source.kind, *seen_params]
        )


def _exactness(stream, query):
    if stream == sql.NOTATION:
        return "e.notation = %s", [query.notation]
    return sql.exactness(query, "instr")


def _stream(stream, query):
    """Table, column of the order, condition and its parameters. Full text comes in the order of its row ids."""
    own, edges = "e.notation >= %s AND e.notation < %s", [query.notation, query.notation + HIGHEST]
    if stream == sql.NOTATION:
        return "core_searchentry e", "e.id", own, edges
    table = "core_searchtext t CROSS JOIN core_searchentry e ON e.id = t.rowid"
    match = _match(query, unfinished=stream == sql.BEGINNING)
    if query.notation:
        return table, "t.rowid", f"core_searchtext MATCH %s AND NOT ({own})", [match, *edges]
    return table, "t.rowid", "core_searchtext MATCH %s", [match]


def _match(query, *, unfinished):
    """All phrases, each quoted so that nothing in it is an operator; the last word whole, or unfinished."""
    phrases = [f'"{" ".join(phrase)}"' for phrase in query.phrases]
    every = " AND ".join(phrases)
    return f"({every}*) NOT {phrases[-1]}" if unfinished else every
