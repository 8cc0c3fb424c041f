"""A round of recruitment in any state, and applications in it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bt_admin.lib.links import hash_of
from recruitment.enums import ApplicationState, MaskState, ReviewState, RoundState, Task
from recruitment.models import (
    Application,
    BTPost,
    Paper,
    RecruitmentRound,
    Review,
    RoundMember,
)
from recruitment.queries.links import token_of
from recruitment.queries.methods import library
from regions.models import User
from tests.cast import Company


def make_recruitment(company: Company, state: str = RoundState.SCREENING) -> Any:
    """A round with two places, the recruiter reviewing, the observer observing.

    Run by its region's own method. Open for applications until a week from now when `state` is «advertised»; else
    closed a week ago.
    """
    now = timezone.now()
    closes = now + timedelta(days=7 if state == RoundState.ADVERTISED else -7)
    round = RecruitmentRound.objects.create(
        region=company.region,
        name=f"BT {state} {company.region.short_name}",
        state=state,
        method=library().get(company.region.slug, library()["kronoberg"]),
        opens_at=now - timedelta(days=30),
        closes_at=closes,
        starts_on=timezone.localdate() + timedelta(days=120),
        created_by=company.bt_manager,
        created_at=now - timedelta(days=40),
    )
    for number in (1, 2):
        BTPost.objects.create(
            region=company.region,
            round=round,
            place=company.region.short_name,
            number=number,
        )
    take_part(round, company.recruiter, Task.REVIEWER)
    take_part(round, company.recruiter, Task.INTERVIEWER)
    take_part(round, company.observer, Task.OBSERVER)
    return round


def take_part(round: RecruitmentRound, user: User, task: str) -> RoundMember:
    return RoundMember.objects.create(
        region=round.region,
        round=round,
        user=user,
        task=task,
        added_by=round.created_by,
        added_at=round.created_at,
    )


def make_application(
    round: RecruitmentRound,
    number: int = 1,
    state: str = ApplicationState.SUBMITTED,
    **facts: Any,
) -> Application:
    """Sökande `number`: Förnamn1 Sökandesson1 and the region; `path_of` is its link."""
    now = timezone.now()
    place = round.region.short_name
    sent = None if state == ApplicationState.DRAFT else now - timedelta(days=8)
    values = {
        "first_name": f"Förnamn{number}",
        "last_name": f"Sökandesson{number} {place}",
        "email": f"sokande{number}@example.org",
        "phone": "070-123 45 67",
        "wishes": [place],
        "submitted_at": sent,
    }
    application = Application(
        region=round.region,
        round=round,
        number=number,
        state=state,
        begun_at=now - timedelta(days=9),
        saved_at=now - timedelta(days=9),
        **values | facts,
    )
    application.token_hash = hash_of(token_of(application))
    application.save()
    return application


def make_paper(application: Application, kind: str = "cv", **facts: Any) -> Paper:
    """A PDF of a few bytes; its masked copy too, unless told otherwise."""
    content = b"%PDF-1.7 " + application.full_name.encode()
    values = {
        "name": f"{application.last_name}.pdf",
        "content_type": "application/pdf",
        "size": len(content),
        "content": content,
        "sha256": "0" * 64,
        "source_sha256": "0" * 64,
        "uploaded_at": application.begun_at,
        "masked": b"%PDF-1.7 [namn]",
        "masked_type": "application/pdf",
        "mask_state": MaskState.MASKED,
        "mask_pages": [["Förnamn", "[namn]"]],
        "mask_at": application.begun_at,
    }
    return Paper.objects.create(
        region=application.region, application=application, kind=kind, **values | facts
    )


def make_cases(company: Company, round: RecruitmentRound) -> dict[str, Any]:
    """An application, a paper in it, and the recruiter's review of it, by address."""
    application = make_application(round, state=ApplicationState.ELIGIBLE)
    return {
        "ansokning": application.pk,
        "handling": make_paper(application).pk,
        "granskning": make_review(application, company.recruiter).pk,
    }


def make_review(
    application: Application,
    reviewer: User,
    state: str = ReviewState.ASSIGNED,
    phase: str = "review",
    **facts: Any,
) -> Review:
    now = timezone.now()
    return Review.objects.create(
        region=application.region,
        application=application,
        reviewer=reviewer,
        phase=phase,
        state=state,
        assigned_by=application.round.created_by,
        assigned_at=now,
        sent_at=now if state == ReviewState.SENT else None,
        **facts,
    )
