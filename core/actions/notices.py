"""Reading notices, and keeping account of the mail sent for them."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from core import audit, realtime
from core.models import Notice
from core.notices import letter
from core.queries.notices import to_mail

PEOPLE_A_RUN = 200


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


def mail_notices(*, by, now=None):
    """Send what waits, one letter a person, and return how many letters went out.

    Sent first and marked after, outside any transaction (a slow mail server must not hold the database): when the
    machine dies between the two a letter may come twice, but none is lost. An address the server refuses is audited
    and not tried again; any other failure of the server leaves the rest for the next run.
    """
    now = now or timezone.now()
    people = list(to_mail(now).order_by().values_list("person", flat=True).distinct()[:PEOPLE_A_RUN])
    if not people:
        return 0
    with get_connection() as mailbox:
        return sum(_mail_person(person, mailbox, now, by) for person in people)


def _mail_person(person, mailbox, now, by):
    notices = list(to_mail(now).filter(person=person).select_related("person"))
    if not notices:
        return 0
    message = letter(notices[0].person, notices)
    message.connection = mailbox
    try:
        sent = message.send()
    except (SMTPRecipientsRefused, SMTPResponseException) as error:
        with transaction.atomic():
            audit.record("mail_refused", notices[0].person, by=by, reason=str(error)[:200])
            sent = 0
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=now)
    return sent
