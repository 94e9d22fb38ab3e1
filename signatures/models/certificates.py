from cryptography import x509
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from signatures.queries.certificates import CertificateQuerySet


class Certificate(models.Model):
    """A certificate our own authority issued; it is never deleted, only revoked."""

    class Profile(models.TextChoices):
        ROOT = "root", _("gốc")
        ISSUING = "issuing", _("cấp phát")
        PERSON = "person", _("cá nhân")
        AGENCY = "agency", _("cơ quan")
        TIMESTAMP = "timestamp", _("dấu thời gian")

    class Revocation(models.TextChoices):
        NONE = "", _("không")
        KEY_LOST = "key_lost", _("mất hoặc quên mã PIN")
        KEY_EXPOSED = "key_exposed", _("khóa có thể đã lộ")
        LEFT = "left", _("thôi việc hoặc chuyển công tác")
        REPLACED = "replaced", _("thay chứng thư mới")
        MISTAKE = "mistake", _("cấp nhầm")

    profile = models.CharField(_("loại"), max_length=12, choices=Profile)
    issuer = models.ForeignKey("self", models.PROTECT, null=True, related_name="issued", verbose_name=_("nơi cấp"))
    holder = models.ForeignKey(
        "core.User", models.PROTECT, null=True, related_name="certificates", verbose_name=_("người giữ")
    )
    office = models.ForeignKey(
        "core.Office", models.PROTECT, null=True, related_name="certificates", verbose_name=_("cơ quan")
    )
    name = models.CharField(_("tên trên chứng thư"), max_length=64)
    serial = models.CharField(_("số hiệu"), max_length=40)
    sha256 = models.CharField(_("dấu vân tay số"), max_length=64, unique=True)
    der = models.BinaryField()
    valid_from = models.DateTimeField(_("hiệu lực từ"))
    valid_until = models.DateTimeField(_("hiệu lực đến"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)
    revoked_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    revocation = models.CharField(
        _("lý do thu hồi"), max_length=12, choices=Revocation, default=Revocation.NONE, blank=True
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("chứng thư số")
        verbose_name_plural = _("chứng thư số")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "serial"], name="certificate_serial_once"),
            models.UniqueConstraint(
                fields=["holder"],
                condition=Q(profile="person", revoked_at__isnull=True),
                name="certificate_one_live_of_person",
            ),
            models.UniqueConstraint(
                fields=["office"],
                condition=Q(profile="agency", revoked_at__isnull=True),
                name="certificate_one_live_of_agency",
            ),
            models.CheckConstraint(
                condition=Q(profile__in=["root", "issuing", "person", "agency", "timestamp"]),
                name="certificate_profile_known",
            ),
            models.CheckConstraint(
                condition=Q(profile="person", holder__isnull=False, office__isnull=True)
                | Q(profile="agency", holder__isnull=True, office__isnull=False)
                | Q(profile__in=["root", "issuing", "timestamp"], holder__isnull=True, office__isnull=True),
                name="certificate_holder_fits_profile",
            ),
            models.CheckConstraint(
                condition=Q(profile="root", issuer__isnull=True) | ~Q(profile="root") & Q(issuer__isnull=False),
                name="certificate_issuer_unless_root",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revocation="")
                | Q(
                    revoked_at__isnull=False,
                    revocation__in=["key_lost", "key_exposed", "left", "replaced", "mistake"],
                ),
                name="certificate_revoked_with_reason",
            ),
            models.CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="certificate_validity_forward"),
        ]

    def __str__(self):
        return f"{self.name} ({self.serial[:8]})"

    @property
    def parsed(self) -> x509.Certificate:
        return x509.load_der_x509_certificate(bytes(self.der))

    @property
    def path(self) -> tuple[x509.Certificate, ...]:
        """The certificates above this one, nearest first, root last."""
        return (self.issuer.parsed, *self.issuer.path) if self.issuer else ()

    def is_usable(self, at=None):
        """In its validity period and not revoked."""
        at = at or timezone.now()
        return self.revoked_at is None and self.valid_from <= at <= self.valid_until
