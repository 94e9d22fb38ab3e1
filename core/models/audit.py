from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act, written in the act's own transaction together with the hash of its leaf; never changed, never removed."""

    at = models.DateTimeField(_("lúc"), default=timezone.now)
    actor = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+", verbose_name=_("ai"))
    on_behalf_of = models.ForeignKey(
        "core.User", models.PROTECT, null=True, related_name="+", verbose_name=_("thay mặt")
    )
    verb = models.CharField(_("việc"), max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    subject_name = models.CharField(_("đối tượng"), max_length=500, blank=True)
    facts = models.TextField(_("dữ kiện"), default="{}")  # canonical JSON text: the exact bytes that were hashed
    leaf = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
        ]

    def __str__(self):
        return f"{self.at:%d/%m/%Y %H:%M:%S} {self.verb} {self.subject_name}"
