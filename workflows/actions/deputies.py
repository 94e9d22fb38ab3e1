"""Who stands in for whom."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, realtime
from core.access import require
from core.refusals import BadInput, WrongState
from core.validity import checked
from workflows import rules, signals
from workflows.actors import people_for
from workflows.models import Assignment, Deputation, RouteStep
from workflows.standing_in import LONGEST_CHAIN, leads_back
from workflows.states import Act

LONGEST = timedelta(days=366)


@transaction.atomic
def appoint_deputy(absent, deputy, *, by, starts, ends, basis="", amount_cap=None):
    """Let the deputy act for the absent person from starts up to (not including) ends; return the Deputation.

    Work that already waits for the absent person reaches the deputy at once. amount_cap: steps about more đồng than
    this are not passed on. Raises Forbidden when `by` may not appoint for them, BadInput for a senseless period,
    oneself, somebody without an account, the same twice, or somebody who is absent then too (so also for a circle).
    """
    require(rules.may_appoint_for(by, absent), rules.WHO_APPOINTS)
    overlapping = _sensible(absent, deputy, starts, ends)
    if overlapping.filter(absent=deputy).exists():
        raise BadInput(_("%(person)s cũng vắng trong thời gian này. Hãy chọn người khác.") % {"person": deputy})
    return _appoint(absent, deputy, by=by, starts=starts, ends=ends, basis=basis, amount_cap=amount_cap)


@transaction.atomic
def follow_leave(absent, deputy, *, starts, ends, source, by, basis="", amount_cap=None):
    """Let whoever took the work over stand in exactly while an approved leave runs; return the Deputation.

    source: the leave, once ("procedures.case:12"); asked again, the deputation follows the new period. by: who
    approved. A deputy who is away for a part of the time is stood in for by their own. Raises BadInput as above, and
    when those who stand in lead back to the absent person.
    """
    standing = Deputation.objects.filter(source=source, revoked_at__isnull=True).first()
    if standing and (standing.deputy, standing.starts, standing.ends) == (deputy, starts, ends):
        return standing
    if standing:
        _end(standing, by)
    _sensible(absent, deputy, starts, ends)
    if leads_back(deputy, absent, starts, ends):
        raise BadInput(
            _("%(person)s lại đang nhờ người vắng này làm thay. Hãy chọn người khác.") % {"person": deputy}
        )
    facts = {"basis": basis, "amount_cap": amount_cap, "source": source}
    return _appoint(absent, deputy, by=by, starts=starts, ends=ends, **facts)


@transaction.atomic
def forget_leave(source, *, by):
    """The leave was called off: whoever stood in for it does so no more. True when somebody did."""
    standing = Deputation.objects.filter(source=source, revoked_at__isnull=True, ends__gt=timezone.now()).first()
    if standing:
        _end(standing, by)
    return standing is not None


def _sensible(absent, deputy, starts, ends):
    """The deputations that stand in the period; BadInput when this one makes no sense beside them."""
    if absent == deputy:
        raise BadInput(_("Không thể tự làm thay chính mình."))
    if ends <= max(starts, timezone.now()):
        raise BadInput(_("Ngày kết thúc phải sau ngày bắt đầu và chưa qua."))
    if ends - starts > LONGEST:
        raise BadInput(_("Mỗi lần giao làm thay dài nhất một năm."))
    if not deputy.is_active:
        raise BadInput(_("Tài khoản của %(person)s đã khóa. Hãy chọn người khác.") % {"person": deputy})
    overlapping = Deputation.objects.filter(revoked_at__isnull=True, starts__lt=ends, ends__gt=starts)
    if overlapping.filter(absent=absent, deputy=deputy).exists():
        raise BadInput(_("%(person)s đã được giao làm thay trong thời gian này.") % {"person": deputy})
    return overlapping


def _appoint(absent, deputy, *, by, starts, ends, **facts):
    deputation = checked(Deputation(absent=absent, deputy=deputy, starts=starts, ends=ends, **facts))
    deputation.save()
    audit.record("deputy_appointed", deputation, by=by, absent=absent.pk, deputy=deputy.pk, **facts)
    now = timezone.now()
    if starts <= now < ends:
        pass_on(deputation, now)
    return deputation


@transaction.atomic
def pass_on(deputation, now, links=LONGEST_CHAIN):
    """Copy what waits for the absent person onto the deputy's desk; what lies there already is left alone.

    Goes on along the chain when the deputy is away too.
    """
    held = Assignment.objects.filter(person=deputation.deputy).values("step")
    rows = Assignment.objects.filter(person=deputation.absent).exclude(step__in=held).exclude(step__act=Act.SIGN)
    for row in rows.select_related("step__route__unit", "step__post"):
        _pass_on_step(row, deputation, now)
    if links > 1:
        for further in Deputation.objects.in_force(now).filter(absent=deputation.deputy_id):
            pass_on(further, now, links - 1)


def _pass_on_step(row, deputation, now):
    """The same question as when the step opened, so that nobody is passed a check of their own paper."""
    absent = row.on_behalf_of_id or deputation.absent_id
    if (deputation.deputy_id, absent) not in people_for(row.step, now):
        return
    Assignment.objects.create(
        step=row.step, person_id=deputation.deputy_id, on_behalf_of_id=absent, rank=row.rank, due=row.due
    )
    signals.step_passed_on.send(RouteStep, step=row.step)
    realtime.hint_desk(deputation.deputy_id)


@transaction.atomic
def keep_deputies(now):
    """Let deputations begin and end by themselves: desks follow those in force at the moment."""
    ended = [row for row in _held_without_own(now) if not _still_stands(row, now)]
    Assignment.objects.filter(pk__in=[row.pk for row in ended]).delete()
    realtime.hint_desk(*{row.person_id for row in ended})
    for deputation in Deputation.objects.in_force(now).order_by("starts", "pk"):
        pass_on(deputation, now)


def _held_without_own(now):
    """Work on a deputy's desk for which no deputation of the two holds: over, or further down a chain."""
    held = Deputation.objects.in_force(now).filter(absent=OuterRef("on_behalf_of"), deputy=OuterRef("person"))
    rows = Assignment.objects.filter(~Exists(held), on_behalf_of__isnull=False)
    return rows.select_related("step__route__unit", "step__post")


def _still_stands(row, now):
    return (row.person_id, row.on_behalf_of_id) in people_for(row.step, now)


@transaction.atomic
def revoke_deputy(deputation, *, by):
    """End a deputation now; what waits returns to the absent person alone. Raises WrongState when it has ended."""
    deputation = Deputation.objects.select_for_update(of=("self",)).select_related("absent").get(pk=deputation.pk)
    require(rules.may_appoint_for(by, deputation.absent), rules.WHO_APPOINTS)
    if deputation.revoked_at or deputation.ends <= timezone.now():
        raise WrongState(_("Việc làm thay này đã kết thúc."))
    return _end(deputation, by)


def _end(deputation, by):
    now = timezone.now()
    deputation.revoked_at = now
    deputation.save(update_fields=["revoked_at"])
    audit.record("deputy_revoked", deputation, by=by)
    realtime.hint_desk(deputation.deputy_id)
    keep_deputies(now)
    return deputation
