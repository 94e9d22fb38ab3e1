from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SignatureRecord(models.Model):
    """One signature made here: from which revision to which, with which certificate, in which capacity."""

    class Kind(models.TextChoices):
        PERSON = "person", _("chữ ký cá nhân")
        AGENCY = "agency", _("chữ ký cơ quan")

    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    source = models.ForeignKey("core.Revision", models.PROTECT, related_name="+")
    result = models.OneToOneField("core.Revision", models.PROTECT, related_name="signature_record")
    certificate = models.ForeignKey("signatures.Certificate", models.PROTECT, related_name="records")
    signer = models.ForeignKey("core.User", models.PROTECT, related_name="signature_records")
    intent = models.OneToOneField("signatures.SigningIntent", models.PROTECT, null=True, related_name="record")
    field = models.CharField(max_length=40)
    capacity = models.CharField(_("tư cách ký"), max_length=300, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    level = models.CharField(_("mức"), max_length=6)
    signed_at = models.DateTimeField(_("ký lúc"), default=timezone.now)
    verdict = models.JSONField(_("kết quả kiểm tra"))

    class Meta:
        verbose_name = _("lần ký")
        verbose_name_plural = _("lần ký")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", intent__isnull=False) | Q(kind="agency", intent__isnull=True),
                name="signature_record_person_by_intent",
            ),
            models.CheckConstraint(
                condition=Q(level__in=["B-B", "B-T", "B-LT", "B-LTA"]), name="signature_record_level_known"
            ),
            models.CheckConstraint(condition=~Q(source=F("result")), name="signature_record_changes_file"),
        ]

    def __str__(self):
        return f"{self.certificate.name}: {self.result}"
