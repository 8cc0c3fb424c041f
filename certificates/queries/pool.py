"""The pool of assessors: who is in it, how much they do, and whom to ask first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from bt_admin.lib.people import Person
from bt_admin.lib.verdicts import Verdict
from certificates.enums import InvitationState
from certificates.models import (
    ExternalAssessment,
    Invitation,
    Lending,
    PoolMember,
)
from certificates.queries.certificates import external_of, person
from certificates.queries.external import note
from certificates.queries.involvement import day_of, external_facts
from certificates.queries.regional import setting
from certificates.rules.inviting import ANSWER_WITHIN, AskingFacts
from certificates.rules.pool import (
    PoolFacts,
    Proposal,
    ShortlistFacts,
    Span,
    is_available,
    shortlist,
)
from placements.models import PlacementPeriod, Programme
from regions import access
from regions.enums import QualificationKind
from regions.models import Region, User
from regions.queries import people_in
from regions.roles import DIRECTOR

CONSULTED_WORD = "studierektor"


@dataclass(frozen=True)
class PoolLine:
    """One member as the page of the pool has it."""

    member: PoolMember
    facts: PoolFacts
    note: str  # «internmedicin, Medicinkliniken Växjö»
    verdict: Verdict  # may be asked today

    @property
    def state(self) -> str:
        """«free», or the last word of why not: paused, full, not_active, not_lent."""
        return "free" if self.verdict else self.verdict.codes[0].rpartition(".")[2]


@dataclass(frozen=True)
class Place:
    """A place on the shortlist."""

    user: User
    note: str
    proposal: Proposal


# ------------------------------------------------------------------------- the pool
def pool_members(region: Region) -> QuerySet[PoolMember]:
    """Everybody who is or has been in the pool here, by name."""
    rows = PoolMember.objects.filter(region=region)
    return (
        rows.select_related("user", "assignment", "lending__lender")
        .prefetch_related("pauses", "user__qualifications")
        .order_by("user__last_name", "user__first_name")
    )


def pool_of(region: Region, today: date) -> list[PoolLine]:
    """The whole pool with its load of this year. The same few queries for any number."""
    members = list(pool_members(region))
    facts = pool_facts(members, today)
    return [
        PoolLine(
            member, facts[member.user_id], note(member.user),
            is_available(facts[member.user_id], today),
        )
        for member in members
    ]  # fmt: skip


def pool_facts(members: Iterable[PoolMember], today: date) -> dict[UUID, PoolFacts]:
    """By person. One query."""
    members = list(members)
    done = assignments_of([one.user_id for one in members], members[:1])
    return {one.user_id: facts_of(one, done[one.user_id], today) for one in members}


def assignments_of(
    users: list[UUID], some: list[PoolMember]
) -> dict[UUID, list[ExternalAssessment]]:
    """Every time these people have been appointed in the region. One query."""
    found: dict[UUID, list[ExternalAssessment]] = defaultdict(list)
    if some:
        rows = ExternalAssessment.objects.filter(
            assessor__in=users, region=some[0].region_id
        )
        for row in rows.order_by("appointed_at"):
            found[row.assessor_id].append(row)
    return found


def facts_of(
    member: PoolMember, rows: Sequence[ExternalAssessment], today: date
) -> PoolFacts:
    """Taken back, or ended by jäv, is no assignment done."""
    done = [day_of(row.decided_at) for row in rows if row.decided_at]
    going_on = [row for row in rows if row.ended_at is None]
    began = [day_of(row.appointed_at) for row in going_on]
    lending = member.lending
    return PoolFacts(
        person=Person(member.user_id, member.user.full_name),
        active=Span(member.assignment.starts, member.assignment.ends),
        pauses=tuple(Span(one.starts, one.ends) for one in member.pauses.all()),
        maximum=member.maximum,
        going_on=len(going_on),
        done=sum(1 for day in done if day.year == today.year),
        last_on=max([*done, *began], default=None),
        towns=tuple(filter(None, (one.strip() for one in member.towns.split(",")))),
        distance=member.distance,
        lender=lending.lender.short_name if lending else "",
        lending=Span(lending.starts, lending.ends) if lending else None,
    )


def could_join(region: Region) -> list[tuple[User, str]]:
    """The region's people with the training, who are not in the pool yet, by name:
    with what tells them apart, «internmedicin, Medicinkliniken Växjö».
    """
    trained = people_in(region).filter(
        qualifications__kind=QualificationKind.ASSESSOR_TRAINING, is_active=True
    )
    inside = PoolMember.objects.filter(region=region).values("user")
    rows = trained.exclude(pk__in=inside).distinct()
    return [(user, note(user)) for user in rows.prefetch_related("qualifications")]


def lendings_of(region: Region) -> list[Lending]:
    """Newest first, with whom each has brought."""
    rows = Lending.objects.filter(region=region).select_related("lender", "noted_by")
    return list(rows.prefetch_related("members__user"))


# -------------------------------------------------------------------- for one doctor
def shortlist_for(programme: Programme, on: date, today: date) -> list[Place]:
    """The pool in the order to ask for this doctor and day, those who cannot last.

    The same number of queries for any number of people.
    """
    members = list(pool_members(programme.region))
    members = [one for one in members if one.user_id != programme.doctor.user_id]
    known = {one.user_id: one.user for one in members}
    facts = shortlist_facts(programme, members, on, today)
    return [
        Place(known[one.person.id], note(known[one.person.id]), one)  # type: ignore[index]
        for one in shortlist(facts)
    ]


def shortlist_facts(
    programme: Programme, members: Sequence[PoolMember], on: date, today: date
) -> list[ShortlistFacts]:
    pool = pool_facts(members, today)
    external = external_facts(programme, [one.user for one in members], today)
    said_no, silent = answers_about(programme)
    town = town_of(programme)
    return [
        ShortlistFacts(
            member=pool[one.user_id],
            external=external[one.user_id],
            on=on,
            town=town,
            declined_on=said_no.get(one.user_id),
            asked_on=silent.get(one.user_id),
        )
        for one in members
    ]


def answers_about(programme: Programme) -> tuple[dict[UUID, date], dict[UUID, date]]:
    """Who has said no to this doctor, and who has been asked and said nothing; when.

    Somebody who was replaced because no answer came has said nothing either.
    """
    no: dict[UUID, date] = {}
    silent: dict[UUID, date] = {}
    for row in Invitation.objects.filter(programme=programme):
        if row.state == InvitationState.DECLINED:
            no[row.assessor_id] = day_of(row.answered_at or row.invited_at)
        elif row.state in (InvitationState.WAITING, InvitationState.REPLACED):
            silent[row.assessor_id] = day_of(row.invited_at)
    return no, silent


def last_period(programme: Programme) -> PlacementPeriod | None:
    rows = PlacementPeriod.objects.filter(placement__programme=programme)
    return rows.select_related("placement__unit").order_by("-ends_on").first()


def town_of(programme: Programme) -> str:
    """Where the doctor serves last, which is where the assessment is held."""
    last = last_period(programme)
    return last.placement.unit.town if last and last.placement.unit else ""


def likely_day(programme: Programme, today: date) -> date:
    """In the last week of BT, or today when that has passed."""
    last = last_period(programme)
    wanted = last.ends_on - timedelta(days=4) if last else today
    return max(wanted, today)


# ------------------------------------------------------------------------ invitations
def invitations_of(programme: Programme) -> list[Invitation]:
    """Everybody who has been asked about this doctor, the latest first."""
    rows = Invitation.objects.filter(programme=programme)
    rows = rows.select_related("assessor", "invited_by", "consulted")
    return list(rows.order_by("-invited_at"))


def invitations_in(region: Region) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(region=region)
    return rows.select_related(
        "assessor", "invited_by", "consulted", "region",
        "programme__region", "programme__doctor__user", "programme__model",
    )  # fmt: skip


def invitations_to(user: User, region: Region) -> QuerySet[Invitation]:
    return invitations_in(region).filter(assessor=user)


def to_remind(region: Region, today: date) -> list[Invitation]:
    """Two days or less are left, and nobody has reminded."""
    soon = today + timedelta(days=2)
    rows = invitations_in(region).filter(
        state=InvitationState.WAITING, reminded_at__isnull=True, answer_by__lte=soon
    )
    return list(rows)


def directors(region: Region, on: date) -> list[User]:
    """The studierektorer who could be consulted on this day."""
    return list(access.holders(DIRECTOR, region, on).order_by("last_name"))


def answer_within(programme: Programme) -> timedelta:
    days = setting(programme, "final_assessment", "assessor_answer_days")
    return timedelta(days=days) if days else ANSWER_WITHIN


def is_consulting(programme: Programme) -> bool:
    """Does the region's model say that the studierektor is consulted?"""
    told = setting(programme, "final_assessment", "assessor_appointed_by", "")
    return CONSULTED_WORD in told.casefold()


def asking_facts(
    programme: Programme,
    *,
    by: User,
    planned_on: date | None,
    consulted: User | None,
    consulted_on: date | None,
    consulted_said: str,
    today: date,
    may_be_asked: Verdict,
) -> AskingFacts:
    waiting = next(
        (
            one
            for one in invitations_of(programme)
            if one.state == InvitationState.WAITING
        ),
        None,
    )
    current = external_of(programme)
    sitting = current if current and current.decided_at is None else None
    return AskingFacts(
        by=Person(by.pk, by.full_name),
        doctor=Person(programme.doctor.user_id, programme.doctor.user.full_name),
        person=may_be_asked,
        today=today,
        planned_on=planned_on,
        sitting=person(sitting.assessor) if sitting else None,
        waiting=person(waiting.assessor) if waiting else None,
        answer_by=waiting.answer_by if waiting else None,
        consulting=is_consulting(programme),
        consulted=person(consulted) if consulted else None,
        consulted_on=consulted_on,
        consulted_said=consulted_said,
    )
