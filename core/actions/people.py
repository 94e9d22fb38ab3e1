"""Accounts of people: made, changed and closed by a system keeper; passwords are set by the person alone."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, desk, notify, realtime
from core.actions.sessions import end_sessions
from core.models import Appointment, User
from core.queries import people
from core.refusals import BadInput, WrongState
from core.signals import person_left
from core.validity import checked

EDITABLE = ("username", "full_name", "email", "phone", "is_keeper")


@transaction.atomic
def add_person(*, username, full_name, email="", phone="", is_keeper=False, password=None, by):
    """Make an account and return the User; without a password the person sets one through a one-time link.

    Raises BadInput when the user name is taken or a field does not hold. by: the keeper, None for set-up.
    """
    person = User(username=username, full_name=full_name, email=email, phone=phone, is_keeper=is_keeper)
    person.set_password(password)
    checked(person, exclude=["password"]).save()
    audit.record("person_added", person, by=by, username=username, is_keeper=is_keeper)
    return person


@transaction.atomic
def change_person(person, *, by, **fields):
    """Change the named fields (of EDITABLE) and return the person; unchanged values write nothing."""
    fresh = User.objects.select_for_update().get(pk=person.pk)
    changes = {name: (getattr(fresh, name), value) for name, value in fields.items() if name in EDITABLE}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return fresh
    if fresh.is_keeper and fields.get("is_keeper") is False:
        _keep_one_keeper(fresh)
    for name, (_before, after) in changes.items():
        setattr(fresh, name, after)
    checked(fresh, exclude=["password"]).save(update_fields=list(changes))
    audit.record("person_changed", fresh, by=by, changes=changes)
    realtime.hint_access(fresh)
    return fresh


@transaction.atomic
def deactivate_person(person, *, by, last_day=None, reason=""):
    """Close the account at once: sessions end, posts end on the last day (today), upper rooms are told.

    Raises WrongState when it is closed already, BadInput for one's own account or the last keeper.
    """
    fresh = User.objects.select_for_update().get(pk=person.pk)
    if not fresh.is_active:
        raise WrongState(_("Tài khoản của %(name)s đã khóa từ trước.") % {"name": fresh})
    if by is not None and by.pk == fresh.pk:
        raise BadInput(_("Không tự khóa tài khoản của chính mình. Hãy nhờ quản trị hệ thống khác."))
    if fresh.is_keeper:
        _keep_one_keeper(fresh)
    _tell_head(fresh, by)
    fresh.is_active = False
    fresh.save(update_fields=["is_active"])
    ended = _leave_posts(fresh, last_day or timezone.localdate())
    audit.record("person_deactivated", fresh, by=by, reason=reason, posts_ended=ended)
    end_sessions(fresh, by=by)
    person_left.send(User, person=fresh, by=by)
    return fresh


@transaction.atomic
def reactivate_person(person, *, by):
    """Open a closed account again; its posts stay ended and its old password no longer works."""
    fresh = User.objects.select_for_update().get(pk=person.pk)
    if fresh.is_active:
        raise WrongState(_("Tài khoản của %(name)s đang dùng.") % {"name": fresh})
    fresh.is_active = True
    fresh.set_unusable_password()
    fresh.save(update_fields=["is_active", "password"])
    audit.record("person_reactivated", fresh, by=by)
    return fresh


@transaction.atomic
def issue_link(person, *, by):
    """Make the old password and older links useless and end all sessions; core.accounts.one_time_link lets in again.

    Returns the person. Raises WrongState for a closed account.
    """
    fresh = User.objects.select_for_update().get(pk=person.pk)
    if not fresh.is_active:
        raise WrongState(_("Tài khoản của %(name)s đã khóa. Hãy mở lại trước.") % {"name": fresh})
    fresh.set_unusable_password()
    fresh.save(update_fields=["password"])
    audit.record("link_issued", fresh, by=by)
    end_sessions(fresh, by=by)
    return fresh


@transaction.atomic
def choose_password(person, *, password, by):
    """The person sets their own password (by is the person). Raises BadInput when it is too weak."""
    fresh = User.objects.select_for_update().get(pk=person.pk)
    try:
        password_validation.validate_password(password, fresh)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages), fields={"password1": error.messages}) from error
    fresh.set_password(password)
    fresh.save(update_fields=["password"])
    audit.record("password_chosen", fresh, by=by)
    return fresh


def _keep_one_keeper(leaving):
    others = User.objects.select_for_update().active().filter(is_keeper=True).exclude(pk=leaving.pk)
    if not others.exists():
        raise BadInput(_("Đây là quản trị hệ thống duy nhất. Hãy giao quyền cho một người khác trước."))


def _tell_head(leaving, by):
    """Whoever heads the office learns that work is left on the desk of the person who goes."""
    office, left = people.office_of(leaving), desk.count_for(leaving)
    head = people.head_of(office) if office else None
    if left and head and head != leaving:
        told = _("%(name)s đã thôi việc và còn %(count)d việc trên bàn. Hãy phân công lại.")
        notify.send([head], told % {"name": leaving, "count": left}, subject=leaving, by=by)


def _leave_posts(person, day):
    """End what the person holds on the day; what would begin later never begins."""
    open_ones = Appointment.objects.select_for_update().filter(person=person).exclude(ends__lte=day)
    ended = [str(each.post) for each in open_ones.select_related("post__office")]
    open_ones.filter(starts__gt=day).delete()
    open_ones.filter(starts__lte=day).update(ends=day)
    return ended
