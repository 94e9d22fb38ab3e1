"""Who acts on a step: from the plan to people, with their deputies."""

from core.models import Appointment, Office, Post
from workflows.models import Deputation
from workflows.states import Act, ActorKind

HEADS = (Post.Role.LEADER, Post.Role.HEAD)
CHECKS = (Act.CHECK_CONTENT, Act.CHECK_FORM)


def people_for(step, at=None):
    """Return the people who may act on the step: [(person id, on behalf of id or None)], each person once.

    at: the moment whose deputations count (now when none is given).
    """
    found = dict.fromkeys(_never_oneself(step, _direct(step)))
    if step.act == Act.SIGN:
        return list(found.items())  # the paper names its signer: a deputy needs a paper of their own
    for absent, deputy in _deputies(list(found), at):
        if not _is_own_check(step, deputy):
            found.setdefault(deputy, absent)
    return list(found.items())


def _direct(step):
    finders = {
        ActorKind.PERSON: lambda: [step.person_id],
        ActorKind.NAMED: lambda: [step.route.named[step.name]],
        ActorKind.POST: lambda: _holders(Appointment.objects.filter(post=step.post)),
        ActorKind.ROLE: lambda: _holders(
            Appointment.objects.in_agency(step.route.unit.home).filter(post__role=step.role)
        ),
        ActorKind.HEAD_OF_UNIT: lambda: _heads_but(step.route.requester_id, step.route.unit),
    }
    return finders[step.actor_kind]()


def _never_oneself(step, people):
    """A check is somebody else's: when the drafter alone would check, the head of the agency does."""
    if step.act not in CHECKS or step.route.requester_id not in people:
        return people
    others = [person for person in people if person != step.route.requester_id]
    return others or _heads_but(step.route.requester_id, step.route.unit.home)


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


def _heads_but(requester, unit):
    """Nobody checks their own paper: that of a head goes one office up; the head of the agency has nobody above."""
    own = head_of(unit)
    others = [person for person in own if person != requester]
    if others or unit.kind == Office.Kind.AGENCY:
        return others or own
    return _heads_but(requester, _above(unit)) if own else []


def _above(office):
    """The office over a unit. Papers never climb out of their agency."""
    if office.kind == Office.Kind.AGENCY:
        return None
    return Office.objects.filter(pk=office.parent_id).first()


def _is_own_check(step, deputy):
    """A drafter who stands in for the one who checks would check their own paper."""
    return step.act in CHECKS and deputy == step.route.requester_id


def _deputies(people, at):
    rows = Deputation.objects.in_force(at).filter(absent__in=people).order_by("starts", "pk")
    return rows.values_list("absent", "deputy")
