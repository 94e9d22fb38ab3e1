"""Filling a form in: new or kept, with a script (saved while typing) or without; attach, hand in, mend."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import files
from core.access import require, see
from core.http.offline import keep_for_reading
from core.queries.people import agency_of, people_of
from core.refusals import BadInput, Refused, TooLarge, WrongState
from procedures import filling, rules
from procedures.actions import cases, drafts
from procedures.fill_screen import answer_of, screen_of
from procedures.models import Case, Procedure
from procedures.states import CaseState

ATTACHABLE = (files.PDF, files.DOCX, files.XLSX, files.PNG, files.JPEG, files.CSV)
MOST_SUGGESTED = 20
FILLING = (CaseState.DRAFT, CaseState.WAITING)


@login_required
def case_new(request, code):
    """A form to begin: GET writes nothing; the first save makes the draft."""
    procedure = procedure_of(request.user, code)
    require(rules.may_ask(request.user, procedure), rules.ONLY_ASKERS)
    if request.method == "POST":
        return _posted(request, procedure, _own_draft(request))
    seat = rules.seat_for(request.user, procedure)
    context = screen_of(procedure, request.user, unit=seat.post.office, client=uuid4(), parent=_parent(request))
    return keep_for_reading(render(request, "procedures/case_form.html", context))


def procedure_of(user, code):
    """The procedure of that code in an agency where the person holds a post, or 404."""
    found = Procedure.objects.visible_to(user).in_force().for_reading().filter(code=code).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def _own_draft(request):
    """The draft this device has begun already, or None."""
    client = drafts.uuid_of(request.POST.get("client", ""))
    return Case.objects.for_reading().filter(requester=request.user, client=client).first()


def _parent(request):
    asked = request.GET.get("goc") or request.POST.get("goc")
    return see(request.user, Case.objects.for_reading(), pk=asked) if asked else None


@login_required
def case_edit(request, pk):
    """A kept draft, or the mending of what was asked for."""
    case = see(request.user, Case.objects.for_reading(), pk=pk)
    require(rules.is_requester(request.user, case), rules.ONLY_REQUESTER)
    procedure = Procedure.objects.for_reading().get(pk=case.edition.procedure_id)
    if request.method == "POST":
        return _posted(request, procedure, case)
    if case.state not in FILLING:
        return redirect(case)
    return render(request, "procedures/case_form.html", screen_of(procedure, request.user, case=case))


def _posted(request, procedure, case):
    """Whatever is pressed, what is typed is kept first."""
    act = request.POST.get("act", "save")
    try:
        case, judged = _keep(request, procedure, case)
        if act == "submit":
            return _submit(request, case)
        if act.startswith("detach:"):
            _detach(request, case, act)
    except cases.Incomplete as refusal:
        return _shown(request, procedure, refusal.case, refusal.faults, refusal)
    except WrongState as refusal:
        return _stale(request, procedure, case, refusal)
    except (BadInput, TooLarge) as refusal:
        return _refused(request, procedure, case, refusal)
    if _wants_json(request):
        return JsonResponse(answer_of(case, judged))
    messages.success(request, _("Đã lưu bản khai."))
    return redirect("case_edit", pk=case.pk)


def _keep(request, procedure, case):
    """Save what is typed and attach what was chosen; return (Case, Judged)."""
    plan = case.plan if case and case.state == CaseState.WAITING else procedure.current.plan
    typed = filling.read(plan, request.POST, only=drafts.may_change(case) if case else None)
    seen = request.POST.get("seen") or None
    if case is None:
        client, parent = request.POST.get("client", ""), _parent(request)
        case, judged = drafts.save_case(procedure, by=request.user, client=client, typed=typed, parent=parent)
    else:
        case, judged = drafts.change_case(case, by=request.user, typed=typed, seen=seen)
    _attach(request, case)
    return Case.objects.for_reading().get(pk=case.pk), judged


def _attach(request, case):
    for name in request.FILES:
        prefix, _dot, key = name.partition(".")
        for upload in request.FILES.getlist(name) if prefix in ("tep", "anh") else ():
            content, _media_type, safe = files.receive(upload, allowed=ATTACHABLE)
            drafts.attach_file(case, by=request.user, key=key, content=content, name=safe)


def _detach(request, case, act):
    number = act.removeprefix("detach:")
    found = (
        case.files.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    )
    if found is None:
        raise BadInput(_("Tệp này không còn trong hồ sơ."))
    drafts.detach_file(found, by=request.user)


def _submit(request, case):
    if case.state == CaseState.WAITING:
        case = cases.resubmit_case(case, by=request.user)
        messages.success(request, _("Đã nộp bổ sung hồ sơ %(code)s.") % {"code": case.code})
    else:
        case = cases.submit_case(case, by=request.user)
        messages.success(request, _("Đã nộp hồ sơ %(code)s.") % {"code": case.code})
    if _wants_json(request):
        return JsonResponse({"done": case.get_absolute_url()})
    return redirect(case)


def _wants_json(request):
    return request.headers.get("Accept", "").startswith("application/json")


def _shown(request, procedure, case, faults, refusal):
    """The form again, everything typed still in it, with what is wrong."""
    case = Case.objects.for_reading().get(pk=case.pk)
    if _wants_json(request):
        return JsonResponse(answer_of(case, None) | {"faults": faults, "said": str(refusal.sentence)}, status=422)
    context = screen_of(procedure, request.user, case=case, faults=faults, refused=refusal.sentence)
    return render(request, "procedures/case_form.html", context, status=refusal.status)


def _refused(request, procedure, case, refusal):
    """A file that cannot be taken, and the like: what was typed is kept."""
    case = (case and Case.objects.for_reading().filter(pk=case.pk).first()) or _begun(request)
    if case is None and _wants_json(request):
        return JsonResponse({"said": str(refusal.sentence)}, status=refusal.status)
    if case is None or case.state not in FILLING:
        raise refusal
    if _wants_json(request):
        return JsonResponse(answer_of(case, None) | {"said": str(refusal.sentence)}, status=refusal.status)
    context = screen_of(procedure, request.user, case=case, refused=refusal.sentence)
    return render(request, "procedures/case_form.html", context, status=refusal.status)


def _begun(request):
    """The draft this very request has begun before it was refused."""
    try:
        return _own_draft(request)
    except Refused:
        return None


def _stale(request, procedure, case, refusal):
    """Somebody was faster, perhaps the same person on another device: what was typed stays on the page."""
    case = Case.objects.for_reading().get(pk=case.pk) if case else _begun(request)
    if case is not None and case.state not in FILLING and _wants_json(request):
        return JsonResponse({"done": case.get_absolute_url()}, status=refusal.status)
    if case is None or case.state not in FILLING:
        raise refusal
    if _wants_json(request):
        return JsonResponse(answer_of(case, None) | {"said": str(refusal.sentence)}, status=refusal.status)
    typed = filling.read(case.plan, request.POST, only=drafts.may_change(case))
    context = screen_of(procedure, request.user, case=case, typed=typed, refused=refusal.sentence)
    return render(request, "procedures/case_form.html", context, status=refusal.status)


@login_required
def case_people(request):
    """Names of colleagues that match what is typed: for large agencies, where no list shows them all."""
    agency, words = agency_of(request.user), request.GET.get("q", "")[:60].replace("\x00", "")
    found = people_of(agency).matching(words)[:MOST_SUGGESTED] if agency and len(words) > 1 else []
    people = [{"value": person.username, "label": person.full_name} for person in found]
    return JsonResponse({"people": people})
