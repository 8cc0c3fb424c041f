from django.db import migrations

from regions.migration_operations import (
    KeepRegionsApart,
    closed,
    locked,
    opened,
    unlocked,
)

TABLES = {
    # From the first signature on, only the state, and a revocation, may change.
    "certificates_certificate": (
        "EXISTS (SELECT 1 FROM certificates_certificatesignature s"
        " WHERE s.certificate_id = OLD.id)",
        ("state", "revoked_by_id", "revoked_at", "revoked_reason"),
    ),
    "certificates_certificatedelmal": (
        "EXISTS (SELECT 1 FROM certificates_certificatesignature s"
        " WHERE s.certificate_id = OLD.certificate_id)",
        (),
    ),
    "certificates_certificatesignature": ("true", ()),
    "certificates_papersignature": ("true", ()),
    "certificates_document": (
        "OLD.rendered_at IS NOT NULL",
        ("withdrawn_at", "withdrawn_reason"),
    ),
}

# What /verifiera/ may ask, across regions: whether a file or a code is in the register.
# It tells nothing else, and the application has no other way past its region.
VERIFY = """
CREATE FUNCTION verify_document(code text, digest text)
RETURNS TABLE (known boolean, withdrawn_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT true, (withdrawn_at AT TIME ZONE 'Europe/Stockholm')::date
    FROM certificates_document
    WHERE rendered_at IS NOT NULL
      AND (code <> '' OR digest <> '')
      AND (code = '' OR control_code = code)
      AND (digest = '' OR sha256 = digest)
    ORDER BY withdrawn_at NULLS FIRST
    LIMIT 1
$$;
REVOKE ALL ON FUNCTION verify_document(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION verify_document(text, text) TO bt_app;
"""

CODES = "certificates_certificatedelmal"
SIGNED_ALREADY = (
    "EXISTS (SELECT 1 FROM certificates_certificatesignature s"
    " WHERE s.certificate_id = NEW.certificate_id)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0001_certificates_and_documents"),
        ("placements", "0002_keep_regions_apart"),
    ]

    operations = [
        KeepRegionsApart("Certificate"),
        KeepRegionsApart("CertificateDelmal"),
        KeepRegionsApart("CertificateSignature"),
        KeepRegionsApart("PaperSignature"),
        KeepRegionsApart("ExternalAssessment"),
        KeepRegionsApart("Document"),
        *(
            migrations.RunSQL(locked(table, when, free), unlocked(table))
            for table, (when, free) in TABLES.items()
        ),
        migrations.RunSQL(closed(CODES, SIGNED_ALREADY), opened(CODES)),
        migrations.RunSQL(VERIFY, "DROP FUNCTION verify_document(text, text)"),
    ]
