from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.queries.audit import AuditEntryQuerySet


class AuditEntry(models.Model):
    """One act, written in the act's own transaction together with the hash of its leaf; never changed, never removed.

    The names of the actors are written down too: renaming an account later does not change who did what.
    """

    at = models.DateTimeField(_("lúc"), default=timezone.now)
    actor = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+", verbose_name=_("ai"))
    actor_name = models.CharField(_("ai"), max_length=200, blank=True)
    on_behalf_of = models.ForeignKey(
        "core.User", models.PROTECT, null=True, related_name="+", verbose_name=_("thay mặt")
    )
    on_behalf_of_name = models.CharField(_("thay mặt"), max_length=200, blank=True)
    verb = models.CharField(_("việc"), max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    subject_name = models.CharField(_("đối tượng"), max_length=500, blank=True)
    facts = models.TextField(_("dữ kiện"), default="{}")  # canonical JSON text: the exact bytes that were hashed
    leaf = models.BinaryField(max_length=32)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
        ]

    def __str__(self):
        return f"{self.at:%d/%m/%Y %H:%M:%S} {self.verb} {self.subject_name}"

    @property
    def verb_label(self):
        """The act in words, as the app that does it has named it."""
        from core.audit.verbs import label_of

        return label_of(self.verb)


class AuditLeaf(models.Model):
    """The place of a committed entry in the one order of the log, and the hash the tree was built over."""

    seq = models.BigIntegerField(_("số thứ tự"), primary_key=True)
    entry = models.OneToOneField(AuditEntry, models.PROTECT, related_name="place", verbose_name=_("dòng nhật ký"))
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("lá của cây nhật ký")
        verbose_name_plural = _("lá của cây nhật ký")
        ordering = ["seq"]

    def __str__(self):
        return str(self.seq)


class AuditNode(models.Model):
    """The root of a full subtree of 256, 65,536, … leaves (level 8, 16, …): a proof reads a few rows, not the log."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("nút của cây nhật ký")
        verbose_name_plural = _("nút của cây nhật ký")
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="audit_node_once")]

    def __str__(self):
        return f"{self.level}/{self.index}"


class AuditKey(models.Model):
    """A public key that has signed checkpoints; its private half lies outside the database."""

    fingerprint = models.CharField(_("vân tay khóa"), max_length=16, unique=True)
    public = models.BinaryField(max_length=32)
    origin = models.CharField(_("nơi ghi nhật ký"), max_length=200)

    class Meta:
        verbose_name = _("khóa ký mốc nhật ký")
        verbose_name_plural = _("khóa ký mốc nhật ký")

    def __str__(self):
        return self.fingerprint


class AuditCheckpoint(models.Model):
    """A signed statement: at this time the log had so many entries and this root. Each one names the one before."""

    size = models.BigIntegerField(_("số dòng"), unique=True)
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField(_("lúc"))
    previous = models.BinaryField(max_length=32)  # SHA-256 of text, signature and key of the one before
    key = models.ForeignKey(AuditKey, models.PROTECT, related_name="checkpoints", verbose_name=_("khóa ký"))
    signature = models.BinaryField(max_length=64)

    class Meta:
        verbose_name = _("mốc nhật ký")
        verbose_name_plural = _("mốc nhật ký")
        ordering = ["size"]

    def __str__(self):
        return str(self.size)


class CheckpointCopy(models.Model):
    """How far the second place of checkpoints has come, and what went wrong there last."""

    place = models.CharField(_("nơi giữ"), max_length=300, unique=True)
    size = models.BigIntegerField(_("số dòng"), default=0)
    written_at = models.DateTimeField(_("ghi lúc"), null=True)
    tried_at = models.DateTimeField(_("thử lúc"), null=True)
    problem = models.TextField(_("sự cố"), blank=True)

    class Meta:
        verbose_name = _("bản giữ mốc nhật ký")
        verbose_name_plural = _("bản giữ mốc nhật ký")

    def __str__(self):
        return self.place


class AuditReview(models.Model):
    """One check of the whole log asked for on the keeper's page, and what it found."""

    asked_at = models.DateTimeField(_("lúc"), default=timezone.now)
    asked_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("người yêu cầu"))
    finished_at = models.DateTimeField(_("xong lúc"), null=True)
    size = models.BigIntegerField(_("số dòng"), default=0)
    seconds = models.FloatField(_("số giây"), default=0)
    findings = models.JSONField(_("chỗ không khớp"), default=list)  # sentences, the first one first

    class Meta:
        verbose_name = _("lần kiểm tra nhật ký")
        verbose_name_plural = _("lần kiểm tra nhật ký")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.asked_at:%d/%m/%Y %H:%M:%S}"

    @property
    def is_sound(self):
        return self.finished_at is not None and not self.findings
