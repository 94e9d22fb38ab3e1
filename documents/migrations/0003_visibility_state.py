"""Rows of visibility know the state of their document, so that lists by state stay fast in a big archive."""

import django.db.models.deletion
from django.db import migrations, models

STATES = ["draft", "in_review", "signed", "numbered", "sealed", "issued", "cancelled"]


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_document_kept_faults"),
    ]

    operations = [
        migrations.AddField(
            model_name="documentvisibility",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "dự thảo"),
                    ("in_review", "đang trình"),
                    ("signed", "đã ký"),
                    ("numbered", "đã cấp số"),
                    ("sealed", "đã đóng dấu"),
                    ("issued", "đã phát hành"),
                    ("cancelled", "đã hủy"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="documentvisibility",
            name="document",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="visibility",
                to="documents.document",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentvisibility",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", STATES)), name="document_shown_state_known"
            ),
        ),
        migrations.AddIndex(
            model_name="documentvisibility",
            index=models.Index(
                fields=["principal", "state", "-sort_key", "-document"], name="document_list_by_state"
            ),
        ),
    ]
