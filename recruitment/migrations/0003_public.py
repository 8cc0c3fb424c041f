"""A number when the application is sent, what is typed before that, and a limit."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from regions.migration_operations import KeepRegionsApart


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0002_keep_regions_apart")]

    operations = [
        migrations.CreateModel(
            name="FormUse",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("region", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region")),
                ("key", models.CharField(max_length=64)),
                ("hour", models.DateTimeField()),
                ("uses", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("region", "key", "hour"), name="form_use_once_per_hour")],
            },
        ),
        migrations.AddField("application", "typed", models.JSONField(default=dict)),
        migrations.AlterField("application", "number", models.PositiveIntegerField(null=True)),
        migrations.AddConstraint(
            "application",
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True) | models.Q(number__isnull=False),
                name="application_sent_has_a_number",
            ),
        ),
        KeepRegionsApart("FormUse"),
    ]  # fmt: skip
