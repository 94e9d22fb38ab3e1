from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from procedures.designer.words import said


class ProcedureDraft(models.Model):
    """A procedure while keepers design it: the JSON of procedures/definition.py, perhaps not yet whole."""

    agency = models.ForeignKey("core.Office", models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    procedure = models.OneToOneField(
        "procedures.Procedure", models.CASCADE, null=True, blank=True, related_name="draft"
    )  # none until the first version
    code = models.CharField(_("mã thủ tục"), max_length=40)
    definition = models.JSONField(_("bản mô tả"), default=dict)
    version = models.PositiveIntegerField(default=0)  # counts the acts; a page that saw another one is stale
    changed_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("người sửa"))
    changed_at = models.DateTimeField(_("sửa lúc"), default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("dự thảo thủ tục")
        verbose_name_plural = _("dự thảo thủ tục")
        ordering = ["agency", "code"]
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="procedure_draft_once")]

    def __str__(self):
        return said(self.definition.get("name")) or self.code


class DraftChange(models.Model):
    """What the draft was before one act, so that the act can be undone."""

    draft = models.ForeignKey(ProcedureDraft, models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()  # the draft's version after the act
    before = models.JSONField()
    told = models.CharField(_("việc đã làm"), max_length=300)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("thay đổi của dự thảo")
        verbose_name_plural = _("thay đổi của dự thảo")
        ordering = ["draft", "-number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="draft_change_once")]

    def __str__(self):
        return self.told
