from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Blob(models.Model):
    """Bytes, named by their own digest; written once."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    media_type = models.CharField(_("loại tệp"), max_length=100)

    class Meta:
        verbose_name = _("nội dung tệp")
        verbose_name_plural = _("nội dung tệp")

    def __str__(self):
        return self.sha256

    @property
    def path(self):
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class FileCheck(models.Model):
    """When the bytes on the disk were last read again, and since when they are known to be damaged."""

    blob = models.OneToOneField(Blob, models.CASCADE, primary_key=True, related_name="check_of_disk")
    checked_at = models.DateTimeField(_("đọc lại lần cuối"))
    damaged_at = models.DateTimeField(_("thấy hỏng lúc"), null=True)

    class Meta:
        verbose_name = _("lần kiểm tệp")
        verbose_name_plural = _("lần kiểm tệp")
        indexes = [
            models.Index(fields=["checked_at", "blob"], name="file_check_last"),
            models.Index(fields=["damaged_at"], condition=Q(damaged_at__isnull=False), name="file_check_damaged"),
        ]

    def __str__(self):
        return str(self.blob_id)


class File(models.Model):
    """A file with its history: every change is a new revision, none is ever lost."""

    name = models.CharField(_("tên tệp"), max_length=200)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")

    def __str__(self):
        return self.name

    @property
    def latest(self):
        return self.revisions.select_related("blob").order_by("-number").first()


class Revision(models.Model):
    """One immutable state of a file."""

    file = models.ForeignKey(File, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("lần"))
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="revisions")
    name = models.CharField(_("tên tệp"), max_length=200)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("phiên bản tệp")
        verbose_name_plural = _("phiên bản tệp")
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_number_from_one"),
        ]

    def __str__(self):
        return f"{self.name} ({self.number})"

    @property
    def sha256(self):
        return self.blob.sha256

    @property
    def size(self):
        return self.blob.size

    @property
    def media_type(self):
        return self.blob.media_type

    def open(self):
        return default_storage.open(self.blob.path, "rb")

    def read(self):
        """The bytes exactly as stored; raises Unavailable when the disk no longer has them."""
        from core import files

        return files.read(self.blob)
