"""When an office works: its week, the days that differ from it, and the edition of them all that is in force."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WorkDay(models.Model):
    """A date on which an office does not keep its week. Without an office it holds for everyone.

    The agency's own decision wins over what the seed assumed: `estimated` says that nobody has confirmed it yet.
    """

    class Kind(models.TextChoices):
        OFF = "off", _("nghỉ lễ, tết")
        SWAP_OFF = "swap_off", _("nghỉ hoán đổi")
        SWAP_WORK = "swap_work", _("làm bù")
        HALF = "half", _("làm nửa ngày")

    class Status(models.TextChoices):
        ESTIMATED = "estimated", _("dự kiến")
        CONFIRMED = "confirmed", _("đã xác nhận")

    office = models.ForeignKey(
        "core.Office", models.CASCADE, null=True, blank=True, related_name="work_days", verbose_name=_("đơn vị")
    )
    date = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    name = models.CharField(_("tên"), max_length=80)
    legal_ref = models.CharField(_("căn cứ"), max_length=200, blank=True)
    status = models.CharField(_("tình trạng"), max_length=10, choices=Status, default=Status.CONFIRMED)

    class Meta:
        verbose_name = _("ngày khác lịch tuần")
        verbose_name_plural = _("ngày khác lịch tuần")
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "date"], name="work_day_once"),
            models.UniqueConstraint(fields=["date"], condition=Q(office__isnull=True), name="work_day_once_for_all"),
            models.CheckConstraint(
                condition=Q(kind__in=["off", "swap_off", "swap_work", "half"]), name="work_day_kind_known"
            ),
            models.CheckConstraint(condition=Q(status__in=["estimated", "confirmed"]), name="work_day_status_known"),
            models.CheckConstraint(condition=~Q(name=""), name="work_day_named"),
        ]

    def __str__(self):
        return f"{self.date:%d/%m/%Y} {self.name}"


class WorkHours(models.Model):
    """One stretch of an office's week. An office with hours of its own keeps only these; else those of above it."""

    WEEKDAYS = [
        (0, _("Thứ Hai")),
        (1, _("Thứ Ba")),
        (2, _("Thứ Tư")),
        (3, _("Thứ Năm")),
        (4, _("Thứ Sáu")),
        (5, _("Thứ Bảy")),
        (6, _("Chủ Nhật")),
    ]

    office = models.ForeignKey(
        "core.Office", models.CASCADE, null=True, blank=True, related_name="work_hours", verbose_name=_("đơn vị")
    )
    weekday = models.PositiveSmallIntegerField(_("thứ"), choices=WEEKDAYS)
    starts = models.TimeField(_("từ"))
    ends = models.TimeField(_("đến"))

    class Meta:
        verbose_name = _("giờ làm việc")
        verbose_name_plural = _("giờ làm việc")
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="work_hours_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="work_hours_forward"),
            models.UniqueConstraint(fields=["office", "weekday", "starts"], name="work_hours_once"),
            models.UniqueConstraint(
                fields=["weekday", "starts"], condition=Q(office__isnull=True), name="work_hours_once_for_all"
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.starts:%H:%M}–{self.ends:%H:%M}"


class CalendarEdition(models.Model):
    """The one row that says which edition of the calendar is in force, and which years were seeded.

    Each process keeps the calendars it has read under this mark: any change writes a new one.
    """

    mark = models.UUIDField(default=uuid.uuid4)
    seeded = models.JSONField(_("năm đã lấy từ danh mục"), default=list)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("bản lịch làm việc")
        verbose_name_plural = _("bản lịch làm việc")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="calendar_edition_one")]

    def __str__(self):
        return str(self.mark)
