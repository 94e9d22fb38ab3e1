from django.apps import apps
from django.db.models import Q, QuerySet

from core.models import Appointment, Office, Post


class CasePaperQuerySet(QuerySet):
    def visible_to(self, user):
        """Papers of the cases this person sees; clerks read every paper of their agency: they seal them."""
        cases = apps.get_model("procedures", "Case").objects.visible_to(user)
        desks = Appointment.objects.current().with_role(Post.Role.CLERK).filter(person_id=user.pk)
        offices = Office.objects.filter(posts__appointments__in=desks)
        return self.filter(Q(case__in=cases) | Q(agency__in=offices) | Q(agency__in=offices.values("agency")))

    def for_reading(self):
        whole = ("case__edition__procedure", "case__requester", "agency", "signer", "document", "revision__blob")
        return self.select_related(*whole)

    def to_seal(self, agency):
        """Papers of the agency that are laid out and wait for the clerk's seal, oldest first."""
        unsigned = Q(kind="result", document__isnull=True) | Q(signer__isnull=True)
        laid_out = self.filter(agency=agency, revision__isnull=False, number__isnull=False)
        return laid_out.filter(unsigned, signed=False, sealed=False).order_by("pk")
