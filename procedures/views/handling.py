"""The acts on a case: each is a plain form post that ends on a page; htmx gets the same."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import recently_confirmed, see
from core.models import User
from core.refusals import BadInput
from procedures.actions import cases, drafts, handling
from procedures.bulk_screen import batch_of
from procedures.models import Case
from workflows.actions.answering import FINAL_ACTS
from workflows.models import RouteStep
from workflows.states import Act

LONGEST_EXTENSION = 366


def on_case(act):
    """A view act(request, case, …) for POST on a case the person may see."""

    @login_required
    @require_POST
    def view(request, pk, **more):
        return act(request, see(request.user, Case.objects.for_reading(), pk=pk), **more)

    view.__name__, view.__doc__ = act.__name__, act.__doc__
    return view


def shown_step(request):
    """The id of the step the page showed, or None."""
    return _number(request.POST.get("step", ""))


def shown_version(request):
    """The version the person read; a page that does not say it counts as stale."""
    found = _number(request.POST.get("seen", ""))
    return -1 if found is None else found


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


@on_case
def case_answer(request, case):
    """Do the step: approve, check, give an opinion, arrange; handing over seals, so it asks who is there."""
    seals = RouteStep.objects.waiting_for(request.user).filter(route=case.route_id, act=Act.ISSUE_RESULT).exists()
    return (recently_confirmed(_answer) if seals else _answer)(request, case)


def _answer(request, case):
    verdict, note = request.POST.get("verdict", "yes"), request.POST.get("note", "")
    step = handling.answer_step(
        case, by=request.user, step=shown_step(request), verdict=verdict, note=note, seen=shown_version(request)
    )
    undo = f"undo:{reverse('case_undo', args=[case.pk, step.pk])}"
    said = _("Đã xong bước “%(act)s” của hồ sơ %(code)s.") % {"act": step.label, "code": case.code}
    messages.success(request, said, extra_tags=undo if step.act not in FINAL_ACTS else "")
    return redirect("desk")


@on_case
def case_ask(request, case):
    """Ask the requester for what is missing."""
    lacks = request.POST.get("lacks", "").splitlines()
    handling.ask_for_more(
        case,
        by=request.user,
        reason=request.POST.get("reason", ""),
        lacks=lacks,
        keys=request.POST.getlist("part"),
        step=shown_step(request),
        seen=shown_version(request),
    )
    messages.success(request, _("Đã gửi yêu cầu bổ sung cho %(person)s.") % {"person": case.requester})
    return redirect("desk")


@on_case
def case_send_back(request, case):
    """Send the work back to an earlier step."""
    key, reason = request.POST.get("key", "")[:60], request.POST.get("reason", "")
    handling.send_back(
        case, by=request.user, key=key, reason=reason, step=shown_step(request), seen=shown_version(request)
    )
    messages.success(request, _("Đã trả hồ sơ về bước trước."))
    return redirect("desk")


@on_case
def case_reject(request, case):
    """Refuse, with the reason and the legal ground."""
    reason, ground = request.POST.get("reason", ""), request.POST.get("ground", "")
    handling.reject_case(
        case, by=request.user, reason=reason, ground=ground, step=shown_step(request), seen=shown_version(request)
    )
    messages.success(request, _("Đã từ chối hồ sơ %(code)s và báo người đề nghị.") % {"code": case.code})
    return redirect("desk")


@on_case
def case_forward(request, case):
    """Pass one's own part to a colleague."""
    to = _person(request, case, request.POST.get("person", ""))
    handling.forward_case(
        case, by=request.user, to=to, reason=request.POST.get("reason", ""), step=shown_step(request)
    )
    messages.success(request, _("Đã chuyển cho %(person)s.") % {"person": to})
    return redirect("desk")


@on_case
def case_consult(request, case):
    """Ask colleagues while the step waits on."""
    people = [_person(request, case, asked) for asked in request.POST.getlist("person")]
    handling.consult(
        case, by=request.user, people=people, question=request.POST.get("question", ""), step=shown_step(request)
    )
    messages.success(request, _("Đã gửi câu hỏi."))
    return redirect(case)


@on_case
def case_take_over(request, case):
    """A superior takes the step; the keeper names somebody."""
    named = request.POST.get("person", "")
    to = _person(request, case, named) if named else None
    handling.take_case_over(
        case, by=request.user, reason=request.POST.get("reason", ""), to=to, step=shown_step(request)
    )
    messages.success(request, _("Bước này giờ chờ %(person)s.") % {"person": to or request.user})
    return redirect(case)


@on_case
def case_extend(request, case):
    """Give the case more time; the requester is told why."""
    budget = _number(request.POST.get("budget", ""))
    if budget is None or not 0 < budget <= LONGEST_EXTENSION:
        raise BadInput(_("Số ngày gia hạn phải từ 1 đến %(most)d.") % {"most": LONGEST_EXTENSION})
    handling.extend_case(case, by=request.user, budget=budget, reason=request.POST.get("reason", ""))
    messages.success(request, _("Đã hẹn lại ngày trả kết quả và báo người đề nghị."))
    return redirect(case)


@on_case
def case_undo(request, case, step):
    """Take one's own answer back until the next one acts."""
    handling.undo_answer(case, by=request.user, step=step)
    messages.success(request, _("Đã hoàn tác. Việc trở lại bàn của bạn."))
    return redirect(case)


@on_case
def case_withdraw(request, case):
    """The requester takes the case back."""
    cases.withdraw_case(case, by=request.user, seen=shown_version(request), reason=request.POST.get("reason", ""))
    messages.success(request, _("Đã rút hồ sơ %(code)s.") % {"code": case.code})
    return redirect("cases")


@on_case
def case_discard(request, case):
    """Give a draft up."""
    drafts.discard_case(case, by=request.user, seen=shown_version(request))
    messages.success(request, _("Đã bỏ bản khai."))
    return redirect("cases")


def _person(request, case, text):
    """A colleague by id; raise BadInput for nobody."""
    colleagues = User.objects.active().of_agency(case.agency)
    found = colleagues.filter(pk=_number(text) or 0).first()
    if found is None:
        raise BadInput(_("Hãy chọn một người trong cơ quan."))
    return found


@login_required
def cases_batch(request):
    """Many approvals in one go: each case is opened before it counts."""
    if request.method != "POST":
        return render(request, "procedures/cases_batch.html", batch_of(request.user))
    steps = [step for step in map(_number, request.POST.getlist("read")) if step]
    waiting = RouteStep.objects.waiting_for(request.user)
    seals = waiting.filter(pk__in=steps, act=Act.ISSUE_RESULT).exists()
    return (recently_confirmed(_answer_together) if seals else _answer_together)(request)


def _answer_together(request):
    read = {_number(each) for each in request.POST.getlist("read")}
    batch = batch_of(request.user)
    asked = [
        (line.case, line.step.pk, request.POST.get(f"seen.{line.step.pk}", ""))
        for line in batch["lines"]
        if line.step.pk in read
    ]
    if not asked:
        raise BadInput(_("Chưa mở đọc hồ sơ nào. Hãy mở từng hồ sơ rồi duyệt."))
    done, refused = handling.answer_many(asked, by=request.user)
    if done:
        messages.success(request, _("Đã duyệt %(count)d hồ sơ.") % {"count": len(done)})
    for case, refusal in refused:
        messages.warning(request, f"{case.code}: {refusal.sentence}")
    return redirect("cases_batch" if refused else "desk")
