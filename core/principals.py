"""Principals: the keys by which things are shown to people (a person, an office, a role in an office).

A person holds their own principal and, for every office in which they hold a post on the day, the principal of the
office and the principal of their role there. Reading never writes: a principal nobody was shown anything to does not
exist yet.
"""

from django.db.models import F, Q
from django.utils import timezone

from core.models import Appointment, Principal


def of_person(user, on=None):
    """Return the ids of all principals this person holds on the day (today by default): one query, in id order.

    Nobody (anonymous, or an account that is closed) holds none. The answer is not remembered: a right that is
    withdrawn is gone with the next question. Within one request use of_request.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    on = on or timezone.localdate()
    held = Principal.objects.filter(
        Q(office__posts__appointments__ends__isnull=True) | Q(office__posts__appointments__ends__gte=on),
        office__posts__appointments__person=user,
        office__posts__appointments__starts__lte=on,
        role__in=["", F("office__posts__role")],
    )
    own = Principal.objects.filter(person=user)
    return sorted(held.values_list("pk").union(own.values_list("pk")).values_list("pk", flat=True))


def of_request(request):
    """Return the principals of the person who asks, read once for the whole request."""
    if not hasattr(request, "_principals"):
        request._principals = of_person(request.user)
    return request._principals


def for_person(person):
    """Return the principal of one person, made when it is first needed; two at once get the same one."""
    return Principal.objects.get_or_create(person=person)[0]


def for_office(office):
    """Return the principal of everyone who holds a post in the office."""
    return Principal.objects.get_or_create(office=office, role="")[0]


def for_role(office, role):
    """Return the principal of a role in an office, for example its clerks (role: a Post.Role)."""
    return Principal.objects.get_or_create(office=office, role=str(role))[0]


def for_people(people):
    """Return the principals of several persons (users or ids), the missing ones made in one go: three queries."""
    ids = list(dict.fromkeys(getattr(person, "pk", person) for person in people))
    found = {principal.person_id: principal for principal in Principal.objects.filter(person__in=ids)}
    missing = [pk for pk in ids if pk not in found]
    if missing:
        Principal.objects.bulk_create([Principal(person_id=pk) for pk in missing], ignore_conflicts=True)
        found.update((each.person_id, each) for each in Principal.objects.filter(person__in=missing))
    return [found[pk] for pk in ids]


def holders(principal, on=None):
    """Return the ids of the people who hold the principal on the day: the other way round, for notices."""
    if principal.person_id:
        return [principal.person_id]
    current = Appointment.objects.current(on).filter(post__office=principal.office_id)
    if principal.role:
        current = current.filter(post__role=principal.role)
    return sorted(set(current.values_list("person_id", flat=True)))
