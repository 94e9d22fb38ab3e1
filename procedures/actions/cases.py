"""Handing a case in, mending it, taking it back; and following what its route decides."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import principals
from core.models import Post
from core.refusals import BadInput, WrongState
from procedures import filling, prefill, rules
from procedures import search as case_search
from procedures.actions import papers, resources
from procedures.actions.drafts import judge_typed, lock_filling, scope_of, show
from procedures.form_screen import gist_of
from procedures.models import Case, CaseBook
from procedures.states import CASE, CaseState
from workflows.actions import routes, timers
from workflows.actions.locking import lock_route

LONGEST_REASON = 500  # characters


class Incomplete(BadInput):
    """The form still has faults. faults: {name of the control: sentence}."""

    def __init__(self, faults, case):
        self.faults, self.case = faults, case
        super().__init__(_("Còn %(count)d chỗ cần xem lại trước khi nộp.") % {"count": len(faults)})


@transaction.atomic
def submit_case(case, *, by, seen=None):
    """Hand the draft in: it gets its number, its files and rooms, and its route starts. Returns the fresh Case.

    Raises Incomplete with the faults of the form, WrongState when it was handed in already, the page is stale or a
    newer version of the procedure asks something else, Forbidden when the procedure is not meant for them (any more).
    """
    held = case.edition_id
    case = lock_filling(case, by, seen)
    CASE.check(CASE.steps["submit"], case, by)
    _require_current(case, held, by)
    _settle(case, {})
    scope = scope_of(case)
    number, year = _take_number(case.agency)
    changes = {"number": number, "year": year, "notation": case.plan.numbering.notation} | _kept(case, scope)
    changes |= {"submitted_at": timezone.now(), "asked": []}

    def tie(route):
        """The case is there before its first step opens, so that whoever hears of the step finds it."""
        sha256 = [each.file.latest.sha256 for each in scope.all_files]
        CASE.move(case, "submit", by=by, changes=changes | {"route": route}, number=number, year=year, files=sha256)

    route = routes.start_route(
        case.edition.template,
        by=by,
        unit=case.unit,
        title=changes["title"],
        facts=filling.facts_of(case.data, scope),
        tie=tie,
    )
    return _under_way(Case.objects.get(pk=case.pk), route, by)


def _under_way(case, route, by):
    """What else happens once the route has started: rooms are held, the clock of the whole runs."""
    budget = case.plan.budget
    if budget and case.state == CaseState.RUNNING:
        timer = timers.start_timer(route, budget=budget.amount, unit=budget.unit)
        Case.objects.filter(pk=case.pk).update(due=timer.due_at)
        case.due = timer.due_at
    if case.state == CaseState.RUNNING:
        resources.hold(case, by=by)
    papers.ask_receipt(case, by=by)
    if owner := case.edition.procedure.owner_unit:
        show(case, principals.for_role(owner, Post.Role.HEAD))
    case_search.index(case)
    return case


def _require_current(case, held, by):
    procedure = case.edition.procedure
    if procedure.retired_at:
        raise WrongState(_("Thủ tục này đã thôi áp dụng nên không nộp được nữa. Bản khai của bạn vẫn còn."))
    if held != case.edition_id:
        raise WrongState(_("Thủ tục vừa có phiên bản mới. Hãy tải lại trang, xem lại rồi nộp."))
    if not rules.may_ask(by, procedure):
        raise Incomplete({"": rules.ONLY_ASKERS}, case)


def _settle(case, typed):
    """Judge the whole form and keep exactly what is right; raise Incomplete with what is not."""
    judged, _data = judge_typed(case, typed)
    faults = judged.faults | _lacking_papers(case)
    if faults:
        raise Incomplete(faults, case)
    case.data = judged.data


def _lacking_papers(case):
    attached = set(case.files.filter(removed_at__isnull=True).values_list("key", flat=True))
    return {
        paper.key: _("Cần kèm “%(name)s”.") % {"name": paper.name}
        for paper in case.plan.papers
        if paper.required and paper.key not in attached
    }


def _kept(case, scope):
    """The columns that follow from the data: where it comes from, how much was not retyped, what it is called."""
    provenance = prefill.provenance_after(case.plan, case.provenance, case.data)
    filled, not_retyped = prefill.tally(case.plan, case.data, provenance)
    gist = gist_of(case.plan, case.data, scope)
    return {
        "edition": case.edition,
        "data": case.data,
        "provenance": provenance,
        "filled": filled,
        "not_retyped": not_retyped,
        "title": (f"{case.plan.name.vi}: {gist}" if gist else case.plan.name.vi)[:300],
        "changed_at": timezone.now(),
    }


def _take_number(agency):
    """The next number of the agency's year: a roll-back leaves no gap."""
    year = timezone.localdate().year
    CaseBook.objects.get_or_create(agency=agency, year=year)
    book = CaseBook.objects.select_for_update().get(agency=agency, year=year)
    book.last_number += 1
    book.save(update_fields=["last_number"])
    return book.last_number, year


@transaction.atomic
def resubmit_case(case, *, by, typed=None, seen=None):
    """Hand in what was missing: only what was asked for changes; the route goes on. Returns the fresh Case.

    What was approved already and is changed now is approved anew. Raises Incomplete, WrongState (nothing is asked
    for, or a stale page), Forbidden for others.
    """
    route = lock_route(case.route_id)
    case = lock_filling(case, by, seen)
    CASE.check(CASE.steps["resubmit"], case, by)
    _settle(case, typed or {})
    scope = scope_of(case)
    case = CASE.move(case, "resubmit", by=by, changes=_kept(case, scope) | {"asked": [], "mending": {}})
    resources.hold(case, by=by)
    approved = [plan.key for plan in case.plan.holding if plan.type not in ("file", "consent")]
    routes.resubmit(route, by=by, facts=filling.facts_of(case.data, scope), approved=approved)
    case_search.index(case)
    return Case.objects.get(pk=case.pk)


@transaction.atomic
def withdraw_case(case, *, by, seen=None, reason=""):
    """The requester takes the case back; its number stays in the book and says so."""
    if case.route_id:
        lock_route(case.route_id)
    reason = routes.said(reason)[:LONGEST_REASON]
    case = CASE.move(case, "withdraw", by=by, seen=seen, changes={"closed_at": timezone.now()}, reason=reason)
    routes.cancel_route(case.route, by=by, reason=reason)
    resources.release(case, by=by)
    return case


def case_of(route):
    """The case on this route, or None when the route is a document's."""
    return Case.objects.select_related("edition__procedure", "requester").filter(route=route).first()


def follow_ask(case, *, by, returned):
    """The route waits for the requester."""
    return CASE.move(case, "ask", by=by, on_behalf_of=returned.on_behalf_of, reason=returned.reason)


def follow_end(case, name, *, by):
    """The route is done or rejected."""
    case = CASE.move(case, name, by=by, changes={"closed_at": timezone.now()})
    (resources.confirm if name == "finish" else resources.release)(case, by=by or case.requester)
    case_search.index(case)
    return case


def follow_due(timer):
    """The clock of the whole route moved."""
    if timer.step_id is None:
        Case.objects.filter(route=timer.route_id).update(due=timer.due_at)


def show_to_awaited(step):
    """Whoever a step waits for sees the case, now and afterwards."""
    case = case_of(step.route)
    if case is not None:
        people = step.assignments.values_list("person", flat=True)
        show(case, *principals.for_people(people))
