from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from workflows.states import ActorKind

BY_HEAD = (ActorKind.HEAD_OF_UNIT, ActorKind.HEAD_PLUS, ActorKind.AMOUNT, ActorKind.FIELD)


class RouteStepQuerySet(QuerySet):
    def open(self):
        return self.filter(phase="open")

    def waiting_for(self, user):
        """Open steps this person may act on, for themself or as a deputy."""
        return self.open().filter(assignments__person=user)

    def orphaned(self):
        """Open steps that lie on no living desk: everybody they named is gone, and so is whoever was above."""
        held = apps.get_model("workflows", "Assignment").objects.filter(step=OuterRef("pk"), person__is_active=True)
        return self.open().filter(~Exists(held))


class AssignmentQuerySet(QuerySet):
    def of(self, user):
        """What waits for this person, most urgent first."""
        return self.filter(person=user).order_by("rank", "due", "pk")


def awaiting_people(people):
    """Open steps that lie on the desks of these people, or whose plan means a post one of them has or had."""
    from core.models import Appointment

    found = Q(assignments__person__in=people)
    held = Appointment.objects.filter(person__in=people).select_related("post__office")
    for post in {row.post for row in held}:
        agency = post.office.agency_id or post.office_id
        inside = Q(route__unit=agency) | Q(route__unit__agency=agency)
        found |= Q(actor_kind=ActorKind.POST, post=post)
        found |= inside & Q(actor_kind__in=(ActorKind.ROLE, ActorKind.ROLE_IN_UNIT), role=post.role)
        found |= inside & Q(actor_kind__in=BY_HEAD) if post.role in ("head", "leader") else Q(pk__in=[])
    return found
