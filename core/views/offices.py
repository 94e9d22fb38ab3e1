"""The tree of agencies and units as the keeper sees it on a day."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import audit
from core.access import keeper_required
from core.actions import offices as acting
from core.forms.days import DayField
from core.forms.offices import OfficeForm, PostForm
from core.http.forms import carry_out, status_of
from core.models import Appointment, Office, Post

form_view = require_http_methods(["GET", "HEAD", "POST"])


@keeper_required
@require_safe
def offices(request):
    day = _day(request.GET.get("ngay", ""))
    found = Office.objects.existing(day).with_people(day)
    return render(request, "core/offices.html", {"tree": _tree(found), "day": day})


@keeper_required
@form_view
def office_add(request):
    parent = _parent(request.GET.get("thuoc", ""))
    form = OfficeForm(request.POST or None)
    made = carry_out(form, lambda **typed: acting.add_office(parent=parent, by=request.user, **typed))
    if made:
        messages.success(request, _("Đã thêm %(name)s.") % {"name": made})
        return redirect("office", made.pk)
    return render(request, "core/office_form.html", {"form": form, "parent": parent}, status=status_of(form))


@keeper_required
@require_safe
def office(request, pk):
    shown = get_object_or_404(Office.objects.select_related("parent", "agency"), pk=pk)
    posts = Post.objects.filter(office=shown).order_by("rank", "pk")
    holders = {}
    for seat in Appointment.objects.current().filter(post__office=shown).select_related("person"):
        holders.setdefault(seat.post_id, []).append(seat)
    context = {
        "office": shown,
        "posts": [(post, holders.get(post.pk, [])) for post in posts],
        "units": shown.children.exclude(valid_to__lt=timezone.localdate()).order_by("name"),
        "history": audit.history(shown).order_by("-pk")[:20],
    }
    return render(request, "core/office.html", context)


@keeper_required
@form_view
def office_change(request, pk):
    shown = get_object_or_404(Office, pk=pk)
    form = OfficeForm(request.POST or None, instance=shown)
    if carry_out(form, lambda **typed: acting.change_office(shown, by=request.user, **typed)):
        messages.success(request, _("Đã lưu."))
        return redirect("office", pk)
    context = {"form": form, "office": shown, "parent": shown.parent}
    return render(request, "core/office_form.html", context, status=status_of(form))


@keeper_required
@form_view
def post_add(request, pk):
    shown = get_object_or_404(Office, pk=pk)
    form = PostForm(request.POST or None)
    if carry_out(form, lambda **typed: acting.add_post(shown, by=request.user, **typed)):
        messages.success(request, _("Đã thêm vị trí."))
        return redirect("office", pk)
    return render(request, "core/post_form.html", {"form": form, "office": shown}, status=status_of(form))


@keeper_required
@form_view
def post_change(request, pk):
    shown = get_object_or_404(Post.objects.select_related("office"), pk=pk)
    form = PostForm(request.POST or None, instance=shown)
    if carry_out(form, lambda **typed: acting.change_post(shown, by=request.user, **typed)):
        messages.success(request, _("Đã lưu."))
        return redirect("office", shown.office_id)
    context = {"form": form, "office": shown.office, "post": shown}
    return render(request, "core/post_form.html", context, status=status_of(form))


def _parent(text):
    return get_object_or_404(Office, pk=text) if text.isdecimal() else None


def _day(text):
    """The day asked for, or today when it is none."""
    try:
        return DayField().clean(text)
    except Exception:
        return timezone.localdate()


def _tree(found):
    """Offices as [(depth, office)] from the top down; an office whose parent is not there stands at the top."""
    known, below = {office.pk for office in found}, {}
    for each in found:
        below.setdefault(each.parent_id if each.parent_id in known else None, []).append(each)
    lines, waiting = [], [(0, each) for each in reversed(below.get(None, []))]
    while waiting:
        depth, each = waiting.pop()
        lines.append((min(depth, 5), each))
        waiting += [(depth + 1, child) for child in reversed(below.get(each.pk, []))]
    return lines
