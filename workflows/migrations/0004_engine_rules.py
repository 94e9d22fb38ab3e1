from django.db import migrations, models


class Migration(migrations.Migration):
    """What must never be false of the engine's rows, now that older rows have keys and budgets."""

    dependencies = [("workflows", "0003_keys_and_budgets")]

    operations = [
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "waiting", "done", "returned", "rejected", "cancelled"])),
                name="route_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="routestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("actor_kind", "person"), ("person__isnull", False)),
                    models.Q(("actor_kind", "post"), ("post__isnull", False)),
                    models.Q(("actor_kind__in", ["role", "role_in_unit"]), models.Q(("role", ""), _negated=True)),
                    models.Q(("actor_kind__in", ["named", "field", "amount"]), models.Q(("name", ""), _negated=True)),
                    models.Q(("actor_kind", "head_plus"), ("levels__gte", 1)),
                    ("actor_kind__in", ["head_of_unit", "requester"]),
                    models.Q(("act__in", ["auto", "notify"]), ("actor_kind", "nobody")),
                    _connector="OR",
                ),
                name="route_step_actor",
            ),
        ),
        migrations.AddConstraint(
            model_name="routestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("needs", "quorum"), ("quorum__gte", 1)),
                    models.Q(("needs__in", ["any", "all"]), ("quorum__isnull", True)),
                    _connector="OR",
                ),
                name="route_step_needs",
            ),
        ),
        migrations.AddConstraint(
            model_name="routestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("budget__isnull", True), ("budget__gte", 1), _connector="OR"),
                name="route_step_budget",
            ),
        ),
        migrations.AddConstraint(
            model_name="routestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("budget_unit__in", ["working_hour", "working_day", "calendar_day"])),
                name="route_step_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="routestep",
            constraint=models.UniqueConstraint(fields=("route", "key", "round"), name="route_step_once_a_round"),
        ),
        migrations.AddConstraint(
            model_name="routestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("phase__in", ["later", "open", "paused", "done", "failed", "returned", "undone", "skipped"])
                ),
                name="route_step_phase_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="routestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("phase__in", ["done", "failed", "returned", "undone"]), _negated=True),
                    models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                    models.Q(("act__in", ["auto", "notify"]), ("done_at__isnull", False)),
                    _connector="OR",
                ),
                name="route_step_done_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("actor_kind", "person"), ("person__isnull", False)),
                    models.Q(("actor_kind", "post"), ("post__isnull", False)),
                    models.Q(("actor_kind__in", ["role", "role_in_unit"]), models.Q(("role", ""), _negated=True)),
                    models.Q(("actor_kind__in", ["named", "field", "amount"]), models.Q(("name", ""), _negated=True)),
                    models.Q(("actor_kind", "head_plus"), ("levels__gte", 1)),
                    ("actor_kind__in", ["head_of_unit", "requester"]),
                    models.Q(("act__in", ["auto", "notify"]), ("actor_kind", "nobody")),
                    _connector="OR",
                ),
                name="template_step_actor",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("needs", "quorum"), ("quorum__gte", 1)),
                    models.Q(("needs__in", ["any", "all"]), ("quorum__isnull", True)),
                    _connector="OR",
                ),
                name="template_step_needs",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("budget__isnull", True), ("budget__gte", 1), _connector="OR"),
                name="template_step_budget",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("budget_unit__in", ["working_hour", "working_day", "calendar_day"])),
                name="template_step_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatestep",
            constraint=models.UniqueConstraint(fields=("template", "key"), name="template_step_key_once"),
        ),
        migrations.RemoveField(
            model_name="routestep",
            name="days",
        ),
        migrations.RemoveField(
            model_name="templatestep",
            name="days",
        ),
    ]
