from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Worker(models.Model):
    """A background worker that is alive, or was: it writes its beat every few seconds."""

    name = models.CharField(_("tên"), max_length=64, unique=True)
    host = models.CharField(_("máy"), max_length=255)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField(_("bắt đầu lúc"), default=timezone.now)
    beat_at = models.DateTimeField(_("nhịp gần nhất"), default=timezone.now)

    class Meta:
        verbose_name = _("tiến trình nền")
        verbose_name_plural = _("tiến trình nền")
        ordering = ["started_at"]

    def __str__(self):
        return self.name


class Firing(models.Model):
    """One firing of one clock: the unique row is the claim, so that two workers never fire twice."""

    name = models.CharField(_("đồng hồ"), max_length=100)
    slot = models.DateTimeField(_("lượt"))
    fired_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("lượt chạy định kỳ")
        verbose_name_plural = _("lượt chạy định kỳ")
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="firing_once")]

    def __str__(self):
        return f"{self.name} {self.slot:%d/%m/%Y %H:%M}"
