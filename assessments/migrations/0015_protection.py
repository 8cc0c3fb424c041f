"""What is written of somebody with skyddade personuppgifter is shown as they are."""

from django.db import migrations

from regions.migration_operations import Unseen, seen

# Agreed in a kollegium or in a plan: shown as that is.
AGREED = """
CREATE POLICY unseen ON assessments_agreedaction AS RESTRICTIVE
USING (EXISTS (SELECT FROM assessments_collegium c WHERE c.id = collegium_id)
    OR EXISTS (SELECT FROM assessments_actionplan p WHERE p.id = plan_id))
WITH CHECK (true)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0014_anchors"),
        ("regions", "0007_protection"),
    ]

    operations = [
        Unseen("assessments_assessment", "programme_id"),
        Unseen("assessments_activity", "programme_id"),
        Unseen("assessments_bestevidence", "programme_id"),
        Unseen("assessments_checklistitem", "placement_id"),
        Unseen("assessments_meetingdoctor", "programme_id"),
        Unseen("assessments_collegium", "programme_id"),
        Unseen("assessments_concern", "programme_id"),
        Unseen("assessments_actionplan", "programme_id"),
        Unseen("assessments_handovercard", "placement_id"),
        Unseen("assessments_feedbackround", "programme_id"),
        Unseen("assessments_talk", "programme_id"),
        migrations.RunSQL(AGREED, seen("assessments_agreedaction")),
    ]
