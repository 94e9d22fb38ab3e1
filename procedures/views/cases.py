"""Cases: the lists, the page of one, its files, and what is done on it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from core import audit, paging, principals, visibility
from core.access import see
from core.files import JPEG, PDF, PNG, UNKNOWN
from core.http.offline import keep_for_reading
from core.http.streaming import stream_file
from procedures.case_screen import page_of
from procedures.models import Case, CaseVisibility
from procedures.states import ENDED, CaseState

OPEN_STATES = [CaseState.RUNNING, CaseState.WAITING]
TABS = {
    "": gettext_lazy("Của tôi"),
    "cho-toi": gettext_lazy("Chờ tôi xử lý"),
    "dang-giai-quyet": gettext_lazy("Đang giải quyết"),
    "da-ket-thuc": gettext_lazy("Đã kết thúc"),
}
SHOWN_HERE = (PDF, PNG, JPEG)


@login_required
def cases(request):
    """Mine, those that wait for me, and all I may see."""
    chosen = request.GET.get("muc", "")
    chosen = chosen if chosen in TABS else ""
    page = _page(request, chosen)
    tabs = [{"name": name, "label": label, "current": name == chosen} for name, label in TABS.items()]
    template = "procedures/cases.html#list" if request.htmx else "procedures/cases.html"
    return render(request, template, {"page": page, "tabs": tabs, "chosen": chosen})


def _page(request, chosen):
    listed = Case.objects.for_listing()
    if chosen in ("", "cho-toi"):
        own = listed.filter(requester=request.user).exclude(state=CaseState.WITHDRAWN, number__isnull=True)
        found = own if chosen == "" else listed.waiting_for(request.user)
        return paging.page(found, ("-sort_key", "-pk"), **paging.place(request))
    states = OPEN_STATES if chosen == "dang-giai-quyet" else list(ENDED)
    held = principals.of_request(request)
    place = paging.place(request)
    return visibility.page(CaseVisibility, request.user, things=listed, held=held, state__in=states, **place)


@login_required
def case(request, pk):
    """What was asked, its way and its clock, and the one thing this person may do now."""
    found = see(request.user, Case.objects.for_reading(), pk=pk)
    if found.state == CaseState.DRAFT and found.requester_id == request.user.pk:
        return redirect("case_edit", pk=pk)
    template = "procedures/case.html#course" if request.htmx else "procedures/case.html"
    return keep_for_reading(render(request, template, page_of(found, request.user)))


@login_required
def case_history(request, pk):
    """Everything that happened to the case and on its way, from the audit."""
    found = see(request.user, Case.objects.for_reading(), pk=pk)
    entries = [*audit.history(found).select_related("actor", "on_behalf_of")]
    if found.route:
        entries += audit.history(found.route).select_related("actor", "on_behalf_of")
    entries.sort(key=lambda entry: entry.pk)
    return render(request, "procedures/case_history.html", {"case": found, "entries": entries})


@login_required
def case_file(request, pk, file):
    """The bytes of a file the requester attached."""
    found = see(request.user, Case.objects, pk=pk)
    attached = found.files.filter(pk=file, removed_at__isnull=True).select_related("file").first()
    if attached is None:
        raise Http404
    revision = attached.file.latest
    shown = revision.media_type in SHOWN_HERE and "tai" not in request.GET
    about = {"name": revision.name, "size": revision.size, "is_shown": shown}
    response = stream_file(request, revision.open(), media_type=revision.media_type if shown else UNKNOWN, **about)
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{revision.sha256}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
