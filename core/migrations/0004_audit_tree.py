import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_workers_and_firings"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(max_length=16, unique=True, verbose_name="vân tay khóa")),
                ("public", models.BinaryField(max_length=32)),
                ("origin", models.CharField(max_length=200, verbose_name="nơi ghi nhật ký")),
            ],
            options={
                "verbose_name": "khóa ký mốc nhật ký",
                "verbose_name_plural": "khóa ký mốc nhật ký",
            },
        ),
        migrations.CreateModel(
            name="CheckpointCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=300, unique=True, verbose_name="nơi giữ")),
                ("size", models.BigIntegerField(default=0, verbose_name="số dòng")),
                ("written_at", models.DateTimeField(null=True, verbose_name="ghi lúc")),
                ("tried_at", models.DateTimeField(null=True, verbose_name="thử lúc")),
                ("problem", models.TextField(blank=True, verbose_name="sự cố")),
            ],
            options={
                "verbose_name": "bản giữ mốc nhật ký",
                "verbose_name_plural": "bản giữ mốc nhật ký",
            },
        ),
        migrations.AddField(
            model_name="auditentry",
            name="actor_name",
            field=models.CharField(blank=True, max_length=200, verbose_name="ai"),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="on_behalf_of_name",
            field=models.CharField(blank=True, max_length=200, verbose_name="thay mặt"),
        ),
        migrations.CreateModel(
            name="AuditCheckpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.BigIntegerField(unique=True, verbose_name="số dòng")),
                ("root", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("previous", models.BinaryField(max_length=32)),
                ("signature", models.BinaryField(max_length=64)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checkpoints",
                        to="core.auditkey",
                        verbose_name="khóa ký",
                    ),
                ),
            ],
            options={
                "verbose_name": "mốc nhật ký",
                "verbose_name_plural": "mốc nhật ký",
                "ordering": ["size"],
            },
        ),
        migrations.CreateModel(
            name="AuditLeaf",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="số thứ tự")),
                ("hash", models.BinaryField(max_length=32)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="place",
                        to="core.auditentry",
                        verbose_name="dòng nhật ký",
                    ),
                ),
            ],
            options={
                "verbose_name": "lá của cây nhật ký",
                "verbose_name_plural": "lá của cây nhật ký",
                "ordering": ["seq"],
            },
        ),
        migrations.CreateModel(
            name="AuditNode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "verbose_name": "nút của cây nhật ký",
                "verbose_name_plural": "nút của cây nhật ký",
                "constraints": [models.UniqueConstraint(fields=("level", "index"), name="audit_node_once")],
            },
        ),
    ]
