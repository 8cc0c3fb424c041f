"""The papers of somebody with skyddade personuppgifter are shown as they are.

Whoever is asked to assess, or to judge from outside, sees the doctor meanwhile.
"""

from importlib import import_module

from django.db import migrations

from regions.migration_operations import Unseen, union_view

below = import_module("placements.migrations.0008_protection")
READERS = (
    *below.READERS,
    f"SELECT p.user_id, a.assessor_id{below._BT}"
    " JOIN assessments_assessment a ON a.programme_id = b.id"
    f"{below._NOW} AND a.assessor_id IS NOT NULL"
    " AND a.state IN ('draft', 'requested', 'returned')",
    f"SELECT p.user_id, i.assessor_id{below._BT}"
    " JOIN certificates_invitation i ON i.programme_id = b.id"
    f"{below._NOW} AND i.state = 'waiting'",
)


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0018_seal_and_weed_dossiers"),
        ("assessments", "0015_protection"),
        ("placements", "0008_protection"),
    ]

    operations = [
        migrations.RunSQL(
            union_view("protected_readers", READERS),
            union_view("protected_readers", below.READERS),
        ),
        Unseen("certificates_applicationanswer", "programme_id"),
        Unseen("certificates_signingdecline", "programme_id"),
        Unseen("certificates_casedisclosure", "programme_id"),
        Unseen("certificates_dossier", "programme_id"),
        Unseen("certificates_finalmeeting", "programme_id"),
        Unseen("certificates_finalfollowup", "programme_id"),
        Unseen("certificates_invitation", "programme_id"),
        Unseen("certificates_casehold", "programme_id"),
        Unseen("certificates_scannedpage", "programme_id"),
        Unseen("certificates_certificate", "programme_id"),
        Unseen("certificates_externalassessment", "programme_id"),
        Unseen("certificates_finaldebt", "programme_id"),
    ]
