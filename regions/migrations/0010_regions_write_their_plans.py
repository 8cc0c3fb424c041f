from django.db import migrations, models

from regions.migration_operations import locked, unlocked

MODEL, PART = "regions_regionalmodel", "regions_planpart"
WRITTEN = "OLD.written_at IS NOT NULL"
PART_OF_WRITTEN = (
    "EXISTS (SELECT 1 FROM regions_regionalmodel m"
    " WHERE m.id = OLD.model_id AND m.written_at IS NOT NULL)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0009_units_close"),
    ]

    operations = [
        migrations.AddField(
            model_name="regionalmodel",
            name="written_by",
            field=models.CharField(blank=True, default="", max_length=320),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="regionalmodel",
            name="written_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RemoveConstraint(
            model_name="regionalmodel", name="regional_model_once"
        ),
        migrations.AddConstraint(
            model_name="regionalmodel",
            constraint=models.UniqueConstraint(
                condition=models.Q(written_at__isnull=True),
                fields=("region", "label", "valid_from"),
                name="regional_model_once",
            ),
        ),
        migrations.RunSQL(locked(MODEL, WRITTEN), unlocked(MODEL)),
        migrations.RunSQL(locked(PART, PART_OF_WRITTEN), unlocked(PART)),
    ]
