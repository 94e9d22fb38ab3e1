"""Search on PostgreSQL: one GIN index over words and pairs of neighbours; the matches are found first, then filtered.

Pairs are exact for phrases of two words; longer phrases are checked again in the text of the window.
"""

from itertools import pairwise

from django.db import connection

from core.searching import sql


def reader(source, query, held):
    """Return a function (stream, below) -> up to sql.WINDOW Rows of the stream below an id, newest first."""
    seen, seen_params = sql.seen(source, held, connection.ops.quote_name)

    def window(stream, below):
        matches, match_params = _matches(stream, source, query, min(below, sql.TOP - 1))
        exact, exact_params = _exactness(stream, query)
        fits, fits_params = _fits(stream, query)
        statement = (
            f"WITH matches AS MATERIALIZED ({matches}),"  # noqa: S608 (own parts)
            f" seen AS MATERIALIZED (SELECT e.id FROM matches e WHERE {seen} ORDER BY e.id DESC LIMIT {sql.WINDOW})"
            f" SELECT e.id, e.object_id, e.title_words, {exact}, {fits}"
            " FROM seen JOIN core_searchentry e ON e.id = seen.id ORDER BY e.id DESC"
        )
        return sql.rows(connection, statement, [*match_params, *seen_params, *exact_params, *fits_params])

    return window


def _matches(stream, source, query, below):
    conditions, params = ["e.kind = %s", "e.id < %s"], [source.kind, below]
    if stream == sql.NOTATION:
        conditions.append("e.notation LIKE %s")
        params.append(f"{query.notation}%")
    else:
        conditions.append("e.lexemes @@ %s::tsquery")
        params.append(_tsquery(query, unfinished=stream == sql.BEGINNING))
        if query.notation:
            conditions.append("e.notation NOT LIKE %s")
            params.append(f"{query.notation}%")
    return f"SELECT e.id, e.object_id FROM core_searchentry e WHERE {' AND '.join(conditions)}", params  # noqa: S608


def _tsquery(query, *, unfinished):
    """All words or pairs, each quoted so that nothing in it is an operator; the last one whole, or unfinished."""
    lexemes = [f"'{lexeme}'" for phrase in query.phrases for lexeme in _pairs(phrase)]
    every = " & ".join(lexemes)
    return f"{every}:* & !{lexemes[-1]}" if unfinished else every


def _pairs(phrase):
    if len(phrase) == 1:
        return list(phrase)
    return [f"{first}_{second}" for first, second in pairwise(phrase)]


def _exactness(stream, query):
    if stream == sql.NOTATION:
        return "e.notation = %s", [query.notation]
    return sql.exactness(query, "strpos")


def _fits(stream, query):
    """Whether each phrase of three words or more occurs as it is; the last may go on while it is being typed."""
    long = [phrase for phrase in query.phrases if len(phrase) > 2]
    if stream == sql.NOTATION or not long:
        return "true", []
    conditions, params = [], []
    for phrase in long:
        open_end = stream == sql.BEGINNING and phrase == query.phrases[-1]
        params += [f" {' '.join(phrase)}{'' if open_end else ' '}"] * 2
        conditions.append(
            "(strpos(' ' || e.title_words || ' ', %s) > 0 OR strpos(' ' || e.body_words || ' ', %s) > 0)"
        )
    return " AND ".join(conditions), params
