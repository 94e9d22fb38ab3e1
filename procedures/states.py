from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    DRAFT = "draft", _("đang khai")
    RUNNING = "running", _("đang giải quyết")
    WAITING = "waiting", _("chờ bổ sung")
    DONE = "done", _("đã có kết quả")
    REJECTED = "rejected", _("không giải quyết")
    WITHDRAWN = "withdrawn", _("đã rút")
