"""Who stands in for whom."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, realtime
from core.refusals import BadInput
from workflows.models import Assignment, Deputation


@transaction.atomic
def appoint_deputy(absent, deputy, *, by, starts, ends, basis=""):
    """Let the deputy act for the absent person from starts up to (not including) ends; return the Deputation.

    Work that already waits for the absent person reaches the deputy at once. Raises BadInput for a senseless period,
    oneself, or a circle (A for B while B for A).
    """
    if absent == deputy:
        raise BadInput(_("Không thể tự làm thay chính mình."))
    if ends <= starts:
        raise BadInput(_("Ngày kết thúc phải sau ngày bắt đầu."))
    overlapping = Deputation.objects.filter(revoked_at__isnull=True, starts__lt=ends, ends__gt=starts)
    if overlapping.filter(absent=deputy).exists():
        raise BadInput(_("%(person)s cũng vắng trong thời gian này. Hãy chọn người khác.") % {"person": deputy})
    deputation = Deputation.objects.create(absent=absent, deputy=deputy, starts=starts, ends=ends, basis=basis)
    audit.record("deputy_appointed", deputation, by=by, absent=absent.pk, deputy=deputy.pk)
    if starts <= timezone.now() < ends:
        _pass_on(absent, deputy)
    return deputation


def _pass_on(absent, deputy):
    """Copy what waits for the absent person onto the deputy's desk."""
    own = Assignment.objects.filter(person=absent, on_behalf_of__isnull=True)
    held = set(Assignment.objects.filter(person=deputy).values_list("step", flat=True))
    Assignment.objects.bulk_create(
        Assignment(step_id=row.step_id, person=deputy, on_behalf_of=absent, rank=row.rank, due=row.due)
        for row in own
        if row.step_id not in held
    )
    realtime.hint_desk(deputy)


@transaction.atomic
def revoke_deputy(deputation, *, by):
    """End a deputation now; what waits returns to the absent person alone."""
    deputation.revoked_at = timezone.now()
    deputation.save(update_fields=["revoked_at"])
    Assignment.objects.filter(person=deputation.deputy, on_behalf_of=deputation.absent).delete()
    audit.record("deputy_revoked", deputation, by=by)
    realtime.hint_desk(deputation.deputy)
    return deputation
