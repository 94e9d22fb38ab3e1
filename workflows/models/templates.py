from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Post
from workflows.states import Act, ActorKind


class StepPlan(models.Model):
    """Who acts and how: the same columns in a template and in the route that was copied from it."""

    position = models.PositiveSmallIntegerField(_("thứ tự"))  # equal positions act in parallel
    act = models.CharField(_("việc"), max_length=20, choices=Act)
    actor_kind = models.CharField(_("ai làm"), max_length=20, choices=ActorKind)
    person = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey("core.Post", models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("vai trò"), max_length=20, choices=Post.Role, blank=True)
    name = models.CharField(_("tên người được chọn"), max_length=30, blank=True)
    days = models.PositiveSmallIntegerField(_("số ngày làm việc"), null=True, blank=True)

    class Meta:
        abstract = True


def actor_is_named(name):
    """The actor's column is filled exactly for its kind."""
    return models.CheckConstraint(
        condition=Q(actor_kind="person", person__isnull=False)
        | Q(actor_kind="post", post__isnull=False)
        | (Q(actor_kind="role") & ~Q(role=""))
        | (Q(actor_kind="named") & ~Q(name=""))
        | Q(actor_kind="head_of_unit"),
        name=name,
    )


class RouteTemplate(models.Model):
    """A route the office designed. A published version never changes; a new design is a new version."""

    agency = models.ForeignKey("core.Office", models.PROTECT, related_name="route_templates")
    purpose = models.CharField(_("dùng cho"), max_length=40)  # "documents.outgoing"
    name = models.CharField(_("tên"), max_length=120)
    number = models.PositiveIntegerField(_("phiên bản"), default=1)
    published_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mẫu luồng xử lý")
        verbose_name_plural = _("mẫu luồng xử lý")
        ordering = ["agency", "purpose", "name", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "purpose", "name", "number"], name="route_template_once"),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | Q(retired_at__gte=F("published_at")),
                name="route_template_dates",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.number})"


class TemplateStep(StepPlan):
    template = models.ForeignKey(RouteTemplate, models.CASCADE, related_name="steps")

    class Meta:
        verbose_name = _("bước của mẫu")
        verbose_name_plural = _("bước của mẫu")
        ordering = ["position", "pk"]
        constraints = [actor_is_named("template_step_actor")]

    def __str__(self):
        return f"{self.position}. {self.get_act_display()}"
