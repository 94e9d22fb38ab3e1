"""Notices: what one person was told, and what still has to go out by mail."""

from datetime import timedelta

from django.apps import apps

FRESH = timedelta(days=2)  # older notices are not mailed any more: they would only confuse


def to_mail(now):
    """Notices of people with an address, neither read nor mailed, written before now and not older than FRESH."""
    notices = apps.get_model("core", "Notice").objects.filter(read_at__isnull=True, mailed_at__isnull=True)
    notices = notices.filter(created_at__lte=now, created_at__gt=now - FRESH, person__is_active=True)
    return notices.exclude(person__email="").order_by("pk")
