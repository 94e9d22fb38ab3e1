"""The batch: what waits for one person and can be approved by a touch, each shown whole."""

from dataclasses import dataclass

from procedures.actions.handling import QUICK_ACTS
from procedures.form_screen import facts_of
from procedures.models import Case
from procedures.scope import Scope
from workflows.models import Assignment, RouteStep

MOST = 20  # cases at once: what one reads in one sitting


@dataclass(frozen=True)
class Line:
    """One case to read. facts: as form_screen.facts_of tells them."""

    case: Case
    step: RouteStep
    facts: list
    absent: object = None


def batch_of(user):
    """{"lines": [Line], "more": how many wait beyond}"""
    rows = Assignment.objects.of(user).filter(step__route__case__isnull=False, step__act__in=QUICK_ACTS)
    found = list(
        rows.select_related(
            "on_behalf_of",
            "step__route__case__edition",
            "step__route__case__requester",
            "step__route__case__agency",
            "step__route__case__unit",
        )[: MOST + 1]
    )
    return {
        "lines": [_line(row, user) for row in found[:MOST]],
        "more": rows.count() - MOST if len(found) > MOST else 0,
    }


def _line(row, user):
    case = row.step.route.case
    scope = Scope.of_case(case, user)
    return Line(case, row.step, facts_of(case.plan, case.data, scope), row.on_behalf_of)
