from django.db.models import QuerySet
from django.utils import timezone


class DeputationQuerySet(QuerySet):
    def in_force(self, at=None):
        """Deputations that hold at the moment (now when none is given); the last moment is not included."""
        at = at or timezone.now()
        return self.filter(starts__lte=at, ends__gt=at, revoked_at__isnull=True, deputy__is_active=True)
