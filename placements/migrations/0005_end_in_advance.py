"""A BT can end before it is done, with who ended it and why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATES = [
    ("planned", "Planerad"),
    ("in_service", "Pågår"),
    ("final_assessment", "Slutbedömning"),
    ("base_competent", "Baskompetent"),
    ("completed", "Fullgjord"),
    ("applied", "Ansökan skickad"),
    ("ended", "Avslutad i förtid"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("placements", "0004_extensions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            "programme",
            "state",
            models.CharField(choices=STATES, default="planned", max_length=20),
        ),
        migrations.AddField(
            "programme",
            "ended_on",
            models.DateField(null=True, verbose_name="avslutad"),
        ),
        migrations.AddField(
            "programme",
            "ended_reason",
            models.CharField(blank=True, max_length=300, verbose_name="skäl"),
        ),
        migrations.AddField(
            "programme",
            "ended_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("programme", "ended_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "programme",
            models.CheckConstraint(
                condition=models.Q(state="ended") ^ models.Q(ended_on__isnull=True),
                name="programme_ended_has_a_day",
            ),
        ),
    ]
