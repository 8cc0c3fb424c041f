"""Which papers somebody was asked for is kept, so that what comes can answer it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0004_clearing")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="complement_kinds",
            field=models.JSONField(default=list),
        ),
    ]
