from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.posts import Post


class Principal(models.Model):
    """Whoever something can be shown to: a person, everyone of an office, or a role in an office."""

    person = models.OneToOneField("core.User", models.CASCADE, null=True, blank=True, related_name="principal")
    office = models.ForeignKey("core.Office", models.CASCADE, null=True, blank=True, related_name="principals")
    role = models.CharField(_("vai trò"), max_length=20, choices=Post.Role, blank=True)

    class Meta:
        verbose_name = _("chủ thể")
        verbose_name_plural = _("chủ thể")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, office__isnull=True, role="")
                | Q(person__isnull=True, office__isnull=False),
                name="principal_person_or_office",
            ),
            models.UniqueConstraint(
                fields=["office", "role"],
                condition=Q(office__isnull=False),
                name="principal_office_role_once",
            ),
        ]

    def __str__(self):
        if self.person_id:
            return str(self.person)
        return f"{self.get_role_display()}, {self.office}" if self.role else str(self.office)


class VisibilityRow(models.Model):
    """One line of "who sees what": each kind of thing has its own narrow table with a direct key to it.

    The subclass adds the foreign key, a unique constraint (thing, principal) and the covering index
    (principal, -sort_key, -thing). It may keep copies of fields of its thing, named in `copied`, so that lists filter
    by them without reading the things; core.visibility writes them and follows their changes.
    """

    copied = ()

    id = models.BigAutoField(primary_key=True)
    principal = models.ForeignKey(Principal, models.CASCADE, related_name="+", db_index=False)
    sort_key = models.BigIntegerField()

    class Meta:
        abstract = True
