from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_search_entries"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="subject_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="agencycode",
            name="folded",
            field=models.CharField(default="", editable=False, max_length=250),
            preserve_default=False,
        ),
    ]
