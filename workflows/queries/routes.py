from django.db.models import QuerySet


class RouteStepQuerySet(QuerySet):
    def open(self):
        return self.filter(phase="open")

    def waiting_for(self, user):
        """Open steps this person may act on, for themself or as a deputy."""
        return self.open().filter(assignments__person=user)


class AssignmentQuerySet(QuerySet):
    def of(self, user):
        """What waits for this person, most urgent first."""
        return self.filter(person=user).order_by("rank", "due", "pk")
