import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signatures", "0001_signing"),
    ]

    operations = [
        migrations.CreateModel(
            name="RevocationList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(verbose_name="số")),
                ("der", models.BinaryField()),
                ("made_at", models.DateTimeField(verbose_name="lập lúc")),
                ("good_until", models.DateTimeField(verbose_name="dùng đến")),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocation_lists",
                        to="signatures.certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "danh sách chứng thư bị thu hồi",
                "verbose_name_plural": "danh sách chứng thư bị thu hồi",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("issuer", "number"), name="revocation_list_number_once")
                ],
            },
        ),
    ]
