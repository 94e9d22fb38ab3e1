from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.kinds import full_number
from procedures.models.cases import Case
from procedures.queries.papers import CasePaperQuerySet


class PaperBook(models.Model):
    """The gapless count of one kind of paper of an agency in a year. The row is the counter and the lock."""

    agency = models.ForeignKey("core.Office", models.PROTECT, related_name="+")
    book = models.CharField(_("sổ"), max_length=40)
    year = models.PositiveSmallIntegerField(_("năm"))
    last_number = models.PositiveIntegerField(_("số cuối"), default=0)

    class Meta:
        verbose_name = _("sổ giấy tờ của hồ sơ")
        verbose_name_plural = _("sổ giấy tờ của hồ sơ")
        constraints = [models.UniqueConstraint(fields=["agency", "book", "year"], name="paper_book_once")]

    def __str__(self):
        return f"{self.book} {self.year}"


class CasePaper(models.Model):
    """A paper of a case: a slip of the one-stop desk (Circular 01/2018/TT-VPCP), or a result.

    A slip has its number at once and its page a moment later, when a worker has laid it out. A result is laid out
    before it is signed and numbered when it is handed over; one of a kind of Decree 30 stands in the register of
    documents, as the Document it has become.
    """

    class Kind(models.TextChoices):
        RESULT = "result", _("kết quả")
        RECEIPT = "receipt", _("giấy tiếp nhận và hẹn trả")
        SUPPLEMENT = "supplement", _("yêu cầu bổ sung")
        REFUSAL = "refusal", _("từ chối giải quyết")
        APOLOGY = "apology", _("xin lỗi và hẹn lại")
        CONTROL = "control", _("kiểm soát quá trình")

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    agency = models.ForeignKey("core.Office", models.PROTECT, related_name="+")
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    key = models.CharField(_("mã"), max_length=40, blank=True)  # of the output in the definition
    title = models.CharField(_("tên"), max_length=200)
    facts = models.JSONField(default=dict, blank=True)  # what the paper says besides the case itself
    file = models.OneToOneField("core.File", models.PROTECT, null=True, related_name="+")  # none while it is laid out
    revision = models.ForeignKey("core.Revision", models.PROTECT, null=True, related_name="+")
    places = models.JSONField(_("các vị trí trên trang"), default=dict, blank=True)
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    book = models.CharField(_("sổ"), max_length=40)
    notation = models.CharField(_("ký hiệu"), max_length=40, blank=True)
    document = models.OneToOneField("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    signer = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(_("quyền hạn, chức vụ ký"), max_length=300, blank=True)  # lines
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    issued_at = models.DateTimeField(_("lập lúc"), null=True, blank=True)
    signed = models.BooleanField(_("đã ký số"), default=False)
    sealed = models.BooleanField(_("đã đóng dấu"), default=False)

    objects = CasePaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("giấy tờ của hồ sơ")
        verbose_name_plural = _("giấy tờ của hồ sơ")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["result", "receipt", "supplement", "refusal", "apology", "control"]),
                name="case_paper_kind_known",
            ),
            models.UniqueConstraint(
                fields=["agency", "book", "year", "number"],
                condition=Q(number__isnull=False, document__isnull=True),
                name="case_paper_number_once",
            ),
            models.UniqueConstraint(fields=["case", "key"], condition=Q(kind="result"), name="case_result_once"),
            models.UniqueConstraint(fields=["case", "kind"], condition=Q(kind="receipt"), name="case_receipt_once"),
            models.CheckConstraint(
                condition=Q(signed=False, sealed=False) | Q(file__isnull=False, revision__isnull=False),
                name="case_paper_signed_has_file",
            ),
        ]
        indexes = [models.Index(fields=["agency", "kind", "-id"], name="case_paper_of_agency")]

    def __str__(self):
        return f"{self.title} {self.full_number}".strip()

    def get_absolute_url(self):
        return reverse("case_paper", args=[self.case_id, self.pk])

    @property
    def full_number(self):
        """05/TNHS once it has a number, else empty."""
        return full_number(self.number, self.notation) if self.number else ""

    @property
    def is_under_way(self):
        """Asked for, not laid out yet."""
        return self.revision_id is None
