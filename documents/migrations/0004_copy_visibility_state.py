"""Tell the rows of visibility written so far the state of their document."""

from django.db import migrations, models


def copy_state(apps, schema_editor):
    rows = apps.get_model("documents", "DocumentVisibility").objects
    document = apps.get_model("documents", "Document").objects.filter(pk=models.OuterRef("document_id"))
    rows.update(state=models.Subquery(document.values("state")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_visibility_state"),
    ]

    operations = [
        migrations.RunPython(copy_state, migrations.RunPython.noop),
    ]
