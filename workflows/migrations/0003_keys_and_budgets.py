from collections import Counter

from django.db import migrations
from django.db.models import F


def give_keys_and_budgets(apps, schema_editor):
    """Steps get the key their act gives them; so many working days become the budget."""
    for model, parent in (("TemplateStep", "template_id"), ("RouteStep", "route_id")):
        steps = apps.get_model("workflows", model).objects.order_by(parent, "position", "pk")
        steps.update(budget=F("days"))
        seen, changed = Counter(), []
        for step in steps.iterator(chunk_size=2000):
            place = (getattr(step, parent), step.act)
            seen[place] += 1
            step.key = step.act if seen[place] == 1 else f"{step.act}-{seen[place]}"
            changed.append(step)
        steps.model.objects.bulk_update(changed, ["key"], batch_size=500)
        steps.filter(budget=0).update(budget=None)


def give_days_back(apps, schema_editor):
    for model in ("TemplateStep", "RouteStep"):
        apps.get_model("workflows", model).objects.update(days=F("budget"))


class Migration(migrations.Migration):
    dependencies = [("workflows", "0002_engine")]

    operations = [migrations.RunPython(give_keys_and_budgets, give_days_back)]
