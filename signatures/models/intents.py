import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SigningIntent(models.Model):
    """What one person is about to sign, pinned to the exact bytes shown: good for minutes, and once.

    `purpose` is the caller's own word for the step and version it belongs to; signatures only hand it back.
    """

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    signer = models.ForeignKey("core.User", models.PROTECT, related_name="signing_intents")
    certificate = models.ForeignKey("signatures.Certificate", models.PROTECT, related_name="+")
    revision = models.ForeignKey("core.Revision", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    field = models.CharField(max_length=40)
    capacity = models.CharField(_("tư cách ký"), max_length=300, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("ý định ký")
        verbose_name_plural = _("ý định ký")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="signing_intent_expires_later"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(used_at__lte=F("expires_at")),
                name="signing_intent_used_in_time",
            ),
        ]

    def __str__(self):
        return f"{self.signer}: {self.revision}"
