"""Rooms, vehicles and equipment: who has them when, for everyone of the agency; and the keeper's list of them."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import timetables
from core.access import keeper_required, see
from core.actions import bookings as acting
from core.forms.days import DayField
from core.forms.resources import ResourceForm
from core.http.forms import carry_out, status_of
from core.models import Booking, Resource

form_view = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def resources(request):
    """Everything of my agency that can be booked, on one day."""
    day = _day(request)
    shown = sorted(Resource.objects.visible_to(request.user).in_use(day).select_related("office"), key=_place)
    booked = _booked(request.user, shown, *timetables.moments_of(day))
    rows = [(each, timetables.days_of(booked.get(each.pk, []), day, 1)[0]) for each in shown]
    several = len({each.office_id for each in shown}) > 1
    return render(request, "core/resources.html", {"rows": rows, "several": several, **_ruler(day, 1)})


@login_required
@require_safe
def resource_week(request, pk):
    """One week of one room, vehicle or piece of equipment."""
    shown = see(request.user, Resource.objects.select_related("office"), pk=pk)
    first = timetables.monday_of(_day(request))
    booked = _booked(request.user, [shown], *timetables.moments_of(first, 7))
    days = timetables.days_of(booked.get(shown.pk, []), first)
    template = "core/resource_week.html#week" if request.htmx else "core/resource_week.html"
    return render(request, template, {"resource": shown, "days": days, **_ruler(first, 7)})


@keeper_required
@require_safe
def keeper_resources(request):
    found = Resource.objects.select_related("office").order_by("office__name", "kind", "name", "pk")
    return render(request, "core/keeper_resources.html", {"resources": found, "today": timezone.localdate()})


@keeper_required
@form_view
def resource_add(request):
    form = ResourceForm(request.POST or None)
    made = carry_out(form, lambda **typed: acting.add_resource(by=request.user, **typed))
    if made:
        messages.success(request, _("Đã thêm %(name)s.") % {"name": made})
        return redirect("keeper_resources")
    return render(request, "core/resource_form.html", {"form": form}, status=status_of(form))


@keeper_required
@form_view
def resource_change(request, pk):
    shown = get_object_or_404(Resource, pk=pk)
    form = ResourceForm(request.POST or None, instance=shown)
    if carry_out(form, lambda **typed: acting.change_resource(shown, by=request.user, **typed)):
        messages.success(request, _("Đã lưu."))
        return redirect("keeper_resources")
    return render(request, "core/resource_form.html", {"form": form, "resource": shown}, status=status_of(form))


def _place(resource):
    """Rooms first, then vehicles, then equipment, as the kinds are listed."""
    return (Resource.Kind.values.index(resource.kind), resource.office_id, resource.name, resource.pk)


def _booked(user, resources, starts, ends):
    """{resource id: its standing bookings in the time}, each knowing whether the person may read its purpose."""
    found = Booking.objects.standing().meeting(starts, ends).filter(resource__in=resources).told_to(user)
    rows = {}
    for booking in found.select_related("by").order_by("starts", "pk"):
        rows.setdefault(booking.resource_id, []).append(booking)
    return rows


def _ruler(first, days):
    """What the page needs to draw hours and to go on by one screen."""
    return {
        "first": first,
        "last": first + timedelta(days=days - 1),
        "before": first - timedelta(days=days),
        "after": first + timedelta(days=days),
        "today": timezone.localdate(),
        "hours": [
            (hour, hour * 60 - timetables.STARTS) for hour in range(timetables.STARTS // 60, timetables.ENDS // 60)
        ],
        "start": timetables.STARTS,
        "length": timetables.LENGTH,
        "zone": settings.TIME_ZONE,
    }


def _day(request):
    """The day asked for, or today when it is none."""
    try:
        return DayField().clean(request.GET.get("ngay", ""))
    except Exception:
        return timezone.localdate()
