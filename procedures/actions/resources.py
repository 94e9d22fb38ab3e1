"""Rooms, vehicles and equipment of a case: held while it is decided, then arranged or given back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.actions import bookings
from core.models import Booking, Resource
from core.refusals import BadInput
from procedures.fields.things import moment_of
from procedures.scope import SUBJECT, subject_of

MOST_HELD = 10  # rooms, vehicles and equipment waiting to be arranged, of one requester


def hold(case, *, by):
    """Hold what the form asks for and give back what it no longer asks for.

    Raises WrongState (409) when somebody else has the time, BadInput when it is past or they
    hold too much already: the case is not handed in then.
    """
    standing = list(Booking.objects.standing().about(subject_of(case)).select_related("resource"))
    wanted_now = wanted_by(case)
    _refuse_more(case, len(wanted_now))
    for wanted in wanted_now:
        match = next((each for each in standing if _is(each, wanted)), None)
        if match:
            standing.remove(match)
        else:
            _book(case, wanted, by)
    for booking in standing:
        bookings.release(booking, by=by)


def _refuse_more(case, wanted):
    """Nobody keeps the rooms and vehicles of the house from the others by asking for all of them."""
    held = Booking.objects.filter(state=Booking.State.HELD, by=case.requester, subject__startswith=SUBJECT)
    elsewhere = held.filter(ends__gt=timezone.now()).exclude(subject=subject_of(case)).count()
    if wanted and elsewhere + wanted > MOST_HELD:
        said = _(
            "Mỗi người giữ chỗ cùng lúc không quá %(most)d lần; bạn đang giữ %(held)d. Hãy chờ xếp hoặc rút bớt."
        )
        raise BadInput(said % {"most": MOST_HELD, "held": elsewhere})


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
