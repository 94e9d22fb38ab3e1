from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AgencyProfile(models.Model):
    """How one agency makes its documents."""

    class Order(models.TextChoices):
        AFTER_SIGNATURE = "after", _("cấp số sau khi ký")
        BEFORE_SIGNATURE = "before", _("giữ số trước khi ký")

    agency = models.OneToOneField("core.Office", models.CASCADE, related_name="document_profile")
    numbering = models.CharField(_("thứ tự cấp số"), max_length=10, choices=Order, default=Order.AFTER_SIGNATURE)
    collective = models.CharField(_("tập thể lãnh đạo (TM.)"), max_length=100, blank=True)
    contact = models.TextField(_("địa chỉ cuối trang đầu"), blank=True)
    prints_code = models.BooleanField(_("in mã QR kiểm tra trên trang"), default=False)

    class Meta:
        verbose_name = _("cách làm văn bản của cơ quan")
        verbose_name_plural = _("cách làm văn bản của cơ quan")
        constraints = [
            models.CheckConstraint(condition=Q(numbering__in=["after", "before"]), name="profile_numbering_known")
        ]

    def __str__(self):
        return str(self.agency)
