"""Chữ ký của tôi: one's own key, PIN and picture."""

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from core import files
from core.refusals import Refused
from signatures import actions
from signatures.forms import ChangePinForm, ImageForm, NewPinForm, RevokeForm
from signatures.models import Certificate, SignatureImage

LARGEST_IMAGE = 4 * 1024 * 1024


@login_required
@never_cache
@require_GET
def signing_key(request):
    """The state of my key and what I can do with it."""
    return _page(request)


@login_required
@never_cache
@require_POST
@sensitive_post_parameters()
def enrol(request):
    """Create my key under a PIN only I know; asked again who I am, or a stolen session would sign with a new key."""
    form = NewPinForm(request.POST)
    if not form.is_valid():
        return _page(request, enrol=form)
    if not _is_surely(request):
        messages.info(request, _("Trước khi tạo khóa ký, hãy xác nhận đúng là bạn rồi nhập lại mã PIN."))
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse('signing_key')})}")
    actions.enrol_official(request.user, pin=form.cleaned_data["new_pin"], by=request.user)
    messages.success(request, _("Đã tạo khóa ký và chứng thư số của bạn."))
    return redirect("signing_key")


@login_required
@never_cache
@require_POST
@sensitive_post_parameters()
def change_pin(request):
    """Put my key under another PIN."""
    certificate, form = _my_certificate(request.user), ChangePinForm(request.POST)
    if certificate is None:
        raise Http404
    if not form.is_valid():
        return _page(request, change=form)
    try:
        pins = {name: form.cleaned_data[name] for name in ("pin", "new_pin")}
        actions.change_pin(certificate.key, by=request.user, **pins)
    except Refused as refusal:
        form.add_error("pin", refusal.sentence)
        return _page(request, change=form, status=refusal.status)
    messages.success(request, _("Đã đổi mã PIN."))
    return redirect("signing_key")


@login_required
@require_POST
def keep_image(request):
    """Keep the picture of my hand: it is printed with my signature, it is not my signature."""
    form = ImageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, image=form)
    content, _kind, _name = files.receive(form.cleaned_data["image"], allowed=(files.PNG,), limit=LARGEST_IMAGE)
    source = SignatureImage.Source.INK if request.POST.get("source") == "ink" else SignatureImage.Source.UPLOAD
    actions.keep_signature_image(request.user, content, source=source, by=request.user)
    messages.success(request, _("Đã lưu ảnh chữ ký."))
    return redirect("signing_key")


@login_required
@never_cache
@require_GET
def image(request):
    """My own picture, for the page and the signing sheet."""
    found = SignatureImage.objects.filter(owner=request.user, is_current=True).first()
    if found is None:
        raise Http404
    return HttpResponse(found.revision.read(), content_type="image/png")


@login_required
@require_POST
def revoke(request):
    """Stop my own certificate at once."""
    certificate, form = _my_certificate(request.user), RevokeForm(request.POST)
    if certificate is None:
        raise Http404
    if not form.is_valid():
        return _page(request, revoke=form)
    actions.revoke_certificate(certificate, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Đã thu hồi chứng thư số. Chữ ký cũ vẫn giữ giá trị."))
    return redirect("signing_key")


def _is_surely(request):
    """Whether they proved who they are a moment ago; left to itself, allauth keeps the posted PIN in the session."""
    try:
        return reauthentication_required(lambda _request: True)(request)
    except ReauthenticationRequired:
        return False


def _my_certificate(user):
    found = Certificate.objects.of_person(user).filter(revoked_at__isnull=True)
    return found.select_related("key", "issuer").first()


def _page(request, *, status=None, **forms):
    """The page with the form that was answered, or fresh ones; 422 when an answer was wrong."""
    context = {
        "certificate": _my_certificate(request.user),
        "picture": SignatureImage.objects.filter(owner=request.user, is_current=True).first(),
        "enrol_form": forms.get("enrol") or NewPinForm(),
        "change_form": forms.get("change") or ChangePinForm(),
        "image_form": forms.get("image") or ImageForm(),
        "revoke_form": forms.get("revoke") or RevokeForm(),
    }
    return render(request, "signatures/signing_key.html", context, status=status or (422 if forms else 200))
