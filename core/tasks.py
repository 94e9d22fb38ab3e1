"""What core does in the background. Arguments are ids; each task asks first whether there is something to do."""

from django_tasks import task

from core.jobs import retry
from core.models import ImportBatch


@task()
@retry(attempts=3, backoff=5)
def check_import(batch_id):
    """Prepare the preview of an uploaded table."""
    from core.actions import importing

    batch = ImportBatch.objects.select_related("revision__blob", "created_by").get(pk=batch_id)
    if batch.state == ImportBatch.State.CHECKING:
        importing.check_import(batch, by=batch.created_by)


@task()
@retry(attempts=3, backoff=5)
def apply_import(batch_id):
    """Write a confirmed table in one transaction."""
    from core.actions import importing

    batch = ImportBatch.objects.select_related("revision__blob", "created_by").get(pk=batch_id)
    if batch.state == ImportBatch.State.APPLYING:
        importing.apply_import(batch, by=batch.created_by)


@task()
@retry(attempts=3, backoff=60)
def mail_notices():
    """Send the mail of notices that were not read on the screen meanwhile."""
    from core.actions import notices

    notices.mail_notices(by=None)


@task()
@retry(attempts=3, backoff=60)
def check_files():
    """Read a night's share of the kept files again."""
    from core.actions import files

    files.check_files(by=None)


@task()
@retry(attempts=3, backoff=5)
def review_audit(review_id):
    """Check the whole log for the keeper who asked."""
    from core.actions import audit
    from core.models import AuditReview

    review = AuditReview.objects.select_related("asked_by").get(pk=review_id)
    if review.finished_at is None:
        audit.carry_out_review(review, by=review.asked_by)
