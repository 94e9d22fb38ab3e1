import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_import_subjects_and_folded_codes"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="xong lúc")),
                ("size", models.BigIntegerField(default=0, verbose_name="số dòng")),
                ("seconds", models.FloatField(default=0, verbose_name="số giây")),
                ("findings", models.JSONField(default=list, verbose_name="chỗ không khớp")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người yêu cầu",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần kiểm tra nhật ký",
                "verbose_name_plural": "lần kiểm tra nhật ký",
                "ordering": ["pk"],
            },
        ),
    ]
