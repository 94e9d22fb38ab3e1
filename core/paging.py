"""Pages of long lists by signed keyset cursors: never OFFSET, so page one thousand costs what page one costs.

A cursor says where the page ends (the sort values of its last row). It is opaque and signed with the name of its
list: one that was changed, is too old for a new key or belongs to another list shows the first page, never an error.
"""

from dataclasses import dataclass, field
from datetime import date

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Q

OLDER, NEWER = "sau", "truoc"


@dataclass(frozen=True)
class Page:
    """Some things of a long list. older and newer are cursors for ?sau= and ?truoc=, empty where the list ends."""

    items: list = field(default_factory=list)
    older: str = ""
    newer: str = ""

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


@dataclass(frozen=True)
class Tally:
    """A count that stops at a cap: exact below it, and "999+" from there on."""

    count: int
    cap: int

    def __str__(self):
        return f"{self.cap - 1}+" if self.count >= self.cap else str(self.count)

    def __bool__(self):
        return self.count > 0


def place(request):
    """Return {"after": …, "before": …} as the address asks: ?sau= for older things, ?truoc= for newer ones."""
    return {"after": request.GET.get(OLDER, ""), "before": request.GET.get(NEWER, "")}


def write(values, name):
    """Return the cursor of these sort values in the list of this name."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return signing.Signer(salt=f"paging.{name}").sign_object(plain)


def read(cursor, name, length):
    """Return the sort values in a cursor of this list, or None when there is no cursor or it is not one of ours."""
    if not cursor or len(cursor) > 1000:
        return None
    try:
        values = signing.Signer(salt=f"paging.{name}").unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        return None
    return values if isinstance(values, list) and len(values) == length else None


def cut(found, size, *, key, name, after, before):
    """Make a Page of up to size + 1 things found beyond a place, in the order they were asked.

    key: thing -> its sort values. after, before: the decoded places, at most one of them not None; things found
    before a place come nearest first and are turned round.
    """
    more, items = len(found) > size, found[:size]
    if before is not None:
        items.reverse()
    has_older = more if before is None else True
    has_newer = more if before is not None else after is not None
    return Page(
        items,
        older=write(key(items[-1]), name) if items and has_older else "",
        newer=write(key(items[0]), name) if items and has_newer else "",
    )


def page(queryset, by, *, after="", before="", size=50):
    """Return a Page of any queryset in the order of its keys.

    by: field names of the model, "-" for descending; together unique (end with "pk") and never null.
    after, before: cursors as place() reads them; size: things a page.
    """
    name = f"{queryset.model._meta.label_lower}:{','.join(by)}"
    after, before = (_typed(queryset.model, by, read(cursor, name, len(by))) for cursor in (after, before))
    if after is not None:
        before = None
    order = by if before is None else [_turned(key) for key in by]
    position = after if after is not None else before
    if position is not None:
        queryset = queryset.filter(_beyond(order, position))
    found = list(queryset.order_by(*order)[: size + 1])
    return cut(found, size, key=lambda thing: _values(thing, by), name=name, after=after, before=before)


def _typed(model, by, values):
    """Turn JSON values back into those of the fields; None when they are not."""
    if values is None:
        return None
    fields = (_field(model, key) for key in by)
    try:
        return [field.to_python(value) for field, value in zip(fields, values, strict=True)]
    except ValidationError:
        return None


def _field(model, key):
    name = key.removeprefix("-")
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def _values(thing, by):
    return [getattr(thing, _field(type(thing), key).attname) for key in by]


def _turned(key):
    return key.removeprefix("-") if key.startswith("-") else f"-{key}"


def _beyond(order, position):
    """Rows after the position in this order: the first key decides, equal ones ask the next."""
    beyond, equal = Q(), Q()
    for key, value in zip(order, position, strict=True):
        name = key.removeprefix("-")
        beyond |= equal & Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": value})
        equal &= Q(**{name: value})
    return beyond
