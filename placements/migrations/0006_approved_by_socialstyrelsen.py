"""A BT that Socialstyrelsen has approved."""

from django.db import migrations, models

STATES = [
    ("planned", "Planerad"),
    ("in_service", "Pågår"),
    ("final_assessment", "Slutbedömning"),
    ("base_competent", "Baskompetent"),
    ("completed", "Fullgjord"),
    ("applied", "Ansökan skickad"),
    ("approved", "Godkänd av Socialstyrelsen"),
    ("ended", "Avslutad i förtid"),
]


class Migration(migrations.Migration):
    dependencies = [("placements", "0005_end_in_advance")]

    operations = [
        migrations.AlterField(
            "programme",
            "state",
            models.CharField(choices=STATES, default="planned", max_length=20),
        ),
    ]
