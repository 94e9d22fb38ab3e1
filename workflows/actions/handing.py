"""A step passes to others: forwarded, asked about, taken over, followed by who holds the post, or sent up."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.models import User
from core.refusals import BadInput, Forbidden
from workflows.actions import desks
from workflows.actions.answering import finish_step, recount
from workflows.actions.locking import lock_open, lock_route, lock_step, touch
from workflows.actions.opening import at, open_step
from workflows.actors import leaders_of, own_of, superiors_of
from workflows.models import Assignment, Handover, RouteStep
from workflows.queries.routes import awaiting_people
from workflows.states import OTHERS_ACTS, Act, ActorKind, Needs, Phase, RouteState
from workflows.wording import needed

THEIR_OWN_ACTS = (Act.SIGN, Act.NUMBER, Act.SEAL, Act.ISSUE)  # what an office or a name on the paper obliges to
MOST_ASKED = 20


@transaction.atomic
def forward_step(step, *, by, to, reason):
    """Pass one's own part of an open step to a colleague of the agency, with the reason; return the step.

    Raises BadInput for oneself, somebody who cannot decide this matter, or an act that is nobody else's.
    """
    reason = needed(reason, _("Hãy ghi lý do chuyển để người nhận biết vì sao."))
    step, assignment = lock_step(step, by)
    if step.act in THEIR_OWN_ACTS or step.options.get("may_forward") is False:
        raise BadInput(_("Bước “%(act)s” không chuyển cho người khác được.") % {"act": step.label})
    giver = assignment.on_behalf_of or by
    _require_fit(step, to, giver)
    if to.pk == by.pk:  # a deputy would keep in their own name what they may do only while standing in
        raise BadInput(_("Không tự chuyển cho chính mình."))
    _hand_over(step, Handover.Kind.FORWARD, giver=giver, taker=to, by=by, reason=reason)
    return step


def _hand_over(step, kind, *, giver, taker, by, reason):
    Handover.objects.create(step=step, kind=kind, giver=giver, taker=taker, by=by, reason=reason)
    facts = {"giver": giver and giver.pk, "taker": taker.pk, "reason": reason}
    verb = "step_forwarded" if kind == Handover.Kind.FORWARD else "step_taken_over"
    audit.record(verb, step.route, by=by, **at(step), **facts)
    desks.realign(step)
    touch(step.route)


def _require_fit(step, person, giver=None):
    """A colleague with an open account who was not heard on the step and may decide the requester's matter."""
    if giver is not None and person.pk == giver.pk:
        raise BadInput(_("Bước này đang ở chính người đó. Hãy chọn người khác."))
    if not User.objects.active().of_agency(step.route.unit.home).filter(pk=person.pk).exists():
        raise BadInput(_("%(person)s không còn làm việc trong cơ quan. Hãy chọn người khác.") % {"person": person})
    if step.act in OTHERS_ACTS and person.pk in own_of(step.route):
        raise BadInput(_("%(person)s là người đề nghị nên không xử lý bước này được.") % {"person": person})
    if step.answers.filter(person=person).exists():
        raise BadInput(_("%(person)s đã trả lời bước này rồi.") % {"person": person})


@transaction.atomic
def ask_opinion(step, *, by, people, question):
    """Ask colleagues something while the step waits on; each gets a step of their own beside it. Returns these.

    Who asked may finish without waiting; what nobody answered by then is not needed any more.
    """
    question = needed(question, _("Hãy ghi nội dung cần hỏi."))
    step, _assignment = lock_step(step, by)
    if step.serves_id is not None:
        raise BadInput(_("Người được hỏi ý kiến không hỏi tiếp người khác được."))
    if not people or len(people) > MOST_ASKED:
        raise BadInput(_("Hãy chọn từ 1 đến %(most)d người để hỏi.") % {"most": MOST_ASKED})
    rows = [_question(step, by, person, question, number) for number, person in enumerate(people, 1)]
    RouteStep.objects.bulk_create(rows)
    asked = [[row.key, row.round, row.person_id] for row in rows]
    audit.record("opinion_asked", step.route, by=by, **at(step), question=question, asked=asked)
    for row in rows:
        open_step(row)
    touch(step.route)
    return rows


