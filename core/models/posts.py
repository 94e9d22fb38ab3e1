from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.queries.posts import AppointmentQuerySet, PostQuerySet


class Post(models.Model):
    """A seat in an office: its title is what is printed, its role is what the rules ask for."""

    class Role(models.TextChoices):
        LEADER = "leader", _("người đứng đầu cơ quan")
        DEPUTY_LEADER = "deputy_leader", _("cấp phó của người đứng đầu")
        HEAD = "head", _("trưởng đơn vị")
        DEPUTY_HEAD = "deputy_head", _("phó trưởng đơn vị")
        SPECIALIST = "specialist", _("chuyên viên")
        CLERK = "clerk", _("văn thư")
        SECRETARY = "secretary", _("thư ký")
        ACCOUNTANT = "accountant", _("kế toán")

    office = models.ForeignKey("core.Office", models.PROTECT, related_name="posts", verbose_name=_("đơn vị"))
    title = models.CharField(_("chức danh"), max_length=100)
    role = models.CharField(_("vai trò"), max_length=20, choices=Role)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=100)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("vị trí công tác")
        verbose_name_plural = _("vị trí công tác")
        ordering = ["office", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "title", "rank"], name="post_once_in_office"),
            models.CheckConstraint(
                condition=Q(
                    role__in=[
                        "leader",
                        "deputy_leader",
                        "head",
                        "deputy_head",
                        "specialist",
                        "clerk",
                        "secretary",
                        "accountant",
                    ]
                ),
                name="post_role_known",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.office.label}"


class Appointment(models.Model):
    """A person holds a post from a day to a day (both included; no last day: still holds it)."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", _("chính")
        CONCURRENT = "concurrent", _("kiêm nhiệm")
        ACTING = "acting", _("quyền")

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments", verbose_name=_("vị trí"))
    person = models.ForeignKey("core.User", models.PROTECT, related_name="appointments", verbose_name=_("người"))
    kind = models.CharField(_("hình thức"), max_length=12, choices=Kind, default=Kind.PRIMARY)
    starts = models.DateField(_("từ ngày"), default=timezone.localdate)
    ends = models.DateField(_("đến ngày"), null=True, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("bổ nhiệm, phân công")
        verbose_name_plural = _("bổ nhiệm, phân công")
        ordering = ["-starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="appointment_dates"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["primary", "concurrent", "acting"]), name="appointment_kind_known"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(kind="primary", ends__isnull=True),
                name="appointment_one_open_primary",
            ),
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(ends__isnull=True), name="appointment_open_once_a_post"
            ),
        ]
        indexes = [models.Index(fields=["person", "ends"], name="appointment_of_person")]

    def __str__(self):
        return f"{self.person}: {self.post}"
