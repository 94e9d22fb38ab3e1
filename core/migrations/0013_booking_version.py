"""Bookings move through the one gate of states, which counts their changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0012_import_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="version",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
