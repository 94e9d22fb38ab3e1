"""How the house is: one reading for each thing a system keeper worries about, in words."""

import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version

import django
from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

FINE, LOOK, BROKEN = "fine", "look", "broken"
LEAST_FREE = 2 * 1024**3  # bytes
LATE_CHECKPOINT = timedelta(minutes=5)
LATE_JOB = timedelta(minutes=5)
LATE_FILES = timedelta(days=3)

_parts = []


@dataclass(frozen=True)
class Reading:
    """What is known of one part of the house. level: "fine", "look" or "broken"; url: where to do something."""

    label: str
    sentence: str
    level: str = FINE
    url: str = ""


def part(label):
    """Register function(now) -> (sentence, level) or (sentence, level, url) under this label."""

    def register(function: Callable):
        _parts.append((label, function))
        return function

    return register


def readings(now=None):
    """Ask every part in turn; a part that cannot answer is itself a broken reading."""
    now = now or timezone.now()
    return [_ask(label, function, now) for label, function in _parts]


def _ask(label, function, now):
    try:
        return Reading(str(label), *function(now))
    except Exception as error:
        return Reading(str(label), _("Không đọc được: %(error)s") % {"error": type(error).__name__}, BROKEN)


@part(gettext_lazy("Cơ sở dữ liệu"))
def database(now):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        size = cursor.fetchone()[0]
    number = ".".join(str(part) for part in connection.get_database_version())
    return f"{connection.display_name} {number}, {filesizeformat(size)}", FINE


@part(gettext_lazy("Đĩa lưu trữ"))
def disk(now):
    usage = shutil.disk_usage(settings.MEDIA_ROOT)
    level = LOOK if usage.free < LEAST_FREE or usage.free < usage.total / 20 else FINE
    told = _("Còn trống %(free)s trên %(total)s")
    return told % {"free": filesizeformat(usage.free), "total": filesizeformat(usage.total)}, level


@part(gettext_lazy("Tệp"))
def files(now):
    from core.models import FileCheck

    last = FileCheck.objects.order_by("-checked_at").values_list("checked_at", flat=True).first()
    if last is None:
        return _("Chưa kiểm lần nào: mỗi đêm hệ thống đọc lại một phần."), FINE
    damaged = FileCheck.objects.filter(damaged_at__isnull=False).count()
    told = _("%(checked)d đã kiểm, %(damaged)d hỏng, lúc %(at)s")
    facts = {
        "checked": FileCheck.objects.count(),
        "damaged": damaged,
        "at": f"{timezone.localtime(last):%H:%M %d/%m/%Y}",
    }
    late = last < now - LATE_FILES
    return told % facts, BROKEN if damaged else LOOK if late else FINE


@part(gettext_lazy("Tiến trình nền"))
def workers(now):
    from core.jobs import living_workers

    count = len(living_workers(now))
    if not count:
        return _("Không có tiến trình nào đang chạy: việc nhập dữ liệu, gửi thư và nhắc hạn đang chờ."), BROKEN
    return ngettext("%(count)d tiến trình đang chạy", "%(count)d tiến trình đang chạy", count) % {
        "count": count
    }, FINE


@part(gettext_lazy("Việc chờ chạy"))
def queue(now):
    from django_tasks_db.models import DBTaskResult

    waiting, failed = DBTaskResult.objects.ready(), DBTaskResult.objects.failed()
    broken = failed.filter(finished_at__gt=now - timedelta(days=1)).count()
    told = _("%(waiting)d việc đang chờ, %(broken)d việc hỏng trong 24 giờ")
    late = waiting.filter(enqueued_at__lt=now - LATE_JOB).exists()
    return told % {"waiting": waiting.count(), "broken": broken}, LOOK if broken or late else FINE


@part(gettext_lazy("Nhật ký kiểm toán"))
def audit(now):
    from core.models import AuditCheckpoint, AuditEntry

    last = AuditCheckpoint.objects.order_by("-size").first()
    waiting = AuditEntry.objects.filter(place__isnull=True, at__lt=now - LATE_CHECKPOINT).exists()
    if last is None:
        return _("Chưa có mốc nào được ký"), LOOK if waiting else FINE
    told = _("%(size)d dòng đã khóa vào mốc lúc %(at)s")
    at = f"{timezone.localtime(last.at):%H:%M:%S %d/%m/%Y}"
    return told % {"size": last.size, "at": at}, BROKEN if waiting else FINE


@part(gettext_lazy("Thư điện tử"))
def mail(now):
    from core.queries.notices import to_mail

    if not settings.EMAIL_HOST:
        return _("Chưa đặt máy chủ thư (ANTHU_MAIL_HOST): thông báo chỉ hiện trên màn hình."), FINE
    told = _("Gửi qua %(host)s, %(waiting)d thông báo chờ gửi")
    waiting = to_mail(now).count()
    late = to_mail(now - timedelta(hours=1)).exists()
    return told % {"host": settings.EMAIL_HOST, "waiting": waiting}, LOOK if late else FINE


@part(gettext_lazy("Phiên bản"))
def versions(now):
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyHanko", "weasyprint", "cryptography"))
    return f"Python {platform.python_version()}, Django {django.get_version()}, {packages}", FINE
