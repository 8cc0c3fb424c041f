import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from regions.migration_operations import KeepRegionsApart


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0005_what_the_final_judgement_lacks"),
        ("regions", "0006_recruiting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ElectronicPath",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "seals",
                    models.BooleanField(
                        verbose_name="förse intygens PDF med regionens stämpel"
                    ),
                ),
                (
                    "shares",
                    models.BooleanField(
                        verbose_name="låt läkaren hämta intyget i maskinläsbar form"
                    ),
                ),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="document",
            name="seal_certificate",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="document",
            name="seal_level",
            field=models.CharField(blank=True, max_length=4),
        ),
        migrations.AddField(
            model_name="document",
            name="seal_note",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seal_certificate", ""), ("seal_level", "")),
                    models.Q(
                        models.Q(("seal_level", ""), _negated=True),
                        models.Q(("seal_certificate", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="document_sealed_by_somebody",
            ),
        ),
        migrations.AddField(
            model_name="electronicpath",
            name="changed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="electronicpath",
            name="region",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
            ),
        ),
        migrations.AddConstraint(
            model_name="electronicpath",
            constraint=models.UniqueConstraint(
                fields=("region",), name="one_electronic_path_in_a_region"
            ),
        ),
        KeepRegionsApart("ElectronicPath"),
    ]
