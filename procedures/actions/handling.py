"""What the people a case waits for do with it. Each act is one verb of the engine; the case follows by signals."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.refusals import BadInput, Forbidden, Refused, WrongState
from procedures.actions import resources, results
from procedures.models import Case, CasePaper
from workflows.actions import routes
from workflows.actions.locking import lock_route
from workflows.models import Route, RouteStep
from workflows.states import Act, Needs, Phase

QUICK_ACTS = (Act.APPROVE, Act.CHECK, Act.DO, Act.BOOK, Act.ISSUE_RESULT, Act.PAY)  # one touch is enough
SIGNING_ACTS = (Act.SIGN,)  # need the person's key
MOST_EXTENSIONS = 3  # of one case


def my_step(case, by, step=None):
    """The open step of the case that waits for this person (the one with the id when given).

    Raises WrongState when somebody was first or nothing waits, Forbidden when it waits for others.
    """
    if case.route_id is None:
        raise WrongState(_("Hồ sơ chưa được nộp."))
    steps = RouteStep.objects.filter(route=case.route_id).select_related("route__unit", "done_by")
    found = steps.waiting_for(by).filter(**({"pk": step} if step else {})).order_by("position", "pk").first()
    if found is None:
        raise _why_not(case, steps, step)
    return found


def _why_not(case, steps, step):
    """The page showed a step that is over, or the case never waited for this person."""
    shown = steps.filter(pk=step).first() if step else None
    if shown is not None and shown.phase != Phase.OPEN:
        return WrongState(routes.already(shown))
    names = sorted(set(steps.open().values_list("assignments__person__full_name", flat=True)) - {None})
    if not names:
        return WrongState(_("Hồ sơ hiện %(state)s, không chờ ai xử lý.") % {"state": case.get_state_display()})
    return Forbidden(_("Bước này đang chờ %(people)s.") % {"people": ", ".join(names)})


def lock_seen(case, seen):
    """Lock route and case in this order; raise WrongState when what the person read has changed since."""
    if case.route_id is None:
        raise WrongState(_("Hồ sơ chưa được nộp."))
    lock_route(case.route_id)
    fresh = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if seen is not None and str(seen) != str(fresh.version):
        raise WrongState(_("Hồ sơ đã thay đổi sau khi bạn mở trang. Hãy đọc lại bản mới nhất."))
    return fresh


@transaction.atomic
def answer_step(case, *, by, step=None, verdict="yes", note="", seen=None):
    """Do the step that waits for the person: approve, check, give an opinion, arrange. Returns the fresh RouteStep.

    step: its id as the page showed it. seen: the version of the case they read. An act that needs their key is
    refused here: it is signed on its own sheet.
    """
    case = lock_seen(case, seen)
    found = my_step(case, by, step)
    if verdict != "yes" and found.needs == Needs.ANY and found.act != Act.OPINION:  # one No would end the case
        raise BadInput(_("Muốn không giải quyết, hãy từ chối hồ sơ với lý do và căn cứ pháp lý."))
    if found.act in SIGNING_ACTS and verdict == "yes":
        raise WrongState(_("Bước này cần ký số. Hãy mở hồ sơ và ký."))
    if found.act == Act.BOOK and verdict == "yes":
        resources.confirm(case, by=by)
    if found.act == Act.ISSUE_RESULT and verdict == "yes":
        results.hand_over(case, by=by)
    return routes.finish_step(found, by=by, note=note, verdict=verdict)


@transaction.atomic
def ask_for_more(case, *, by, reason, lacks=(), keys=(), step=None, seen=None):
    """Ask the requester for what is missing; only the named fields and papers can be mended then (none: all).

    lacks: sentences. keys: of fields and papers of the form. Returns the fresh Case.
    """
    case = lock_seen(case, seen)
    found = my_step(case, by, step)
    known = {plan.key for plan in case.plan.holding} | {paper.key for paper in case.plan.papers}
    asked = [key for key in dict.fromkeys(keys) if key in known]
    Case.objects.filter(pk=case.pk).update(asked=asked)
    routes.ask_supplement(found, by=by, reason=reason, lacks=_told(case, asked, lacks))
    return Case.objects.get(pk=case.pk)


def _told(case, asked, lacks):
    """The sentences of what is missing: those written, else the names of what was marked."""
    names = {plan.key: str(plan.label) for plan in case.plan.holding}
    names |= {paper.key: str(paper.name) for paper in case.plan.papers}
    written = [lack for lack in lacks if lack.strip()]
    return written or [_("Xem lại: %(name)s") % {"name": names[key]} for key in asked]


@transaction.atomic
def send_back(case, *, by, key, reason, step=None, seen=None):
    """Send the work back to an earlier step, which is done again; return its new row."""
    case = lock_seen(case, seen)
    return routes.return_to_step(my_step(case, by, step), by=by, key=key, reason=reason)


@transaction.atomic
def reject_case(case, *, by, reason, ground, step=None, seen=None):
    """Refuse what was asked for, with the reason and the legal ground; return the fresh Case."""
    case = lock_seen(case, seen)
    routes.reject_route(my_step(case, by, step), by=by, reason=reason, ground=ground)
    return Case.objects.get(pk=case.pk)


@transaction.atomic
def forward_case(case, *, by, to, reason, step=None):
    """Pass one's own part of the step to a colleague."""
    return routes.forward_step(my_step(case, by, step), by=by, to=to, reason=reason)


