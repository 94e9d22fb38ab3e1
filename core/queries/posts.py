from django.db.models import Q, QuerySet
from django.utils import timezone


class PostQuerySet(QuerySet):
    def in_agency(self, agency):
        return self.filter(Q(office=agency) | Q(office__agency=agency))


class AppointmentQuerySet(QuerySet):
    def current(self, on=None):
        """Appointments in force on the day, of people who still have an account."""
        on = on or timezone.localdate()
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on, person__is_active=True)

    def in_agency(self, agency):
        return self.filter(Q(post__office=agency) | Q(post__office__agency=agency))

    def with_role(self, *roles):
        return self.filter(post__role__in=roles)
