"""Who acts on a step: from the plan to people, with their deputies."""

from django.utils import timezone

from core.models import Appointment, Office, Post
from workflows.models import Deputation
from workflows.states import Act, ActorKind

HEADS = (Post.Role.LEADER, Post.Role.HEAD)


def people_for(step):
    """Return the people who may act on the step: [(person id, on behalf of id or None)], each person once."""
    found = dict.fromkeys(_never_oneself(step, _direct(step)))
    if step.act == Act.SIGN:
        return list(found.items())  # the paper names its signer: a deputy needs a paper of their own
    for absent, deputy in _deputies(list(found)):
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
        ActorKind.HEAD_OF_UNIT: lambda: head_of(step.route.unit),
    }
    return finders[step.actor_kind]()


def _holders(appointments):
    return list(appointments.current().order_by("post__rank", "pk").values_list("person", flat=True).distinct())


def head_of(office):
    """Ids of the head of the office; when the seat is empty, of the office above it."""
    while office is not None:
        found = _holders(Appointment.objects.filter(post__office=office, post__role__in=HEADS))
        if found:
            return found
        office = Office.objects.filter(pk=office.parent_id).first()
    return []


def _never_oneself(step, people):
    """Nobody checks their own paper: the step of a head who drafted goes one office up (unless named to sign)."""
    if step.actor_kind != ActorKind.HEAD_OF_UNIT or people != [step.route.requester_id]:
        return people
    above = step.route.unit.parent
    return head_of(above) if above else people


def _deputies(people):
    rows = Deputation.objects.in_force(timezone.now()).filter(absent__in=people)
    return rows.values_list("absent", "deputy")
