from cryptography import x509
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TrustAnchor(models.Model):
    """A root certificate this agency believes, and what signatures under it are before the law."""

    class Kind(models.TextChoices):
        INTERNAL = "internal", _("chuyên dùng (nội bộ cơ quan)")
        PUBLIC = "public", _("công cộng")
        OFFICIAL = "official", _("chuyên dùng công vụ")

    name = models.CharField(_("tên"), max_length=200)
    kind = models.CharField(_("loại chữ ký"), max_length=10, choices=Kind)
    sha256 = models.CharField(_("dấu vân tay số"), max_length=64, unique=True)
    der = models.BinaryField()
    is_active = models.BooleanField(_("đang tin cậy"), default=True)
    added_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    note = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("gốc tin cậy")
        verbose_name_plural = _("gốc tin cậy")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["internal", "public", "official"]), name="trust_anchor_kind_known"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def parsed(self) -> x509.Certificate:
        return x509.load_der_x509_certificate(bytes(self.der))
