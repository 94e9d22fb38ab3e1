"""People and offices found by name, with or without marks: only those of the person's own agencies."""

from dataclasses import dataclass

from core.folding import fold_name
from core.models import Appointment, Office, User
from core.searching import grammar, highlight


@dataclass(frozen=True)
class Person:
    """A colleague found. name is safe HTML with the found words in <mark>; posts says what they are and where."""

    pk: int
    name: str
    full_name: str
    posts: tuple[str, ...]
    email: str
    phone: str


@dataclass(frozen=True)
class Unit:
    """An office found. name is safe HTML with the found words in <mark>."""

    pk: int
    name: str
    abbreviation: str
    part_of: str


def people(query, user, limit=5):
    """Return up to limit colleagues whose name holds every word of the query, by name: three queries."""
    asked = grammar.parse(query)
    if not asked:
        return []
    found = list(
        User.objects.active().visible_to(user).matching(" ".join(asked.words)).order_by("sort_name", "pk")[:limit]
    )
    posts = _posts(found)
    return [
        Person(
            each.pk,
            highlight.title(each.full_name, asked),
            each.full_name,
            tuple(posts.get(each.pk, ())),
            each.email,
            each.phone,
        )
        for each in found
    ]


def _posts(people):
    """What each of these people is today: {id: ["Trưởng phòng, Phòng Chuyển đổi số"]}."""
    held = Appointment.objects.current().filter(person__in=people).select_related("post__office")
    posts = {}
    for each in held.order_by("post__rank", "pk"):
        posts.setdefault(each.person_id, []).append(str(each.post))
    return posts


def units(query, user, limit=5):
    """Return up to limit existing offices of the person's agencies that the query names: two queries."""
    asked = grammar.parse(query)
    if not asked:
        return []
    homes = {
        agency or office
        for office, agency in Appointment.objects.current()
        .filter(person=user)
        .values_list("post__office", "post__office__agency")
    }
    offices = Office.objects.existing().filter(agency__in=homes) | Office.objects.existing().filter(pk__in=homes)
    found = [office for office in offices.select_related("parent").order_by("name", "pk") if _named(office, asked)]
    return [
        Unit(each.pk, highlight.title(each.name, asked), each.abbreviation, str(each.parent or ""))
        for each in found[:limit]
    ]


def _named(office, asked):
    """Every word of the query begins a word of the name or of the abbreviation."""
    names = fold_name(f"{office.name} {office.short_name} {office.abbreviation}")
    return all(any(name.startswith(word) for name in names) for word in asked.words)
