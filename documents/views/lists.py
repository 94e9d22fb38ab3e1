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


@login_required
def documents(request):
    chosen = request.GET.get("muc", "")
    chosen = chosen if chosen in TABS else ""
    held = principals.of_request(request)
    page = visibility.page(
        DocumentVisibility,
        request.user,
        things=Document.objects.select_related("agency", "unit", "drafter", "signer"),
        held=held,
        **paging.place(request),
        **TABS[chosen][1],
    )
    tabs = [
        {
            "name": name,
            "label": label,
            "current": name == chosen,
            "count": visibility.count_capped(DocumentVisibility, request.user, held=held, **filters),
        }
        for name, (label, filters) in TABS.items()
    ]
    template = "documents/documents.html#list" if request.htmx else "documents/documents.html"
    return render(request, template, {"page": page, "tabs": tabs, "chosen": chosen})
