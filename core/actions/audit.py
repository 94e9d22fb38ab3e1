"""The keeper has the log checked, or takes it out of the house."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core import audit
from core.audit import checkpoints
from core.audit.verifying import verify
from core.models import AuditReview

AT_ONCE = 20_000  # entries that are checked while the keeper waits, under a second; more go to the background
LOST = timedelta(minutes=30)  # a review that has not come back after this long is asked again


def ask_review(*, by):
    """Have the whole log checked: at once when it is small, else in the background. Returns the AuditReview.

    A review already under way is returned instead of a second one.
    """
    from core.tasks import review_audit

    under_way = AuditReview.objects.filter(finished_at=None, asked_at__gt=timezone.now() - LOST).last()
    if under_way:
        return under_way
    newest = checkpoints.latest()
    with transaction.atomic():
        review = AuditReview.objects.create(asked_by=by)
        if newest and newest.size > AT_ONCE:
            review_audit.enqueue(review.pk)
            return review
    return carry_out_review(review, by=by)


def carry_out_review(review, *, by):
    """Check the log, keep what was found and note it in the log itself."""
    verdict = verify()
    review.finished_at, review.size, review.seconds = timezone.now(), verdict.size, verdict.seconds
    review.findings = [finding.sentence for finding in verdict.findings]
    with transaction.atomic():
        review.save()
        audit.record("audit_reviewed", by=by, size=verdict.size, sound=verdict.is_sound)
    return review


def note_export(*, by):
    """Somebody takes the log out of the house."""
    newest = checkpoints.latest()
    return audit.record("audit_exported", by=by, size=newest.size if newest else 0)
