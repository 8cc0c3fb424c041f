"""Which papers somebody was asked for, and what the office found in a register."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0004_clearing")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="complement_kinds",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="application",
            name="checked",
            field=models.JSONField(default=dict),
        ),
    ]
