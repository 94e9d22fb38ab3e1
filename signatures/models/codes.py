from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PublicCode(models.Model):
    """The short code behind a QR: it leads to a file, and proves only that some paper exists."""

    code = models.CharField(_("mã tra cứu"), max_length=16, unique=True)
    file = models.OneToOneField("core.File", models.PROTECT, related_name="public_code")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("mã tra cứu")
        verbose_name_plural = _("mã tra cứu")
        ordering = ["-pk"]

    def __str__(self):
        return self.code
