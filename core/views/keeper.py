"""The keeper's first page: how the house is."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import health, paging
from core.access import keeper_required
from core.models import AgencyCode


@keeper_required
@require_safe
def keeper(request):
    readings = health.readings()
    return render(request, "core/keeper.html", {"readings": readings, "worst": _worst(readings)})


@keeper_required
@require_safe
def agency_codes(request):
    """The national list of agency identifiers as imported."""
    words = request.GET.get("q", "").strip()
    codes = AgencyCode.objects.matching(words)
    page = paging.page(codes, ("code", "pk"), **paging.place(request))
    return render(request, "core/agency_codes.html", {"page": page, "words": words})


def _worst(readings):
    levels = {reading.level for reading in readings}
    return next((level for level in (health.BROKEN, health.LOOK) if level in levels), health.FINE)
