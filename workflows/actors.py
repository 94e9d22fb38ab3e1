"""Who acts on a step: from the plan to people, with those it was handed to and their deputies."""

from dataclasses import dataclass

from core.models import Appointment, Office, Post, User
from workflows.models import Handover
from workflows.standing_in import amount_of, deputies_of
from workflows.states import OTHERS_ACTS, Act, ActorKind

HEADS = (Post.Role.LEADER, Post.Role.HEAD)
TOP = (Post.Role.LEADER, Post.Role.DEPUTY_LEADER)


@dataclass(frozen=True)
class Actor:
    """Who acts, as the plan says it: from a step's columns or from JSON (see workflows.plans)."""

    kind: str
    person: int | None = None
    post: int | None = None
    office: int | None = None
    role: str = ""
    name: str = ""
    levels: int = 0
    brackets: tuple = ()
    of: str = "person"

    @classmethod
    def of_plan(cls, plan):
        return cls(
            plan.actor_kind,
            plan.person_id,
            plan.post_id,
            plan.office_id,
            plan.role,
            plan.name,
            plan.levels,
            tuple(plan.brackets),
            plan.options.get("of", "person"),
        )

    @classmethod
    def parse(cls, written):
        """From JSON that workflows.plans found without fault."""
        known = {
            key: value for key, value in written.items() if key in cls.__dataclass_fields__ and value is not None
        }
        return cls(**known | {"brackets": tuple(known.get("brackets", ()))})


def people_for(step, at=None):
    """Return the people who may act on the step: [(person id, on behalf of id or None)], each person once.

    at: the moment whose deputations count (now when none is given).
    """
    found = dict.fromkeys(seats_of(step))
    if step.act == Act.SIGN:
        return list(found.items())  # the paper names its signer: a deputy needs a paper of their own
    for absent, deputy in deputies_of(list(found), at, amount_of(step)):
        if not _is_own(step, deputy):
            found.setdefault(deputy, absent)
    return list(found.items())


def seats_of(step):
    """Ids of those whose voice the step asks for, without their deputies; whoever vanished is not among them."""
    return _handed_over(step, named_by_plan(step))


def named_by_plan(step):
    """Ids of those the plan names, before anybody handed the step over."""
    actor = Actor.of_plan(step)
    return _never_oneself(step, _bracket(actor, step.route), resolve(actor, step.route))


def resolve(actor, route):
    """Ids of the active people an Actor means on a route, in the order of rank; no rule of the act is asked yet."""
    actor = _bracket(actor, route)
    finders = {
        ActorKind.PERSON: lambda: _living([actor.person]),
        ActorKind.NAMED: lambda: _living([route.named.get(actor.name)]),
        ActorKind.REQUESTER: lambda: _living([route.requester_id, route.on_behalf_of_id]),
        ActorKind.FIELD: lambda: _of_field(actor, route.facts.get(actor.name)),
        ActorKind.POST: lambda: _holders(Appointment.objects.filter(post=actor.post)),
        ActorKind.ROLE: lambda: _holders(
            Appointment.objects.in_agency(route.unit.home).filter(post__role=actor.role)
        ),
        ActorKind.ROLE_IN_UNIT: lambda: _holders(
            Appointment.objects.filter(post__office=actor.office or route.unit_id, post__role=actor.role)
        ),
        ActorKind.HEAD_OF_UNIT: lambda: _heads_but(own_of(route), route.unit),
        ActorKind.HEAD_PLUS: lambda: _heads_but(own_of(route), _climb(route.unit, actor.levels)),
        ActorKind.NOBODY: list,
    }
    return finders[actor.kind]()


def _bracket(actor, route):
    """The actor of the bracket the amount falls into; no amount, no number or one below nothing: the highest."""
    if actor.kind != ActorKind.AMOUNT:
        return actor
    amount = route.facts.get(actor.name)
    is_amount = isinstance(amount, (int, float)) and not isinstance(amount, bool) and amount >= 0
    limits = (row for row in actor.brackets if row["up_to"] is not None and is_amount and amount <= row["up_to"])
    return Actor.parse(next(limits, actor.brackets[-1])["actor"])


def _of_field(actor, value):
    """A field holds the id of a person or of an office (then its head), or a list of them."""
    ids = [each for each in (value if isinstance(value, list) else [value]) if type(each) is int]
    if actor.of != "office":
        return _living(ids)
    offices = Office.objects.filter(pk__in=ids).order_by("pk")
    return list(dict.fromkeys(person for office in offices for person in head_of(office)))


def own_of(route):
    """Ids of those whose own matter the route is: whoever submitted it and the one it is for."""
    return {route.requester_id, route.on_behalf_of_id} - {None}


def _never_oneself(step, actor, people):
    """A check or approval is somebody else's: when they alone would decide, it goes one office up."""
    own = own_of(step.route)
    if not own.intersection(people) or not _is_for_others(step, actor):
        return people
    return [person for person in people if person not in own] or _heads_but(own, step.route.unit)


