from django.db import models
from django.utils.translation import gettext_lazy as _


class IssuedStamp(models.Model):
    """A time-stamp our authority gave: its serial is unique, and no later one may show an earlier time."""

    serial = models.CharField(_("số hiệu"), max_length=40, unique=True)
    at = models.DateTimeField(_("thời gian"), db_index=True)

    class Meta:
        verbose_name = _("dấu thời gian")
        verbose_name_plural = _("dấu thời gian")
        ordering = ["-pk"]

    def __str__(self):
        return self.serial
