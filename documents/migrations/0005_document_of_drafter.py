from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_copy_visibility_state"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["drafter", "state"], name="document_of_drafter"),
        ),
    ]
