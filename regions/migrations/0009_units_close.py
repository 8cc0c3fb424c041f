from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0008_readers_found_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="sista dag"),
        ),
        migrations.RemoveConstraint(
            model_name="unit", name="unit_name_once_per_region"
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                "region", Lower("name"), name="unit_name_once_per_region"
            ),
        ),
    ]
