from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.states import NumberState


class Register(models.Model):
    """One gapless sequence: per agency, book and year (Decree 30, art. 15). The counter row is the lock."""

    agency = models.ForeignKey("core.Office", models.PROTECT, related_name="registers")
    book = models.CharField(_("sổ"), max_length=40, default="van-ban-di")
    year = models.PositiveSmallIntegerField(_("năm"))
    last_number = models.PositiveIntegerField(_("số cuối"), default=0)

    class Meta:
        verbose_name = _("sổ đăng ký văn bản đi")
        verbose_name_plural = _("sổ đăng ký văn bản đi")
        ordering = ["agency", "-year", "book"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "book", "year"], name="register_once"),
        ]

    def __str__(self):
        return f"{self.book} {self.year}"


class RegisterNumber(models.Model):
    """One line of the register. Voided numbers stay where they are, struck through."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField(_("số"))
    notation = models.CharField(_("ký hiệu"), max_length=40)
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="register_numbers")
    standing = models.CharField(_("tình trạng"), max_length=10, choices=NumberState)
    dated = models.DateField(_("ngày văn bản"))
    given_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    voided_reason = models.CharField(_("lý do hủy"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("số văn bản đi")
        verbose_name_plural = _("số văn bản đi")
        ordering = ["register", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="register_number_once"),
            models.UniqueConstraint(
                fields=["document"], condition=~Q(standing="voided"), name="register_number_one_per_document"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="register_number_from_one"),
            models.CheckConstraint(
                condition=Q(standing__in=["reserved", "assigned", "voided"]), name="register_standing_known"
            ),
            models.CheckConstraint(
                condition=~Q(standing="voided") | ~Q(voided_reason=""), name="register_voided_has_reason"
            ),
        ]

    def __str__(self):
        return f"{self.number:02d}/{self.notation}"


class Recipient(models.Model):
    """One place the document goes to. Those inside the system confirm that they received it (art. 21.2)."""

    document = models.ForeignKey("documents.Document", models.CASCADE, related_name="destinations")
    office = models.ForeignKey("core.Office", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("nơi nhận"), max_length=300)
    delivered_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("nơi nhận")
        verbose_name_plural = _("nơi nhận")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "office"], condition=Q(office__isnull=False), name="recipient_office_once"
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(received_by__isnull=False, delivered_at__isnull=False),
                name="recipient_received_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["office", "received_at"], name="recipient_waiting")]

    def __str__(self):
        return self.name
