"""Who acts for me while I am away, and for whom I act."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.models import User
from core.queries.people import agency_of
from workflows.actions.deputies import appoint_deputy, revoke_deputy
from workflows.forms import DeputationForm
from workflows.models import Deputation


@login_required
def deputies(request):
    """My absences to come and now, and a form for the next one."""
    form = DeputationForm(request.POST or None, colleagues=_colleagues(request.user))
    if request.method == "POST" and form.is_valid():
        starts, ends = form.period()
        deputy = form.cleaned_data["deputy"]
        basis = form.cleaned_data["basis"]
        appoint_deputy(request.user, deputy, by=request.user, starts=starts, ends=ends, basis=basis)
        messages.success(request, _("%(person)s làm thay bạn trong thời gian đã chọn.") % {"person": deputy})
        return redirect("deputies")
    standing = Deputation.objects.filter(ends__gt=timezone.now(), revoked_at__isnull=True)
    context = {
        "form": form,
        "mine": standing.filter(absent=request.user).select_related("deputy").order_by("starts"),
        "others": standing.filter(deputy=request.user).select_related("absent").order_by("starts"),
    }
    return render(request, "workflows/deputies.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def revoke(request, pk):
    deputation = get_object_or_404(Deputation, pk=pk, absent=request.user, revoked_at__isnull=True)
    revoke_deputy(deputation, by=request.user)
    messages.success(request, _("Đã thôi giao làm thay."))
    return redirect("deputies")


def _colleagues(user):
    agency = agency_of(user)
    people = User.objects.active().of_agency(agency) if agency else User.objects.none()
    return people.exclude(pk=user.pk).order_by("full_name")
