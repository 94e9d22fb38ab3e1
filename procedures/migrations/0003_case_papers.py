"""Papers of cases: numbered at once, laid out by a worker. There was no paper before, so no default is ever met."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_file_checks"),
        ("documents", "0005_document_of_drafter"),
        ("procedures", "0002_procedure_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperBook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("book", models.CharField(max_length=40, verbose_name="sổ")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("last_number", models.PositiveIntegerField(default=0, verbose_name="số cuối")),
            ],
            options={
                "verbose_name": "sổ giấy tờ của hồ sơ",
                "verbose_name_plural": "sổ giấy tờ của hồ sơ",
            },
        ),
        migrations.AddField(
            model_name="casepaper",
            name="agency",
            field=models.ForeignKey(
                default=0, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.office"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="casepaper",
            name="asked_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name="casepaper",
            name="book",
            field=models.CharField(default="", max_length=40, verbose_name="sổ"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="casepaper",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="casepaper",
            name="capacity",
            field=models.CharField(blank=True, max_length=300, verbose_name="quyền hạn, chức vụ ký"),
        ),
        migrations.AddField(
            model_name="casepaper",
            name="document",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="casepaper",
            name="facts",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="casepaper",
            name="notation",
            field=models.CharField(blank=True, max_length=40, verbose_name="ký hiệu"),
        ),
        migrations.AddField(
            model_name="casepaper",
            name="places",
            field=models.JSONField(blank=True, default=dict, verbose_name="các vị trí trên trang"),
        ),
        migrations.AddField(
            model_name="casepaper",
            name="sealed",
            field=models.BooleanField(default=False, verbose_name="đã đóng dấu"),
        ),
        migrations.AddField(
            model_name="casepaper",
            name="signer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="casepaper",
            name="title",
            field=models.CharField(default="", max_length=200, verbose_name="tên"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="casepaper",
            name="year",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="năm"),
        ),
        migrations.AlterField(
            model_name="casepaper",
            name="file",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.file"
            ),
        ),
        migrations.AlterField(
            model_name="casepaper",
            name="issued_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="lập lúc"),
        ),
        migrations.AlterField(
            model_name="casepaper",
            name="kind",
            field=models.CharField(
                choices=[
                    ("result", "kết quả"),
                    ("receipt", "giấy tiếp nhận và hẹn trả"),
                    ("supplement", "yêu cầu bổ sung"),
                    ("refusal", "từ chối giải quyết"),
                    ("apology", "xin lỗi và hẹn lại"),
                    ("control", "kiểm soát quá trình"),
                ],
                max_length=12,
                verbose_name="loại",
            ),
        ),
        migrations.AlterField(
            model_name="casepaper",
            name="revision",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.revision"
            ),
        ),
        migrations.AddIndex(
            model_name="casepaper",
            index=models.Index(fields=["agency", "kind", "-id"], name="case_paper_of_agency"),
        ),
        migrations.AddConstraint(
            model_name="casepaper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("document__isnull", True), ("number__isnull", False)),
                fields=("agency", "book", "year", "number"),
                name="case_paper_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="casepaper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "result")), fields=("case", "key"), name="case_result_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="casepaper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "receipt")), fields=("case", "kind"), name="case_receipt_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="casepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sealed", False), ("signed", False)),
                    models.Q(("file__isnull", False), ("revision__isnull", False)),
                    _connector="OR",
                ),
                name="case_paper_signed_has_file",
            ),
        ),
        migrations.AddField(
            model_name="paperbook",
            name="agency",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.office"),
        ),
        migrations.AddConstraint(
            model_name="paperbook",
            constraint=models.UniqueConstraint(fields=("agency", "book", "year"), name="paper_book_once"),
        ),
    ]
