from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import VisibilityRow
from procedures.queries.cases import CaseQuerySet
from procedures.states import CaseState


class Case(models.Model):
    """One request under one version of a procedure, from the first field typed to the result."""

    edition = models.ForeignKey("procedures.ProcedureVersion", models.PROTECT, related_name="cases")
    agency = models.ForeignKey("core.Office", models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    unit = models.ForeignKey("core.Office", models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    requester = models.ForeignKey("core.User", models.PROTECT, related_name="cases", verbose_name=_("người đề nghị"))
    on_behalf_of = models.ForeignKey(
        "core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thay mặt")
    )
    client = models.UUIDField(default=uuid4)  # the device's own key: the same draft sent twice is one case
    state = models.CharField(_("trạng thái"), max_length=12, choices=CaseState, default=CaseState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    sort_key = models.BigIntegerField(db_index=True)
    title = models.CharField(_("việc"), max_length=300, blank=True)
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    notation = models.CharField(_("ký hiệu"), max_length=20, blank=True)  # of its procedure, when it was handed in
    data = models.JSONField(_("nội dung khai"), default=dict, blank=True)
    provenance = models.JSONField(_("nguồn của từng ô"), default=dict, blank=True)  # {key: {"how", "source"}}
    filled = models.PositiveSmallIntegerField(_("số ô đã có nội dung"), default=0)  # when last submitted
    not_retyped = models.PositiveSmallIntegerField(_("số ô không phải khai lại"), default=0)
    asked = models.JSONField(
        _("phần phải bổ sung"), default=list, blank=True
    )  # keys; empty while waiting: everything
    mending = models.JSONField(_("phần đang bổ sung"), default=dict, blank=True)  # typed, not yet handed in
    due = models.DateTimeField(_("hẹn trả kết quả"), null=True, blank=True)  # of the clock of the whole route
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("hồ sơ trước đó")
    )
    route = models.OneToOneField("workflows.Route", models.PROTECT, null=True, blank=True, related_name="case")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("hồ sơ")
        verbose_name_plural = _("hồ sơ")
        ordering = ["-sort_key", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["requester", "client"], name="case_client_once"),
            models.UniqueConstraint(
                fields=["agency", "year", "number"], condition=Q(number__isnull=False), name="case_number_once"
            ),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"], number__isnull=True)
                | Q(number__isnull=False, year__isnull=False, submitted_at__isnull=False, route__isnull=False)
                & ~Q(state="draft"),
                name="case_submitted_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "rejected", "withdrawn"]) | Q(closed_at__isnull=False),
                name="case_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(not_retyped__lte=models.F("filled")), name="case_not_retyped_of_filled"
            ),
        ]
        indexes = [
            models.Index(fields=["requester", "state", "-sort_key"], name="case_of_requester"),
            models.Index(fields=["edition", "state"], name="case_of_edition"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("case", args=[self.pk])

    @property
    def plan(self):
        """The Definition the case stays on."""
        return self.edition.plan

    @property
    def code(self):
        """12/2026/NP once it is submitted, else empty."""
        if self.number is None:
            return ""
        return "/".join(filter(None, (f"{self.number:02d}", str(self.year), self.notation)))


class CaseFile(models.Model):
    """A file the requester attached: to a field of the form, or as one of the papers asked for."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    key = models.CharField(_("thành phần"), max_length=40)  # of the field or the paper
    file = models.ForeignKey("core.File", models.PROTECT, related_name="+")
    name = models.CharField(_("tên"), max_length=200)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tệp của hồ sơ")
        verbose_name_plural = _("tệp của hồ sơ")
        ordering = ["pk"]

    def __str__(self):
        return self.name

    @property
    def is_later(self):
        """Came after the case was handed in: whoever answered before has not seen it."""
        return bool(self.case.submitted_at and self.created_at > self.case.submitted_at)


class CaseVisibility(VisibilityRow):
    """Who sees which case, in the order of the list."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="visibility", db_index=False)
    state = models.CharField(max_length=12, choices=CaseState, default=CaseState.DRAFT)

    copied = ("state",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "principal"], name="case_shown_once"),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_shown_state_known"),
        ]
        indexes = [
            models.Index(fields=["principal", "-sort_key", "-case"], name="case_list"),
            models.Index(fields=["principal", "state", "-sort_key", "-case"], name="case_list_by_state"),
        ]

    def __str__(self):
        return f"{self.principal_id}: {self.case_id}"
