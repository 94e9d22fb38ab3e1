"""The second place of checkpoints: a folder (best on another host), or a daily mail.

A log can be cut short or rewritten without trace by whoever owns both the database and the key; it is found only
against a checkpoint held elsewhere. Writing there never holds up the work: a failure is shown to the keeper and tried
again.
"""

import logging
import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import checkpoints
from core.models.audit import CheckpointCopy

log = logging.getLogger("an_thu.audit")
FILE_NAME = "checkpoints.jsonl"
MAIL = "mail:"
DAY = timedelta(hours=24)
RETRY = timedelta(seconds=30)


def publish(now=None):
    """Write the newest checkpoint to the second place when due. Returns the CheckpointCopy; None if no place is set.

    Never raises for a failing place: the failure is kept in CheckpointCopy.problem and tried again after RETRY.
    """
    place = settings.CHECKPOINTS
    if not place:
        return None
    now = now or timezone.now()
    copy, _new = CheckpointCopy.objects.get_or_create(place=place)
    newest = checkpoints.latest()
    if newest is not None and is_due(copy, newest.size, now) and is_claimed(copy, now):
        deliver(copy, checkpoints.mark_of(newest), now)
    return copy


def is_due(copy, size, now):
    """A folder gets every new checkpoint the loop sees, a mailbox one a day; after a failure not before RETRY."""
    if copy.size >= size:
        return False
    if copy.problem:
        return now - copy.tried_at >= RETRY
    return not (copy.place.startswith(MAIL) and copy.written_at and now - copy.written_at < DAY)


def is_claimed(copy, now):
    """True for one of several workers that try at the same moment."""
    return CheckpointCopy.objects.filter(pk=copy.pk, tried_at=copy.tried_at).update(tried_at=now) == 1


def deliver(copy, mark, now):
    """Hand one checkpoint over and note how it went."""
    copy.tried_at, copy.problem = now, ""
    try:
        send_mail(copy.place, mark) if copy.place.startswith(MAIL) else append_line(copy.place, mark)
        copy.size, copy.written_at = mark.size, now
    except Exception as problem:  # whatever the place does, the work goes on
        copy.problem = f"{type(problem).__name__}: {problem}"[:500]
        log.warning("audit: the second place %s does not take checkpoints: %s", copy.place, copy.problem)
    copy.save()


def append_line(folder, mark):
    """Append one JSON line and wait until it is on the disk. The folder must exist: a mount may be away."""
    path = Path(folder) / FILE_NAME
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(handle, (mark.as_json() + "\n").encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def send_mail(place, mark):
    """Mail the checkpoint as text that `audit verify --checkpoint` reads back."""
    EmailMessage(
        subject=_("Mốc nhật ký %(origin)s: %(size)s dòng") % {"origin": mark.origin, "size": mark.size},
        body=_("Hãy giữ thư này. Nếu về sau nhật ký bị sửa, xóa hoặc cắt bớt, mốc dưới đây sẽ chỉ ra.\n\n%(mark)s\n")
        % {"mark": mark.as_json()},
        to=[place.removeprefix(MAIL)],
    ).send()


def run(stop, every=5.0):
    """Publish in a thread of its own until the event is set: a mount that hangs holds up nobody else."""
    while not stop.is_set():
        try:
            publish()
        except Exception:
            log.exception("audit: the second place could not be reached and is tried again")
            close_old_connections()
        stop.wait(every)
    connection.close()
