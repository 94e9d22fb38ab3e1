from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.models.templates import RouteTemplate, StepPlan, plan_rules
from workflows.queries.routes import AssignmentQuerySet, RouteStepQuerySet
from workflows.states import Phase, RouteState, Skip


class Route(models.Model):
    """One paper's way through the office, pinned to the version of the template it started under."""

    template = models.ForeignKey(RouteTemplate, models.PROTECT, related_name="routes")
    requester = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("core.Office", models.PROTECT, related_name="+")
    title = models.CharField(_("việc"), max_length=500)
    state = models.CharField(max_length=12, choices=RouteState, default=RouteState.OPEN)
    version = models.PositiveIntegerField(default=0)
    urgency = models.CharField(max_length=10, blank=True)
    named = models.JSONField(_("người được chọn"), default=dict)  # {"signer": user id}
    facts = models.JSONField(_("dữ kiện"), default=dict)  # what conditions, field and amount rules read
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_for = models.TextField(_("lý do kết thúc"), blank=True)
    ground = models.CharField(_("căn cứ pháp lý"), max_length=500, blank=True)  # of a rejection

    class Meta:
        verbose_name = _("luồng xử lý")
        verbose_name_plural = _("luồng xử lý")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "waiting", "done", "returned", "rejected", "cancelled"]),
                name="route_state_known",
            ),
        ]

    def __str__(self):
        return self.title


class RouteStep(StepPlan):
    route = models.ForeignKey(Route, models.CASCADE, related_name="steps")
    phase = models.CharField(_("tình trạng"), max_length=10, choices=Phase, default=Phase.LATER)
    round = models.PositiveSmallIntegerField(_("lượt"), default=1)  # going back to a step makes a new row
    skipped_for = models.CharField(_("vì sao không cần"), max_length=10, choices=Skip, blank=True)
    serves = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="consulted")
    asked_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    due = models.DateTimeField(_("hạn"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    on_behalf_of = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(_("ý kiến"), blank=True)

    objects = RouteStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("bước xử lý")
        verbose_name_plural = _("bước xử lý")
        ordering = ["position", "pk"]
        constraints = [
            *plan_rules("route_step"),
            models.UniqueConstraint(fields=["route", "key", "round"], name="route_step_once_a_round"),
            models.CheckConstraint(
                condition=Q(phase__in=["later", "open", "paused", "done", "failed", "returned", "undone", "skipped"]),
                name="route_step_phase_known",
            ),
            models.CheckConstraint(
                condition=~Q(phase__in=["done", "failed", "returned", "undone"])
                | Q(done_by__isnull=False, done_at__isnull=False)
                | Q(act__in=["auto", "notify"], done_at__isnull=False),
                name="route_step_done_by_someone",
            ),
        ]
        indexes = [
            models.Index(fields=["route", "position"], name="route_step_in_order"),
            models.Index(fields=["id"], condition=Q(phase="open"), name="route_step_open"),
        ]

    def __str__(self):
        return f"{self.position}. {self.label}"


class Assignment(models.Model):
    """That an open step waits for this person: a small table of open work only, so its counts are exact.

    on_behalf_of is filled when the person is the deputy of the one who would act.
    """

    step = models.ForeignKey(RouteStep, models.CASCADE, related_name="assignments")
    person = models.ForeignKey("core.User", models.PROTECT, related_name="assignments")
    on_behalf_of = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    rank = models.PositiveSmallIntegerField(_("mức khẩn"), default=3)
    due = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(default=timezone.now)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc chờ")
        verbose_name_plural = _("việc chờ")
        ordering = ["rank", "due", "pk"]
        constraints = [models.UniqueConstraint(fields=["step", "person"], name="assignment_once")]
        indexes = [models.Index(fields=["person", "rank", "due"], name="assignment_of_person")]

    def __str__(self):
        return f"{self.person}: {self.step}"


class Opinion(models.Model):
    """What somebody said about the paper on its way; kept for ever (Decree 30, App. VI III.5a)."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="opinions")
    step = models.ForeignKey(RouteStep, models.SET_NULL, null=True, blank=True, related_name="opinions")
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    text = models.TextField(_("ý kiến"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("ý kiến")
        verbose_name_plural = _("ý kiến")
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.text[:80]
