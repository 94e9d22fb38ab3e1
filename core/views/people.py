"""People as the keeper sees them: accounts, the posts they hold, and their way in and out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import audit, desk, paging
from core.access import keeper_required, see
from core.accounts import one_time_link
from core.actions import appointments as appointing
from core.actions import people as acting
from core.forms.people import AppointmentForm, EndForm, LeavingForm, PersonForm
from core.http.forms import carry_out, status_of
from core.models import Appointment, User

form_view = require_http_methods(["GET", "HEAD", "POST"])


@keeper_required
@require_safe
def people(request):
    words, left = request.GET.get("q", "").strip(), "nghi" in request.GET
    found = User.objects.visible_to(request.user).filter(is_active=not left).matching(words)
    page = paging.page(found, ("sort_name", "pk"), **paging.place(request))
    seats = Appointment.objects.current().filter(person__in=[person.pk for person in page])
    by_person = {}
    for seat in seats.select_related("post__office__agency").order_by("starts"):
        by_person.setdefault(seat.person_id, []).append(seat.post)
    rows = [(person, by_person.get(person.pk, [])) for person in page]
    template = "core/people.html#results" if request.htmx else "core/people.html"
    return render(request, template, {"rows": rows, "page": page, "words": words, "left": left})


@keeper_required
@form_view
def person_add(request):
    form = PersonForm(request.POST or None)
    person = carry_out(form, lambda **typed: acting.add_person(by=request.user, **typed))
    if person is None:
        return render(request, "core/person_form.html", {"form": form}, status=status_of(form))
    return _show_link(request, acting.issue_link(person, by=request.user))


@keeper_required
@require_safe
def person(request, pk):
    shown = see(request.user, User.objects, pk=pk)
    seats = shown.appointments.select_related("post__office__agency")
    history = audit.history(shown).order_by("-pk")[:20]
    return render(request, "core/person.html", {"person": shown, "seats": seats, "history": history})


@keeper_required
@form_view
def person_change(request, pk):
    shown = see(request.user, User.objects, pk=pk)
    form = PersonForm(request.POST or None, instance=shown)
    if carry_out(form, lambda **typed: acting.change_person(shown, by=request.user, **typed)):
        messages.success(request, _("Đã lưu."))
        return redirect("person", pk)
    return render(request, "core/person_form.html", {"form": form, "person": shown}, status=status_of(form))


@keeper_required
@form_view
def person_deactivate(request, pk):
    shown = see(request.user, User.objects, pk=pk)
    form = LeavingForm(request.POST or None)
    if carry_out(form, lambda **typed: acting.deactivate_person(shown, by=request.user, **typed)):
        messages.success(request, _("Đã khóa tài khoản của %(name)s.") % {"name": shown})
        return redirect("person", pk)
    context = {"form": form, "person": shown, "waiting": desk.count_for(shown)}
    return render(request, "core/person_leaving.html", context, status=status_of(form))


@keeper_required
@require_POST
def person_reactivate(request, pk):
    back = acting.reactivate_person(see(request.user, User.objects, pk=pk), by=request.user)
    return _show_link(request, acting.issue_link(back, by=request.user))


@keeper_required
@require_POST
def person_link(request, pk):
    """Take the old password and show a one-time link, once, to hand over."""
    return _show_link(request, acting.issue_link(see(request.user, User.objects, pk=pk), by=request.user))


def _show_link(request, person):
    return render(request, "core/person_link.html", {"person": person, "link": one_time_link(person)})


@keeper_required
@form_view
def appointment_add(request, pk):
    shown = see(request.user, User.objects, pk=pk)
    form = AppointmentForm(request.POST or None)
    if carry_out(form, lambda post, **typed: appointing.appoint(shown, post, by=request.user, **typed)):
        messages.success(request, _("Đã giao vị trí."))
        return redirect("person", pk)
    return render(request, "core/appointment_form.html", {"form": form, "person": shown}, status=status_of(form))


@keeper_required
@form_view
def appointment_end(request, pk):
    seat = get_object_or_404(Appointment.objects.select_related("person", "post__office"), pk=pk)
    form = EndForm(request.POST or None)
    if carry_out(form, lambda ends: appointing.end_appointment(seat, by=request.user, ends=ends)):
        messages.success(request, _("Đã ghi ngày kết thúc."))
        return redirect("person", seat.person_id)
    return render(request, "core/appointment_end.html", {"form": form, "seat": seat}, status=status_of(form))
