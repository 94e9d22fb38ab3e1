from django.db.models import QuerySet
from django.utils import timezone


class CertificateQuerySet(QuerySet):
    def live(self, at=None):
        """Not revoked and within their validity period."""
        at = at or timezone.now()
        return self.filter(revoked_at__isnull=True, valid_from__lte=at, valid_until__gte=at)

    def of_person(self, user):
        return self.filter(profile="person", holder=user)

    def of_agency(self, office):
        return self.filter(profile="agency", office=office)

    def authorities(self):
        return self.filter(profile__in=["root", "issuing"])
