"""Drafting: begin from the editor, a Word file or a ready PDF; write with preview and form checker beside; submit.

Every button of the drafting screen belongs to its one form, so each act first saves what is typed, with a script or
without.
"""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import files
from core.access import require, see
from core.models import Office
from core.queries.people import agency_of, office_of
from core.refusals import BadInput, TooLarge, WrongState
from documents import body as bodies
from documents import checking, rendering, rules
from documents.actions import drafting, intake, reviewing
from documents.draft_screen import checked_of, screen_of
from documents.drafting import letter_of
from documents.forms import AttachmentForm, DraftForm, NewDocumentForm
from documents.kinds import KINDS, Family
from documents.models import Document
from documents.states import DocumentState
from documents.views.reading import seen, whole_number

ALLOWED = (files.PDF, files.DOCX)
ATTACHABLE = (files.PDF, files.DOCX, files.XLSX, files.PNG, files.JPEG, files.CSV)


@login_required
def new(request):
    """Choose a kind, or drop a Word or PDF file; the draft is made at once."""
    agency = agency_of(request.user)
    require(agency is not None, _("Chỉ người đang giữ vị trí công tác trong cơ quan mới soạn được văn bản."))
    chosen = {"units": _units(request.user, agency), "frequent": _frequent(request.user)}
    form = NewDocumentForm(request.POST or None, request.FILES or None, **chosen)
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


def _frequent(user):
    """The kinds this person drafts most, at most four."""
    drafted = Document.objects.filter(drafter=user).order_by().values_list("kind").annotate(times=Count("pk"))
    kinds = [kind for kind, _times in sorted(drafted, key=lambda row: -row[1])]
    return [kind for kind in kinds if kind in KINDS and KINDS[kind].family is not Family.COPY][:4]


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
    """The drafting screen; saving answers with the screen again, or with the state of the draft to a script."""
    document = see(request.user, Document.objects.for_reading(), pk=pk)
    if request.method != "POST":
        if not rules.may_edit(request.user, document):
            return redirect(document)
        return render(request, "documents/edit.html", screen_of(document, DraftForm(instance=document)))
    require(rules.is_drafter(request.user, document), rules.ONLY_DRAFTER)
    form = DraftForm(request.POST, instance=document)
    if not form.is_valid():
        return _shown(request, document, form, status=422)
    try:
        fresh = _save(request, pk, form)
    except WrongState as refusal:
        return _stale(request, document, form, refusal)
    if request.htmx:
        return render(request, "documents/parts/saved.html", {"document": fresh})
    messages.success(request, _("Đã lưu dự thảo."))
    return redirect("document_edit", pk=pk)


def _save(request, pk, form):
    """Keep what is typed, unless exactly that is kept already; return the fresh Document."""
    stored = Document.objects.for_reading().get(pk=pk)
    changes = _changes(request, stored, form)
    if not changes:
        return stored
    return drafting.save_draft(stored, by=request.user, seen=form.cleaned_data["seen"], writing=True, **changes)


def _changes(request, stored, form):
    """Every field as typed, and the lists of losses put away; nothing when all of it is kept already."""
    typed = form.changes()
    cleaned = typed | {"body": bodies.clean(typed["body"])}
    losses = _settled(stored, request.POST.get("settle", ""), typed["kind"])
    if losses == stored.losses and all(getattr(stored, name) == value for name, value in cleaned.items()):
        return {}
    return typed | ({"losses": losses} if losses != stored.losses else {})


def _settled(document, what, kind):
    """What the Word file lost, with what the drafter has dealt with marked as seen: "kind", "losses" or nothing."""
    chosen = what == "kind" or kind != document.kind
    return [
        loss | {"seen": True} if (chosen if loss["code"] == "kind" else what == "losses") else loss
        for loss in document.losses
    ]


def _shown(request, document, form, *, status, refused=""):
    """The screen again, with everything typed and what is wrong with it."""
    return render(request, "documents/edit.html", screen_of(document, form, refused), status=status)


def _stale(request, document, form, refusal):
    """Somebody was faster, perhaps the same person on another page: what was typed stays, to be saved once more."""
    fresh = Document.objects.get(pk=document.pk)
    if request.htmx and fresh.state != DocumentState.DRAFT:
        raise refusal
    if request.htmx:
        return render(request, "documents/parts/stale.html", {"document": fresh}, status=refusal.status)
    form.add_error(None, str(refusal.sentence))
    form.add_error(None, _("Nội dung bạn vừa gõ vẫn còn ở đây, chưa được lưu. Bản đã lưu trước đó không mất."))
    form.data = form.data.copy()
    form.data["seen"] = fresh.version
    return _shown(request, document, form, status=refusal.status)


