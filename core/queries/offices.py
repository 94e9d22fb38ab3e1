from django.db.models import Q, QuerySet
from django.utils import timezone


class OfficeQuerySet(QuerySet):
    def existing(self, on=None):
        """Offices that exist on the day (today when none is given)."""
        on = on or timezone.localdate()
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)

    def agencies(self):
        return self.filter(kind="agency")

    def under(self, agency):
        """The agency itself and all its units."""
        return self.filter(Q(pk=agency.pk) | Q(agency=agency))
