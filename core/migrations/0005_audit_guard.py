"""Triggers that refuse to change or remove the log and stored revisions of files."""

from django.db import migrations

from core.audit.guard import lower_guard, raise_guard

TABLES = (
    "core_auditentry",
    "core_auditleaf",
    "core_auditnode",
    "core_auditkey",
    "core_auditcheckpoint",
    "core_revision",
    "core_blob",
)


def put_up(apps, schema_editor):
    raise_guard(schema_editor.connection, TABLES)


def take_down(apps, schema_editor):
    lower_guard(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_audit_tree"),
    ]

    operations = [
        migrations.RunPython(put_up, take_down),
    ]
