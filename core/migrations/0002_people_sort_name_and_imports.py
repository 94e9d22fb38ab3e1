import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_people_files_audit"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="sort_name",
            field=models.CharField(db_index=True, default="", editable=False, max_length=210),
            preserve_default=False,
        ),
        migrations.AlterModelOptions(
            name="user",
            options={
                "ordering": ["sort_name", "pk"],
                "verbose_name": "người dùng",
                "verbose_name_plural": "người dùng",
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("offices", "cơ quan, đơn vị"),
                            ("people", "người dùng"),
                            ("codes", "mã định danh cơ quan"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "đang kiểm tra"),
                            ("faulty", "có lỗi cần sửa"),
                            ("ready", "chờ xác nhận"),
                            ("applying", "đang ghi"),
                            ("done", "đã nhập"),
                            ("failed", "không nhập được"),
                        ],
                        default="checking",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("rows_total", models.PositiveIntegerField(default=0, verbose_name="số dòng")),
                ("rows_done", models.PositiveIntegerField(default=0, verbose_name="đã xong")),
                ("problem", models.TextField(blank=True, verbose_name="lỗi của cả tệp")),
                ("ignored", models.CharField(blank=True, max_length=500, verbose_name="cột không dùng")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="lúc"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.revision",
                        verbose_name="tệp",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần nhập",
                "verbose_name_plural": "lần nhập",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="dòng")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "thêm mới"),
                            ("changed", "thay đổi"),
                            ("same", "không đổi"),
                            ("error", "lỗi"),
                        ],
                        max_length=10,
                        verbose_name="kết quả",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="nội dung")),
                ("changes", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="core.importbatch"
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng nhập",
                "verbose_name_plural": "dòng nhập",
                "ordering": ["number"],
            },
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["offices", "people", "codes"])), name="import_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["checking", "faulty", "ready", "applying", "done", "failed"])),
                name="import_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="import_row_once"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["new", "changed", "same", "error"])),
                name="import_outcome_known",
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["batch", "outcome", "number"], name="import_row_by_outcome"),
        ),
    ]
