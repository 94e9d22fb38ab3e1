"""What the requester is asked to mend, and when the result is promised."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0003_case_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="asked",
            field=models.JSONField(blank=True, default=list, verbose_name="phần phải bổ sung"),
        ),
        migrations.AddField(
            model_name="case",
            name="mending",
            field=models.JSONField(blank=True, default=dict, verbose_name="phần đang bổ sung"),
        ),
        migrations.AddField(
            model_name="case",
            name="due",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hẹn trả kết quả"),
        ),
    ]
