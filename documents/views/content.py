"""The bytes of a document's files: only to those who see the document, never sniffed by the browser."""

from django.contrib.auth.decorators import login_required
from django.http import Http404

from core.access import see
from core.files import PDF, UNKNOWN
from core.http.offline import keep_for_reading
from core.http.streaming import stream_file
from core.models import Revision
from documents import rules
from documents.models import Document


@login_required
def revision(request, pk, revision):
    """One revision of the document's PDF, or of the Word file it came from; for receivers only the paper itself."""
    document = see(request.user, Document.objects.select_related("agency", "file"), pk=pk)
    if rules.may_see_making(request.user, document):
        files = [document.file_id, document.word_file_id]
        shown = Revision.objects.filter(file__in=[pk for pk in files if pk])
    else:
        shown = Revision.objects.filter(pk=document.file.latest.pk if document.file else None)
    return keep_for_reading(_bytes_of(shown.select_related("blob").filter(pk=revision).first(), request))


@login_required
def attachment(request, pk, attachment):
    document = see(request.user, Document.objects, pk=pk)
    found = document.attachments.filter(pk=attachment, removed_at__isnull=True).select_related("file").first()
    return _bytes_of(found.file.latest if found else None, request)


def _bytes_of(revision, request):
    if revision is None:
        raise Http404
    shown = revision.media_type == PDF and "tai" not in request.GET
    media_type = revision.media_type if shown else UNKNOWN
    about = {"name": revision.name, "media_type": media_type, "size": revision.size, "is_shown": shown}
    response = stream_file(request, revision.open(), **about)
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{revision.sha256}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
