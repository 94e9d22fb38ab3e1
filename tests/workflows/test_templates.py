"""Published routes never change; papers under way keep the version they began under."""

import pytest
from django.db import IntegrityError, transaction

from core.models import AuditEntry
from tests.workflows.ways import phases, plan, publish, start
from workflows.actions.templates import template_for
from workflows.models import RouteTemplate, TemplateStep


def test_publishing_makes_a_new_version_and_retires_the_old(cast):
    first = publish(cast, plan(1, "check_content"))
    second = publish(cast, plan(1, "endorse", person=cast.head))
    first.refresh_from_db()
    assert [first.number, second.number] == [1, 2]
    assert first.retired_at is not None
    assert second.retired_at is None
    assert template_for(cast.agency, "tests") == second
    assert list(first.steps.values_list("act", flat=True)) == ["check_content"]
    assert AuditEntry.objects.filter(verb="route_published").count() == 2


def test_agencies_do_not_share_templates(cast):
    publish(cast, plan(1, "check_content"))
    assert template_for(cast.neighbour, "tests") is None
    assert template_for(cast.agency, "other") is None


def test_running_route_keeps_its_version(cast):
    route = start(cast, plan(1, "check_content"), plan(2, "seal", role="clerk"))
    publish(cast, plan(1, "endorse", person=cast.head))
    assert phases(route) == [("check_content", "open"), ("seal", "later")]
    assert (route.template.number, template_for(cast.agency, "tests").number) == (1, 2)


@pytest.mark.parametrize("kind", ["person", "post", "role", "named"])
def test_actor_without_its_column_is_refused_by_the_database(cast, kind):
    template = publish(cast, plan(1, "check_content"))
    with pytest.raises(IntegrityError), transaction.atomic():
        TemplateStep.objects.create(template=template, position=2, act="endorse", actor_kind=kind)
    assert RouteTemplate.objects.count() == 1
