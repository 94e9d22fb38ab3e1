from django.db.models import Q, QuerySet

from core.models import Appointment


class ProcedureQuerySet(QuerySet):
    def visible_to(self, user):
        """Procedures of every agency in which this person holds a post: the catalogue is public inside."""
        held = Appointment.objects.current().filter(person_id=user.pk).select_related("post__office")
        agencies = {appointment.post.office.agency_id or appointment.post.office_id for appointment in held}
        return self.filter(agency__in=agencies)

    def in_force(self):
        """Procedures one can ask for today."""
        return self.filter(current__isnull=False, retired_at__isnull=True)

    def for_reading(self):
        return self.select_related("agency", "owner_unit", "current")

    def matching(self, words):
        """Procedures whose name or code holds the words; small tables, so the database may read them all."""
        return self.filter(Q(code__icontains=words) | Q(current__definition__name__vi__icontains=words))
