import django.db.models.deletion
from django.db import migrations, models

from regions.migration_operations import KeepReferenceInRegion

# Who asks at /verifiera/, and how often. It knows no region, so no policy could guard
# it: the application has no right to the table, and reaches it by these two alone.
# Each question is a row of its own, for a shared counter would make everybody wait
# until the slowest upload is over. What is refused leaves no row: the table never
# holds more than the limit, whoever knocks.
LIMIT = """
CREATE TABLE certificates_verification (
    sender text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX certificates_verification_sender ON certificates_verification (sender, at);
CREATE INDEX certificates_verification_at ON certificates_verification (at);
REVOKE ALL ON certificates_verification FROM bt_app;

CREATE FUNCTION count_verification(
    who text, moment timestamptz, since interval, most_each int, most_in_all int
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    each int;
    every int;
BEGIN
    SELECT count(*) INTO each FROM certificates_verification
        WHERE sender = who AND at > moment - since;
    SELECT count(*) INTO every FROM certificates_verification WHERE at > moment - since;
    IF each >= most_each OR every >= most_in_all THEN
        RETURN false;
    END IF;
    INSERT INTO certificates_verification VALUES (who, moment);
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION count_verification(text, timestamptz, interval, int, int)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_verification(text, timestamptz, interval, int, int)
    TO bt_app;

CREATE FUNCTION forget_verifications(before timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
    WITH gone AS (DELETE FROM certificates_verification WHERE at < before RETURNING 1)
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION forget_verifications(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_verifications(timestamptz) TO bt_app;
"""
NO_LIMIT = """
DROP FUNCTION forget_verifications(timestamptz);
DROP FUNCTION count_verification(text, timestamptz, interval, int, int);
DROP TABLE certificates_verification;
"""

# As before, and whether a newer document stands in its place.
VERIFY = """
DROP FUNCTION verify_document(text, text);
CREATE FUNCTION verify_document(code text, digest text)
RETURNS TABLE (known boolean, withdrawn_on date, replaced boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT true, (d.withdrawn_at AT TIME ZONE 'Europe/Stockholm')::date,
        EXISTS (SELECT 1 FROM certificates_document n WHERE n.replaces_id = d.id)
    FROM certificates_document d
    WHERE d.rendered_at IS NOT NULL
      AND (code <> '' OR digest <> '')
      AND (code = '' OR d.control_code = code)
      AND (digest = '' OR d.sha256 = digest)
    ORDER BY d.withdrawn_at NULLS FIRST
    LIMIT 1
$$;
REVOKE ALL ON FUNCTION verify_document(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION verify_document(text, text) TO bt_app;
"""
VERIFY_BEFORE = """
DROP FUNCTION verify_document(text, text);
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


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_keep_regions_apart")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="replaces",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="certificates.document",
            ),
        ),
        KeepReferenceInRegion("Document", "replaces"),
        migrations.RunSQL(LIMIT, NO_LIMIT),
        migrations.RunSQL(VERIFY, VERIFY_BEFORE),
    ]
