"""Steps nobody is left for: the keeper sees what waits, not what it says, and names somebody."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import keeper_required
from core.models import User
from core.queries.people import people_of
from core.refusals import BadInput
from workflows.actions import routes
from workflows.models import RouteStep

MOST = 100


@keeper_required
@require_safe
def orphaned_steps(request):
    """The oldest first, each with the people of its agency."""
    found = RouteStep.objects.orphaned().select_related("route__unit__agency", "route__requester")
    steps, people = list(found.order_by("opened_at", "pk")[:MOST]), {}
    for step in steps:
        agency = step.route.unit.home
        if agency.pk not in people:
            people[agency.pk] = list(people_of(agency))
        step.people = people[agency.pk]
    return render(request, "workflows/orphaned_steps.html", {"steps": steps})


@keeper_required
@require_POST
def step_assign(request, pk):
    """Name who does the step, with the reason, which everybody on the way can read."""
    step = get_object_or_404(RouteStep.objects.orphaned().select_related("route"), pk=pk)
    chosen = request.POST.get("person", "")
    person = User.objects.active().filter(pk=chosen).first() if chosen.isascii() and chosen.isdigit() else None
    if person is None:
        raise BadInput(_("Hãy chọn một người trong cơ quan."))
    routes.take_over(step, by=request.user, to=person, reason=request.POST.get("reason", ""))
    messages.success(request, _("Bước này giờ chờ %(person)s.") % {"person": person})
    return redirect("orphaned_steps")
