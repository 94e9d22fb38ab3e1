"""Rooms, vehicles and equipment: what there is, and whose it is when. Overlaps are refused by the database."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, realtime
from core.models import Booking, Resource
from core.refusals import BadInput, WrongState
from core.states import Lifecycle, Step
from core.validity import checked

EDITABLE = ("office", "kind", "name", "code", "capacity", "note", "valid_from", "valid_to")
LONGEST = timedelta(days=92)
FARTHEST = timedelta(days=732)
State = Booking.State
BOOKING = Lifecycle(
    Step("confirm", gettext_lazy("Xếp"), (State.HELD,), State.CONFIRMED, verb="booking_confirmed"),
    Step("release", gettext_lazy("Nhả"), (State.HELD, State.CONFIRMED), State.RELEASED, verb="booking_released"),
)


@transaction.atomic
def add_resource(*, office, kind, name, by, **fields):
    """Let an agency's room, vehicle or piece of equipment be booked from now on; return the Resource.

    fields: code, capacity, note, valid_from, valid_to. Raises BadInput when the name or the code is taken.
    """
    resource = checked(Resource(office=office, kind=kind, name=name, **fields))
    resource.save()
    audit.record("resource_added", resource, by=by, office=office.pk, kind=str(kind))
    return resource


@transaction.atomic
def change_resource(resource, *, by, **fields):
    """Change the named fields (of EDITABLE) and return the resource; unchanged values write nothing.

    Raises BadInput when bookings would be left after its last day, or before its first.
    """
    fresh = Resource.objects.select_for_update().get(pk=resource.pk)
    changes = {name: (getattr(fresh, name), value) for name, value in fields.items() if name in EDITABLE}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return fresh
    for name, (_before, after) in changes.items():
        setattr(fresh, name, after)
    _check_bookings(fresh)
    checked(fresh).save(update_fields=list(changes))
    audit.record("resource_changed", fresh, by=by, changes=_plain(changes))
    return fresh


@transaction.atomic
def book(resource, *, by, starts, ends, purpose, subject="", url="", people=(), state=State.HELD):
    """Let the resource be theirs from starts up to but not including ends; return the Booking.

    starts, ends: aware moments. subject: what it is for, "procedures.case:12"; url: where that is read. people:
    users who may read the purpose beside `by`. state: held (asked for) or confirmed. Raises BadInput for a senseless
    time, WrongState (409) with who is there already when the time is taken.
    """
    fresh = Resource.objects.select_for_update().get(pk=resource.pk)
    _check_time(fresh, starts, ends)
    _refuse_taken(fresh, starts, ends)
    try:
        with transaction.atomic():
            booking = Booking.objects.create(
                resource=fresh,
                starts=starts,
                ends=ends,
                purpose=purpose.strip()[:300],
                subject=subject,
                url=url,
                state=state,
                by=by,
            )
    except IntegrityError as problem:  # the lock already kept others out; the database has the last word
        raise WrongState(_("%(resource)s vừa có người đặt trong thời gian này.") % {"resource": fresh}) from problem
    booking.people.set(dict.fromkeys([by, *people]))
    audit.record("resource_booked", booking, by=by, **_facts(booking))
    realtime.hint(fresh)
    return booking


@transaction.atomic
def confirm(booking, *, by):
    """Turn a held time into an arranged one; repeating it changes nothing. Raises WrongState when it was released."""
    return _move(booking, "confirm", by=by)


@transaction.atomic
def release(booking, *, by, reason=""):
    """Give the time back; repeating it changes nothing."""
    return _move(booking, "release", by=by, changes={"released_at": timezone.now()}, reason=reason)


def free(resources, starts, ends):
    """Those of the resources (a QuerySet) that nobody has booked in the half-open time and that are in use then."""
    return resources.free(starts, ends)


def _move(booking, name, *, by, changes=None, **facts):
    fresh = BOOKING.lock(booking)
    if fresh.state == BOOKING.steps[name].target:
        return fresh
    moved = BOOKING.move(fresh, name, by=by, changes=changes, about=fresh.subject, **facts)
    realtime.hint_topics(f"core.resource.{moved.resource_id}")
    return moved


def _check_time(resource, starts, ends):
    now = timezone.now()
    if ends <= starts:
        raise BadInput(_("Giờ kết thúc phải sau giờ bắt đầu."))
    if ends <= now:
        raise BadInput(_("Thời gian này đã qua."))
    if ends - starts > LONGEST or starts > now + FARTHEST:
        raise BadInput(_("Mỗi lần đặt không quá ba tháng, và không sớm hơn hai năm."))
    if (
        not Resource.objects.filter(pk=resource.pk)
        .in_use(timezone.localdate(starts))
        .in_use(_last_day(ends))
        .exists()
    ):
        raise BadInput(_("%(resource)s không dùng được trong thời gian này.") % {"resource": resource})


def _refuse_taken(resource, starts, ends):
    other = resource.bookings.standing().meeting(starts, ends).first()
    if other is not None:
        raise WrongState(
            _("%(resource)s đã có người đặt từ %(starts)s đến %(ends)s.")
            % {"resource": resource, "starts": _moment(other.starts), "ends": _moment(other.ends)}
        )


def _check_bookings(resource):
    """No standing booking to come may fall outside the days on which the resource is in use."""
    for booking in resource.bookings.standing().filter(ends__gt=timezone.now()):
        first, last = timezone.localdate(booking.starts), _last_day(booking.ends)
        if first < resource.valid_from or (resource.valid_to and last > resource.valid_to):
            sentence = _("Còn lần đặt lúc %(at)s ngoài thời gian này. Hãy nhả trước.") % {
                "at": _moment(booking.starts)
            }
            raise BadInput(sentence, fields={"valid_to": [sentence]})


def _last_day(ends):
    return timezone.localdate(ends - timedelta(microseconds=1))


def _moment(value):
    return date_format(timezone.localtime(value), "H:i d/m/Y")


def _facts(booking):
    period = {"starts": booking.starts.isoformat(), "ends": booking.ends.isoformat()}
    return {"resource": booking.resource_id, "about": booking.subject, **period}


def _plain(changes):
    """Changes as the audit keeps them: an office by its id."""
    return {name: tuple(getattr(value, "pk", value) for value in pair) for name, pair in changes.items()}
