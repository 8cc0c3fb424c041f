"""What somebody was asked for, what a register said, and a place elsewhere."""

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
        migrations.AddField(
            model_name="application",
            name="place_elsewhere",
            field=models.JSONField(default=dict),
        ),
    ]
