import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from signatures.custody import Binding, Cost, Wrapped


class SigningKey(models.Model):
    """A private key at rest, wrapped under its holder's PIN or, for keys of the server, under the pepper alone.

    `failed_attempts` counts tries of the PIN since the last right one; it is written before the PIN is tried.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.OneToOneField("signatures.Certificate", models.PROTECT, related_name="key")
    provider = models.CharField(_("nơi giữ khóa"), max_length=20, default="software")
    salt = models.BinaryField()
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()
    memory = models.PositiveIntegerField(null=True)
    passes = models.PositiveSmallIntegerField(null=True)
    lanes = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveSmallIntegerField(default=1)
    failed_attempts = models.PositiveSmallIntegerField(_("số lần nhập sai PIN"), default=0)
    locked_until = models.DateTimeField(_("khóa tạm đến"), null=True)
    is_blocked = models.BooleanField(_("khóa hẳn"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("khóa ký")
        verbose_name_plural = _("khóa ký")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(memory__isnull=True, passes__isnull=True, lanes__isnull=True)
                | Q(memory__gte=64 * 1024, passes__gte=3, lanes__gte=1),
                name="signing_key_costs_enough",
            ),
            models.CheckConstraint(
                condition=Q(failed_attempts__lt=10) | Q(is_blocked=True), name="signing_key_blocked_after_ten"
            ),
        ]

    def __str__(self):
        return str(self.certificate)

    @property
    def binding(self):
        certificate = self.certificate
        owner = f"{certificate.profile}:{certificate.holder_id or certificate.office_id or 0}"
        return Binding(str(self.uuid), owner, certificate.sha256)

    @property
    def wrapped(self):
        cost = Cost(self.memory, self.passes, self.lanes) if self.memory else None
        return Wrapped(bytes(self.salt), bytes(self.nonce), bytes(self.ciphertext), cost, self.version)

    def take(self, wrapped):
        """Put a wrapped key into the row's fields (unsaved)."""
        self.salt, self.nonce, self.ciphertext = wrapped.salt, wrapped.nonce, wrapped.ciphertext
        self.version = wrapped.version
        cost = wrapped.cost
        self.memory, self.passes, self.lanes = (cost.memory, cost.passes, cost.lanes) if cost else (None,) * 3

    def is_locked(self, at=None):
        """No PIN is tried now: too many wrong ones."""
        return self.is_blocked or bool(self.locked_until and self.locked_until > (at or timezone.now()))
