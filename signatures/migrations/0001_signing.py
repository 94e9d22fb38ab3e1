import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_people_files_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuedStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.CharField(max_length=40, unique=True, verbose_name="số hiệu")),
                ("at", models.DateTimeField(db_index=True, verbose_name="thời gian")),
            ],
            options={
                "verbose_name": "dấu thời gian",
                "verbose_name_plural": "dấu thời gian",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "profile",
                    models.CharField(
                        choices=[
                            ("root", "gốc"),
                            ("issuing", "cấp phát"),
                            ("person", "cá nhân"),
                            ("agency", "cơ quan"),
                            ("timestamp", "dấu thời gian"),
                        ],
                        max_length=12,
                        verbose_name="loại",
                    ),
                ),
                ("name", models.CharField(max_length=64, verbose_name="tên trên chứng thư")),
                ("serial", models.CharField(max_length=40, verbose_name="số hiệu")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="dấu vân tay số")),
                ("der", models.BinaryField()),
                ("valid_from", models.DateTimeField(verbose_name="hiệu lực từ")),
                ("valid_until", models.DateTimeField(verbose_name="hiệu lực đến")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="thu hồi lúc")),
                (
                    "revocation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "không"),
                            ("key_lost", "mất hoặc quên mã PIN"),
                            ("key_exposed", "khóa có thể đã lộ"),
                            ("left", "thôi việc hoặc chuyển công tác"),
                            ("replaced", "thay chứng thư mới"),
                            ("mistake", "cấp nhầm"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="lý do thu hồi",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người giữ",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="signatures.certificate",
                        verbose_name="nơi cấp",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="core.office",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "chứng thư số",
                "verbose_name_plural": "chứng thư số",
                "ordering": ["-valid_from", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PublicCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True, verbose_name="mã tra cứu")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="public_code", to="core.file"
                    ),
                ),
            ],
            options={
                "verbose_name": "mã tra cứu",
                "verbose_name_plural": "mã tra cứu",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SignatureImage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[("upload", "tải ảnh lên"), ("ink", "viết trên màn hình"), ("drawn", "vẽ sẵn")],
                        max_length=10,
                        verbose_name="cách tạo",
                    ),
                ),
                ("is_current", models.BooleanField(default=True, verbose_name="đang dùng")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seal_images",
                        to="core.office",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature_images",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.revision"
                    ),
                ),
            ],
            options={
                "verbose_name": "ảnh chữ ký, con dấu",
                "verbose_name_plural": "ảnh chữ ký, con dấu",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SigningIntent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("field", models.CharField(max_length=40)),
                ("capacity", models.CharField(blank=True, max_length=300, verbose_name="tư cách ký")),
                ("purpose", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="signatures.certificate"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.revision"
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signing_intents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "ý định ký",
                "verbose_name_plural": "ý định ký",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SignatureRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "chữ ký cá nhân"), ("agency", "chữ ký cơ quan")],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("field", models.CharField(max_length=40)),
                ("capacity", models.CharField(blank=True, max_length=300, verbose_name="tư cách ký")),
                ("purpose", models.CharField(blank=True, max_length=200)),
                ("level", models.CharField(max_length=6, verbose_name="mức")),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ký lúc")),
                ("verdict", models.JSONField(verbose_name="kết quả kiểm tra")),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="signatures.certificate",
                    ),
                ),
                (
                    "result",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature_record",
                        to="core.revision",
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature_records",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.revision"
                    ),
                ),
                (
                    "intent",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record",
                        to="signatures.signingintent",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần ký",
                "verbose_name_plural": "lần ký",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("provider", models.CharField(default="software", max_length=20, verbose_name="nơi giữ khóa")),
                ("salt", models.BinaryField()),
                ("nonce", models.BinaryField()),
                ("ciphertext", models.BinaryField()),
                ("memory", models.PositiveIntegerField(null=True)),
                ("passes", models.PositiveSmallIntegerField(null=True)),
                ("lanes", models.PositiveSmallIntegerField(null=True)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("failed_attempts", models.PositiveSmallIntegerField(default=0, verbose_name="số lần nhập sai PIN")),
                ("locked_until", models.DateTimeField(null=True, verbose_name="khóa tạm đến")),
                ("is_blocked", models.BooleanField(default=False, verbose_name="khóa hẳn")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "certificate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="key", to="signatures.certificate"
                    ),
                ),
            ],
            options={
                "verbose_name": "khóa ký",
                "verbose_name_plural": "khóa ký",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="TrustAnchor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("internal", "chuyên dùng (nội bộ cơ quan)"),
                            ("public", "công cộng"),
                            ("official", "chuyên dùng công vụ"),
                        ],
                        max_length=10,
                        verbose_name="loại chữ ký",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="dấu vân tay số")),
                ("der", models.BinaryField()),
                ("is_active", models.BooleanField(default=True, verbose_name="đang tin cậy")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="căn cứ")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "gốc tin cậy",
                "verbose_name_plural": "gốc tin cậy",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(fields=("issuer", "serial"), name="certificate_serial_once"),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("profile", "person"), ("revoked_at__isnull", True)),
                fields=("holder",),
                name="certificate_one_live_of_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("profile", "agency"), ("revoked_at__isnull", True)),
                fields=("office",),
                name="certificate_one_live_of_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("profile__in", ["root", "issuing", "person", "agency", "timestamp"])),
                name="certificate_profile_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder__isnull", False), ("office__isnull", True), ("profile", "person")),
                    models.Q(("holder__isnull", True), ("office__isnull", False), ("profile", "agency")),
                    models.Q(
                        ("holder__isnull", True),
                        ("office__isnull", True),
                        ("profile__in", ["root", "issuing", "timestamp"]),
                    ),
                    _connector="OR",
                ),
                name="certificate_holder_fits_profile",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("issuer__isnull", True), ("profile", "root")),
                    models.Q(models.Q(("profile", "root"), _negated=True), ("issuer__isnull", False)),
                    _connector="OR",
                ),
                name="certificate_issuer_unless_root",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revocation", ""), ("revoked_at__isnull", True)),
                    models.Q(
                        ("revocation__in", ["key_lost", "key_exposed", "left", "replaced", "mistake"]),
                        ("revoked_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="certificate_revoked_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gt", models.F("valid_from"))), name="certificate_validity_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="signatureimage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("office__isnull", True), ("owner__isnull", False)),
                    models.Q(("office__isnull", False), ("owner__isnull", True)),
                    _connector="OR",
                ),
                name="signature_image_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="signatureimage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)), fields=("owner",), name="signature_image_one_of_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="signatureimage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)), fields=("office",), name="signature_image_one_of_agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="signingintent",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("created_at"))), name="signing_intent_expires_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="signingintent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("used_at__isnull", True), ("used_at__lte", models.F("expires_at")), _connector="OR"
                ),
                name="signing_intent_used_in_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("intent__isnull", False), ("kind", "person")),
                    models.Q(("intent__isnull", True), ("kind", "agency")),
                    _connector="OR",
                ),
                name="signature_record_person_by_intent",
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["B-B", "B-T", "B-LT", "B-LTA"])),
                name="signature_record_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("result")), _negated=True),
                name="signature_record_changes_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="signingkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lanes__isnull", True), ("memory__isnull", True), ("passes__isnull", True)),
                    models.Q(("lanes__gte", 1), ("memory__gte", 65536), ("passes__gte", 3)),
                    _connector="OR",
                ),
                name="signing_key_costs_enough",
            ),
        ),
        migrations.AddConstraint(
            model_name="signingkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("failed_attempts__lt", 10), ("is_blocked", True), _connector="OR"),
                name="signing_key_blocked_after_ten",
            ),
        ),
        migrations.AddConstraint(
            model_name="trustanchor",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["internal", "public", "official"])), name="trust_anchor_kind_known"
            ),
        ),
    ]
