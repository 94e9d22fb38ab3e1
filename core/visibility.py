"""Who sees what: one narrow table per kind of thing, `(principal, sort_key, thing)`, read by every list and search.

The rows are written in the transaction of the act that changes who sees. A list reads the newest rows of each
principal the person holds and merges them, so its cost follows the size of the page and not of the archive.

A concrete table subclasses core.models.VisibilityRow. All rows of one thing carry the same sort_key and the same
copies of its fields.
"""

from itertools import product

from django.db import connections, router, transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.signals import post_save

from core import paging, principals

ANYONE = -(1 << 62)  # stands for each principal in turn in SQL that is compiled once


def sort_key(moment):
    """The place of a moment in every list, newest first: whole milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def thing_field(row_model):
    """The foreign key of a visibility table that leads to its things."""
    return next(field for field in row_model._meta.concrete_fields if field.is_relation and field.name != "principal")


# --- Writing: in the transaction of the act ---------------------------------------------------------


def show(row_model, thing, to, sort_key):
    """Show the thing to these principals too, and move it to this place in everybody's list.

    to: principals or their ids. Showing again changes nothing. sort_key: greater comes first.
    """
    values = {"sort_key": sort_key} | _copies(row_model, thing)
    own = {thing_field(row_model).attname: thing.pk}
    with transaction.atomic():
        _update(row_model, thing, values)
        row_model._base_manager.bulk_create(
            [row_model(principal_id=pk, **own, **values) for pk in _ids(to)], ignore_conflicts=True
        )


def show_only(row_model, thing, to, sort_key):
    """Show the thing to exactly these principals: for acts that work out anew who sees it."""
    with transaction.atomic():
        gone = row_model._base_manager.filter(**{thing_field(row_model).attname: thing.pk})
        gone.exclude(principal_id__in=_ids(to)).delete()
        show(row_model, thing, to, sort_key)


def hide(row_model, thing, of=None):
    """Take the thing away from these principals (or their ids); from everybody when none are named."""
    rows = row_model._base_manager.filter(**{thing_field(row_model).attname: thing.pk})
    if of is not None:
        rows = rows.filter(principal_id__in=_ids(of))
    rows.delete()


def follow(row_model):
    """Keep the copied fields of a visibility table right whenever a thing is saved, in the same transaction."""

    def copy(sender, instance, created, update_fields, raw=False, **kwargs):
        if not created and not raw and (update_fields is None or set(update_fields) & set(row_model.copied)):
            _update(row_model, instance, _copies(row_model, instance))

    post_save.connect(copy, thing_field(row_model).related_model, weak=False, dispatch_uid=f"{row_model._meta.label}")


def _copies(row_model, thing):
    return {name: getattr(thing, name) for name in row_model.copied}


def _update(row_model, thing, values):
    """Give all rows of a thing these values; rows that have them already are not written."""
    rows = row_model._base_manager.filter(**{thing_field(row_model).attname: thing.pk})
    rows.exclude(**values).update(**values)


def _ids(to):
    return sorted({getattr(principal, "pk", principal) for principal in to})


# --- Reading ----------------------------------------------------------------------------------------


def visible(queryset, row_model, user, *, held=None):
    """Narrow a queryset of things to those this person sees: for one object or a small set, never for long lists.

    held: the ids of the person's principals when they are known already (principals.of_request).
    """
    held = principals.of_person(user) if held is None else held
    field = thing_field(row_model).attname
    return queryset.filter(Exists(row_model._base_manager.filter(principal_id__in=held, **{field: OuterRef("pk")})))


def page(row_model, user, *, after="", before="", size=50, things=None, held=None, **filters):
    """Return one paging.Page of the things this person sees, newest first, in one query.

    after, before: cursors as paging.place(request) reads them. things: a queryset of the things with whatever it
    selects or prefetches (all of them by default). held: as in visible(). filters: lookups on the row, such as
    state="issued"; a field the row has no copy of (document__kind) makes long lists slow.
    """
    held = principals.of_person(user) if held is None else held
    name = row_model._meta.label_lower
    after, before = paging.read(after, name, 2), paging.read(before, name, 2)
    if after is not None:
        before = None
    if not held:
        return paging.Page()
    chosen = RawSQL(*_merged(row_model, held, filters, size + 1, after=after, before=before))  # noqa: S611 (own SQL)
    found = list(_in_order(row_model, things, chosen, newest_first=before is None))
    return paging.cut(
        found, size, key=lambda thing: (thing.list_key, thing.pk), name=name, after=after, before=before
    )


def count_capped(row_model, user, cap=1000, *, held=None, **filters):
    """Return a paging.Tally of the things this person sees: exact below the cap, "999+" from there on."""
    return counts_capped(row_model, user, [filters], cap, held=held)[0]


def counts_capped(row_model, user, many_filters, cap=1000, *, held=None):
    """Return a paging.Tally for each of several filters, as count_capped does for one, all in one query."""
    held = principals.of_person(user) if held is None else held
    if not held:
        return [paging.Tally(0, cap) for _filters in many_filters]
    counts, params = [], []
    for filters in many_filters:
        count, values = _count(_arms(row_model, held, filters, cap), int(cap))
        counts.append(count)
        params += values
    with _connection(row_model).cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", params)
        return [paging.Tally(count, cap) for count in cursor.fetchone()]


def _in_order(row_model, things, chosen, *, newest_first):
    """The chosen things with their place in the list as list_key."""
    field = thing_field(row_model)
    things = field.related_model._base_manager.all() if things is None else things
    key = row_model._base_manager.filter(**{field.attname: OuterRef("pk")}).values("sort_key")[:1]
    order = ("-list_key", "-pk") if newest_first else ("list_key", "pk")
    return things.filter(pk__in=chosen).annotate(list_key=Subquery(key)).order_by(*order)


def _count(arms, cap):
    """SQL for how many things the arms hold together, at most cap; done as soon as one of them reaches it alone."""
    if not arms:
        return "0", []
    reached = " ".join(f"WHEN (SELECT COUNT(*) FROM ({sql}) arm) >= {cap} THEN {cap}" for sql, _params in arms)  # noqa: S608
    union, params = _union(arms)
    return f"CASE {reached} ELSE (SELECT COUNT(*) FROM (SELECT * FROM ({union}) a LIMIT {cap}) b) END", params * 2  # noqa: S608


def _merged(row_model, held, filters, limit, *, after=None, before=None):
    """SQL for the ids of the first things beyond a place, whoever of the principals they are shown to."""
    column = _connection(row_model).ops.quote_name(thing_field(row_model).column)
    arms = _arms(row_model, held, filters, limit, after=after, before=before)
    union, params = _union(arms or [(f"SELECT 0 AS {column}, 0 AS sort_key WHERE 1 = 0", [])])
    direction = "ASC" if before is not None else "DESC"
    sql = (
        f"SELECT {column} FROM ({union}) merged"  # noqa: S608 (built from compiled querysets)
        f" ORDER BY sort_key {direction}, {column} {direction} LIMIT {int(limit)}"
    )
    return sql, params


def _union(arms):
    """SQL for all arms together, each thing once, and its parameters."""
    union = " UNION ".join(f"SELECT * FROM ({sql}) arm" for sql, _params in arms)  # noqa: S608
    return union, [value for _sql, params in arms for value in params]


def _arms(row_model, held, filters, limit, *, after=None, before=None):
    """(SQL, parameters) for the first things of each principal.

    Each arm reads at most `limit` entries of a covering index, whatever the size of the table. All principals have
    the same arm but for the id, so it is compiled once.
    """
    field = thing_field(row_model).attname
    order = ("sort_key", field) if before is not None else ("-sort_key", f"-{field}")
    rows = row_model._base_manager.filter(_beyond(field, after, before), principal_id=ANYONE).order_by(*order)
    arms = []
    for lookups in _ranges(row_model, filters):
        arm = rows.filter(**lookups).values_list(field, "sort_key")[:limit]
        sql, values = arm.query.get_compiler(connection=_connection(row_model)).as_sql()
        arms += [(sql, [pk if value == ANYONE else value for value in values]) for pk in held]
    return arms


def _ranges(row_model, filters):
    """Lookups for each range of an index: one for each of several values of a copied field (state__in=[…])."""
    several = {name for name in filters if name.removesuffix("__in") in row_model.copied and name.endswith("__in")}
    choices = [[(name.removesuffix("__in"), value) for value in filters[name]] for name in sorted(several)]
    others = {name: value for name, value in filters.items() if name not in several}
    for chosen in product(*choices):
        yield others | dict(chosen)


def _beyond(field, after, before):
    """Rows older than `after` or newer than `before`, in words an index range understands."""
    if after is not None:
        return Q(sort_key__lte=after[0]) & ~Q(sort_key=after[0], **{f"{field}__gte": after[1]})
    if before is not None:
        return Q(sort_key__gte=before[0]) & ~Q(sort_key=before[0], **{f"{field}__lte": before[1]})
    return Q()


def _connection(row_model):
    return connections[router.db_for_read(row_model)]
