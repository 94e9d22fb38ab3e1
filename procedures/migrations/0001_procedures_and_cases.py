"""Procedures, their published versions that never change, and cases."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from procedures.guard import lower_guard, raise_guard


def put_up(apps, schema_editor):
    raise_guard(schema_editor.connection)


def take_down(apps, schema_editor):
    lower_guard(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0009_import_row_key"),
        ("workflows", "0001_routes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client", models.UUIDField(default=uuid.uuid4)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "đang khai"),
                            ("running", "đang giải quyết"),
                            ("waiting", "chờ bổ sung"),
                            ("done", "đã có kết quả"),
                            ("rejected", "không giải quyết"),
                            ("withdrawn", "đã rút"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="trạng thái",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("sort_key", models.BigIntegerField(db_index=True)),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="việc")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="năm")),
                ("data", models.JSONField(blank=True, default=dict, verbose_name="nội dung khai")),
                ("provenance", models.JSONField(blank=True, default=dict, verbose_name="nguồn của từng ô")),
                ("filled", models.PositiveSmallIntegerField(default=0, verbose_name="số ô đã có nội dung")),
                ("not_retyped", models.PositiveSmallIntegerField(default=0, verbose_name="số ô không phải khai lại")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="nộp lúc")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="kết thúc lúc")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.office",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="thay mặt",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="procedures.case",
                        verbose_name="hồ sơ trước đó",
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đề nghị",
                    ),
                ),
                (
                    "route",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case",
                        to="workflows.route",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.office",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ",
                "verbose_name_plural": "hồ sơ",
                "ordering": ["-sort_key", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, verbose_name="thành phần")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="procedures.case"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.file"),
                ),
            ],
            options={
                "verbose_name": "tệp của hồ sơ",
                "verbose_name_plural": "tệp của hồ sơ",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="mã thủ tục")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="thôi áp dụng lúc")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedures",
                        to="core.office",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "owner_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.office",
                        verbose_name="đơn vị chủ trì",
                    ),
                ),
            ],
            options={
                "verbose_name": "thủ tục",
                "verbose_name_plural": "thủ tục",
                "ordering": ["agency", "code"],
            },
        ),
        migrations.CreateModel(
            name="ProcedureVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="phiên bản")),
                ("definition", models.JSONField(verbose_name="bản mô tả")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="nội dung thay đổi")),
                (
                    "published_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="công bố lúc"
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="procedures.procedure",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflows.routetemplate"
                    ),
                ),
            ],
            options={
                "verbose_name": "phiên bản thủ tục",
                "verbose_name_plural": "phiên bản thủ tục",
                "ordering": ["procedure", "-number"],
            },
        ),
        migrations.AddField(
            model_name="procedure",
            name="current",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="procedures.procedureversion",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="procedures.procedureversion"
            ),
        ),
        migrations.CreateModel(
            name="CaseBook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("last_number", models.PositiveIntegerField(default=0, verbose_name="số cuối")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.office"
                    ),
                ),
            ],
            options={
                "verbose_name": "sổ hồ sơ",
                "verbose_name_plural": "sổ hồ sơ",
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="case_book_once")],
            },
        ),
        migrations.CreateModel(
            name="CasePaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12, verbose_name="loại")),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="mã")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                ("issued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lập lúc")),
                ("signed", models.BooleanField(default=False, verbose_name="đã ký số")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="procedures.case"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.file"),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.revision"
                    ),
                ),
            ],
            options={
                "verbose_name": "giấy tờ của hồ sơ",
                "verbose_name_plural": "giấy tờ của hồ sơ",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["result", "receipt", "supplement", "refusal", "apology", "control"])
                        ),
                        name="case_paper_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseVisibility",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("sort_key", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "đang khai"),
                            ("running", "đang giải quyết"),
                            ("waiting", "chờ bổ sung"),
                            ("done", "đã có kết quả"),
                            ("rejected", "không giải quyết"),
                            ("withdrawn", "đã rút"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visibility",
                        to="procedures.case",
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="core.principal",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["principal", "-sort_key", "-case"], name="case_list"),
                    models.Index(fields=["principal", "state", "-sort_key", "-case"], name="case_list_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "principal"), name="case_shown_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "running", "waiting", "done", "rejected", "withdrawn"])
                        ),
                        name="case_shown_state_known",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=models.UniqueConstraint(fields=("procedure", "number"), name="procedure_version_once"),
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="procedure_version_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.UniqueConstraint(fields=("agency", "code"), name="procedure_code_once"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["requester", "state", "-sort_key"], name="case_of_requester"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["edition", "state"], name="case_of_edition"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("requester", "client"), name="case_client_once"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number__isnull", False)),
                fields=("agency", "year", "number"),
                name="case_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "running", "waiting", "done", "rejected", "withdrawn"])),
                name="case_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number__isnull", True), ("state__in", ["draft", "withdrawn"])),
                    models.Q(
                        ("number__isnull", False),
                        ("route__isnull", False),
                        ("submitted_at__isnull", False),
                        ("year__isnull", False),
                        models.Q(("state", "draft"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="case_submitted_has_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["done", "rejected", "withdrawn"]), _negated=True),
                    ("closed_at__isnull", False),
                    _connector="OR",
                ),
                name="case_closed_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("not_retyped__lte", models.F("filled"))), name="case_not_retyped_of_filled"
            ),
        ),
        migrations.RunPython(put_up, take_down),
    ]
