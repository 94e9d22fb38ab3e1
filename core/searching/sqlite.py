"""Search on SQLite. Two ways to one answer, chosen by how much the person sees.

Who sees much: FTS5 over the folded words, read from the newest entry down until the window is full. Who sees little:
the few entries they see are read and their words compared, which costs the same whatever the size of the archive.
"""

from functools import cache

from django.db import connection

from core.searching import sql

HIGHEST = "\U0010ffff"
LITTLE = 4_000  # visibility rows up to which the entries themselves are read


def reader(source, query, held):
    """Return a function (stream, below) -> up to sql.WINDOW Rows of the stream below an id, newest first."""
    sees_little = cache(lambda: _sees_little(source, held))

    def window(stream, below):
        unfinished = stream == sql.BEGINNING
        if stream == sql.NOTATION:
            found, params = _notations(source, query, held)
        elif sees_little():
            found, params = _read(source, query, held, unfinished=unfinished)
        else:
            found, params = _matched(source, query, held, unfinished=unfinished)
        exact, exact_params = _exactness(stream, query)
        statement = (
            f"SELECT e.id, e.object_id, e.title_words, {exact}, 1 FROM ({found} ORDER BY 1 DESC LIMIT {sql.WINDOW}) f"  # noqa: S608
            " CROSS JOIN core_searchentry e ON e.id = f.id ORDER BY e.id DESC"
        )
        rows = sql.rows(connection, statement, [*exact_params, *params, min(below, sql.TOP - 1)])
        return rows if stream == sql.NOTATION else _judged(rows, query)

    return window


def _exactness(stream, query):
    """What tells that a row is exact: its notation, or the text in which _judged looks for marks."""
    if stream == sql.NOTATION:
        return "e.notation = %s", [query.notation]
    return ("e.title || ' ' || substr(e.body, 1, 20000)" if query.marked else "''"), []


def _judged(rows, query):
    """Rows whose `exact` is a text, with the answer instead: Python finds words in it sooner than SQLite does."""
    spelled = sql.cases(query)
    return [row._replace(exact=all(any(case in row.exact for case in cases) for cases in spelled)) for row in rows]


def _sees_little(source, held):
    table, _thing = sql.visibility(source, connection.ops.quote_name)
    marks = ", ".join(["%s"] * len(held))
    few = f"SELECT 1 FROM {table} WHERE principal_id IN ({marks}) LIMIT {LITTLE}"  # noqa: S608 (names from models)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({few})", held)  # noqa: S608
        return cursor.fetchone()[0] < LITTLE


def _notations(source, query, held):
    """Entries whose own notation begins like the query."""
    seen, params = sql.seen(source, held, connection.ops.quote_name)
    statement = (
        "SELECT e.id FROM core_searchentry e"  # noqa: S608 (own parts)
        f" WHERE e.kind = %s AND e.notation >= %s AND e.notation < %s AND {seen} AND e.id < %s"
    )
    return statement, [source.kind, *_edges(query), *params]


def _matched(source, query, held, *, unfinished):
    """Entries FTS5 finds, in the order of their ids, those the person does not see left out."""
    seen, params = sql.seen(source, held, connection.ops.quote_name)
    others, other_params = _without_notation(query)
    statement = (
        "SELECT t.rowid AS id FROM core_searchtext t CROSS JOIN core_searchentry e ON e.id = t.rowid"  # noqa: S608
        f" WHERE core_searchtext MATCH %s AND e.kind = %s{others} AND {seen} AND t.rowid < %s"
    )
    return statement, [_match(query, unfinished=unfinished), source.kind, *other_params, *params]


def _match(query, *, unfinished):
    """All phrases, each quoted so that nothing in it is an operator; the last word whole, or unfinished."""
    phrases = [f'"{" ".join(phrase)}"' for phrase in query.phrases]
    every = " AND ".join(phrases)
    return f"({every}*) NOT {phrases[-1]}" if unfinished else every


def _read(source, query, held, *, unfinished):
    """Entries the person sees whose words hold every phrase."""
    table, thing = sql.visibility(source, connection.ops.quote_name)
    marks = ", ".join(["%s"] * len(held))
    others, other_params = _without_notation(query)
    holds, words = _holds(query, unfinished=unfinished)
    statement = (
        f"SELECT e.id FROM (SELECT DISTINCT {thing} AS thing FROM {table} WHERE principal_id IN ({marks})) v"  # noqa: S608
        " CROSS JOIN core_searchentry e ON e.object_id = v.thing"
        f" WHERE e.kind = %s{others} AND {holds} AND e.id < %s"
    )
    return statement, [*held, source.kind, *other_params, *words]


def _holds(query, *, unfinished):
    """The same as _match, said of the words themselves."""
    pieces = [f" {' '.join(phrase)} " for phrase in query.phrases]
    wanted = [*pieces[:-1], pieces[-1].rstrip()] if unfinished else pieces
    condition = " AND ".join([_HOLDS] * len(wanted))
    params = [piece for piece in wanted for _column in ("title", "body")]
    return (f"{condition} AND NOT {_HOLDS}", params + pieces[-1:] * 2) if unfinished else (condition, params)


_HOLDS = "(instr(' ' || e.title_words || ' ', %s) > 0 OR instr(' ' || e.body_words || ' ', %s) > 0)"


def _without_notation(query):
    """Leave out what the stream of notations has shown already."""
    if not query.notation:
        return "", []
    return " AND NOT (e.notation >= %s AND e.notation < %s)", _edges(query)


def _edges(query):
    return [query.notation, query.notation + HIGHEST]
