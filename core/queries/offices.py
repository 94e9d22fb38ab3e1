from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from core.folding import fold


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

    def with_people(self, on):
        """Annotate people: how many hold a post in exactly this office on the day."""
        seat = "posts__appointments"
        held = Q(**{f"{seat}__starts__lte": on, f"{seat}__person__is_active": True})
        held &= Q(**{f"{seat}__ends__isnull": True}) | Q(**{f"{seat}__ends__gte": on})
        return self.annotate(people=Count(f"{seat}__person", filter=held, distinct=True))


class AgencyCodeQuerySet(QuerySet):
    def matching(self, words):
        """Lines whose code or name contains every word, with or without marks."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found
