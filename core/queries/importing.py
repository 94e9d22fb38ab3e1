from django.db.models import Count, QuerySet


class ImportRowQuerySet(QuerySet):
    def counted(self):
        """How many rows have each outcome, as {outcome: count}."""
        return dict(self.order_by().values_list("outcome").annotate(Count("pk")))
