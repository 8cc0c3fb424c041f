"""The page of interviews reads why somebody is without a time; it plans nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0005_applicants_side")]

    operations = [
        migrations.AddField("interviewlayout", "told", models.JSONField(default=dict)),
        migrations.AddField(
            "interviewlayout", "told_at", models.DateTimeField(null=True)
        ),
    ]