def on_saved_draft(act):
    """A view act(request, document, version) of a button of the drafting form: what is typed is saved before it.

    A request that brings only the version it saw acts on the draft as it was saved last.
    """

    @login_required
    @require_POST
    @wraps(act)
    def view(request, pk, **more):
        document = _own_draft(request, pk)
        if "kind" not in request.POST:
            return act(request, document, seen(request), **more)
        form = DraftForm(request.POST, instance=document)
        if not form.is_valid():
            return _shown(request, document, form, status=422)
        try:
            fresh = _save(request, pk, form)
        except WrongState as refusal:
            return _stale(request, document, form, refusal)
        return act(request, fresh, fresh.version, **more)

    return view


@login_required
@require_POST
def check(request, pk):
    """What the checker says about what is typed right now, saved or not."""
    return render(request, "documents/parts/checked.html", checked_of(_typed(request, pk)))


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


@on_saved_draft
def fix(request, document, version):
    """Mend one fault by its key."""
    letter = letter_of(document)
    fault = checking.find_fault(letter, request.POST.get("fault", ""))
    if fault is None or fault.fix is None:
        raise WrongState(_("Lỗi này đã được sửa."))
    changes = fields_changed(letter, checking.apply_fix(letter, fault))
    drafting.save_draft(document, by=request.user, seen=version, **changes)
    return redirect("document_edit", pk=document.pk)


@on_saved_draft
def fix_all(request, document, version):
    """Mend every fault that has a fix; the others need a person."""
    letter = letter_of(document)
    changes = fields_changed(letter, checking.mend_all(letter))
    if not changes:
        raise WrongState(_("Không còn lỗi nào sửa tự động được."))
    drafting.save_draft(document, by=request.user, seen=version, **changes)
    messages.success(request, _("Đã sửa mọi lỗi sửa tự động được. Hãy đọc lại những chỗ vừa đổi."))
    return redirect("document_edit", pk=document.pk)


@on_saved_draft
def keep(request, document, version):
    """Let the chosen faults stand, with a reason."""
    keys, reason = request.POST.getlist("keep") or request.POST.getlist("fault"), request.POST.get("reason", "")
    reviewing.keep_faults(document, by=request.user, keys=keys, reason=reason, seen=version)
    messages.success(request, _("Đã ghi lý do. Người kiểm tra thể thức sẽ xem xét."))
    return redirect("document_edit", pk=document.pk)


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


@on_saved_draft
def submit(request, document, version):
    """Send the draft on its way; what keeps it back is said on the screen itself."""
    try:
        document = reviewing.submit_document(document, by=request.user, seen=version)
    except BadInput as refusal:
        form = DraftForm(instance=document)
        return _shown(request, document, form, status=refusal.status, refused=refusal.sentence)
    messages.success(request, _("Đã trình “%(subject)s”.") % {"subject": document.subject})
    return redirect(document)


@login_required
@require_POST
def discard(request, pk):
    drafting.discard_draft(_own_draft(request, pk), by=request.user, seen=seen(request))
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("documents")


@on_saved_draft
def attach(request, document, version):
    """Add a file that travels with the draft."""
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        raise BadInput(_("Hãy chọn một tệp để kèm theo."))
    with intake.refusals_noted(form.cleaned_data["file"].name, by=request.user, document=document):
        content, _media_type, name = files.receive(form.cleaned_data["file"], allowed=ATTACHABLE)
    drafting.attach(document, by=request.user, content=content, name=name, title=form.cleaned_data["title"])
    messages.success(request, _("Đã kèm tệp %(name)s.") % {"name": name})
    return redirect("document_edit", pk=document.pk)


@on_saved_draft
def detach(request, document, version, attachment):
    """Take a file off the draft; its bytes are kept."""
    drafting.detach(get_object_or_404(document.attachments, pk=attachment), by=request.user)
    messages.success(request, _("Đã bỏ tệp kèm theo."))
    return redirect("document_edit", pk=document.pk)


@on_saved_draft
def place(request, document, version):
    """Put the signature of a ready PDF where the drafter touched the page."""
    at = {name: whole_number(request.POST.get(name, "")) for name in ("page", "x", "y")}
    drafting.place_signature(document, by=request.user, seen=version, **at)
    messages.success(request, _("Đã đặt chỗ ký. Con dấu theo chữ ký."))
    return redirect("document_edit", pk=document.pk)


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
