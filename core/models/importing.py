from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.queries.importing import ImportRowQuerySet


class ImportBatch(models.Model):
    """One uploaded table (people, offices, agency codes or days of rest), from the preview to its one transaction."""

    class Kind(models.TextChoices):
        OFFICES = "offices", _("cơ quan, đơn vị")
        PEOPLE = "people", _("người dùng")
        CODES = "codes", _("mã định danh cơ quan")
        DAYS = "days", _("ngày nghỉ, làm bù")

    class State(models.TextChoices):
        CHECKING = "checking", _("đang kiểm tra")
        FAULTY = "faulty", _("có lỗi cần sửa")
        READY = "ready", _("chờ xác nhận")
        APPLYING = "applying", _("đang ghi")
        DONE = "done", _("đã nhập")
        FAILED = "failed", _("không nhập được")

    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.CHECKING)
    version = models.PositiveIntegerField(default=1)
    revision = models.ForeignKey("core.Revision", models.PROTECT, related_name="+", verbose_name=_("tệp"))
    digest = models.CharField(max_length=64, blank=True)  # of what the preview shows: confirmed is exactly this
    rows_total = models.PositiveIntegerField(_("số dòng"), default=0)
    rows_done = models.PositiveIntegerField(_("đã xong"), default=0)
    problem = models.TextField(_("lỗi của cả tệp"), blank=True)
    ignored = models.CharField(_("cột không dùng"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("lúc"), default=timezone.now, editable=False)
    created_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("người nhập"))

    class Meta:
        verbose_name = _("lần nhập")
        verbose_name_plural = _("lần nhập")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["offices", "people", "codes", "days"]), name="import_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["checking", "faulty", "ready", "applying", "done", "failed"]),
                name="import_state_known",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.revision.name}"


class ImportRow(models.Model):
    """What will happen (or did) to one row of the table, in words."""

    class Outcome(models.TextChoices):
        NEW = "new", _("thêm mới")
        CHANGED = "changed", _("thay đổi")
        SAME = "same", _("không đổi")
        ERROR = "error", _("lỗi")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("dòng"))
    outcome = models.CharField(_("kết quả"), max_length=10, choices=Outcome)
    title = models.CharField(_("nội dung"), max_length=300)
    changes = models.JSONField(default=list)  # sentences: what will be written
    problems = models.JSONField(default=list)  # [column, what is wrong, what to do]
    key = models.CharField(max_length=100, blank=True)  # what finds the thing again: the account name of a person

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng nhập")
        verbose_name_plural = _("dòng nhập")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["new", "changed", "same", "error"]), name="import_outcome_known"
            ),
        ]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="import_row_by_outcome")]

    def __str__(self):
        return f"{self.number}: {self.title}"
