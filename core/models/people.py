from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.folding import fold
from core.queries.people import PeopleQuerySet


class PeopleManager(BaseUserManager.from_queryset(PeopleQuerySet)):
    """Makes accounts; the name Django and allauth expect."""

    def create_user(self, username, password=None, **fields):
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username, password=None, **fields):
        return self.create_user(username, password, is_keeper=True, is_superuser=True, **fields)


def sort_name(full_name):
    """What a Vietnamese list of names is sorted and searched by: given name first, then the whole name, folded."""
    folded = fold(full_name)
    return f"{folded.split()[-1]} {folded}" if folded else ""


class User(AbstractBaseUser, PermissionsMixin):
    """A person of an agency. What they may do follows from the posts they hold, not from flags."""

    username = models.CharField(
        _("tên đăng nhập"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9._-]+\Z", _("Chỉ dùng chữ thường không dấu, số và . _ -"))],
    )
    full_name = models.CharField(_("họ và tên"), max_length=100)
    sort_name = models.CharField(max_length=210, editable=False, db_index=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    is_keeper = models.BooleanField(_("quản trị hệ thống"), default=False)
    created_at = models.DateTimeField(_("ngày tạo"), default=timezone.now, editable=False)

    objects = PeopleManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        ordering = ["sort_name", "pk"]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.sort_name = sort_name(self.full_name)
        if (fields := kwargs.get("update_fields")) and "full_name" in fields:
            kwargs["update_fields"] = {*fields, "sort_name"}
        super().save(*args, **kwargs)

    @property
    def is_staff(self):
        return self.is_keeper

    @property
    def initials(self):
        """First letters of the last two words: Trần Quang Minh is QM at his desk."""
        return "".join(word[0] for word in self.full_name.split()[-2:]).upper()

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name.split()[-1] if self.full_name else self.username
