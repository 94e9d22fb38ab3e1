"""Drafting: begin from the editor, a Word file or a ready PDF; write with preview and form checker beside; submit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import files
from core.access import require, see
from core.models import Office
from core.queries.people import agency_of, office_of
from core.refusals import BadInput, TooLarge, WrongState
from documents import checking, rendering, rules
from documents.actions import drafting, intake, reviewing
from documents.drafting import letter_of
from documents.forms import AttachmentForm, DraftForm, NewDocumentForm
from documents.models import Document
from documents.screens import files_of, opinions_of
from documents.views.reading import seen

ALLOWED = (files.PDF, files.DOCX)
ATTACHABLE = (files.PDF, files.DOCX, files.XLSX, files.PNG, files.JPEG, files.CSV)


@login_required
def new(request):
    """Choose a kind, or drop a Word or PDF file; the draft is made at once."""
    agency = agency_of(request.user)
    require(agency is not None, _("Chỉ người đang giữ vị trí công tác trong cơ quan soạn được văn bản."))
    form = NewDocumentForm(request.POST or None, request.FILES or None, units=_units(request.user, agency))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            return redirect("document_edit", pk=_begin(form.cleaned_data, request.user).pk)
        except (BadInput, TooLarge) as refusal:
            form.add_error("file" if form.cleaned_data["file"] else None, str(refusal.sentence))
            status = refusal.status
    return render(request, "documents/new.html", {"form": form}, status=status)


def _units(user, agency):
    """The agency's units, the person's own first."""
    own = office_of(user)
    units = Office.objects.existing().under(agency)
    return units.extra(select={"own": "core_office.id = %s"}, select_params=[own.pk], order_by=["-own", "id"])


def _begin(chosen, by):
    if not chosen["file"]:
        return drafting.create_document(by=by, unit=chosen["unit"], kind=chosen["kind"], subject=chosen["subject"])
    with intake.refusals_noted(chosen["file"].name, by=by):
        content, media_type, name = files.receive(chosen["file"], allowed=ALLOWED)
        if media_type == files.DOCX:
            return intake.draft_from_word(content, name=name, by=by, unit=chosen["unit"])
        return intake.draft_from_pdf(
            content, name=name, by=by, unit=chosen["unit"], kind=chosen["kind"], subject=chosen["subject"]
        )


@login_required
def edit(request, pk):
    """The drafting screen; saving answers with the screen again, or with the state of the draft to htmx."""
    document = see(request.user, Document.objects.for_reading(), pk=pk)
    if request.method != "POST":
        if not rules.may_edit(request.user, document):
            return redirect(document)
        return render(request, "documents/edit.html", _screen(document, DraftForm(instance=document)))
    require(rules.is_drafter(request.user, document), rules.ONLY_DRAFTER)
    form = DraftForm(request.POST, instance=document)
    if not form.is_valid():
        return render(request, "documents/edit.html", _screen(document, form), status=422)
    stored = Document.objects.get(pk=pk)
    try:
        fresh = drafting.save_draft(stored, by=request.user, seen=form.cleaned_data["seen"], **form.changes())
    except WrongState as refusal:
        return _stale(request, document, form, refusal)
    if request.htmx:
        return render(request, "documents/edit.html#saved", {"document": fresh})
    messages.success(request, _("Đã lưu dự thảo."))
    return redirect("document_edit", pk=pk)


def _stale(request, document, form, refusal):
    """Somebody was faster, perhaps the same person on another page: what was typed stays, to be saved once more."""
    if request.htmx:
        raise refusal
    form.add_error(None, str(refusal.sentence))
    form.add_error(None, _("Nội dung bạn vừa gõ vẫn còn ở đây, chưa được lưu. Bản đã lưu trước đó không mất."))
    form.data = form.data.copy()
    form.data["seen"] = Document.objects.get(pk=document.pk).version
    return render(request, "documents/edit.html", _screen(document, form), status=refusal.status)


def _screen(document, form):
    return {
        "document": document,
        "form": form,
        "faults": reviewing.faults_of(document),
        "files": files_of(document, None),
        "attachments": document.attachments.filter(removed_at__isnull=True).select_related("file"),
        "attachment_form": AttachmentForm(),
        "opinions": opinions_of(document),
        "losses": document.losses,
        "returned": document.submissions.exists(),
    }


@login_required
@require_POST
def check(request, pk):
    """What the checker says about what is typed right now, saved or not."""
    document = _typed(request, pk)
    return render(
        request, "documents/edit.html#faults", {"document": document, "faults": reviewing.faults_of(document)}
    )


@login_required
def preview(request, pk):
    """The page as it would be printed: POST what is typed right now, GET what is saved."""
    document = _typed(request, pk) if request.method == "POST" else _own_draft(request, pk)
    if document.source == Document.Source.PDF:
        content = document.file.revisions.order_by("number").first().read()
    else:
        content = rendering.render(letter_of(document)).pdf
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@login_required
@require_POST
def fix(request, pk):
    """Mend one fault by its key and answer with the mended fields, saved."""
    document = _own_draft(request, pk)
    letter = letter_of(document)
    fault = next((each for each in checking.check(letter) if each.key == request.POST.get("fault")), None)
    if fault is None or fault.fix is None:
        raise WrongState(_("Lỗi này đã được sửa."))
    changes = fields_changed(letter, checking.apply_fix(letter, fault))
    fresh = drafting.save_draft(document, by=request.user, seen=seen(request), **changes)
    if request.htmx:
        return render(request, "documents/edit.html#form", _screen(fresh, DraftForm(instance=fresh)))
    return redirect("document_edit", pk=pk)


@login_required
@require_POST
def keep(request, pk):
    """Let the named faults stand, with a reason."""
    document = _own_draft(request, pk)
    keys, reason = request.POST.getlist("fault"), request.POST.get("reason", "")
    reviewing.keep_faults(document, by=request.user, keys=keys, reason=reason, seen=seen(request))
    messages.success(request, _("Đã ghi lý do. Người kiểm tra thể thức sẽ xem xét."))
    return redirect("document_edit", pk=pk)


FIELDS_OF_LETTER = ("subject", "place", "authority", "body", "signer_title", "urgency", "circulation")
LINES_OF_LETTER = ("addressees", "recipients", "capacity")


def fields_changed(before, after):
    """Which stored fields a mended letter changes."""
    changed = {
        name: getattr(after, name) for name in FIELDS_OF_LETTER if getattr(after, name) != getattr(before, name)
    }
    return changed | {
        name: "\n".join(getattr(after, name))
        for name in LINES_OF_LETTER
        if getattr(after, name) != getattr(before, name)
    }


@login_required
@require_POST
def submit(request, pk):
    document = reviewing.submit_document(_own_draft(request, pk), by=request.user, seen=seen(request))
    messages.success(request, _("Đã trình “%(subject)s”.") % {"subject": document.subject})
    return redirect(document)


@login_required
@require_POST
def discard(request, pk):
    drafting.discard_draft(_own_draft(request, pk), by=request.user, seen=seen(request))
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("documents")


@login_required
@require_POST
def attach(request, pk):
    document = _own_draft(request, pk)
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        raise BadInput(_("Hãy chọn một tệp để kèm theo."))
    with intake.refusals_noted(form.cleaned_data["file"].name, by=request.user, document=document):
        content, _media_type, name = files.receive(form.cleaned_data["file"], allowed=ATTACHABLE)
    drafting.attach(document, by=request.user, content=content, name=name, title=form.cleaned_data["title"])
    messages.success(request, _("Đã kèm tệp %(name)s.") % {"name": name})
    return redirect("document_edit", pk=pk)


@login_required
@require_POST
def detach(request, pk, attachment):
    document = _own_draft(request, pk)
    drafting.detach(get_object_or_404(document.attachments, pk=attachment), by=request.user)
    messages.success(request, _("Đã bỏ tệp kèm theo."))
    return redirect("document_edit", pk=pk)


def _own_draft(request, pk):
    document = see(request.user, Document.objects.for_reading(), pk=pk)
    require(rules.is_drafter(request.user, document), rules.ONLY_DRAFTER)
    return document


def _typed(request, pk):
    """The document with what is typed now, not saved: only the drafter's own page asks."""
    document = _own_draft(request, pk)
    form = DraftForm(request.POST, instance=document)
    form.is_valid()
    if "signer" in form.changed_data:
        document.capacity = drafting.capacity_for(document)
    return document
