from django.db import migrations, models

from regions.migration_operations import locked, unlocked

TABLE = "assessments_assessment"
SIGNED = "OLD.state IN ('signed', 'acknowledged', 'amended')"
BEFORE = ("state", "acknowledged_at")
NOW = (*BEFORE, "used_at")  # and that a delmål has been certified on it

# What has been corrected is final, and a correction follows what it corrects.
FINAL = """
    CREATE FUNCTION assessments_assessment_corrected() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.state = 'amended' AND NEW IS DISTINCT FROM OLD THEN
            RAISE EXCEPTION 'assessments_assessment: what has been corrected is final'
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'INSERT' AND NEW.replaces_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM assessments_assessment former
            WHERE former.id = NEW.replaces_id AND former.state = 'amended'
                AND former.programme_id = NEW.programme_id
                AND former.instrument = NEW.instrument
        ) THEN
            RAISE EXCEPTION 'assessments_assessment: a correction follows what it corrects'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER assessments_assessment_corrected BEFORE INSERT OR UPDATE ON assessments_assessment
        FOR EACH ROW EXECUTE FUNCTION assessments_assessment_corrected();
"""
NOT_FINAL = """
    DROP TRIGGER assessments_assessment_corrected ON assessments_assessment;
    DROP FUNCTION assessments_assessment_corrected();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0012_opened_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="used_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="assessment",
            name="correction_reason",
            field=models.TextField(
                blank=True, default="", verbose_name="vad som är rättat"
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces__isnull", True),
                    models.Q(("correction_reason", ""), _negated=True),
                    _connector="XOR",
                ),
                name="assessment_correction_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "amended"), _negated=True),
                    ("used_at__isnull", True),
                    _connector="OR",
                ),
                name="assessment_stands_while_certified",
            ),
        ),
        migrations.RunSQL(unlocked(TABLE), locked(TABLE, SIGNED, BEFORE)),
        migrations.RunSQL(locked(TABLE, SIGNED, NOW), unlocked(TABLE)),
        migrations.RunSQL(FINAL, NOT_FINAL),
    ]
