"""A BT with skyddade personuppgifter is shown to those who may see it alone."""

from django.db import migrations

from regions.migration_operations import (
    PROTECTED_READERS,
    PROTECTED_THINGS,
    Unseen,
    union_view,
)

_OWN = (
    " FROM regions_protection p"
    " JOIN placements_doctor d ON d.user_id = p.user_id AND d.region_id = p.region_id"
)
_BT = _OWN + " JOIN placements_programme b ON b.doctor_id = d.id"
_NOW = " WHERE p.ended_at IS NULL"
THINGS = (
    *PROTECTED_THINGS,
    f"SELECT p.user_id, d.id{_OWN}{_NOW}",
    f"SELECT p.user_id, b.id{_BT}{_NOW}",
    f"SELECT p.user_id, x.id{_BT}"
    f" JOIN placements_placement x ON x.programme_id = b.id{_NOW}",
)
# Whoever has a part in the BT now: handledare, the assessor, and who stands in for them.
READERS = (
    *PROTECTED_READERS,
    f"SELECT p.user_id, g.user_id{_BT}"
    f" JOIN placements_programmegrant g ON g.content_object_id = b.id{_NOW}",
)


class Migration(migrations.Migration):
    dependencies = [
        ("placements", "0007_percent_to_the_hundredth"),
        ("regions", "0007_protection"),
    ]

    operations = [
        migrations.RunSQL(
            union_view("protected_things", THINGS),
            union_view("protected_things", PROTECTED_THINGS),
        ),
        migrations.RunSQL(
            union_view("protected_readers", READERS),
            union_view("protected_readers", PROTECTED_READERS),
        ),
        Unseen("placements_doctor", "user_id"),
        Unseen("placements_programme", "id"),
        Unseen("placements_programmeassignment", "programme_id"),
        Unseen("placements_placement", "programme_id"),
        Unseen("placements_placementperiod", "placement_id"),
        Unseen("placements_credit", "programme_id"),
        Unseen("placements_extension", "programme_id"),
    ]
