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
