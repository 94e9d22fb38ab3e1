"""Who stands in for whom."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, realtime
from core.refusals import BadInput, WrongState
from workflows import signals
from workflows.actors import people_for
from workflows.models import Assignment, Deputation, RouteStep
from workflows.states import Act


@transaction.atomic
def appoint_deputy(absent, deputy, *, by, starts, ends, basis=""):
    """Let the deputy act for the absent person from starts up to (not including) ends; return the Deputation.

    Work that already waits for the absent person reaches the deputy at once. Raises BadInput for a senseless period,
    oneself, somebody without an account, the same twice, or somebody who is absent then too (so also for a circle).
    """
    if absent == deputy:
        raise BadInput(_("Không thể tự làm thay chính mình."))
    if ends <= max(starts, timezone.now()):
        raise BadInput(_("Ngày kết thúc phải sau ngày bắt đầu và chưa qua."))
    if not deputy.is_active:
        raise BadInput(_("Tài khoản của %(person)s đã khóa. Hãy chọn người khác.") % {"person": deputy})
    overlapping = Deputation.objects.filter(revoked_at__isnull=True, starts__lt=ends, ends__gt=starts)
    if overlapping.filter(absent=deputy).exists():
        raise BadInput(_("%(person)s cũng vắng trong thời gian này. Hãy chọn người khác.") % {"person": deputy})
    if overlapping.filter(absent=absent, deputy=deputy).exists():
        raise BadInput(_("%(person)s đã được giao làm thay trong thời gian này.") % {"person": deputy})
    deputation = Deputation.objects.create(absent=absent, deputy=deputy, starts=starts, ends=ends, basis=basis)
    audit.record("deputy_appointed", deputation, by=by, absent=absent.pk, deputy=deputy.pk)
    if starts <= timezone.now() < ends:
        pass_on(deputation, timezone.now())
    return deputation


@transaction.atomic
def pass_on(deputation, now):
    """Copy what waits for the absent person onto the deputy's desk; what lies there already is left alone."""
    held = Assignment.objects.filter(person=deputation.deputy).values("step")
    own = Assignment.objects.filter(person=deputation.absent, on_behalf_of__isnull=True).exclude(step__in=held)
    for row in own.exclude(step__act=Act.SIGN).select_related("step__route__unit", "step__post"):
        _pass_on_step(row, deputation, now)


def _pass_on_step(row, deputation, now):
    """The same question as when the step opened, so that nobody is passed a check of their own paper."""
    if (deputation.deputy_id, deputation.absent_id) not in people_for(row.step, now):
        return
    Assignment.objects.create(
        step=row.step, person=deputation.deputy, on_behalf_of=deputation.absent, rank=row.rank, due=row.due
    )
    signals.step_passed_on.send(RouteStep, step=row.step)
    realtime.hint_desk(deputation.deputy_id)


@transaction.atomic
def keep_deputies(now):
    """Let deputations begin and end by themselves: desks follow those in force at the moment."""
    ended = _held_without(Deputation.objects.in_force(now))
    realtime.hint_desk(*ended.values_list("person", flat=True).distinct())
    ended.delete()
    for deputation in Deputation.objects.in_force(now).order_by("starts", "pk"):
        pass_on(deputation, now)


def _held_without(deputations):
    """Work on a deputy's desk for which no such deputation holds."""
    held = deputations.filter(absent=OuterRef("on_behalf_of"), deputy=OuterRef("person"))
    return Assignment.objects.filter(~Exists(held), on_behalf_of__isnull=False)


@transaction.atomic
def revoke_deputy(deputation, *, by):
    """End a deputation now; what waits returns to the absent person alone. Raises WrongState when it has ended."""
    deputation = Deputation.objects.select_for_update().get(pk=deputation.pk)
    now = timezone.now()
    if deputation.revoked_at or deputation.ends <= now:
        raise WrongState(_("Việc làm thay này đã kết thúc."))
    deputation.revoked_at = now
    deputation.save(update_fields=["revoked_at"])
    audit.record("deputy_revoked", deputation, by=by)
    realtime.hint_desk(deputation.deputy_id)
    keep_deputies(now)
    return deputation
