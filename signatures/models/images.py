from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SignatureImage(models.Model):
    """The picture printed with a signature: a person's ink or an agency's seal. It is an image, never a signature."""

    class Source(models.TextChoices):
        UPLOAD = "upload", _("tải ảnh lên")
        INK = "ink", _("viết trên màn hình")
        DRAWN = "drawn", _("vẽ sẵn")

    owner = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="signature_images")
    office = models.ForeignKey("core.Office", models.PROTECT, null=True, related_name="seal_images")
    revision = models.ForeignKey("core.Revision", models.PROTECT, related_name="+")
    source = models.CharField(_("cách tạo"), max_length=10, choices=Source)
    is_current = models.BooleanField(_("đang dùng"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("ảnh chữ ký, con dấu")
        verbose_name_plural = _("ảnh chữ ký, con dấu")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, office__isnull=True) | Q(owner__isnull=True, office__isnull=False),
                name="signature_image_of_one",
            ),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(is_current=True), name="signature_image_one_of_person"
            ),
            models.UniqueConstraint(
                fields=["office"], condition=Q(is_current=True), name="signature_image_one_of_agency"
            ),
        ]

    def __str__(self):
        return str(self.owner or self.office)
