from django.db import migrations

# Rounds of every region that can be applied to now or soon, as the regions advertise
# them: the application sees one region at a time, and whoever wants a BT looks for it
# in all of them. Only what stands in the advertisement.
ROUNDS = """
CREATE FUNCTION rounds_to_apply_to(now timestamptz)
RETURNS TABLE (region_id int, id uuid, name text, state text,
               opens_at timestamptz, closes_at timestamptz, places bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT one.region_id, one.id, one.name, one.state, one.opens_at, one.closes_at,
           (SELECT count(*) FROM recruitment_btpost post WHERE post.round_id = one.id)
    FROM recruitment_recruitmentround one
    WHERE one.state <> 'draft' AND one.opens_at IS NOT NULL AND one.closes_at >= now
    ORDER BY one.closes_at, one.region_id, one.id
$$;
REVOKE ALL ON FUNCTION rounds_to_apply_to(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rounds_to_apply_to(timestamptz) TO bt_app;
"""


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0010_linked_pairs")]

    operations = [
        migrations.RunSQL(ROUNDS, "DROP FUNCTION rounds_to_apply_to(timestamptz)"),
    ]
