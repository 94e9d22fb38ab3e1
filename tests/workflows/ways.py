"""Short words for building routes in tests."""

from datetime import timedelta

from django.utils import timezone

from core.models import AuditEntry
from workflows import replay
from workflows.actions.routes import start_route
from workflows.actions.templates import publish_template
from workflows.models import Assignment, Deputation


def plan(position, act, **actor):
    """One line of a template; who acts is told by the column that is filled."""
    kinds = {"person": "person", "post": "post", "role": "role", "name": "named"}
    kind = next((kinds[column] for column in actor if column in kinds), "head_of_unit")
    return {"position": position, "act": act, "actor_kind": kind, **actor}


def publish(cast, *plans, agency=None):
    return publish_template(agency or cast.agency, by=cast.keeper, purpose="tests", name="Thử", steps=plans)


def start(cast, *plans, by=None, unit=None, **facts):
    """A route of the cast's specialist along these steps."""
    template = publish(cast, *plans)
    return start_route(template, by=by or cast.specialist, unit=unit or cast.digital, title="Việc thử", **facts)


def waiting(route):
    """Who the open steps wait for: {(act, account, account of the absent person or None)}."""
    rows = Assignment.objects.filter(step__route=route).select_related("person", "on_behalf_of", "step")
    return {(row.step.act, row.person.username, row.on_behalf_of and row.on_behalf_of.username) for row in rows}


def phases(route):
    return list(route.steps.values_list("act", "phase"))


def step_of(route, act):
    return route.steps.get(act=act)


def stand_in(absent, deputy, *, since=-1, until=1):
    """A deputation as a row, from and to in hours from now: for periods no action would accept any more."""
    now = timezone.now()
    return Deputation.objects.create(
        absent=absent, deputy=deputy, starts=now + timedelta(hours=since), ends=now + timedelta(hours=until)
    )


def told_twice(route):
    """The route as its audit entries alone tell it, and as the tables have it: tests hold the two equal."""
    return replay.rebuild(AuditEntry.objects.about(route)), replay.image(route)
