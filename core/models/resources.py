from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.queries.resources import BookingQuerySet, ResourceQuerySet


class Resource(models.Model):
    """A room, a vehicle or a piece of equipment of an agency, in use from a day to a day (both included)."""

    class Kind(models.TextChoices):
        ROOM = "room", _("phòng")
        VEHICLE = "vehicle", _("xe")
        EQUIPMENT = "equipment", _("thiết bị")

    office = models.ForeignKey("core.Office", models.PROTECT, related_name="resources", verbose_name=_("cơ quan"))
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    name = models.CharField(_("tên"), max_length=120)
    code = models.CharField(_("mã, biển số"), max_length=30, blank=True)
    capacity = models.PositiveSmallIntegerField(_("số chỗ"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    valid_from = models.DateField(_("dùng từ ngày"), default=timezone.localdate)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("phòng, xe, thiết bị")
        verbose_name_plural = _("phòng, xe, thiết bị")
        ordering = ["office", "kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "name"], name="resource_name_once"),
            models.UniqueConstraint(fields=["office", "code"], condition=~Q(code=""), name="resource_code_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["room", "vehicle", "equipment"]), name="resource_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="resource_dates"
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.code})" if self.code else self.name

    def get_absolute_url(self):
        return reverse("resource_week", args=[self.pk])


class Booking(models.Model):
    """A resource is somebody's from a moment up to but not including another.

    Two standing bookings of one resource never overlap: the database refuses it (core.overlaps).
    """

    class State(models.TextChoices):
        HELD = "held", _("giữ chỗ")
        CONFIRMED = "confirmed", _("đã xếp")
        RELEASED = "released", _("đã nhả")

    resource = models.ForeignKey(
        Resource, models.PROTECT, related_name="bookings", verbose_name=_("phòng, xe, thiết bị")
    )
    starts = models.DateTimeField(_("từ"))
    ends = models.DateTimeField(_("đến"))
    purpose = models.CharField(_("việc"), max_length=300)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.HELD)
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("người đặt"))
    people = models.ManyToManyField("core.User", related_name="+", verbose_name=_("người liên quan"))
    subject = models.CharField(max_length=80, blank=True)  # "procedures.case:12": what it was booked for
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    released_at = models.DateTimeField(null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần đặt")
        verbose_name_plural = _("lần đặt")
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="booking_times"),
            models.CheckConstraint(
                condition=Q(state__in=["held", "confirmed", "released"]), name="booking_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="released", released_at__isnull=False)
                | (~Q(state="released") & Q(released_at__isnull=True)),
                name="booking_released_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["resource", "starts"], condition=~Q(state="released"), name="booking_standing"),
            models.Index(fields=["subject"], condition=~Q(subject=""), name="booking_of_subject"),
        ]

    def __str__(self):
        return f"{self.resource}: {timezone.localtime(self.starts):%H:%M %d/%m/%Y}"