def _question(step, by, person, question, number):
    if person.pk == by.pk:
        raise BadInput(_("Không tự hỏi ý kiến chính mình."))
    _require_fit(RouteStep(route=step.route, act=Act.OPINION, pk=step.pk), person)
    before = step.route.steps.filter(serves__isnull=False).count()
    return RouteStep(
        route=step.route,
        key=f"{step.key}-hoi-{before + number}",
        title=question[:200],
        position=step.position,
        act=Act.OPINION,
        actor_kind=ActorKind.PERSON,
        person=person,
        serves=step,
        asked_by=by,
    )


@transaction.atomic
def answer_opinion(step, *, by, text):
    """Answer a question one was asked; the words are kept as an opinion. Raises BadInput without words."""
    return finish_step(step, by=by, note=needed(text, _("Hãy ghi ý kiến trước khi gửi.")))


@transaction.atomic
def take_over(step, *, by, reason, to=None):
    """Take an open step from those it waits for, or have the keeper name somebody; return the step.

    Those above the people it waits for, and the head of the agency, take it themselves; the keeper must say to whom.
    Raises Forbidden for others, BadInput for somebody who cannot decide this matter.
    """
    reason = needed(reason, _("Hãy ghi lý do nhận xử lý thay."))
    step = lock_open(step)
    taker = _taker(step, by, to)
    if step.act in THEIR_OWN_ACTS and not by.is_keeper:
        raise BadInput(_("Bước “%(act)s” không chuyển cho người khác được.") % {"act": step.label})
    _require_fit(step, taker)
    _hand_over(step, Handover.Kind.TAKE_OVER, giver=None, taker=taker, by=by, reason=reason)
    return step


def _taker(step, by, to):
    waiting = list(step.assignments.values_list("person", flat=True))
    agency = step.route.unit.home
    if by.pk in waiting and to is None:
        raise BadInput(_("Bước này đang chờ chính bạn."))
    if to is None and (by.pk in leaders_of(agency) or _is_above(by, step, waiting, agency)):
        return by
    if to is not None and by.is_keeper:
        if by.pk == to.pk or by.pk in own_of(step.route):
            raise Forbidden(_("Quản trị hệ thống không giao việc cho chính mình hay trong việc của chính mình."))
        return to
    raise Forbidden(_("Chỉ cấp trên của người đang xử lý nhận được; quản trị hệ thống chỉ định người khác."))


def _is_above(by, step, waiting, agency):
    """Above one of those any of whom would do; where several voices are needed, above each of them."""
    if step.needs == Needs.ANY:
        return by.pk in superiors_of(waiting, agency)
    seats = step.assignments.filter(on_behalf_of__isnull=True).values_list("person", flat=True)
    return bool(seats) and all(by.pk in superiors_of([person], agency) for person in seats)


def follow_people(people):
    """Posts of these people (ids) changed: open steps find whoever holds them now. Returns how many moved."""
    steps = RouteStep.objects.open().filter(awaiting_people(people)).values_list("pk", "route").order_by("route")
    return sum(_follow(pk, route) for pk, route in list(steps.distinct()))


@transaction.atomic
def _follow(pk, route_id):
    """Align one step; whether anything changed."""
    route = lock_route(route_id)
    step = RouteStep.objects.get(pk=pk)
    step.route = route
    if step.phase != Phase.OPEN or route.state != RouteState.OPEN:
        return False
    changed = desks.realign(step)
    if changed:
        recount(step)
        touch(route)
    return changed


def escalate():
    """Open steps no valid person can act on go to the head above; those sent up return once the post is held again.

    Returns how many moved.
    """
    someone = Assignment.objects.filter(step=OuterRef("pk"), person__is_active=True)
    risen = Handover.objects.filter(step=OuterRef("pk"), kind=Handover.Kind.ESCALATE)
    lost = RouteStep.objects.open().filter(~Exists(someone) | Exists(risen)).values_list("pk", "route")
    return sum(_follow(pk, route) for pk, route in list(lost))


def follow_posts(today=None):
    """Appointments that began today or ended yesterday take effect on open steps; returns how many moved."""
    from core.models import Appointment

    today = today or timezone.localdate()
    changed = Appointment.objects.filter(starts=today) | Appointment.objects.filter(
        ends=today - timezone.timedelta(1)
    )
    return follow_people(list(changed.values_list("person", flat=True).distinct()))
