from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflows.queries.deputies import DeputationQuerySet


class Deputation(models.Model):
    """Who acts for an absent person, from a moment up to but not including another; always visibly "thay mặt"."""

    absent = models.ForeignKey("core.User", models.PROTECT, related_name="deputations", verbose_name=_("người vắng"))
    deputy = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("người làm thay"))
    starts = models.DateTimeField(_("từ"))
    ends = models.DateTimeField(_("đến"))
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True)
    amount_cap = models.PositiveBigIntegerField(_("mức tiền tối đa"), null=True, blank=True)  # đồng; null: any
    source = models.CharField(max_length=60, blank=True)  # "procedures.case:12": the leave it follows
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)

    objects = DeputationQuerySet.as_manager()

    class Meta:
        verbose_name = _("làm thay")
        verbose_name_plural = _("làm thay")
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="deputation_dates"),
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="deputation_not_oneself"),
            models.UniqueConstraint(
                fields=["source"], condition=~Q(source="") & Q(revoked_at__isnull=True), name="deputation_of_source"
            ),
        ]
        indexes = [models.Index(fields=["absent", "ends"], name="deputation_of_absent")]

    def __str__(self):
        return f"{self.deputy} thay {self.absent}"

    @property
    def cap_told(self):
        """20.000.000"""
        return f"{self.amount_cap:,}".replace(",", ".") if self.amount_cap is not None else ""
