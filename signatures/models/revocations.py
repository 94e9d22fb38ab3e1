from django.db import models
from django.utils.translation import gettext_lazy as _


class RevocationList(models.Model):
    """A revocation list one of our authorities signed; its number never goes back."""

    issuer = models.ForeignKey("signatures.Certificate", models.PROTECT, related_name="revocation_lists")
    number = models.PositiveBigIntegerField(_("số"))
    der = models.BinaryField()
    made_at = models.DateTimeField(_("lập lúc"))
    good_until = models.DateTimeField(_("dùng đến"))

    class Meta:
        verbose_name = _("danh sách chứng thư bị thu hồi")
        verbose_name_plural = _("danh sách chứng thư bị thu hồi")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["issuer", "number"], name="revocation_list_number_once")]

    def __str__(self):
        return f"{self.issuer.name} {self.number}"
