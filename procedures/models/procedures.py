from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.refusals import WrongState
from procedures import definition
from procedures.queries.procedures import ProcedureQuerySet

MOST_READ = 500  # definitions a process keeps
_read = {}  # {(version, when it was published): Definition}


class Procedure(models.Model):
    """An administrative procedure of one agency; what it asks and how it goes is in its published versions."""

    agency = models.ForeignKey("core.Office", models.PROTECT, related_name="procedures", verbose_name=_("cơ quan"))
    code = models.CharField(_("mã thủ tục"), max_length=40)
    owner_unit = models.ForeignKey(
        "core.Office", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị chủ trì")
    )
    current = models.ForeignKey(
        "procedures.ProcedureVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )  # what new cases start under
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(_("thôi áp dụng lúc"), null=True, blank=True)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = _("thủ tục")
        verbose_name_plural = _("thủ tục")
        ordering = ["agency", "code"]
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="procedure_code_once")]

    def __str__(self):
        return str(self.current.plan.name) if self.current else self.code

    def get_absolute_url(self):
        return reverse("procedure", args=[self.code])


class ProcedureVersion(models.Model):
    """One published version. It never changes, and triggers in the database see to it: cases stay on theirs."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("phiên bản"))
    definition = models.JSONField(_("bản mô tả"))
    template = models.ForeignKey("workflows.RouteTemplate", models.PROTECT, related_name="+")
    note = models.CharField(_("nội dung thay đổi"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), default=timezone.now, editable=False)
    published_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("phiên bản thủ tục")
        verbose_name_plural = _("phiên bản thủ tục")
        ordering = ["procedure", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="procedure_version_from_one"),
        ]

    def __str__(self):
        return f"{self.plan.name} ({self.number})"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WrongState(_("Phiên bản đã công bố không thay đổi được. Hãy công bố phiên bản mới."))
        super().save(*args, **kwargs)

    @cached_property
    def plan(self):
        """The Definition. It never changes, so the process reads each version once."""
        key = (self.pk, self.published_at)
        if self.pk is None:
            return definition.parse(self.definition)
        if key not in _read:
            if len(_read) >= MOST_READ:
                _read.clear()
            _read[key] = definition.parse(self.definition)
        return _read[key]


class CaseBook(models.Model):
    """The gapless count of submitted cases of an agency in a year. The row is the counter and the lock."""

    agency = models.ForeignKey("core.Office", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("năm"))
    last_number = models.PositiveIntegerField(_("số cuối"), default=0)

    class Meta:
        verbose_name = _("sổ hồ sơ")
        verbose_name_plural = _("sổ hồ sơ")
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="case_book_once")]

    def __str__(self):
        return f"{self.agency} {self.year}"
