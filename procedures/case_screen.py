"""What the page of a case shows one person: what was asked, the way, the clock, the papers, and the one act now."""

from django.db.models import F
from django.utils.translation import gettext_lazy

from core.models import User
from procedures import course, rules
from procedures.form_screen import facts_of
from procedures.models import Case
from procedures.scope import Scope
from procedures.states import CASE, CaseState
from workflows import rules as step_rules
from workflows.actions.answering import FINAL_ACTS
from workflows.actors import leaders_of, superiors_of
from workflows.models import Opinion, Return
from workflows.states import MACHINE_ACTS, Act, Needs, Phase

VERBS = {
    Act.CHECK: (gettext_lazy("Xác nhận"), gettext_lazy("Hồ sơ chuyển sang bước tiếp theo.")),
    Act.OPINION: (gettext_lazy("Đồng ý"), gettext_lazy("Ý kiến được giữ cùng hồ sơ.")),
    Act.ENDORSE: (gettext_lazy("Ký nháy"), gettext_lazy("Hồ sơ chuyển sang bước tiếp theo.")),
    Act.APPROVE: (gettext_lazy("Phê duyệt"), gettext_lazy("Rút lại được cho đến khi người sau xử lý.")),
    Act.SIGN: (gettext_lazy("Ký duyệt"), gettext_lazy("Chữ ký số nằm trên giấy kết quả.")),
    Act.DO: (gettext_lazy("Đã thực hiện"), gettext_lazy("Hồ sơ chuyển sang bước tiếp theo.")),
    Act.PAY: (
        gettext_lazy("Đề nghị chi"),
        gettext_lazy("Khoản chi được chuyển cho bộ phận thanh toán khi hồ sơ xong."),
    ),
    Act.ISSUE_RESULT: (gettext_lazy("Trả kết quả"), gettext_lazy("Người đề nghị nhận kết quả ngay trên hệ thống.")),
    Act.BOOK: (gettext_lazy("Xếp lịch"), gettext_lazy("Phòng, xe, thiết bị trong hồ sơ được xếp vào lịch.")),
}
VOICES = (Act.OPINION,)  # two equal answers


def page_of(case, user):
    """The whole context of templates/procedures/case.html."""
    scope = Scope.of_case(case, user)
    step = waiting_step(case, user)
    return {
        "case": case,
        "plan": case.plan,
        "facts": facts_of(case.plan, case.data, scope, case.provenance),
        "attached": _attached(case, scope),
        "made": list(case.papers.select_related("file", "revision").order_by("pk")),
        "stages": course.stages_of(case, user),
        "clock": course.clock_of(case),
        "opinions": _opinions(case),
        "children": list(Case.objects.visible_to(user).filter(parent=case).for_listing()),
        "asked": _asked(case),
        **sheet_of(case, step),
        **rights_of(case, user, step),
    }


def waiting_step(case, user):
    """The open step that waits for this person, or None."""
    if case.route_id is None:
        return None
    steps = case.route.steps.waiting_for(user).select_related("asked_by", "serves")
    return steps.order_by("position", "pk").first()


def _opinions(case):
    """What was said beside the words that close a step, which the way shows already."""
    if case.route_id is None:
        return []
    return list(Opinion.objects.filter(route=case.route_id).exclude(text=F("step__note")).select_related("by"))


def _attached(case, scope):
    """[(name of the paper, its files)] of what was asked for beside the form."""
    return [(str(paper.name), scope.files_of(paper.key)) for paper in case.plan.papers if scope.files_of(paper.key)]


def _asked(case):
    """The request to supplement that is still unanswered."""
    if case.state != CaseState.WAITING:
        return None
    return Return.objects.filter(route=case.route_id, to_key="", answered_at__isnull=True).select_related("by").last()


def sheet_of(case, step):
    """The one thing this person may do now, and what they need for it."""
    if step is None:
        return {"step": None, "sheet": ""}
    verb, then = VERBS.get(step.act, (step.get_act_display(), ""))
    return {
        "step": step,
        "absent": getattr(step.assignments.select_related("on_behalf_of").first(), "on_behalf_of", None),
        "sheet": f"procedures/sheets/{_sheet(step)}.html",
        "verb": verb,
        "then": then,
        "may_return": step_rules.may_return(step),
        "may_reject": step_rules.may_reject(step),
        "earlier": _earlier(case, step),
        "parts": _parts(case),
        "is_quorum": step.needs != Needs.ANY,
    }


def _sheet(step):
    if step.serves_id is not None:
        return "consulted"
    if step.act in VOICES:
        return "voice"
    return "sign" if step.act == Act.SIGN else "answer"


def _earlier(case, step):
    """Steps done by people before this one, where the work can be sent back to: [(key, name)]."""
    rows = case.route.steps.filter(
        position__lt=step.position, serves__isnull=True, phase__in=[Phase.DONE, Phase.FAILED]
    )
    rows = rows.exclude(act__in=MACHINE_ACTS).select_related("done_by").order_by("position", "round")
    return list({row.key: (row.key, f"{row.label}, {row.done_by}") for row in rows}.values())


def _parts(case):
    """(key, name) of everything a requester can be asked to mend."""
    fields = [(each.key, str(each.label)) for each in case.plan.holding if each.type != "calculated"]
    return fields + [(paper.key, str(paper.name)) for paper in case.plan.papers]


def rights_of(case, user, step):
    """What else is open to this person, quietly."""
    is_open = case.state in (CaseState.RUNNING, CaseState.WAITING)
    waiting = list(case.route.steps.open().values_list("assignments__person", flat=True)) if is_open else []
    above = is_open and user.pk in {
        *superiors_of([pk for pk in waiting if pk], case.agency),
        *leaders_of(case.agency),
    }
    return {
        "is_requester": case.requester_id == user.pk,
        "may_mend": case.state == CaseState.WAITING and rules.is_requester(user, case),
        "may_withdraw": CASE.allows(user, case, "withdraw"),
        "may_take_over": above and step is None and case.state == CaseState.RUNNING,
        "may_extend": case.state == CaseState.RUNNING and case.due is not None and (_is_charged(step) or above),
        "undoable": undoable(case, user),
        "colleagues": _colleagues(case, user) if step else [],
        "continuing": _continuing(case) if case.requester_id == user.pk else [],
    }


def _is_charged(step):
    """The step is theirs to do; whoever was only asked something moves no date."""
    return step is not None and step.serves_id is None


def undoable(case, user):
    """The person's own last answer while nobody has acted since, or None: the engine has the last word."""
    if case.state != CaseState.RUNNING:
        return None
    closed = case.route.steps.filter(done_at__isnull=False).order_by("-done_at", "-pk").first()
    if closed is None or closed.done_by_id != user.pk or closed.act in FINAL_ACTS:
        return None
    return closed if closed.phase in (Phase.DONE, Phase.FAILED) else None


def _colleagues(case, user):
    people = User.objects.active().of_agency(case.agency).exclude(pk=user.pk)
    return people.exclude(pk=case.requester_id).order_by("sort_name", "pk")


def _continuing(case):
    """Procedures that go on from this one, once it has a result: [Procedure]."""
    from procedures.models import Procedure

    if case.state != CaseState.DONE:
        return []
    code = case.plan.code
    found = Procedure.objects.in_force().filter(agency=case.agency).select_related("current")
    return [each for each in found if each.current.definition.get("parent") == code]
