"""Whatever is planned and whatever people do: never stuck, never twice, never oneself, and the audit tells it all."""

import json
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from core.models import AuditEntry, User
from core.refusals import BadInput
from tests.workflows import random_routes
from tests.workflows.ways import publish, told_twice
from workflows.actions.routes import start_route
from workflows.actors import own_of, people_for
from workflows.models import Answer, Assignment
from workflows.states import OTHERS_ACTS, Phase, RouteState

CLOSING = ("step_done", "step_failed", "step_returned", "step_settled", "step_ran")
EXAMPLES = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def check(cast, route):
    """What must hold between any two acts."""
    route.refresh_from_db()
    told, tables = told_twice(route)
    assert told == tables
    phases = Counter(route.steps.values_list("phase", flat=True))
    if route.state == RouteState.OPEN:
        assert phases[Phase.OPEN] > 0
        assert phases[Phase.PAUSED] == 0
        for step in route.steps.filter(phase=Phase.OPEN):
            check_desks(step)
    else:
        assert phases[Phase.OPEN] == 0
        assert Assignment.objects.filter(step__route=route).count() == 0
        assert (phases[Phase.PAUSED] > 0) == (route.state == RouteState.WAITING)
        assert route.state == RouteState.WAITING or phases[Phase.LATER] == 0
    check_answers(cast, route)


def check_desks(step):
    """An open step lies on the desk of somebody with an open account, and on no desk of somebody who may not act."""
    on_desks = dict(step.assignments.values_list("person", "on_behalf_of"))
    assert User.objects.filter(pk__in=on_desks, is_active=True).exists()
    assert set(on_desks.items()) <= set(people_for(step))


def check_answers(cast, route):
    """No step acts twice; nobody decides their own matter but the head of the agency, who has nobody above."""
    entries = AuditEntry.objects.about(route).filter(verb__in=CLOSING)
    closings = Counter(tuple(json.loads(entry.facts)[name] for name in ("key", "round")) for entry in entries)
    assert set(closings.values()) <= {1}
    own = own_of(route) - {cast.leader.pk}
    theirs = Answer.objects.filter(step__route=route, step__act__in=OTHERS_ACTS, person__in=own)
    assert theirs.exclude(step__actor_kind="named", step__act="sign").count() == 0


def begin(cast, steps, facts, requester):
    """A route of the requester, or None when the plan needs people this office has not."""
    template = publish(cast, *steps)
    unit = cast.digital if requester != cast.leader else cast.agency
    try:
        return start_route(
            template,
            by=requester,
            unit=unit,
            title="Thử",
            named={"signer": cast.deputy},
            facts=random_routes.spelled(cast, facts),
        )
    except BadInput:
        return None


@EXAMPLES
@given(steps=random_routes.plans(), facts=random_routes.facts, deeds=random_routes.deeds)
def test_route_is_never_stuck_never_twice_and_its_audit_tells_it_all(cast, steps, facts, deeds):
    with transaction.atomic():
        route = begin(cast, steps, facts, cast.specialist)
        if route is not None:
            check(cast, route)
            for deed in deeds:
                random_routes.do(cast, route, deed)
                check(cast, route)
            random_routes.walk_to_the_end(cast, route)
            check(cast, route)
        transaction.set_rollback(True)


@settings(EXAMPLES, max_examples=25)
@given(steps=random_routes.plans(), facts=random_routes.facts)
@pytest.mark.parametrize("account", ["head", "leader", "clerk"])
def test_route_of_anybody_goes_to_its_end_when_all_agree(cast, account, steps, facts):
    with transaction.atomic():
        route = begin(cast, steps, facts, getattr(cast, account))
        if route is not None:
            random_routes.walk_to_the_end(cast, route)
            check(cast, route)
        transaction.set_rollback(True)
