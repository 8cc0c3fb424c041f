from django.db import migrations, models
from django.db.models.functions import TruncDate
from django.db.models.lookups import Exact


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0011_rounds_everywhere")]

    operations = [
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=Exact(TruncDate("starts_at"), TruncDate("ends_at")),
                name="interview_within_one_day",
            ),
        ),
    ]
