"""Looking after the bytes on the disk: each is read again in turn, a bounded number a night."""

from django.utils import timezone

from core import audit, files
from core.models import Blob, FileCheck

A_NIGHT = 2_000  # files
BYTES_A_NIGHT = 4 * 1024**3
STEP = 50  # files between two notes of how far it went


def check_files(*, by, most=A_NIGHT, most_bytes=BYTES_A_NIGHT):
    """Read files again, going on where the last round stopped; return (how many, the damaged Blobs among them).

    most, most_bytes: where to stop; None reads each once. What is found is noted step by step, so a round that is
    interrupted loses nothing.
    """
    read, weight, damaged = 0, 0, []
    for step in _steps(_place()):
        step = step if most is None else step[: most - read]
        if not step or (most_bytes is not None and weight >= most_bytes):
            break
        found = list(files.damaged(step))
        _note(step, found, by)
        read, weight, damaged = read + len(step), weight + sum(blob.size for blob in step), damaged + found
    return read, damaged


def _place():
    """The id of the file read last; 0 before the first round."""
    return FileCheck.objects.order_by("-checked_at", "-blob").values_list("blob", flat=True).first() or 0


def _steps(place):
    """All blobs in order of their ids, a few at a time: those beyond the place, then from the first up to it."""
    for rest in (Blob.objects.filter(pk__gt=place), Blob.objects.filter(pk__lte=place)):
        last = 0
        while step := list(rest.filter(pk__gt=last).order_by("pk")[:STEP]):
            yield step
            last = step[-1].pk


def _note(step, damaged, by):
    """Write down what was found; a file found damaged for the first time is an entry of the log."""
    now, spoiled = timezone.now(), {blob.pk for blob in damaged}
    known = dict(
        FileCheck.objects.filter(blob__in=spoiled, damaged_at__isnull=False).values_list("blob", "damaged_at")
    )
    for blob in damaged:
        if blob.pk not in known:
            audit.record("file_damaged", blob, by=by, sha256=blob.sha256)
    rows = [
        FileCheck(blob=blob, checked_at=now, damaged_at=known.get(blob.pk, now) if blob.pk in spoiled else None)
        for blob in step
    ]
    FileCheck.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["blob"], update_fields=["checked_at", "damaged_at"]
    )