@transaction.atomic
def consult(case, *, by, people, question, step=None):
    """Ask colleagues while the step waits on; return their steps."""
    return routes.ask_opinion(my_step(case, by, step), by=by, people=people, question=question)


@transaction.atomic
def take_case_over(case, *, by, reason, to=None, step=None):
    """A superior takes the open step themselves, or the keeper names somebody; return the step."""
    if case.route_id is None:
        raise WrongState(_("Hồ sơ chưa được nộp."))
    steps = RouteStep.objects.open().filter(route=case.route_id)
    found = (steps.filter(pk=step) if step else steps).order_by("position", "pk").first()
    if found is None:
        raise WrongState(_("Hồ sơ hiện %(state)s, không chờ ai xử lý.") % {"state": case.get_state_display()})
    return routes.take_over(found, by=by, reason=reason, to=to)


@transaction.atomic
def extend_case(case, *, by, budget, reason):
    """Give the case more time, with the reason the requester is told; BadInput after the third time."""
    case = lock_seen(case, None)
    if case.papers.filter(kind=CasePaper.Kind.APOLOGY).count() >= MOST_EXTENSIONS:
        said = _(
            "Hồ sơ đã được gia hạn %(most)d lần nên không gia hạn thêm được. Hãy xử lý hoặc trả lời người đề nghị."
        )
        raise BadInput(said % {"most": MOST_EXTENSIONS})
    unit = case.plan.budget.unit if case.plan.budget else "working_day"
    return routes.extend_route(Route.objects.get(pk=case.route_id), by=by, budget=budget, reason=reason, unit=unit)


@transaction.atomic
def undo_answer(case, *, by, step):
    """Take one's own answer back until the next one acts; return the step that waits again."""
    found = RouteStep.objects.filter(route=case.route_id, pk=step).select_related("route").first()
    if found is None:
        raise WrongState(_("Bước này không còn."))
    return routes.undo_step(found, by=by)


def answer_many(asked, *, by, note=""):
    """Answer yes to many cases, each on its own: one that cannot be answered stops no other.

    asked: [(Case, step id, version seen)]. Returns ([cases answered], [(case, refusal)]).
    """
    done, refused = [], []
    for case, step, seen in asked:
        try:
            answer_step(case, by=by, step=step, seen=seen, note=note)
        except Refused as refusal:
            refused.append((case, refusal))
        else:
            done.append(case)
    if done:
        with transaction.atomic():
            audit.record("cases_answered_together", by, by=by, cases=[case.pk for case in done])
    return done, refused
