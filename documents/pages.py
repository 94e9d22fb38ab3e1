"""Where the paper of a route is read: for what routes tell people by themselves."""

from documents.models import Submission
from workflows import pages


@pages.finder
def papers_of(routes):
    """{route id: Page} of the routes that carry a paper."""
    found = Submission.objects.filter(route__in=routes).select_related("document")
    return {row.route_id: pages.Page(row.document.get_absolute_url(), row.document) for row in found}
