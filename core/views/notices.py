"""What I was told."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from core import paging
from core.actions import notices as acting


@login_required
@require_safe
def notices(request):
    """My notices, newest first."""
    page = paging.page(request.user.notices.all(), ("-pk",), **paging.place(request), size=30)
    unread = request.user.notices.filter(read_at__isnull=True).exists()
    newest = request.user.notices.order_by("-pk").values_list("pk", flat=True).first() or 0
    template = "core/notices.html#list" if request.htmx else "core/notices.html"
    return render(request, template, {"page": page, "unread": unread, "newest": newest})


@login_required
@require_POST
def notice_open(request, pk):
    """Mark it as read and go where it points."""
    notice = get_object_or_404(request.user.notices, pk=pk)
    acting.read_notice(notice, by=request.user)
    return redirect(notice.url or reverse("notices"))


@login_required
@require_POST
def notices_read(request):
    """Mark everything that was on the screen as read."""
    up_to = request.POST.get("up_to", "")
    acting.read_all_notices(by=request.user, up_to=int(up_to) if up_to.isdecimal() and len(up_to) < 19 else 0)
    return redirect("notices")
