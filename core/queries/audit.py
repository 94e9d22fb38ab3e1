from django.db.models import Q, QuerySet


class AuditEntryQuerySet(QuerySet):
    def about(self, thing):
        """Everything done to one thing, oldest first."""
        return self.filter(subject_kind=thing._meta.label_lower, subject_id=thing.pk).order_by("pk")

    def done_by(self, person):
        """Everything a person did, or a deputy did in their place, oldest first."""
        return self.done_by_any([person.pk]).order_by("pk")

    def done_by_any(self, people):
        """What any of these people (ids) did, or had done in their place."""
        return self.filter(Q(actor__in=people) | Q(on_behalf_of__in=people))

    def waiting(self):
        """Committed entries that have no place in the tree yet, in the order they were begun."""
        return self.filter(place__isnull=True).order_by("pk")
