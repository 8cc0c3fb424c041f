"""When a round's time is out: what it knew of people goes, how many they were stays."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from recruitment.enums import ApplicationState
from recruitment.models import (
    ApplicantConflict,
    ApplicantMail,
    Application,
    FormUse,
    Interview,
    InterviewCandidate,
    Offer,
    Ranking,
    RecruitmentRound,
    Referee,
    Release,
    ReserveEntry,
    Review,
)
from recruitment.queries.retention import over_facts
from recruitment.rules.retention import (
    KEPT_YEARS,
    may_hold,
    purged_by_rule,
    purged_on,
)
from regions import access, audit
from regions.events import Event
from regions.models import Region, User
from regions.roles import Permission

DRAFTS_KEPT = timedelta(days=30)  # after the round closed: never sent, never a record
USES_KEPT = timedelta(days=2)


@transaction.atomic
def note_final_day(
    *, round: RecruitmentRound, final_on: date, by: User, at: datetime
) -> RecruitmentRound:
    """The decision gained legal force that day: from then the years are counted."""
    access.require(by, Permission.RECRUIT, round.region)
    row = _locked(round)
    row.purge_on = purged_on(final_on, KEPT_YEARS.on(final_on))
    row.version += 1
    row.save(update_fields=["purge_on", "version"])
    audit.record(
        Event.ROUND_PURGE_DECIDED, about=row, by=by, at=at, on=str(row.purge_on)
    )
    return row


def count_from_the_end(
    *, round: RecruitmentRound, by: User, at: datetime, lifted: bool = False
) -> None:
    """Give a round that is over its day, unless it has one or is held.

    The round is locked by the caller, in whose transaction this happens.
    """
    facts = over_facts(round, at, lifted=lifted)
    day = purged_by_rule(facts) if facts else None
    if day is None or day == round.purge_on:
        return
    round.purge_on = day
    round.save(update_fields=["purge_on"])
    audit.record(
        Event.ROUND_PURGE_DECIDED, about=round, by=by, at=at, on=str(day), by_rule=True
    )


@transaction.atomic
def hold(
    *, round: RecruitmentRound, reason: str, by: User, at: datetime
) -> RecruitmentRound:
    """Nothing is removed till it is lifted. Held already: the first reason stands."""
    access.require(by, Permission.RECRUIT, round.region)
    row = _locked(round)
    if row.held_at is not None:
        return row
    may_hold(reason).require()
    return _set_hold(row, reason, by, at, Event.ROUND_HELD)


@transaction.atomic
def lift_hold(*, round: RecruitmentRound, by: User, at: datetime) -> RecruitmentRound:
    """By who may decide: a claim can cost more than a round."""
    access.require(by, Permission.HIRE, round.region)
    row = _locked(round)
    if row.held_at is None:
        return row
    row = _set_hold(row, "", by, at, Event.ROUND_LIFTED)
    count_from_the_end(round=row, by=by, at=at, lifted=True)
    return row


def _set_hold(
    row: RecruitmentRound, reason: str, by: User, at: datetime, event: Event
) -> RecruitmentRound:
    row.held_reason = reason
    row.held_by, row.held_at = (by, at) if reason else (None, None)
    row.version += 1
    row.save(update_fields=["held_reason", "held_by", "held_at", "version"])
    audit.record(event, about=row, by=by, at=at)
    return row


def _locked(round: RecruitmentRound) -> RecruitmentRound:
    rows = RecruitmentRound.objects.select_for_update(of=("self",))
    return rows.select_related("region").get(pk=round.pk)


# -------------------------------------------------------------------------- every night
@transaction.atomic
def purge_round(*, round: RecruitmentRound, today: date, at: datetime) -> int:
    """Remove what is kept of applicants, unless held or too early; how many.

    Who was employed keeps the application and its papers: they go with the employment.
    What is given out as public record is known by number alone, and stays.
    """
    row = _locked(round)
    if row.purge_on is None or row.purge_on > today or row.held_at is not None:
        return 0
    everyone = Application.objects.filter(round=row)
    counts = dict(everyone.order_by().values_list("state").annotate(Count("pk")))
    _remove_judgements(row)
    hired = Q(state=ApplicationState.HIRED)
    for model in (ApplicantMail, ApplicantConflict, Referee, InterviewCandidate):
        model.objects.filter(application__round=row).delete()
    gone, _ = everyone.exclude(hired).delete()
    if gone:
        audit.record(Event.ROUND_PURGED, about=row, by=None, at=at, counts=counts)
    return sum(counts.values()) - counts.get(ApplicationState.HIRED, 0)


def _remove_judgements(round: RecruitmentRound) -> None:
    """In the order that the database lets them go."""
    Offer.objects.filter(application__round=round).delete()
    ReserveEntry.objects.filter(round=round).delete()
    Release.objects.filter(round=round).delete()
    Ranking.objects.filter(round=round).delete()
    Review.objects.filter(application__round=round).delete()
    Interview.objects.filter(round=round).delete()


@transaction.atomic
def purge_region(*, region: Region, today: date, at: datetime) -> int:
    """Every round whose time is out, drafts never sent, and what forms were counted by."""
    FormUse.objects.filter(region=region, hour__lt=at - USES_KEPT).delete()
    Application.objects.filter(
        region=region,
        state=ApplicationState.DRAFT,
        round__closes_at__lt=at - DRAFTS_KEPT,
    ).delete()
    rounds = RecruitmentRound.objects.filter(
        region=region, purge_on__lte=today, held_at__isnull=True
    )
    return sum(purge_round(round=one, today=today, at=at) for one in rounds)
