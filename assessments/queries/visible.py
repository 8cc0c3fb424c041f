"""Which assessments and kollegier a person may see. Nothing else opens one."""

from datetime import date

from django.db.models import Q, QuerySet

from assessments.enums import AssessmentState, InstrumentKey, Way
from assessments.models import Assessment, Collegium
from assessments.rules.requests import LOCKED
from placements.enums import ProgrammeRole
from placements.models import Placement, Programme, ProgrammeAssignment
from placements.queries import programmes_for, programmes_with
from regions.models import Region, User
from regions.roles import Permission

WITHDRAWN = (AssessmentState.DECLINED, AssessmentState.AMENDED)


def assessments_for(user: User, region: Region) -> QuerySet[Assessment]:
    """The assessments that this person may open.

    What they have been asked to write, have written or have asked for; and in the
    programmes they may see, what is signed. Nobody reads another's draft. Whoever
    leads also finds what waits for an outsider, to send a new link.
    """
    signed = Q(
        programme__in=programmes_for(user, region).values("pk"), state__in=LOCKED
    )
    by_link = Q(
        programme__in=programmes_with(user, Permission.LEAD, region).values("pk"),
        way=Way.LINK,
        state=AssessmentState.REQUESTED,
    )
    rows = Assessment.objects.filter(
        signed | by_link | Q(assessor=user) | Q(requested_by=user), region=region
    )
    return rows.select_related(
        "region", "programme__region", "programme__doctor__user", "programme__model",
        "placement__unit", "assessor", "requested_by", "replaces",
    )  # fmt: skip


def waiting_for(user: User, programme: Programme) -> QuerySet[Assessment]:
    """What this doctor has asked this person for, and has not got yet."""
    return assessments_for(user, programme.region).filter(
        programme=programme, assessor=user, state=AssessmentState.REQUESTED
    )


def assessments_in(programme: Programme, user: User) -> QuerySet[Assessment]:
    """What this person may see in one programme, newest first.

    Of one that has been corrected only the version that counts: it leads to the others.
    """
    rows = assessments_for(user, programme.region).filter(programme=programme)
    rows = rows.exclude(state=AssessmentState.AMENDED)
    return rows.prefetch_related("delmal").order_by("-performed_on", "-registered_at")


def placements_for(user: User, region: Region) -> QuerySet[Placement]:
    """Placements this person may open, or has supervised: the last word is theirs."""
    supervised = ProgrammeAssignment.objects.filter(
        user=user, role=ProgrammeRole.PLACEMENT_SUPERVISOR, region=region
    )
    rows = Placement.objects.filter(
        Q(programme__in=programmes_for(user, region).values("pk"))
        | Q(pk__in=supervised.values("placement")),
        region=region,
    )
    return rows.select_related(
        "region", "unit", "programme__region", "programme__doctor__user",
        "programme__model",
    )  # fmt: skip


def overall_for(placement: Placement) -> Assessment | None:
    """The placement's overall assessment, whatever its state; there is at most one."""
    rows = Assessment.objects.filter(
        placement=placement, instrument=InstrumentKey.OVERALL
    ).exclude(state__in=WITHDRAWN)
    return rows.select_related("assessor", "programme__doctor__user").first()


# A judgement from a meeting is the meeting's own until the minutes are signed.
TOLD = Q(meeting__isnull=True) | Q(meeting__documented_at__isnull=False)


def collegia_in(programme: Programme) -> QuerySet[Collegium]:
    """The kollegier about one doctor whose texts stand, the latest first."""
    return Collegium.objects.filter(TOLD, programme=programme)


def collegia_visible(user: User, region: Region) -> QuerySet[Collegium]:
    """Kollegier in the programmes this person may see.

    To the doctor they do not exist until the talk has been registered, and to nobody
    before the meeting's minutes are signed.
    """
    rows = Collegium.objects.filter(
        TOLD, programme__in=programmes_for(user, region).values("pk")
    ).exclude(programme__doctor__user=user, fed_back_on__isnull=True)
    return rows.select_related(
        "region", "programme__region", "programme__doctor__user", "programme__model",
        "documented_by", "fed_back_by", "meeting",
    )  # fmt: skip


def collegia_for(user: User, programme: Programme) -> list[Collegium]:
    """The kollegier about one doctor that this person may read, newest first."""
    return list(collegia_visible(user, programme.region).filter(programme=programme))


def sent_back(user: User, programme: Programme) -> QuerySet[Assessment]:
    """Requests that have come back to the doctor, with a reason."""
    return assessments_for(user, programme.region).filter(
        programme=programme,
        requested_by=user,
        state__in=[AssessmentState.RETURNED, AssessmentState.DECLINED],
    )


def collegium_held_on(programme: Programme) -> date | None:
    """When the latest kollegium about this doctor was held."""
    row = collegia_in(programme).order_by("-held_on").first()
    return row.held_on if row else None
