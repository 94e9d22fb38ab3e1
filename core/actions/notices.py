"""Reading notices, and keeping account of the mail sent for them."""

from django.utils import timezone

from core import realtime


def read_notice(notice, *, by):
    """Mark one notice of the person as read; a second time changes nothing."""
    if by.notices.filter(pk=notice.pk, read_at__isnull=True).update(read_at=timezone.now()):
        realtime.hint_desk(by)


def read_all_notices(*, by, up_to):
    """Mark as read what the person saw: notices with an id of at most up_to. Returns how many."""
    count = by.notices.filter(pk__lte=up_to, read_at__isnull=True).update(read_at=timezone.now())
    if count:
        realtime.hint_desk(by)
    return count
