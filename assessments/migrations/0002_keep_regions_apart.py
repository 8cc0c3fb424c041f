from django.db import migrations

from regions.migration_operations import (
    KeepRegionsApart,
    closed,
    locked,
    opened,
    unlocked,
)

SIGNED = "OLD.state IN ('signed', 'acknowledged', 'amended')"
TABLES = {
    # Once signed, only the doctor's «read» and a later correction may be noted.
    "assessments_assessment": (SIGNED, ("state", "acknowledged_at")),
    "assessments_assessmentsignature": ("true", ()),
    "assessments_assessmentdelmal": (
        "EXISTS (SELECT 1 FROM assessments_assessmentsignature s"
        " WHERE s.assessment_id = OLD.assessment_id)",
        (),
    ),
}

CODES = "assessments_assessmentdelmal"
SIGNED_ALREADY = (
    "EXISTS (SELECT 1 FROM assessments_assessmentsignature s"
    " WHERE s.assessment_id = NEW.assessment_id)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_assessments_and_kollegium"),
        ("placements", "0002_keep_regions_apart"),
    ]

    operations = [
        KeepRegionsApart("Assessment"),
        KeepRegionsApart("AssessmentDelmal"),
        KeepRegionsApart("AssessmentSignature"),
        KeepRegionsApart("Collegium"),
        *(
            migrations.RunSQL(locked(table, when, free), unlocked(table))
            for table, (when, free) in TABLES.items()
        ),
        migrations.RunSQL(closed(CODES, SIGNED_ALREADY), opened(CODES)),
    ]
