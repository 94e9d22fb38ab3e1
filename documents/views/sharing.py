"""Showing a document to one more colleague, and taking that back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import see
from core.models import User
from core.refusals import BadInput
from documents.actions import sharing
from documents.models import Document


@login_required
@require_POST
def share(request, pk):
    found = see(request.user, Document.objects, pk=pk)
    person = _person(request)
    sharing.share_document(found, by=request.user, person=person)
    messages.success(request, _("%(person)s đã xem được văn bản này.") % {"person": person})
    return redirect(found)


@login_required
@require_POST
def unshare(request, pk):
    found = see(request.user, Document.objects, pk=pk)
    person = _person(request)
    sharing.unshare_document(found, by=request.user, person=person)
    messages.success(request, _("%(person)s không còn xem được văn bản này.") % {"person": person})
    return redirect(found)


def _person(request):
    chosen = request.POST.get("person", "")
    if not chosen.isdigit():
        raise BadInput(_("Hãy chọn một người."))
    return get_object_or_404(User.objects.visible_to(request.user).active(), pk=chosen)