def _is_for_others(step, actor):
    """The signer named on a paper may be its drafter: that signature is no approval of somebody else's wish."""
    return step.act in OTHERS_ACTS and not (step.act == Act.SIGN and actor.kind == ActorKind.NAMED)


def _is_own(step, person):
    """A requester who stands in for the one who checks would decide their own matter."""
    return step.act in OTHERS_ACTS and person in own_of(step.route)


def _handed_over(step, people):
    """Apply who passed the step to whom; an escalation counts only while nobody else is there."""
    rows = list(step.handovers.all()) if step.pk and hasattr(step, "handovers") else []
    living = set(_living([row.taker_id for row in rows])) if rows else set()
    escalated = []
    for row in rows:
        if row.taker_id not in living:
            continue
        if row.kind == Handover.Kind.ESCALATE:
            escalated.append(row.taker_id)
        elif row.kind == Handover.Kind.TAKE_OVER and row.giver_id is None:
            people = [row.taker_id]
        else:
            people = [row.taker_id if person == row.giver_id else person for person in people]
            people = people if row.taker_id in people else [*people, row.taker_id]
    return list(dict.fromkeys(people or escalated))


def _living(ids):
    """Those of the ids whose account is open, in the given order."""
    wanted = [each for each in dict.fromkeys(ids) if each is not None]
    found = set(User.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True)) if wanted else set()
    return [each for each in wanted if each in found]


def _holders(appointments):
    """Ids in the order of rank, each person once."""
    found = appointments.current().order_by("post__rank", "pk").values_list("person", flat=True)
    return list(dict.fromkeys(found))


def head_of(office):
    """Ids of the head of the office; when the seat is empty, of the office above it in the same agency."""
    while office is not None:
        found = _holders(Appointment.objects.filter(post__office=office, post__role__in=HEADS))
        if found:
            return found
        office = _above(office)
    return []


def _heads_but(own, unit):
    """Nobody checks their own paper: that of a head goes one office up; the head of the agency has nobody above."""
    heads = head_of(unit)
    others = [person for person in heads if person not in own]
    if others or unit.kind == Office.Kind.AGENCY:
        return others or heads
    return _heads_but(own, _above(unit)) if heads else []


def _above(office):
    """The office over a unit. Papers never climb out of their agency."""
    if office.kind == Office.Kind.AGENCY:
        return None
    return Office.objects.filter(pk=office.parent_id).first()


def _climb(office, levels):
    """So many offices up, but not out of the agency."""
    for _level in range(levels):
        office = _above(office) or office
    return office


def leaders_of(agency):
    """Ids of the head of the agency, or of the deputies while there is none."""
    found = Appointment.objects.filter(post__office=agency)
    return next(filter(None, (_holders(found.with_role(role)) for role in TOP)), [])


def superiors_of(people, agency):
    """Ids of the heads above these people in the agency; the head of the agency has nobody above."""
    held = Appointment.objects.current().in_agency(agency).filter(person__in=people)
    seats = held.select_related("post__office__agency").order_by("pk")
    found = [boss for seat in seats for boss in _heads_but({seat.person_id}, seat.post.office)]
    return [person for person in dict.fromkeys(found) if person not in people]


def peers_of(step, giver):
    """Ids of those the plan could as well have named instead of the giver: of the same role, or above them."""
    agency = step.route.unit.home
    alike = _holders(Appointment.objects.in_agency(agency).filter(post__role=_role_of(step, giver)))
    found = dict.fromkeys([*alike, *superiors_of([giver], agency), *leaders_of(agency)])
    return [person for person in found if person != giver and not _is_own(step, person)]


def _role_of(step, giver):
    """The role the plan asks for; where it names a person or a head, the role of the highest post they hold."""
    actor = _bracket(Actor.of_plan(step), step.route)
    if actor.role:
        return actor.role
    if actor.post:
        return Post.objects.values_list("role", flat=True).get(pk=actor.post)
    held = Appointment.objects.current().in_agency(step.route.unit.home).filter(person=giver)
    return held.order_by("post__rank", "pk").values_list("post__role", flat=True).first()


def heirs_of(step):
    """Ids of those a step goes to when nobody it names is there any more: the head above, at last the leader."""
    route, own = step.route, own_of(step.route)
    choices = (_heads_but(own, _office_of(step)), _heads_but(own, route.unit), leaders_of(route.unit.home))
    for people in choices:
        others = [person for person in people if person not in own]
        if others:
            return others
    return next(filter(None, choices), [])


def _office_of(step):
    """Where the one the step named sat: the place whose head answers for the empty chair."""
    actor, route = _bracket(Actor.of_plan(step), step.route), step.route
    if actor.post:
        return Office.objects.get(posts=actor.post)
    if actor.kind == ActorKind.ROLE_IN_UNIT and actor.office:
        return Office.objects.get(pk=actor.office)
    named = {ActorKind.PERSON: actor.person, ActorKind.NAMED: route.named.get(actor.name)}.get(actor.kind)
    last = Appointment.objects.in_agency(route.unit.home).filter(person=named or 0).order_by("starts", "pk").last()
    return last.post.office if last else route.unit
