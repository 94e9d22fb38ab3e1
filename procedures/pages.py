"""Where the case of a route is read: for what routes tell people by themselves."""

from procedures.models import Case
from workflows import pages


@pages.finder
def cases_of(routes):
    """{route id: Page} of the routes that carry a case."""
    found = Case.objects.filter(route__in=routes).only("pk", "route", "title")
    return {case.route_id: pages.Page(case.get_absolute_url(), case) for case in found}
