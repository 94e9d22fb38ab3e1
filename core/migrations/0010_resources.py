"""Rooms, vehicles and equipment, and bookings that cannot overlap (btree_gist comes with PostgreSQL itself)."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from core.overlaps import bar, unbar


def put_up(apps, schema_editor):
    bar(schema_editor.connection)


def take_down(apps, schema_editor):
    unbar(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0009_import_row_key"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Resource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("room", "phòng"), ("vehicle", "xe"), ("equipment", "thiết bị")],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="tên")),
                ("code", models.CharField(blank=True, max_length=30, verbose_name="mã, biển số")),
                ("capacity", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số chỗ")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                (
                    "valid_from",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="dùng từ ngày"),
                ),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resources",
                        to="core.office",
                        verbose_name="cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "phòng, xe, thiết bị",
                "verbose_name_plural": "phòng, xe, thiết bị",
                "ordering": ["office", "kind", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateTimeField(verbose_name="từ")),
                ("ends", models.DateTimeField(verbose_name="đến")),
                ("purpose", models.CharField(max_length=300, verbose_name="việc")),
                (
                    "state",
                    models.CharField(
                        choices=[("held", "giữ chỗ"), ("confirmed", "đã xếp"), ("released", "đã nhả")],
                        default="held",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("url", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đặt",
                    ),
                ),
                (
                    "people",
                    models.ManyToManyField(
                        related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="người liên quan"
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="core.resource",
                        verbose_name="phòng, xe, thiết bị",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần đặt",
                "verbose_name_plural": "lần đặt",
                "ordering": ["starts", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(fields=("office", "kind", "name"), name="resource_name_once"),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True), fields=("office", "code"), name="resource_code_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["room", "vehicle", "equipment"])), name="resource_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="resource_dates",
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("state", "released"), _negated=True),
                fields=["resource", "starts"],
                name="booking_standing",
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("subject", ""), _negated=True), fields=["subject"], name="booking_of_subject"
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))), name="booking_times"
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["held", "confirmed", "released"])), name="booking_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_at__isnull", False), ("state", "released")),
                    models.Q(models.Q(("state", "released"), _negated=True), ("released_at__isnull", True)),
                    _connector="OR",
                ),
                name="booking_released_has_time",
            ),
        ),
        migrations.RunPython(put_up, take_down),
    ]
