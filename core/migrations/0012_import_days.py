from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_file_checks"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="importbatch",
            name="import_kind_known",
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="kind",
            field=models.CharField(
                choices=[
                    ("offices", "cơ quan, đơn vị"),
                    ("people", "người dùng"),
                    ("codes", "mã định danh cơ quan"),
                    ("days", "ngày nghỉ, làm bù"),
                ],
                max_length=10,
                verbose_name="loại",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["offices", "people", "codes", "days"])), name="import_kind_known"
            ),
        ),
    ]
