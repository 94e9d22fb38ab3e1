from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone

from core import desk as desk_gate


@login_required
def desk(request):
    """Việc của tôi: one ordered list of everything that waits for me."""
    now = timezone.now()
    cards, total = desk_gate.waiting_for(request.user, now)
    template = "core/desk.html#list" if request.htmx else "core/desk.html"
    told = desk_gate.told(cards, total, now)
    context = {
        "cards": cards,
        "told": told,
        "more": total - len(cards),
        "desk_count": total,  # the rail need not ask
        "shortcuts": desk_gate.shortcuts_for(request.user, cards),
    }
    return render(request, template, context)
