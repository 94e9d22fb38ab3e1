"""Designing routes: publishing is making a new version; old ones stay for what runs under them."""

from django.db import transaction
from django.utils import timezone

from core import audit
from core.refusals import BadInput
from workflows import plans
from workflows.models import RouteTemplate, TemplateStep


@transaction.atomic
def publish_template(agency, *, by, purpose, name, steps):
    """Publish a new version of a route and return the RouteTemplate.

    steps: dicts of StepPlan's columns, or with "actor" as JSON (see workflows.plans); keys are given where missing.
    Raises BadInput naming the first fault and its step.
    """
    steps = plans.with_keys([plans.columns_of(step) for step in steps])
    for place, sentence in plans.faults(steps):
        raise BadInput(f"{place}: {sentence}" if place else sentence)
    earlier = RouteTemplate.objects.filter(agency=agency, purpose=purpose, name=name)
    last = earlier.order_by("-number").first()
    earlier.filter(retired_at__isnull=True).update(retired_at=timezone.now())
    template = RouteTemplate.objects.create(
        agency=agency, purpose=purpose, name=name, number=(last.number if last else 0) + 1
    )
    TemplateStep.objects.bulk_create(TemplateStep(template=template, **step) for step in steps)
    audit.record("route_published", template, by=by, number=template.number, steps=len(steps))
    return template


def template_for(agency, purpose):
    """The template in force for a purpose, or None."""
    return RouteTemplate.objects.filter(agency=agency, purpose=purpose, retired_at__isnull=True).order_by("pk").last()
