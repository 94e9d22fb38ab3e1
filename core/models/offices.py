from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.folding import fold
from core.queries.offices import AgencyCodeQuerySet, OfficeQuerySet


class AgencyCode(models.Model):
    """One line of the national list of agency identifiers (Decision 20/2020/QĐ-TTg): data, with validity dates."""

    code = models.CharField(_("mã định danh"), max_length=35)
    name = models.CharField(_("tên cơ quan"), max_length=200)
    folded = models.CharField(max_length=250, editable=False)
    valid_from = models.DateField(_("hiệu lực từ"))
    valid_to = models.DateField(_("hiệu lực đến"), null=True, blank=True)

    objects = AgencyCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("mã định danh cơ quan")
        verbose_name_plural = _("mã định danh cơ quan")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="agency_code_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="agency_code_dates",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def save(self, *args, **kwargs):
        self.fold()
        super().save(*args, **kwargs)

    def fold(self):
        """Keep the text this line is searched by; bulk writers call it themselves."""
        self.folded = fold(f"{self.code} {self.name}")


class Office(models.Model):
    """An agency or one of its units: a node of the tree, with the days it exists (half-open: to is the last day)."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("cơ quan")
        UNIT = "unit", _("đơn vị")

    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("trực thuộc")
    )
    agency = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("cơ quan")
    )
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên ngắn"), max_length=60, blank=True)
    abbreviation = models.CharField(_("chữ viết tắt"), max_length=20)
    code = models.CharField(_("mã định danh"), max_length=35, blank=True)
    place = models.CharField(_("địa danh"), max_length=60, blank=True)
    superior_name = models.CharField(_("cơ quan chủ quản"), max_length=200, blank=True)
    valid_from = models.DateField(_("từ ngày"), default=timezone.localdate)
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan, đơn vị")
        verbose_name_plural = _("cơ quan, đơn vị")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["agency", "unit"]), name="office_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="agency", agency__isnull=True)
                | Q(kind="unit", agency__isnull=False, parent__isnull=False),
                name="office_unit_has_agency",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="office_dates"
            ),
        ]
        indexes = [models.Index(fields=["agency"], name="office_by_agency")]

    def __str__(self):
        return self.name

    @property
    def home(self):
        """The agency this office belongs to: itself when it is one."""
        return self if self.kind == self.Kind.AGENCY else self.agency

    @property
    def label(self):
        return self.short_name or self.name
