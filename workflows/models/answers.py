from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.models.routes import Route, RouteStep
from workflows.states import Verdict


class Answer(models.Model):
    """What one of those a step waits for said; all, quorum and any are counted from these rows."""

    step = models.ForeignKey(RouteStep, models.CASCADE, related_name="answers")
    person = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    verdict = models.CharField(_("ý kiến"), max_length=10, choices=Verdict, default=Verdict.YES)
    note = models.TextField(_("ghi chú"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("câu trả lời")
        verbose_name_plural = _("câu trả lời")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["step", "person"], name="answer_once"),
            models.CheckConstraint(condition=Q(verdict__in=["yes", "no", "abstain"]), name="answer_known"),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_verdict_display()}"

    @property
    def seat(self):
        """Whose voice it is: the absent person's when a deputy spoke."""
        return self.on_behalf_of_id or self.person_id


class Return(models.Model):
    """One sending back: to the requester (to_key blank) or to a named step, with what is missing."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="returns")
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    from_step = models.ForeignKey(RouteStep, models.CASCADE, related_name="sent_back")
    to_key = models.SlugField(_("về bước"), max_length=60, blank=True)
    reason = models.TextField(_("lý do"))
    lacks = models.JSONField(_("còn thiếu"), default=list)  # sentences
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần trả lại")
        verbose_name_plural = _("lần trả lại")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["route"], name="return_of_route")]

    def __str__(self):
        return self.reason[:80]


class Handover(models.Model):
    """That an open step passed from those the plan names to somebody else, and why; read by workflows.actors."""

    class Kind(models.TextChoices):
        FORWARD = "forward", _("chuyển")
        TAKE_OVER = "take_over", _("nhận xử lý")
        ESCALATE = "escalate", _("chuyển lên cấp trên")

    step = models.ForeignKey(RouteStep, models.CASCADE, related_name="handovers")
    kind = models.CharField(_("cách"), max_length=10, choices=Kind)
    giver = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")  # null: everyone
    taker = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")  # null: the house
    reason = models.TextField(_("lý do"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("lần chuyển người xử lý")
        verbose_name_plural = _("lần chuyển người xử lý")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["forward", "take_over", "escalate"]), name="handover_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | ~Q(giver=F("taker")), name="handover_to_another"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.taker}"
