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
from workflows.actors import leaders_of, own_of, peers_of, seats_of, superiors_of
from workflows.models import Assignment, Handover, RouteStep
from workflows.queries.routes import awaiting_people
from workflows.states import OTHERS_ACTS, Act, ActorKind, Needs, Phase, RouteState
from workflows.wording import needed

THEIR_OWN_ACTS = (Act.SIGN, Act.NUMBER, Act.SEAL, Act.ISSUE)  # what an office or a name on the paper obliges to
DECIDING_ACTS = (Act.APPROVE, Act.SIGN, Act.PAY)  # for these and by amount, the plan knows whose word counts
MOST_ASKED = 20
MOST_NAMED = 6


@transaction.atomic
def forward_step(step, *, by, to, reason):
    """Pass one's own part of an open step to a colleague of the agency, with the reason; return the step.

    An approval, a payment and what goes by amount pass only to somebody of the same role or above, and no deputy
    passes them on. Raises BadInput for oneself, somebody who cannot decide this matter, or an act that is nobody
    else's; Forbidden, with who may, for the others.
    """
    reason = needed(reason, _("Hãy ghi lý do chuyển để người nhận biết vì sao."))
    step, assignment = lock_step(step, by)
    if step.act in THEIR_OWN_ACTS or step.options.get("may_forward") is False:
        raise BadInput(_("Bước “%(act)s” không chuyển cho người khác được.") % {"act": step.label})
    giver = assignment.on_behalf_of or by
    _require_fit(step, to, giver)
    _require_free_seat(step, to)
    if to.pk == by.pk:  # a deputy would keep in their own name what they may do only while standing in
        raise BadInput(_("Không tự chuyển cho chính mình."))
    if step.act in DECIDING_ACTS or step.actor_kind == ActorKind.AMOUNT:
        _require_peer(step, to, assignment, by)
    _hand_over(step, Handover.Kind.FORWARD, giver=giver, taker=to, by=by, reason=reason)
    return step


def _require_peer(step, to, assignment, by):
    """Who decides is the plan's word: nobody hands that on to somebody it could not have named."""
    absent, words = assignment.on_behalf_of, {"act": step.label}
    if absent is not None:
        words |= {"person": absent}
        raise Forbidden(_("Người làm thay không chuyển tiếp bước “%(act)s”; chỉ %(person)s chuyển được.") % words)
    peers = peers_of(step, by.pk)
    if to.pk in peers:
        return
    people = User.objects.in_bulk(peers)
    words |= {"people": ", ".join(str(people[pk]) for pk in peers[:MOST_NAMED]) or "—"}
    raise Forbidden(_("Bước “%(act)s” chỉ chuyển cho người cùng vai trò hoặc cấp trên: %(people)s.") % words)


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


def _require_free_seat(step, person):
    """Where several voices count, each has its own person: two seats in one hand could not be heard any more."""
    if step.needs != Needs.ANY and person.pk in seats_of(step):
        raise BadInput(_("%(person)s đã có ý kiến riêng ở bước này. Hãy chọn người khác.") % {"person": person})


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
def take_over(step, *, by, reason, to=None, giver=None):
    """Take an open step from those it waits for, or have the keeper name somebody; return the step.

    Those above the people it waits for, and the head of the agency, take it themselves; the keeper must say to whom.
    Where several voices count only one seat passes: the giver's, or the first awaited one that `by` may take.
    Raises Forbidden for others, BadInput for somebody who cannot decide this matter or a seat that is not awaited.
    """
    reason = needed(reason, _("Hãy ghi lý do nhận xử lý thay."))
    step = lock_open(step)
    seat = _seat(step, by, to, giver)
    taker = _taker(step, by, to, seat)
    if step.act in THEIR_OWN_ACTS and not by.is_keeper:
        raise BadInput(_("Bước “%(act)s” không chuyển cho người khác được.") % {"act": step.label})
    _require_fit(step, taker, seat)
    _require_free_seat(step, taker)
    _hand_over(step, Handover.Kind.TAKE_OVER, giver=seat, taker=taker, by=by, reason=reason)
    return step


def _seat(step, by, to, giver):
    """The one whose voice passes on; None: the whole step, where one voice is enough or nobody is left."""
    awaited = _awaited(step)
    if step.needs == Needs.ANY or not awaited:
        return None
    if giver is not None:
        if giver.pk not in awaited:
            raise BadInput(_("Bước này không chờ %(person)s.") % {"person": giver})
        return giver
    if to is not None and len(awaited) > 1:
        raise BadInput(_("Bước này chờ nhiều người. Hãy chọn giao thay cho ai."))
    below = (person for person in awaited if by.pk in superiors_of([person], step.route.unit.home))
    return User.objects.get(pk=next(below, awaited[0]))


def _awaited(step):
    """Ids of the seats whose voice was not heard yet, in the order the step names them."""
    heard = {answer.seat for answer in step.answers.all()}
    return [person for person in seats_of(step) if person not in heard]


def _taker(step, by, to, seat):
    waiting = list(step.assignments.values_list("person", flat=True))
    agency = step.route.unit.home
    if by.pk in waiting and to is None:
        raise BadInput(_("Bước này đang chờ chính bạn."))
    above = superiors_of(waiting if seat is None else [seat.pk], agency)
    if to is None and by.pk in (*leaders_of(agency), *above):
        return by
    if to is not None and by.is_keeper:
        if by.pk == to.pk or by.pk in own_of(step.route):
            raise Forbidden(_("Quản trị hệ thống không giao việc cho chính mình hay trong việc của chính mình."))
        return to
    raise Forbidden(_("Chỉ cấp trên của người đang xử lý nhận được; quản trị hệ thống chỉ định người khác."))


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
