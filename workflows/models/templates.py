from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Post
from workflows.states import Act, ActorKind, BudgetUnit, Needs


class StepPlan(models.Model):
    """Who acts, how, when and until when: the same columns in a template and in the route that was copied from it."""

    key = models.SlugField(_("mã bước"), max_length=60, blank=True)  # once in a template
    title = models.CharField(_("tên bước"), max_length=200, blank=True)  # blank: the words of the act
    position = models.PositiveSmallIntegerField(_("thứ tự"))  # equal positions act in parallel
    act = models.CharField(_("việc"), max_length=20, choices=Act)
    actor_kind = models.CharField(_("ai làm"), max_length=20, choices=ActorKind)
    person = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey("core.Post", models.PROTECT, null=True, blank=True, related_name="+")
    office = models.ForeignKey("core.Office", models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("vai trò"), max_length=20, choices=Post.Role, blank=True)
    name = models.CharField(_("tên người được chọn hoặc ô dữ liệu"), max_length=60, blank=True)
    levels = models.PositiveSmallIntegerField(_("số cấp trên"), default=0)
    brackets = models.JSONField(_("mức tiền"), default=list, blank=True)  # [{"up_to": đồng or null, "actor": {…}}]
    condition = models.JSONField(_("chỉ khi"), default=dict, blank=True)  # workflows.conditions; empty: always
    needs = models.CharField(_("cần"), max_length=10, choices=Needs, default=Needs.ANY)
    quorum = models.PositiveSmallIntegerField(_("số người đồng ý"), null=True, blank=True)
    budget = models.PositiveIntegerField(_("thời hạn"), null=True, blank=True)  # null: no clock
    budget_unit = models.CharField(
        _("đơn vị thời hạn"), max_length=15, choices=BudgetUnit, default=BudgetUnit.WORKING_DAY
    )
    options = models.JSONField(_("tùy chọn"), default=dict, blank=True)  # per act: see workflows.plans

    class Meta:
        abstract = True

    @property
    def label(self):
        """What the step is called on screens."""
        return self.title or self.get_act_display()


PLAN = tuple(field.attname for field in StepPlan._meta.fields)  # what a route's step copies


def plan_rules(prefix):
    """The actor's column is filled exactly for its kind; numbers of people and of days are never nought."""
    by_column = (
        Q(actor_kind="person", person__isnull=False)
        | Q(actor_kind="post", post__isnull=False)
        | (Q(actor_kind__in=["role", "role_in_unit"]) & ~Q(role=""))
        | (Q(actor_kind__in=["named", "field", "amount"]) & ~Q(name=""))
        | Q(actor_kind="head_plus", levels__gte=1)
        | Q(actor_kind__in=["head_of_unit", "requester"])
        | Q(actor_kind="nobody", act__in=["auto", "notify"])
    )
    return [
        models.CheckConstraint(condition=by_column, name=f"{prefix}_actor"),
        models.CheckConstraint(
            condition=Q(needs="quorum", quorum__gte=1) | Q(needs__in=["any", "all"], quorum__isnull=True),
            name=f"{prefix}_needs",
        ),
        models.CheckConstraint(condition=Q(budget__isnull=True) | Q(budget__gte=1), name=f"{prefix}_budget"),
        models.CheckConstraint(
            condition=Q(budget_unit__in=["working_hour", "working_day", "calendar_day"]), name=f"{prefix}_unit"
        ),
    ]


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
        constraints = [
            *plan_rules("template_step"),
            models.UniqueConstraint(fields=["template", "key"], name="template_step_key_once"),
        ]

    def __str__(self):
        return f"{self.position}. {self.label}"
