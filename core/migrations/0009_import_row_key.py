from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0008_audit_reviews"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="importrow",
            name="subject_id",
        ),
        migrations.AddField(
            model_name="importrow",
            name="key",
            field=models.CharField(blank=True, max_length=100),
        ),
    ]
