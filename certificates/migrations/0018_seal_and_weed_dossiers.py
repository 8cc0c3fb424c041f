"""The seal on a dossier's PDF, and the one way to weed dossiers and scanned originals."""

from django.db import migrations, models

from regions.migration_operations import (
    locked,
    locked_but_for_weeding,
    not_weedable,
    weedable,
)

DOSSIER, PRINT = "certificates_dossier", "certificates_dossierprint"
SCAN = "certificates_scannedpage"
OF_FROZEN = (
    "EXISTS (SELECT 1 FROM certificates_dossier d"
    " WHERE d.id = OLD.dossier_id AND d.frozen)"
)
FILED = ("document_id", "page", "by_code", "filed_by_id", "filed_at", "replaced_at")
# As they were locked before, and the column that a decision lists.
LOCKS = (
    (DOSSIER, "OLD.frozen", (), "id"),
    (PRINT, OF_FROZEN, (), "dossier_id"),
    (SCAN, "OLD.filed_at IS NOT NULL", FILED, "id"),
)
OF_PRINT = ((PRINT, "dossier_id", "pdf"),)
WAYS = {
    "dossiers": weedable(
        "dossiers", DOSSIER, "data", emptied=OF_PRINT, blank="'{}'::jsonb"
    ),
    "signed_scans": weedable("signed_scans", SCAN, "content"),
}


def again(table: str, when: str, free: tuple[str, ...]) -> str:
    """The lock as it was, without a way past."""
    made = locked(table, when, free).split("CREATE TRIGGER")[0]
    return made.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0017_bound_elsewhere"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossierprint",
            name="seal_level",
            field=models.CharField(blank=True, default="", max_length=4),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="dossierprint",
            name="seal_certificate",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="dossierprint",
            name="seal_note",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="dossierprint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seal_certificate", ""), ("seal_level", "")),
                    models.Q(
                        models.Q(("seal_level", ""), _negated=True),
                        models.Q(("seal_certificate", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="dossier_sealed_by_somebody",
            ),
        ),
        migrations.AlterField(
            model_name="electronicpath",
            name="seals",
            field=models.BooleanField(
                verbose_name="förse intygens och underlagens PDF med regionens stämpel"
            ),
        ),
        *(
            migrations.RunSQL(
                locked_but_for_weeding(table, when, free, thing),
                again(table, when, free),
            )
            for table, when, free, thing in LOCKS
        ),
        *(migrations.RunSQL(way, not_weedable(kind)) for kind, way in WAYS.items()),
    ]
