import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_people_sort_name_and_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Worker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64, unique=True, verbose_name="tên")),
                ("host", models.CharField(max_length=255, verbose_name="máy")),
                ("pid", models.PositiveIntegerField()),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="bắt đầu lúc")),
                ("beat_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="nhịp gần nhất")),
            ],
            options={
                "verbose_name": "tiến trình nền",
                "verbose_name_plural": "tiến trình nền",
                "ordering": ["started_at"],
            },
        ),
        migrations.CreateModel(
            name="Firing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="đồng hồ")),
                ("slot", models.DateTimeField(verbose_name="lượt")),
                ("fired_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "lượt chạy định kỳ",
                "verbose_name_plural": "lượt chạy định kỳ",
                "constraints": [models.UniqueConstraint(fields=("name", "slot"), name="firing_once")],
            },
        ),
    ]
