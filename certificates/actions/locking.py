"""One at a time in a BT's papers."""

from placements.models import Programme


def lock_programme(programme: Programme) -> Programme:
    """Two clicks, or the doctor and the administrator at once, wait for each other."""
    return (
        Programme.objects.select_for_update(of=("self",))
        .select_related("region", "doctor__user")
        .get(pk=programme.pk)
    )
