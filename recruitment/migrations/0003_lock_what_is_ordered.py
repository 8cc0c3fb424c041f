"""What an order says of each applicant is locked with it, and so are the points."""

from django.db import migrations

from regions.migration_operations import closed, locked, opened, unlocked

FIXED = (
    "EXISTS (SELECT 1 FROM recruitment_ranking ranking"
    " WHERE ranking.id = {row}.ranking_id AND ranking.state <> 'draft')"
)
KEPT = (
    "NOT EXISTS (SELECT 1 FROM recruitment_ranking ranking"
    " JOIN recruitment_recruitmentround round ON round.id = ranking.round_id"
    " WHERE ranking.id = OLD.ranking_id AND round.purge_on <= current_date"
    " AND round.held_at IS NULL)"
)
POINTS_LOCKED = """
CREATE FUNCTION recruitment_review_ordered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sent_at IS NOT NULL
        AND (TG_OP = 'INSERT' OR OLD.sent_at IS NULL
            OR NEW.superseded_at IS DISTINCT FROM OLD.superseded_at)
        AND EXISTS (SELECT 1 FROM recruitment_ranking ranking
            JOIN recruitment_application application
                ON application.round_id = ranking.round_id
            WHERE application.id = NEW.application_id AND ranking.state = 'fixed')
    THEN
        RAISE EXCEPTION 'recruitment_review: the order is fixed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recruitment_review_ordered BEFORE INSERT OR UPDATE ON recruitment_review
    FOR EACH ROW EXECUTE FUNCTION recruitment_review_ordered();
"""
POINTS_OPEN = """
DROP TRIGGER recruitment_review_ordered ON recruitment_review;
DROP FUNCTION recruitment_review_ordered();
"""


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0002_keep_regions_apart")]

    operations = [
        migrations.RunSQL(
            locked("recruitment_rankedplace", f"{FIXED.format(row='OLD')} AND {KEPT}"),
            unlocked("recruitment_rankedplace"),
        ),
        migrations.RunSQL(
            closed("recruitment_rankedplace", FIXED.format(row="NEW")),
            opened("recruitment_rankedplace"),
        ),
        migrations.RunSQL(POINTS_LOCKED, POINTS_OPEN),
    ]
