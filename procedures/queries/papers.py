from django.apps import apps
from django.db.models import Q, QuerySet

from core.models import Appointment, Office, Post

UNSIGNED = Q(kind="result", document__isnull=True) | Q(signer__isnull=True)  # nobody signs these
TO_SEAL = UNSIGNED & Q(number__isnull=False, signed=False, sealed=False)


class CasePaperQuerySet(QuerySet):
    def visible_to(self, user):
        """Papers of the cases this person sees; clerks also read what is theirs to seal, and what is sealed."""
        cases = apps.get_model("procedures", "Case").objects.visible_to(user)
        desks = Appointment.objects.current().with_role(Post.Role.CLERK).filter(person_id=user.pk)
        offices = Office.objects.filter(posts__appointments__in=desks)
        at_desk = Q(agency__in=offices) | Q(agency__in=offices.values("agency"))
        return self.filter(Q(case__in=cases) | at_desk & (Q(sealed=True) | TO_SEAL))

    def for_reading(self):
        whole = ("case__edition__procedure", "case__requester", "agency", "signer", "document", "revision__blob")
        return self.select_related(*whole)

    def to_seal(self, agency):
        """Papers of the agency that are laid out and wait for the clerk's seal, oldest first."""
        return self.filter(TO_SEAL, agency=agency, revision__isnull=False).order_by("pk")
