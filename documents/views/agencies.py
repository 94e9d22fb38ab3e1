"""The keeper sets how an agency makes its documents."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.access import keeper_required
from core.models import Office
from documents.actions.agencies import set_up_agency
from documents.drafting import profile_of
from documents.forms import AgencyForm


@keeper_required
def agency_documents(request, pk):
    agency = get_object_or_404(Office.objects.agencies(), pk=pk)
    form = AgencyForm(request.POST or None, agency=agency, profile=profile_of(agency))
    if request.method == "POST" and form.is_valid():
        set_up_agency(agency, by=request.user, **form.cleaned_data)
        messages.success(request, _("Đã lưu. Văn bản trình từ bây giờ theo quy trình mới."))
        return redirect("agency_documents", pk=pk)
    context = {"agency": agency, "form": form}
    return render(request, "documents/agency_documents.html", context, status=422 if form.is_bound else 200)
