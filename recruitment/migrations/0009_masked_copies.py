"""A masked copy has a state, and is shown in two of them alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recruitment", "0008_saved_views"),
        ("regions", "0006_recruiting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="mask_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="paper",
            name="mask_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="mask_doubt",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="paper",
            name="mask_pages",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="paper",
            name="mask_state",
            field=models.CharField(
                choices=[
                    ("waiting", "Maskas"),
                    ("masked", "Maskad"),
                    ("approved", "Godkänd av kansliet"),
                    ("doubt", "Behöver ses över"),
                    ("left_out", "Visas inte"),
                ],
                default="waiting",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="masked_type",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mask_state__in", ("masked", "approved")), _negated=True),
                    ("masked__isnull", False),
                    _connector="OR",
                ),
                name="shown_paper_has_a_copy",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mask_state", "approved"), _negated=True),
                    ("mask_by__isnull", False),
                    _connector="OR",
                ),
                name="approved_copy_has_its_approver",
            ),
        ),
    ]
