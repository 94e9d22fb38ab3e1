from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import VisibilityRow
from core.models.grants import UserObjectPermissionBase
from documents.kinds import KINDS
from documents.queries.documents import DocumentQuerySet
from documents.states import DocumentState

URGENCIES = [("", _("thường")), ("khan", _("Khẩn")), ("thuong-khan", _("Thượng khẩn")), ("hoa-toc", _("Hỏa tốc"))]
MARKS = {"": "", "khan": "urgent", "thuong-khan": "rush", "hoa-toc": "flash"}  # the desk's words for the stamps
CIRCULATIONS = [
    ("", _("không hạn chế")),
    ("luu-hanh-noi-bo", _("Lưu hành nội bộ")),
    ("xem-xong-tra-lai", _("Xem xong trả lại")),
]


class Document(models.Model):
    """One outgoing document from draft to issue. Its parts of form are those of Decree 30, Appendix I."""

    class Source(models.TextChoices):
        EDITOR = "editor", _("soạn trên hệ thống")
        WORD = "word", _("tệp Word")
        PDF = "pdf", _("tệp PDF có sẵn")

    state = models.CharField(_("trạng thái"), max_length=12, choices=DocumentState, default=DocumentState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    sort_key = models.BigIntegerField(db_index=True)

    agency = models.ForeignKey("core.Office", models.PROTECT, related_name="+", verbose_name=_("cơ quan ban hành"))
    unit = models.ForeignKey("core.Office", models.PROTECT, related_name="+", verbose_name=_("đơn vị soạn"))
    drafter = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("người soạn"))
    signer = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+", verbose_name=_("người ký"))

    kind = models.CharField(_("tên loại"), max_length=20)
    subject = models.CharField(_("trích yếu"), max_length=500, blank=True)
    source = models.CharField(_("nguồn"), max_length=10, choices=Source, default=Source.EDITOR)
    urgency = models.CharField(_("độ khẩn"), max_length=12, choices=URGENCIES, blank=True)
    circulation = models.CharField(_("phạm vi lưu hành"), max_length=20, choices=CIRCULATIONS, blank=True)
    place = models.CharField(_("địa danh"), max_length=60, blank=True)
    authority = models.CharField(_("thẩm quyền ban hành"), max_length=200, blank=True)
    addressees = models.TextField(_("kính gửi"), blank=True)  # one to a line
    recipients = models.TextField(_("nơi nhận"), blank=True)  # one to a line
    body = models.TextField(_("nội dung"), blank=True)
    appendices = models.JSONField(_("phụ lục"), default=list, blank=True)  # [{"title", "body", "heading"}]
    capacity = models.CharField(_("quyền hạn, chức vụ ký"), max_length=300, blank=True)  # lines
    signer_title = models.CharField(_("học hàm, cấp bậc"), max_length=60, blank=True)
    due = models.DateTimeField(_("cần xong trước"), null=True, blank=True)

    file = models.OneToOneField("core.File", models.PROTECT, null=True, related_name="+", verbose_name=_("bản để ký"))
    word_file = models.ForeignKey("core.File", models.PROTECT, null=True, related_name="+", verbose_name=_("tệp gốc"))
    places = models.JSONField(_("các vị trí trên trang"), default=dict, blank=True)
    kept_faults = models.JSONField(_("lỗi giữ nguyên, có lý do"), default=dict, blank=True)  # {fault key: why}
    losses = models.JSONField(_("phần không giữ được khi nhập"), default=list, blank=True)
    route = models.OneToOneField("workflows.Route", models.PROTECT, null=True, related_name="document")

    notation = models.CharField(_("ký hiệu"), max_length=40, blank=True)
    number = models.PositiveIntegerField(_("số"), null=True)
    issued_on = models.DateField(_("ngày văn bản"), null=True)
    signed_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering = ["-sort_key", "-pk"]
        permissions = [("read_document", _("xem văn bản"))]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DocumentState.values), name="document_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["numbered", "sealed", "issued"])
                | Q(number__isnull=False, issued_on__isnull=False),
                name="document_numbered_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(issued_at__isnull=False), name="document_issued_has_time"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-sort_key"], name="document_of_agency"),
            models.Index(fields=["drafter", "state"], name="document_of_drafter"),
        ]

    def __str__(self):
        return f"{self.kind_name}: {self.subject}" if self.subject else self.kind_name

    def get_absolute_url(self):
        return reverse("document", args=[self.pk])

    @property
    def title(self):
        """What it is about, as lists say it: "Về việc" belongs to the page; the kind while nothing is written yet."""
        return self.subject.removeprefix("Về việc").strip() or self.kind_name

    @property
    def mark(self):
        """The stamp of urgency in the desk's words."""
        return MARKS[self.urgency]

    @property
    def kind_name(self):
        return KINDS[self.kind].name

    @property
    def number_notation(self):
        """05/QĐ-SKHCN once it has a number, else empty."""
        return f"{self.number:02d}/{self.notation}" if self.number else ""


class DraftVersion(models.Model):
    """A version of the draft: all drafts are kept (Decree 30, App. VI III.5a); ten minutes of writing make one."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="drafts")
    number = models.PositiveIntegerField(_("lần"))
    fields = models.JSONField()
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("bản dự thảo")
        verbose_name_plural = _("bản dự thảo")
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="draft_number_once")]

    def __str__(self):
        return f"{self.document} ({self.number})"


class Attachment(models.Model):
    document = models.ForeignKey(Document, models.CASCADE, related_name="attachments")
    file = models.ForeignKey("core.File", models.PROTECT, related_name="+")
    title = models.CharField(_("tên"), max_length=200)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tệp kèm theo")
        verbose_name_plural = _("tệp kèm theo")
        ordering = ["pk"]

    def __str__(self):
        return self.title


class Submission(models.Model):
    """One time the draft was sent on its way: the route it took and the exact bytes that travelled."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="submissions")
    route = models.OneToOneField("workflows.Route", models.PROTECT, related_name="submission")
    revision = models.ForeignKey("core.Revision", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("lần trình")
        verbose_name_plural = _("lần trình")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.document} ({self.created_at:%d/%m/%Y})"


class Review(models.Model):
    """Content and form are two recorded responsibilities (Decree 30, art. 12.1 and 12.2)."""

    class Kind(models.TextChoices):
        CONTENT = "content", _("nội dung")
        FORM = "form", _("thể thức")

    document = models.ForeignKey(Document, models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=10, choices=Kind)
    revision = models.ForeignKey("core.Revision", models.PROTECT, related_name="+")
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("lần kiểm tra")
        verbose_name_plural = _("lần kiểm tra")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "revision"], name="review_once_a_revision"),
            models.CheckConstraint(condition=Q(kind__in=["content", "form"]), name="review_kind_known"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.by}"


class DocumentVisibility(VisibilityRow):
    """Who sees which document, in the order of the list."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="visibility", db_index=False)
    state = models.CharField(max_length=12, choices=DocumentState, default=DocumentState.DRAFT)

    copied = ("state",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "principal"], name="document_shown_once"),
            models.CheckConstraint(condition=Q(state__in=DocumentState.values), name="document_shown_state_known"),
        ]
        indexes = [
            models.Index(fields=["principal", "-sort_key", "-document"], name="document_list"),
            models.Index(fields=["principal", "state", "-sort_key", "-document"], name="document_list_by_state"),
        ]

    def __str__(self):
        return f"{self.principal_id}: {self.document_id}"


class DocumentGrant(UserObjectPermissionBase):
    """An exceptional grant made by hand (guardian's direct-key table), copied into the visibility rows."""

    content_object = models.ForeignKey(Document, models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        pass
