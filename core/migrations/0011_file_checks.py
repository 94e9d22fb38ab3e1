import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0010_resources")]

    operations = [
        migrations.CreateModel(
            name="FileCheck",
            fields=[
                (
                    "blob",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="check_of_disk",
                        serialize=False,
                        to="core.blob",
                    ),
                ),
                ("checked_at", models.DateTimeField(verbose_name="đọc lại lần cuối")),
                ("damaged_at", models.DateTimeField(null=True, verbose_name="thấy hỏng lúc")),
            ],
            options={
                "verbose_name": "lần kiểm tệp",
                "verbose_name_plural": "lần kiểm tệp",
                "indexes": [
                    models.Index(fields=["checked_at", "blob"], name="file_check_last"),
                    models.Index(
                        condition=models.Q(("damaged_at__isnull", False)),
                        fields=["damaged_at"],
                        name="file_check_damaged",
                    ),
                ],
            },
        ),
    ]
