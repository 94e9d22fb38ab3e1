"""What procedures do in the background. Arguments are ids; each task asks first whether there is something to do."""

from django_tasks import task

from core.jobs import retry


@task()
@retry(attempts=5, backoff=10)
def lay_paper_out(paper_id):
    """Lay a slip or a result out: WeasyPrint takes a second that nobody should wait for."""
    from procedures.actions import papers, results
    from procedures.models import CasePaper

    paper = CasePaper.objects.select_related("case__edition", "case__requester", "agency", "signer").get(pk=paper_id)
    (results.lay_result_out if paper.kind == CasePaper.Kind.RESULT else papers.lay_slip_out)(paper)
