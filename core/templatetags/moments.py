"""Dates and times as people here write and say them. {% load moments %}

dd/mm/yyyy, 24 hours, week from Monday; "còn 70 phút" under two hours, a date over a day.
"""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

register = template.Library()

WEEKDAYS = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ Nhật"),
)
SOON = timedelta(hours=2)


def _local(value):
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value):
    """20/01/2026"""
    return f"{_local(value):%d/%m/%Y}" if value else ""


@register.filter
def clock(value):
    """08:31"""
    return f"{_local(value):%H:%M}" if value else ""


@register.filter
def moment(value):
    """Short and unmistakable: 08:31 today, 19/01 08:31 this year, 19/01/2025 else."""
    if not value:
        return ""
    local, today = _local(value), timezone.localdate()
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{local:%d/%m %H:%M}" if local.year == today.year else f"{local:%d/%m/%Y}"


@register.filter
def full_moment(value):
    """08:31:07 ngày 20/01/2026: for verdicts and audit, where a second matters."""
    if not value:
        return ""
    return _("%(time)s ngày %(day)s") % {"time": f"{_local(value):%H:%M:%S}", "day": day(value)}


@register.filter
def weekday(value):
    """Thứ Ba"""
    return str(WEEKDAYS[_local(value).weekday()]) if value else ""


@register.simple_tag
def today():
    """Thứ Ba, 20/01/2026"""
    now = timezone.localdate()
    return f"{WEEKDAYS[now.weekday()]}, {now:%d/%m/%Y}"


@register.filter
def left(due):
    """How long is left, in words, when it is under a day: "còn 70 phút", "còn 5 giờ"; else nothing."""
    if not due:
        return ""
    span = due - timezone.now()
    if span < timedelta(0) or span > timedelta(days=1):
        return ""
    minutes = int(span.total_seconds() // 60)
    if span <= SOON:
        return ngettext("còn %d phút", "còn %d phút", minutes) % minutes
    return ngettext("còn %d giờ", "còn %d giờ", minutes // 60) % (minutes // 60)


@register.filter
def late(due):
    """Whether the deadline has passed."""
    if not due:
        return False
    return due < (timezone.now() if isinstance(due, datetime) else timezone.localdate())


@register.filter
def late_by(due):
    """How long ago the deadline passed: "35 phút", "5 giờ" or, after a night and a day, "2 ngày"."""
    span = timezone.now() - due
    if span < timedelta(hours=1):
        return _("%d phút") % max(1, span.total_seconds() // 60)
    if span < timedelta(days=1):
        return _("%d giờ") % (span.total_seconds() // 3600)
    return _("%d ngày") % (timezone.localdate() - _local(due).date()).days


@register.simple_tag
def deadline(due, since=None):
    """The margin of a ledger row: Trước 10:00, Thứ Năm 22/01, Quá hạn 2 ngày; without a deadline, when it came."""
    if not due:
        return format_html("<span>{}</span>", _since(since))
    if late(due):
        return format_html("<span>{} <b>{}</b></span>", _("Quá hạn"), late_by(due))
    local, now = _local(due), timezone.localdate()
    if local.date() == now:
        return format_html("<span>{} <b>{}</b></span>", _("Trước"), clock(due))
    if local.date() == now + timedelta(days=1):
        return format_html("<span>{} <b>{}</b></span>", _("Ngày mai"), clock(due))
    shown = f"{local:%d/%m}" if local.year == now.year else f"{local:%d/%m/%Y}"
    return format_html("<span>{} <b>{}</b></span>", weekday(due), shown)


def _since(since):
    if not since:
        return _("Không có hạn")
    local, now = _local(since).date() if isinstance(since, datetime) else since, timezone.localdate()
    if local == now:
        return _("Hôm nay")
    if local == now - timedelta(days=1):
        return _("Hôm qua")
    return _("Từ %s") % f"{local:%d/%m}"


@register.filter
def as_date(value):
    """The date of a datetime, in our time zone."""
    return _local(value).date() if isinstance(value, datetime) else value if isinstance(value, date) else None
