"""Who acts for me while I am away, and for whom I act."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.http.forms import carry_out, status_of
from core.models import User
from core.queries.people import agency_of
from workflows.actions.deputies import appoint_deputy, revoke_deputy
from workflows.forms import DeputationForm
from workflows.models import Deputation
from workflows.rules import leaders_for


@login_required
def deputies(request):
    """Absences to come and now, mine and those of the leaders I work for, and a form for the next one."""
    absents = [request.user, *leaders_for(request.user)]
    form = DeputationForm(request.POST or None, colleagues=_colleagues(request.user, absents), absents=absents)
    made = carry_out(form, lambda **typed: _appoint(request, form, **typed))
    if made:
        said = _("%(deputy)s làm thay %(absent)s trong thời gian đã chọn.")
        messages.success(request, said % {"deputy": made.deputy, "absent": made.absent})
        return redirect("deputies")
    standing = Deputation.objects.filter(ends__gt=timezone.now(), revoked_at__isnull=True)
    context = {
        "form": form,
        "mine": standing.filter(absent__in=absents).select_related("deputy", "absent").order_by("starts"),
        "others": standing.filter(deputy=request.user).select_related("absent").order_by("starts"),
    }
    return render(request, "workflows/deputies.html", context, status=status_of(form))


def _appoint(request, form, *, deputy, basis, amount_cap, **_days):
    starts, ends = form.period()
    facts = {"starts": starts, "ends": ends, "basis": basis, "amount_cap": amount_cap}
    return appoint_deputy(form.who_is_away(), deputy, by=request.user, **facts)


@login_required
@require_POST
def revoke(request, pk):
    mine = [request.user, *leaders_for(request.user)]
    deputation = get_object_or_404(Deputation, pk=pk, absent__in=mine, revoked_at__isnull=True)
    revoke_deputy(deputation, by=request.user)
    messages.success(request, _("Đã thôi giao làm thay."))
    return redirect("deputies")


def _colleagues(user, absents):
    """Of the agency; oneself only when one may stand in for somebody else."""
    agency = agency_of(user)
    people = User.objects.active().of_agency(agency) if agency else User.objects.none()
    return (people if len(absents) > 1 else people.exclude(pk=user.pk)).order_by("full_name")
