"""The end of a case's code lies with the case, so that lists need not read its procedure."""

from django.db import migrations, models


def fill_in(apps, schema_editor):
    cases = apps.get_model("procedures", "Case").objects.using(schema_editor.connection.alias)
    for case in cases.filter(number__isnull=False).select_related("edition").iterator(chunk_size=500):
        case.notation = case.edition.definition.get("numbering", {}).get("notation", "")
        case.save(update_fields=["notation"])


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0004_case_asked_and_due"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="notation",
            field=models.CharField(blank=True, max_length=20, verbose_name="ký hiệu"),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
