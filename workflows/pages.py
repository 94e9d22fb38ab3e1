"""Where the page of a route is: routes know no papers and no cases, so the rooms above say it.

@pages.finder
def pages_of_documents(routes): return {route.pk: Page(url, document)}
"""

from typing import Any, NamedTuple

_finders = []


class Page(NamedTuple):
    """url: where people go about the route. subject: the object above it, for the notice."""

    url: str = ""
    subject: Any = None


def finder(function):
    """Register a function (route ids) -> {route id: Page} of those routes it knows."""
    _finders.append(function)
    return function


def pages_of(routes):
    """{route id: Page} of all these routes, at the cost of one question to each room."""
    found = dict.fromkeys(routes, Page())
    for find in _finders:
        found |= find(list(routes))
    return found
