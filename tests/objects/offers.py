"""A round whose candidates are judged: one judge in each phase, and points by level."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

from django.utils import timezone

from recruitment.actions.ordering import fix_order, make_order
from recruitment.actions.sending import approve, confirm, let_out, prepare
from recruitment.enums import ApplicationState, ReviewState, RoundState
from recruitment.models import (
    Application,
    BTPost,
    RecruitmentRound,
    Referee,
    Release,
)
from recruitment.queries.methods import library, method_of
from recruitment.rules.lottery import commitment
from tests.cast import Company
from tests.objects.recruitment import make_application, make_review

SEED = "sextons tecken minst, och fler"
# Highest first; the last is below what the round asks for.
LEVELS = (5, 4, 4, 3, 2)
TOWNS = {"Växjö": 1, "Ljungby": 1}


def make_judged(
    company: Company,
    levels: tuple[int, ...] = LEVELS,
    towns: dict[str, int] | None = None,
    wishes: dict[int, list[str]] | None = None,
    **facts: Any,
) -> RecruitmentRound:
    """Everybody has gone on and been judged; nothing is ranked."""
    now = timezone.now()
    values = {
        "name": f"BT bedömd {company.region.short_name}",
        "state": RoundState.INTERVIEW,
        "method": method_with_one_judge(),
        "opens_at": now - timedelta(days=30),
        "closes_at": now - timedelta(days=7),
        "starts_on": timezone.localdate() + timedelta(days=120),
        "contact_email": "bt@example.org",
        "lottery_seed": SEED,
        "lottery_commitment": commitment(SEED),
    }
    round = RecruitmentRound.objects.create(
        region=company.region,
        created_by=company.bt_manager,
        created_at=now - timedelta(days=40),
        **values | facts,
    )
    for place, number in (TOWNS if towns is None else towns).items():
        for post in range(1, number + 1):
            BTPost.objects.create(
                region=company.region, round=round, place=place, number=post
            )
    for number, level in enumerate(levels, start=1):
        make_judged_case(company, round, number, level, (wishes or {}).get(number, []))
    return round


def method_with_one_judge() -> dict[str, Any]:
    method = deepcopy(library()["kronoberg"])
    for phase in method["phase"]:
        phase["judges"] = 1
    return method


def make_judged_case(
    company: Company,
    round: RecruitmentRound,
    number: int,
    level: int,
    wishes: list[str] | None = None,
    **facts: Any,
) -> Application:
    values = {
        "wishes": wishes or [],
        "phone": f"070-000 00 {number:02}",
        "record_shown_on": timezone.localdate(),
        "record_seen_by": company.hr,
    }
    case = make_application(
        round, number, ApplicationState.SHORTLISTED, **values | facts
    )
    for phase in method_of(round).scheme.phases:
        make_review(
            case,
            company.recruiter,
            ReviewState.SENT,
            phase.key,
            scores={one.key: level for one in phase.criteria},
        )
    Referee.objects.create(
        region=round.region,
        application=case,
        name="Referent",
        email="referent@example.org",
        asked_at=timezone.now(),
        answered_at=timezone.now(),
    )
    return case


def make_ranked(company: Company, *args: Any, **facts: Any) -> RecruitmentRound:
    """As `make_judged`, with the order fixed."""
    round = make_judged(company, *args, **facts)
    fixed(company, round)
    return round


def fixed(company: Company, round: RecruitmentRound) -> Any:
    at = timezone.now()
    ranking = make_order(round=round, by=company.hr, at=at)
    return fix_order(ranking=ranking, by=company.bt_manager, at=at)


def make_released(
    company: Company, *args: Any, overbooking: int = 0, **facts: Any
) -> Release:
    """As `make_ranked`, with everything sent."""
    return send(company, make_ranked(company, *args, **facts), overbooking)


def send(company: Company, round: RecruitmentRound, overbooking: int = 0) -> Release:
    at = timezone.now()
    release = prepare(
        round=round,
        overbooking=overbooking,
        overbooking_reason="Många hoppar av" if overbooking else "",
        by=company.hr,
        at=at,
    )
    approve(release=release, by=company.bt_manager, at=at)
    release.refresh_from_db()
    letters = len(release.snapshot["content"]["letters"])
    return let_out(release=release, number=letters, by=company.bt_manager, at=at)


def make_confirmed(company: Company, *args: Any, **facts: Any) -> Release:
    release = make_released(company, *args, **facts)
    return confirm(release=release, by=company.bt_manager, at=timezone.now())


def make_offered(company: Company) -> dict[str, Any]:
    """An offer that waits, a reserve, and whose they are, as addresses name them."""
    release = make_released(company)
    offer = release.offers.order_by("application__number").first()
    reserve = release.round.reserves.order_by("position").first()
    assert offer is not None
    assert reserve is not None
    return {
        "erbjudande": offer.pk,
        "reserv": reserve.pk,
        "antagen": offer.application_id,
    }
