from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone

from core import desk as desk_gate


@login_required
def desk(request):
    """Việc của tôi: one ordered list of everything that waits for me."""
    cards, total = desk_gate.waiting_for(request.user, timezone.now())
    template = "core/desk.html#list" if request.htmx else "core/desk.html"
    return render(request, template, {"cards": cards, "total": total, "more": total - len(cards)})
