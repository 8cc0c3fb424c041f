from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certificates", "0003_verify_within_limits")]

    operations = [
        migrations.AddField(
            "certificatesignature", "identified_at", models.DateTimeField(null=True)
        )
    ]
