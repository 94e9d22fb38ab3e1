"""Reading a document on its page, and saying something about it: approve, return, withdraw, opinion."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import audit
from core.access import require, see
from core.http.offline import keep_for_reading
from core.refusals import BadInput
from documents import rules
from documents.actions import reviewing
from documents.models import Document
from documents.screens import reading_of


@login_required
def document(request, pk):
    """The page, its way, what was said, and the one thing this person may do now."""
    found = see(request.user, Document.objects.for_reading(), pk=pk)
    template = "documents/document.html#course" if request.htmx else "documents/document.html"
    return keep_for_reading(render(request, template, reading_of(found, request.user)))


@login_required
def history(request, pk):
    """Everything that happened to the document, from the audit: for the agency that made it."""
    found = see(request.user, Document.objects.for_reading(), pk=pk)
    require(rules.may_see_making(request.user, found), rules.ONLY_MAKERS)
    entries = audit.history(found).select_related("actor", "on_behalf_of")
    drafts = found.drafts.select_related("by").order_by("-number")
    context = {"document": found, "entries": entries, "drafts": drafts}
    return render(request, "documents/history.html", context)


@login_required
@require_POST
def approve(request, pk):
    """Approve exactly the revision that was shown."""
    found = see(request.user, Document.objects, pk=pk)
    asked = whole_number(request.POST.get("revision", ""))
    if found.file is None or asked < 0:
        raise BadInput(_("Trang đã cũ. Hãy tải lại văn bản."))
    revision = get_object_or_404(found.file.revisions, pk=asked)
    reviewing.approve(found, by=request.user, revision=revision, note=request.POST.get("note", ""))
    messages.success(request, _("Đã chuyển “%(subject)s” sang bước tiếp theo.") % {"subject": found.subject})
    return redirect("desk")


@login_required
@require_POST
def give_back(request, pk):
    found = see(request.user, Document.objects, pk=pk)
    reviewing.give_back(found, by=request.user, reason=request.POST.get("reason", ""), seen=seen(request))
    messages.success(request, _("Đã trả lại “%(subject)s” cho người soạn.") % {"subject": found.subject})
    return redirect("desk")


@login_required
@require_POST
def withdraw(request, pk):
    found = see(request.user, Document.objects, pk=pk)
    reviewing.withdraw(found, by=request.user, seen=seen(request))
    messages.success(request, _("Đã rút văn bản về để sửa."))
    return redirect("document_edit", pk=pk)


@login_required
@require_POST
def opinion(request, pk):
    found = see(request.user, Document.objects, pk=pk)
    reviewing.give_opinion(found, by=request.user, text=request.POST.get("text", ""))
    messages.success(request, _("Đã gửi ý kiến."))
    return redirect(found)


def seen(request):
    """The version the person saw; a page that does not say it, or says nonsense, counts as stale."""
    return whole_number(request.POST.get("seen", ""))


def whole_number(text):
    """A version or a key as it stands in a form; -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
