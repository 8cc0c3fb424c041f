from django.db import migrations

# Whether people are bound to a doctor by what another region has registered. It tells
# who, and neither where, when nor by what: the application sees one region at a time,
# and an extern bedömare who is lent must be free of ties in the lender's region too.
BOUND = """
CREATE FUNCTION bound_elsewhere(about uuid, people uuid[], here int)
RETURNS TABLE (person uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH service AS (
        SELECT user_id, unit_id, starts, coalesce(ends, 'infinity'::date) AS ends
        FROM regions_employment
        WHERE region_id <> here AND user_id = ANY (people || about)
        UNION ALL
        SELECT user_id, unit_id, starts, coalesce(ends, 'infinity'::date)
        FROM regions_unitassignment
        WHERE region_id <> here AND user_id = ANY (people || about)
        UNION ALL
        SELECT held.user_id, at.unit_id, held.starts,
               coalesce(held.ends, 'infinity'::date)
        FROM placements_programmeassignment held
        JOIN placements_placement at ON at.id = held.placement_id
        WHERE held.region_id <> here AND held.user_id = ANY (people || about)
          AND at.unit_id IS NOT NULL
        UNION ALL
        SELECT doctor.user_id, at.unit_id, period.starts_on, period.ends_on
        FROM placements_doctor doctor
        JOIN placements_programme bt ON bt.doctor_id = doctor.id
        JOIN placements_placement at ON at.programme_id = bt.id
        JOIN placements_placementperiod period ON period.placement_id = at.id
        WHERE doctor.region_id <> here AND doctor.user_id = ANY (people || about)
          AND at.unit_id IS NOT NULL
    ), bts AS (
        SELECT bt.id FROM placements_programme bt
        JOIN placements_doctor doctor ON doctor.id = bt.doctor_id
        WHERE doctor.user_id = about AND bt.region_id <> here
    )
    SELECT mine.user_id FROM service mine
    JOIN service theirs ON theirs.unit_id = mine.unit_id
     AND mine.starts <= theirs.ends AND theirs.starts <= mine.ends
    WHERE mine.user_id = ANY (people) AND theirs.user_id = about
      AND mine.user_id <> about
    UNION
    SELECT held.user_id FROM placements_programmeassignment held
    WHERE held.programme_id IN (SELECT id FROM bts)
      AND held.user_id = ANY (people)
      AND held.role NOT IN ('doctor', 'external_assessor')
    UNION
    SELECT assessor_id FROM assessments_assessment
    WHERE programme_id IN (SELECT id FROM bts) AND assessor_id = ANY (people)
      AND state IN ('draft', 'returned', 'signed', 'acknowledged', 'amended')
$$;
REVOKE ALL ON FUNCTION bound_elsewhere(uuid, uuid[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bound_elsewhere(uuid, uuid[], int) TO bt_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0016_the_final_judgement"),
        ("assessments", "0014_anchors"),
    ]

    operations = [
        migrations.RunSQL(BOUND, "DROP FUNCTION bound_elsewhere(uuid, uuid[], int)"),
    ]
