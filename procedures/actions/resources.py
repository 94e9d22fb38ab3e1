"""Rooms, vehicles and equipment of a case: held while it is decided, then arranged or given back."""

from core.actions import bookings
from core.models import Booking, Resource
from procedures.fields.things import moment_of
from procedures.scope import subject_of


def hold(case, *, by):
    """Hold what the form asks for and give back what it no longer asks for.

    Raises WrongState (409) when somebody else has the time, BadInput when it is past: the case is not handed in then.
    """
    standing = list(Booking.objects.standing().about(subject_of(case)).select_related("resource"))
    for wanted in wanted_by(case):
        match = next((each for each in standing if _is(each, wanted)), None)
        if match:
            standing.remove(match)
        else:
            _book(case, wanted, by)
    for booking in standing:
        bookings.release(booking, by=by)


def wanted_by(case):
    """(resource id, starts, ends) of every resource field that holds something."""
    found = [case.data.get(plan.key) for plan in case.plan.holding if plan.type == "resource"]
    return [(value["resource"], moment_of(value, "from"), moment_of(value, "to")) for value in found if value]


def _is(booking, wanted):
    return (booking.resource_id, booking.starts, booking.ends) == wanted


def _book(case, wanted, by):
    pk, starts, ends = wanted
    bookings.book(
        Resource.objects.get(pk=pk),
        by=by,
        starts=starts,
        ends=ends,
        purpose=case.title,
        subject=subject_of(case),
        url=case.get_absolute_url(),
        people=[case.requester],
    )


def confirm(case, *, by):
    """Arrange what was held."""
    for booking in Booking.objects.standing().about(subject_of(case)):
        bookings.confirm(booking, by=by)


def release(case, *, by):
    """Give back what was held or arranged."""
    for booking in Booking.objects.standing().about(subject_of(case)):
        bookings.release(booking, by=by)
