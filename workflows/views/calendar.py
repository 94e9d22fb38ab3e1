"""The working calendar as the keeper looks after it: the year, the days that differ, the week of each office."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import keeper_required
from core.http.forms import carry_out, status_of
from core.models import Office
from workflows.actions import calendar as acting
from workflows.calendars import calendar_of
from workflows.forms import HoursForm, WorkDayForm, WorkDaysForm
from workflows.models import WorkDay, WorkHours
from workflows.queries.calendar import days_for
from workflows.year_picture import months_of

FIRST_YEAR, LAST_YEAR = 1946, 2144  # every date of a form is possible
form_view = require_http_methods(["GET", "HEAD", "POST"])


@keeper_required
@require_safe
def calendar(request):
    """One year of one office, or of everyone: what differs from the week, and the week itself."""
    office, year = _place(request.GET)
    counting = calendar_of(office)
    days = days_for(office, year)
    own = [day for day in days.values() if day.office_id == (office and office.pk)]
    context = {
        "months": months_of(year, counting, days),
        "days": days.values(),
        "estimated": sum(day.status == WorkDay.Status.ESTIMATED for day in own),
        "week": [(label, counting.week.get(number, ())) for number, label in WorkHours.WEEKDAYS],
        "has_own_week": WorkHours.objects.filter(office=office).exists(),
        "is_seeded": not acting.unseeded([year]),
        "offices": Office.objects.existing().order_by("agency__name", "kind", "name", "pk"),
        "today": timezone.localdate(),
        **_said(office, year),
    }
    return render(request, "workflows/calendar.html", context)


@keeper_required
@form_view
def calendar_day_add(request):
    office, year = _place(request.GET)
    form = WorkDaysForm(request.POST or None)

    def act(first, last, **_typed):
        return acting.mark_span(office, first, last or first, by=request.user, **form.said())

    if made := carry_out(form, act):
        messages.success(request, _("Đã ghi. Hạn của việc đang chạy được tính lại."))
        return _back(office, made[0].date.year)
    context = {"form": form, **_said(office, year)}
    return render(request, "workflows/calendar_day.html", context, status=status_of(form))


@keeper_required
@form_view
def calendar_day(request, pk):
    """Change what is said of a marked day, or take it away."""
    day = get_object_or_404(WorkDay.objects.select_related("office__agency"), pk=pk)
    known = {"kind": day.kind, "name": day.name, "legal_ref": day.legal_ref}
    form = WorkDayForm(request.POST or None, initial=known | {"is_estimated": day.status == WorkDay.Status.ESTIMATED})
    if carry_out(form, lambda **_typed: acting.change_day(day, by=request.user, **form.said())):
        messages.success(request, _("Đã lưu. Hạn của việc đang chạy được tính lại."))
        return _back(day.office, day.date.year)
    context = {"form": form, "day": day, **_said(day.office, day.date.year)}
    return render(request, "workflows/calendar_day.html", context, status=status_of(form))


@keeper_required
@require_POST
def calendar_day_remove(request, pk):
    day = get_object_or_404(WorkDay.objects.select_related("office"), pk=pk)
    acting.unmark_day(day, by=request.user)
    messages.success(request, _("Đã bỏ. Ngày này theo lịch tuần."))
    return _back(day.office, day.date.year)


@keeper_required
@require_POST
def calendar_confirm(request):
    office, year = _place(request.POST)
    count = acting.confirm_days(office, year, by=request.user, legal_ref=request.POST.get("legal_ref", ""))
    messages.success(request, _("Đã xác nhận %(count)d ngày của năm %(year)d.") % {"count": count, "year": year})
    return _back(office, year)


@keeper_required
@require_POST
def calendar_seed(request):
    _office, year = _place(request.POST)
    count = acting.seed_year(year, by=request.user)
    messages.success(request, _("Đã thêm %(count)d ngày dự kiến của năm %(year)d.") % {"count": count, "year": year})
    return _back(None, year)


@keeper_required
@form_view
def calendar_hours(request):
    """The week of an office; all fields empty: that of the office above counts again."""
    office, year = _place(request.GET)
    form = HoursForm(request.POST or None, week=calendar_of(office).week)

    def act(**_typed):
        acting.set_hours(office, form.week(), by=request.user)
        return True

    if carry_out(form, act):
        messages.success(request, _("Đã lưu giờ làm việc. Hạn của việc đang chạy được tính lại."))
        return _back(office, year)
    return render(
        request, "workflows/calendar_hours.html", {"form": form, **_said(office, year)}, status=status_of(form)
    )


def _place(asked):
    """(office or None for everyone, year) of the address; 404 for an office that is not there."""
    number, year = asked.get("noi", ""), asked.get("nam", "")
    office = get_object_or_404(Office.objects.select_related("agency"), pk=int(number[:9])) if _is(number) else None
    year = int(year[:9]) if _is(year) else 0
    return office, year if FIRST_YEAR <= year <= LAST_YEAR else timezone.localdate().year


def _is(text):
    return text.isascii() and text.isdecimal()


def _said(office, year):
    place = {"noi": office.pk} if office else {}
    return {"office": office, "year": year, "place": urlencode({"nam": year, **place})}


def _back(office, year):
    return redirect(f"{reverse('calendar')}?{_said(office, year)['place']}")
