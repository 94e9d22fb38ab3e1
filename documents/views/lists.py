"""The list of documents: everything I may see, newest first."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core import paging, principals, visibility
from documents.models import Document, DocumentVisibility
from documents.states import DocumentState

STATE = DocumentState
TABS = {
    "": (_("Tất cả"), {}),
    "du-thao": (_("Dự thảo"), {"state": STATE.DRAFT}),
    "dang-trinh": (_("Đang trình"), {"state": STATE.IN_REVIEW}),
    "cho-phat-hanh": (_("Chờ phát hành"), {"state__in": [STATE.SIGNED, STATE.NUMBERED, STATE.SEALED]}),
    "da-phat-hanh": (_("Đã phát hành"), {"state": STATE.ISSUED}),
}

UNREAD = ("body", "appendices", "addressees", "recipients", "places", "kept_faults", "losses")  # long, and not listed


@login_required
def documents(request):
    chosen = request.GET.get("muc", "")
    chosen = chosen if chosen in TABS else ""
    held = principals.of_request(request)
    page = visibility.page(
        DocumentVisibility,
        request.user,
        things=Document.objects.select_related("agency", "unit", "drafter", "signer").defer(*UNREAD),
        held=held,
        **paging.place(request),
        **TABS[chosen][1],
    )
    filters = [filters for _label, filters in TABS.values()]
    counts = visibility.counts_capped(DocumentVisibility, request.user, filters, held=held)
    tabs = [
        {"name": name, "label": label, "current": name == chosen, "count": count}
        for (name, (label, _filters)), count in zip(TABS.items(), counts, strict=True)
    ]
    template = "documents/documents.html#list" if request.htmx else "documents/documents.html"
    return render(request, template, {"page": page, "tabs": tabs, "chosen": chosen})
