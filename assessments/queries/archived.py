"""Everything that is signed in one BT, read in as many queries for 400 as for one."""

from django.db.models import Prefetch

from assessments.models import Assessment, AssessmentSignature
from assessments.queries.reading import Sheet, sheet_of
from assessments.queries.visible import assessments_for
from assessments.rules.requests import LOCKED
from placements.models import Programme
from regions.models import User


def signed_sheets(programme: Programme, user: User) -> list[tuple[Assessment, Sheet]]:
    """The signed assessments this person may read, oldest first, each as a text."""
    rows = assessments_for(user, programme.region).filter(
        programme=programme, state__in=LOCKED
    )
    whole = rows.prefetch_related(
        "delmal",
        "placement__periods",
        Prefetch("signatures", AssessmentSignature.objects.select_related("signer")),
    )
    found = whole.order_by("performed_on", "registered_at")
    return [(row, sheet_of(row)) for row in found]
