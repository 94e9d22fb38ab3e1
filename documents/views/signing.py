"""The signing sheet: certificate, capacity, the place on the page; then passkey or PIN, and done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import see
from core.refusals import BadInput
from documents.actions import signing
from documents.models import Document
from documents.screens import reading_of
from documents.views.reading import seen


@login_required
def sign(request, pk):
    """GET opens the sheet over the page that will be signed; POST without a PIN pins it; POST with one signs it."""
    found = see(request.user, Document.objects.for_reading(), pk=pk)
    if request.method != "POST":
        return redirect(found)
    if "pin" not in request.POST:
        return _open_sheet(request, found)
    if not request.POST.get("intent"):
        raise BadInput(_("Phiếu ký không còn hiệu lực. Hãy mở lại văn bản rồi ký."))
    signing.sign_document(found, by=request.user, intent=request.POST["intent"], pin=request.POST["pin"])
    messages.success(request, _("Đã ký “%(subject)s”.") % {"subject": found.subject})
    return redirect("desk")


def _open_sheet(request, document):
    intent = signing.open_signing(document, by=request.user, seen=seen(request))
    document = see(request.user, Document.objects.for_reading(), pk=document.pk)
    context = reading_of(document, request.user) | {"intent": intent}
    return render(request, "documents/document.html#sheet" if request.htmx else "documents/document.html", context)
