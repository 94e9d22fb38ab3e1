"""Clocks of routes: a budget, the ledger of its pauses, and what it has already told people."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.queries.timers import TimerQuerySet
from workflows.states import BudgetUnit


class Timer(models.Model):
    """How long a step, or a whole route, may take. The due date is derived: from budget, consumed and the calendar.

    consumed is kept in millionths of the unit. running_since: since when more is being consumed. A new promise (an
    extension, or a due date that a change of the calendar moved back into the future) begins a new series of rungs.
    """

    class Phase(models.TextChoices):
        RUNNING = "running", _("đang chạy")
        PAUSED = "paused", _("tạm dừng")
        STOPPED = "stopped", _("đã dừng")

    class Rung(models.TextChoices):
        HALF = "half", _("còn một nửa thời gian")
        THREE_QUARTERS = "three_quarters", _("còn một phần tư thời gian")
        DUE = "due", _("đến hạn")
        OVER1 = "over1", _("quá hạn một ngày làm việc")
        OVER3 = "over3", _("quá hạn ba ngày làm việc")

    route = models.ForeignKey("workflows.Route", models.CASCADE, related_name="timers")
    step = models.ForeignKey("workflows.RouteStep", models.CASCADE, null=True, blank=True, related_name="timers")
    office = models.ForeignKey("core.Office", models.PROTECT, related_name="+")  # whose calendar counts
    budget = models.PositiveIntegerField(_("thời hạn"))
    unit = models.CharField(_("đơn vị thời hạn"), max_length=15, choices=BudgetUnit)
    consumed = models.PositiveBigIntegerField(_("đã dùng"), default=0)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.RUNNING)
    started_at = models.DateTimeField(default=timezone.now)
    running_since = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(_("hạn"))
    closes_day = models.BooleanField(default=True)  # due when the office closes: only the date is said
    rest = models.JSONField(_("ngày nghỉ đã tính"), default=list)  # [[first, last, name]] between start and due
    series = models.PositiveSmallIntegerField(default=1)
    next_rung = models.CharField(max_length=15, choices=Rung, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)

    objects = TimerQuerySet.as_manager()

    class Meta:
        verbose_name = _("đồng hồ")
        verbose_name_plural = _("đồng hồ")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(budget__gte=1), name="timer_budget"),
            models.CheckConstraint(
                condition=Q(unit__in=["working_hour", "working_day", "calendar_day"]), name="timer_unit_known"
            ),
            models.CheckConstraint(
                condition=Q(phase="running", running_since__isnull=False)
                | Q(phase__in=["paused", "stopped"], running_since__isnull=True, next_at__isnull=True),
                name="timer_runs_since",
            ),
            models.UniqueConstraint(
                fields=["step"], condition=Q(phase__in=["running", "paused"]), name="timer_one_of_step"
            ),
            models.UniqueConstraint(
                fields=["route"],
                condition=Q(phase__in=["running", "paused"], step__isnull=True),
                name="timer_one_of_route",
            ),
        ]
        indexes = [models.Index(fields=["phase", "next_at"], name="timer_next")]

    def __str__(self):
        return f"{self.route}: {self.due_at:%d/%m/%Y %H:%M}"


class Suspension(models.Model):
    """A time in which a clock stood still, and why; until is open while it still does."""

    timer = models.ForeignKey(Timer, models.CASCADE, related_name="suspensions")
    since = models.DateTimeField(_("từ"))
    until = models.DateTimeField(_("đến"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300)

    class Meta:
        verbose_name = _("lần tạm dừng")
        verbose_name_plural = _("lần tạm dừng")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="suspension_forward"
            ),
            models.UniqueConstraint(fields=["timer"], condition=Q(until__isnull=True), name="suspension_one_open"),
        ]

    def __str__(self):
        return self.reason


class TimerShift(models.Model):
    """A due date that moved, and why: an extension, a supplement waited for, a change of the calendar."""

    timer = models.ForeignKey(Timer, models.CASCADE, related_name="shifts")
    at = models.DateTimeField(default=timezone.now)
    before = models.DateTimeField(_("hạn cũ"))
    after = models.DateTimeField(_("hạn mới"))
    reason = models.CharField(_("lý do"), max_length=300)

    class Meta:
        verbose_name = _("lần dời hạn")
        verbose_name_plural = _("lần dời hạn")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.reason


class TimerFire(models.Model):
    """That a rung was reached: this row exists once, however many workers run.

    passed_with: the newer rung that spoke for this one, when both were reached while no worker ran.
    """

    timer = models.ForeignKey(Timer, models.CASCADE, related_name="fires")
    series = models.PositiveSmallIntegerField(default=1)
    rung = models.CharField(max_length=15, choices=Timer.Rung)
    at = models.DateTimeField()
    told = models.JSONField(_("đã báo"), default=list)  # ids of people
    passed_with = models.CharField(max_length=15, choices=Timer.Rung, blank=True)
    announced = models.BooleanField(default=False)  # to the audit and the rooms above, when it went upwards

    class Meta:
        verbose_name = _("lần nhắc hạn")
        verbose_name_plural = _("lần nhắc hạn")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["timer", "series", "rung"], name="timer_fire_once")]

    def __str__(self):
        return f"{self.timer_id} {self.rung}"
