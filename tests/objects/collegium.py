"""A kollegium, a meeting of one, and a worry with its plan."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from assessments.models import (
    ActionPlan,
    AgreedAction,
    Collegium,
    CollegiumMeeting,
    Concern,
    MeetingDoctor,
    MeetingInput,
    MeetingMember,
)
from tests.cast import Company


def make_collegium(company: Company, days_ago: int = 2) -> Collegium:
    return Collegium.objects.create(
        region=company.region,
        programme=company.programme,
        held_on=timezone.localdate() - timedelta(days=days_ago),
        outcome="on_track",
        strengths=f"Starka sidor {company.region.short_name}",
        development=f"Utveckla {company.region.short_name}",
        documented_by=company.studierektor,
        documented_at=timezone.now(),
    )


def make_meeting(company: Company) -> dict[str, UUID]:
    """A meeting about the doctor, of those who lead and the handledare; and an action."""
    today = timezone.localdate()
    meeting = CollegiumMeeting.objects.create(
        region=company.region,
        kind="collegium",
        title="Kollegium",
        meets_on=today,
        opens_on=today,
        closes_on=today,
        called_by=company.studierektor,
        called_at=timezone.now(),
    )
    doctor = MeetingDoctor.objects.create(
        region=company.region, meeting=meeting, programme=company.programme
    )
    for user, role in [
        (company.studierektor, "director_of_studies"),
        (company.supervisor, "placement_supervisor"),
    ]:
        MeetingMember.objects.create(
            region=company.region, meeting=meeting, user=user, role=role
        )
    MeetingInput.objects.create(
        region=company.region,
        doctor=doctor,
        author=company.supervisor,
        asked_at=timezone.now(),
    )
    action = AgreedAction.objects.create(
        region=company.region,
        collegium=make_collegium(company, days_ago=40),
        what="Leda ronden.",
        owner=company.supervisor,
        due_on=today,
    )
    return {"kollegiemote": meeting.pk, "lakare": doctor.pk, "atgard": action.pk}


def make_concern(company: Company) -> dict[str, UUID]:
    """The handledare is worried, and there is a plan that the doctor has been told of."""
    now = timezone.now()
    concern = Concern.objects.create(
        region=company.region,
        programme=company.programme,
        text=f"Oro {company.region.short_name}",
        raised_by=company.supervisor,
        raised_at=now,
    )
    plan = ActionPlan.objects.create(
        region=company.region,
        programme=company.programme,
        state="active",
        needs=f"Plan {company.region.short_name}",
        consulted=["main_supervisor"],
        follow_up_on=timezone.localdate() + timedelta(days=30),
        written_by=company.studierektor,
        written_at=now,
        activated_at=now,
    )
    return {"oro": concern.pk, "handlingsplan": plan.pk}
