"""Who holds which post from when to when."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, realtime
from core.models import Appointment, Office, User
from core.refusals import BadInput, WrongState
from core.validity import checked

PRIMARY = Appointment.Kind.PRIMARY


@transaction.atomic
def appoint(person, post, *, by, starts=None, ends=None, kind=PRIMARY, basis=""):
    """Give the person the post from a day to a day (both included) and return the Appointment.

    Raises BadInput when the person is gone, holds the post already, holds another main post in those days, or
    the office closes before they end.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    starts = starts or timezone.localdate()
    appointment = Appointment(person=person, post=post, starts=starts, ends=ends, kind=kind, basis=basis)
    _check_person(appointment)
    _check_office(appointment)
    checked(appointment).save()
    audit.record("person_appointed", person, by=by, post=str(post), post_id=post.pk, **_days(appointment))
    realtime.hint_access(person)
    return appointment


@transaction.atomic
def end_appointment(appointment, *, by, ends):
    """Let the appointment end on the day (its last one) and return it. Raises WrongState when it ended before."""
    fresh = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if fresh.ends is not None and fresh.ends <= ends:
        raise WrongState(_("Việc bổ nhiệm này đã kết thúc từ %(day)s.") % {"day": f"{fresh.ends:%d/%m/%Y}"})
    if ends < fresh.starts:
        first = f"{fresh.starts:%d/%m/%Y}"
        raise BadInput(_("Ngày kết thúc không được trước ngày bắt đầu %(day)s.") % {"day": first})
    fresh.ends = ends
    fresh.save(update_fields=["ends"])
    audit.record("appointment_ended", fresh.person, by=by, post=str(fresh.post), **_days(fresh))
    realtime.hint_access(fresh.person_id)
    return fresh


@transaction.atomic
def transfer(person, post, *, by, starts, basis=""):
    """Move the person's main post: the old one ends the day before, the new one starts. Returns the Appointment."""
    held = Appointment.objects.select_for_update().filter(person=person, kind=PRIMARY, ends__isnull=True).first()
    if held:
        end_appointment(held, by=by, ends=starts - timedelta(days=1))
    return appoint(person, post, by=by, starts=starts, basis=basis)


def _check_person(new):
    if not new.person.is_active:
        raise BadInput(_("Tài khoản của %(name)s đã khóa nên không giao vị trí mới được.") % {"name": new.person})
    meanwhile = _meanwhile(new.person.appointments.all(), new)
    if meanwhile.filter(post=new.post).exists():
        raise BadInput(_("%(name)s đã giữ vị trí này trong thời gian đó.") % {"name": new.person})
    other = meanwhile.filter(kind=PRIMARY).select_related("post__office").first()
    if new.kind == PRIMARY and other:
        raise BadInput(
            _("%(name)s đang giữ vị trí chính “%(post)s”. Hãy kết thúc vị trí đó trước, hoặc chọn kiêm nhiệm.")
            % {"name": new.person, "post": other.post}
        )


def _check_office(new):
    office = Office.objects.get(pk=new.post.office_id)
    if office.valid_to and (new.ends is None or new.ends > office.valid_to):
        raise BadInput(
            _("%(office)s chỉ tồn tại đến %(day)s.") % {"office": office, "day": f"{office.valid_to:%d/%m/%Y}"}
        )


def _meanwhile(appointments, new):
    """Appointments whose days overlap those of the new one."""
    found = appointments.filter(Q(ends__isnull=True) | Q(ends__gte=new.starts))
    return found.filter(starts__lte=new.ends) if new.ends else found


def _days(appointment):
    return {"kind": appointment.kind, "starts": appointment.starts, "ends": appointment.ends}
