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
        matches, match_params = _matches(stream, source, query)
        exact, exact_params = _exactness(stream, query)
        fits, fits_params = _fits(stream, query)
        statement = (
            f"WITH seen AS MATERIALIZED (SELECT e.id FROM {matches}"  # noqa: S608 (own parts)
            f" AND {seen} AND e.id < %s ORDER BY e.id DESC LIMIT {sql.WINDOW})"
            f" SELECT e.id, e.object_id, e.title_words, {exact}, {fits}"
            " FROM seen JOIN core_searchentry e ON e.id = seen.id"
            " CROSS JOIN LATERAL (SELECT e.title || ' ' || e.body AS text OFFSET 0) whole ORDER BY e.id DESC"
        )
        end = min(below, sql.TOP - 1)
        return sql.rows(connection, statement, [*match_params, *seen_params, end, *exact_params, *fits_params])

    return window


def _matches(stream, source, query):
    """The entries of a stream, whoever sees them."""
    own = "e.kind = %s AND e.notation LIKE %s"
    own_params = [source.kind, f"{query.notation}%"]
    if stream == sql.NOTATION:
        return f"core_searchentry e WHERE {own}", own_params
    wanted = _tsquery(query, unfinished=stream == sql.BEGINNING)
    found, params = "core_search_matches(%s, %s::tsquery) e WHERE true", [source.kind, wanted]
    if not query.notation:
        return found, params
    others = f" AND e.id NOT IN (SELECT e.id FROM core_searchentry e WHERE {own})"  # noqa: S608 (own parts)
    return found + others, params + own_params


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
    spelled = sql.cases(query)
    each = [" OR ".join(["strpos(whole.text, %s) > 0"] * len(cases)) for cases in spelled]
    exact = " AND ".join(f"({condition})" for condition in each) or "true"
    return exact, [case for cases in spelled for case in cases]


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
