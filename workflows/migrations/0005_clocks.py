import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_resources"),
        ("workflows", "0004_engine_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.UUIDField(default=uuid.uuid4)),
                ("seeded", models.JSONField(default=list, verbose_name="năm đã lấy từ danh mục")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "bản lịch làm việc",
                "verbose_name_plural": "bản lịch làm việc",
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(verbose_name="từ")),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="đến")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
            ],
            options={
                "verbose_name": "lần tạm dừng",
                "verbose_name_plural": "lần tạm dừng",
                "ordering": ["since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Timer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("budget", models.PositiveIntegerField(verbose_name="thời hạn")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("working_hour", "giờ làm việc"),
                            ("working_day", "ngày làm việc"),
                            ("calendar_day", "ngày"),
                        ],
                        max_length=15,
                        verbose_name="đơn vị thời hạn",
                    ),
                ),
                ("consumed", models.PositiveBigIntegerField(default=0, verbose_name="đã dùng")),
                (
                    "phase",
                    models.CharField(
                        choices=[("running", "đang chạy"), ("paused", "tạm dừng"), ("stopped", "đã dừng")],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("running_since", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField(verbose_name="hạn")),
                ("closes_day", models.BooleanField(default=True)),
                ("rest", models.JSONField(default=list, verbose_name="ngày nghỉ đã tính")),
                ("series", models.PositiveSmallIntegerField(default=1)),
                (
                    "next_rung",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("half", "còn một nửa thời gian"),
                            ("three_quarters", "còn một phần tư thời gian"),
                            ("due", "đến hạn"),
                            ("over1", "quá hạn một ngày làm việc"),
                            ("over3", "quá hạn ba ngày làm việc"),
                        ],
                        max_length=15,
                    ),
                ),
                ("next_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "đồng hồ",
                "verbose_name_plural": "đồng hồ",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="TimerFire",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.PositiveSmallIntegerField(default=1)),
                (
                    "rung",
                    models.CharField(
                        choices=[
                            ("half", "còn một nửa thời gian"),
                            ("three_quarters", "còn một phần tư thời gian"),
                            ("due", "đến hạn"),
                            ("over1", "quá hạn một ngày làm việc"),
                            ("over3", "quá hạn ba ngày làm việc"),
                        ],
                        max_length=15,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("told", models.JSONField(default=list, verbose_name="đã báo")),
                (
                    "passed_with",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("half", "còn một nửa thời gian"),
                            ("three_quarters", "còn một phần tư thời gian"),
                            ("due", "đến hạn"),
                            ("over1", "quá hạn một ngày làm việc"),
                            ("over3", "quá hạn ba ngày làm việc"),
                        ],
                        max_length=15,
                    ),
                ),
                ("announced", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "lần nhắc hạn",
                "verbose_name_plural": "lần nhắc hạn",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TimerShift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("before", models.DateTimeField(verbose_name="hạn cũ")),
                ("after", models.DateTimeField(verbose_name="hạn mới")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
            ],
            options={
                "verbose_name": "lần dời hạn",
                "verbose_name_plural": "lần dời hạn",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="WorkDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField(verbose_name="ngày")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("off", "nghỉ lễ, tết"),
                            ("swap_off", "nghỉ hoán đổi"),
                            ("swap_work", "làm bù"),
                            ("half", "làm nửa ngày"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="tên")),
                ("legal_ref", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                (
                    "status",
                    models.CharField(
                        choices=[("estimated", "dự kiến"), ("confirmed", "đã xác nhận")],
                        default="confirmed",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
            ],
            options={
                "verbose_name": "ngày khác lịch tuần",
                "verbose_name_plural": "ngày khác lịch tuần",
                "ordering": ["date", "pk"],
            },
        ),
        migrations.CreateModel(
            name="WorkHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Thứ Hai"),
                            (1, "Thứ Ba"),
                            (2, "Thứ Tư"),
                            (3, "Thứ Năm"),
                            (4, "Thứ Sáu"),
                            (5, "Thứ Bảy"),
                            (6, "Chủ Nhật"),
                        ],
                        verbose_name="thứ",
                    ),
                ),
                ("starts", models.TimeField(verbose_name="từ")),
                ("ends", models.TimeField(verbose_name="đến")),
            ],
            options={
                "verbose_name": "giờ làm việc",
                "verbose_name_plural": "giờ làm việc",
                "ordering": ["weekday", "starts"],
            },
        ),
        migrations.AddField(
            model_name="deputation",
            name="amount_cap",
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name="mức tiền tối đa"),
        ),
        migrations.AddField(
            model_name="deputation",
            name="source",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddConstraint(
            model_name="deputation",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("source", ""), _negated=True), ("revoked_at__isnull", True)),
                fields=("source",),
                name="deputation_of_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendaredition",
            constraint=models.CheckConstraint(condition=models.Q(("id", 1)), name="calendar_edition_one"),
        ),
        migrations.AddField(
            model_name="timer",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.office"),
        ),
        migrations.AddField(
            model_name="timer",
            name="route",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="timers", to="workflows.route"
            ),
        ),
        migrations.AddField(
            model_name="timer",
            name="step",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="timers",
                to="workflows.routestep",
            ),
        ),
        migrations.AddField(
            model_name="suspension",
            name="timer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="suspensions", to="workflows.timer"
            ),
        ),
        migrations.AddField(
            model_name="timerfire",
            name="timer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="fires", to="workflows.timer"
            ),
        ),
        migrations.AddField(
            model_name="timershift",
            name="timer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="shifts", to="workflows.timer"
            ),
        ),
        migrations.AddField(
            model_name="workday",
            name="office",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="work_days",
                to="core.office",
                verbose_name="đơn vị",
            ),
        ),
        migrations.AddField(
            model_name="workhours",
            name="office",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="work_hours",
                to="core.office",
                verbose_name="đơn vị",
            ),
        ),
        migrations.AddIndex(
            model_name="timer",
            index=models.Index(fields=["phase", "next_at"], name="timer_next"),
        ),
        migrations.AddConstraint(
            model_name="timer",
            constraint=models.CheckConstraint(condition=models.Q(("budget__gte", 1)), name="timer_budget"),
        ),
        migrations.AddConstraint(
            model_name="timer",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__in", ["working_hour", "working_day", "calendar_day"])),
                name="timer_unit_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="timer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("phase", "running"), ("running_since__isnull", False)),
                    models.Q(
                        ("next_at__isnull", True),
                        ("phase__in", ["paused", "stopped"]),
                        ("running_since__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="timer_runs_since",
            ),
        ),
        migrations.AddConstraint(
            model_name="timer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("phase__in", ["running", "paused"])), fields=("step",), name="timer_one_of_step"
            ),
        ),
        migrations.AddConstraint(
            model_name="timer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("phase__in", ["running", "paused"]), ("step__isnull", True)),
                fields=("route",),
                name="timer_one_of_route",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="suspension_forward",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)), fields=("timer",), name="suspension_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="timerfire",
            constraint=models.UniqueConstraint(fields=("timer", "series", "rung"), name="timer_fire_once"),
        ),
        migrations.AddConstraint(
            model_name="workday",
            constraint=models.UniqueConstraint(fields=("office", "date"), name="work_day_once"),
        ),
        migrations.AddConstraint(
            model_name="workday",
            constraint=models.UniqueConstraint(
                condition=models.Q(("office__isnull", True)), fields=("date",), name="work_day_once_for_all"
            ),
        ),
        migrations.AddConstraint(
            model_name="workday",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["off", "swap_off", "swap_work", "half"])), name="work_day_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="workday",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["estimated", "confirmed"])), name="work_day_status_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="workday",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="work_day_named"),
        ),
        migrations.AddConstraint(
            model_name="workhours",
            constraint=models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="work_hours_weekday"),
        ),
        migrations.AddConstraint(
            model_name="workhours",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))), name="work_hours_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="workhours",
            constraint=models.UniqueConstraint(fields=("office", "weekday", "starts"), name="work_hours_once"),
        ),
        migrations.AddConstraint(
            model_name="workhours",
            constraint=models.UniqueConstraint(
                condition=models.Q(("office__isnull", True)),
                fields=("weekday", "starts"),
                name="work_hours_once_for_all",
            ),
        ),
    ]
