"""The clerk's acts: number, seal and issue, cancel; and confirming what arrived."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import recently_confirmed, see
from documents.actions import issuing
from documents.models import Document, Recipient
from documents.views.reading import seen


@login_required
@require_POST
def number(request, pk):
    found = see(request.user, Document.objects, pk=pk)
    found = issuing.number_document(found, by=request.user, seen=seen(request))
    messages.success(request, _("Đã cấp số %(number)s.") % {"number": found.number_notation})
    return redirect(found)


@recently_confirmed
@require_POST
def seal(request, pk):
    """Seal; with "then=issue" the sealed paper is issued by the same touch."""
    found = see(request.user, Document.objects, pk=pk)
    found = issuing.seal_document(found, by=request.user, seen=seen(request))
    if request.POST.get("then") == "issue":
        found = issuing.issue_document(found, by=request.user)
        messages.success(request, _("Đã đóng dấu và phát hành %(number)s.") % {"number": found.number_notation})
    else:
        messages.success(request, _("Đã đóng dấu %(number)s.") % {"number": found.number_notation})
    return redirect(found)


@login_required
@require_POST
def issue(request, pk):
    found = see(request.user, Document.objects, pk=pk)
    found = issuing.issue_document(found, by=request.user, seen=seen(request))
    messages.success(request, _("Đã phát hành %(number)s.") % {"number": found.number_notation})
    return redirect(found)


@login_required
@require_POST
def cancel(request, pk):
    found = see(request.user, Document.objects, pk=pk)
    issuing.cancel_document(found, by=request.user, reason=request.POST.get("reason", ""), seen=seen(request))
    messages.success(request, _("Đã hủy văn bản. Số đã cấp vẫn nằm trong sổ, ghi rõ là đã hủy."))
    return redirect(found)


@login_required
@require_POST
def receive(request, pk):
    visible = Document.objects.visible_to(request.user)
    recipient = get_object_or_404(Recipient.objects.select_related("document"), pk=pk, document__in=visible)
    issuing.confirm_receipt(recipient, by=request.user)
    messages.success(request, _("Đã xác nhận nhận văn bản. Nơi gửi thấy ngay."))
    return redirect(recipient.document)
