"""The public check: of any file by upload, of a paper by the code on its QR. No sign-in, nothing kept."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from core import files
from core.http.limits import files_from_anyone
from signatures import throttle
from signatures.authorities import to_der
from signatures.forms import PdfForm
from signatures.models import Certificate, PublicCode
from signatures.presentation import shown, shown_signature
from signatures.register import public_facts

JUDGEMENTS = {"times": 20, "seconds": 300}
LOOKUPS = {"times": 60, "seconds": 300}


@files_from_anyone
@never_cache
@require_http_methods(["GET", "POST"])
def verify(request):
    """Upload any PDF, read what its signatures are worth."""
    form = _form(request)
    context = {"form": form}
    if form.is_bound and form.is_valid():
        throttle.allow(request, "judge", **JUDGEMENTS)
        content, _kind, name = files.receive(form.cleaned_data["file"], allowed=(files.PDF,))
        context |= {"name": name, **_judged(content)}
    return render(request, "signatures/verify.html", context, status=_status(form))


@files_from_anyone
@never_cache
@require_http_methods(["GET", "POST"])
def verify_code(request, code):
    """What the register says about a paper, and whether the file in hand is that paper: a QR alone proves neither."""
    throttle.allow(request, "code", **LOOKUPS)
    file = get_object_or_404(PublicCode.objects.select_related("file"), code=code.lower()).file
    facts = public_facts(file)
    if facts is None:
        raise Http404
    form = _form(request)
    context = {"form": form, "code": code.lower(), "facts": facts}
    if form.is_bound and form.is_valid():
        throttle.allow(request, "judge", **JUDGEMENTS)
        content, _kind, name = files.receive(form.cleaned_data["file"], allowed=(files.PDF,))
        context |= {"name": name, "comparison": _comparison(file, content), **_judged(content)}
    return render(request, "signatures/verify_code.html", context, status=_status(form))


def _form(request):
    return PdfForm(request.POST, request.FILES) if request.method == "POST" else PdfForm()


def _status(form):
    return 422 if form.is_bound and not form.is_valid() else 200


def _judged(content):
    from signatures.queries.trust import current_trust
    from signatures.verification.guarded import verify_guarded

    verdict = verify_guarded(content, current_trust())
    return {"verdict": shown(verdict), "signatures": [shown_signature(each) for each in verdict.signatures]}


def _comparison(file, content):
    """How the file in hand relates to the one in the register: the same, an earlier state of it, or another file."""
    from signatures.verification.structure import digest

    sha256 = digest(content)
    if file.latest.sha256 == sha256:
        return "same"
    return "earlier" if file.revisions.filter(blob__sha256=sha256).exists() else "other"


@require_GET
def root_certificate(request):
    """The root of our own signatures, for those who want to install or compare it."""
    return _certificate(Certificate.Profile.ROOT, "goc.crt")


@require_GET
def issuing_certificate(request):
    """The issuing authority's certificate, named in every certificate of ours."""
    return _certificate(Certificate.Profile.ISSUING, "trung-gian.crt")


@require_GET
def root_list(request):
    """The root's revocation list (RFC 5280)."""
    return _list(0)


@require_GET
def issuing_list(request):
    """The issuing authority's revocation list, made anew when it is a day old or something was revoked."""
    return _list(1)


def _list(index):
    from cryptography.hazmat.primitives.serialization import Encoding

    from signatures.actions.revocations import current_lists

    if not Certificate.objects.live().filter(profile=Certificate.Profile.ISSUING).exists():
        raise Http404
    content = current_lists()[index].public_bytes(Encoding.DER)
    return HttpResponse(content, content_type="application/pkix-crl")


def _certificate(profile, name):
    found = Certificate.objects.live().filter(profile=profile).first()
    if found is None:
        raise Http404
    response = HttpResponse(to_der(found.parsed), content_type="application/x-x509-ca-cert")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
