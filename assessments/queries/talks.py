"""Reading talks: who may see one, who reads its text, how many there have been."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from assessments.enums import TalkState
from assessments.models import Agreement, Talk, TalkParticipant, TalkTopic
from assessments.queries.people import (
    doctor_of,
    involved,
    main_supervisor,
    person,
    span,
    supervisor_assignments,
)
from assessments.rules.talk_frequency import (
    Stretch,
    TalkCount,
    expected_talks,
    frequency_in,
    stated_frequencies,
)
from assessments.rules.talks import (
    AgreementFacts,
    PlanFacts,
    TalkFacts,
    TickFacts,
    TimeFacts,
    may_plan_talks,
)
from bt_admin.lib.order import swedish_key
from bt_admin.lib.verdicts import Verdict
from placements.models import Placement, Programme, ProgrammeAssignment
from placements.queries import counts, current_placement, placements_of, programmes_for
from regions import access
from regions.enums import PartKind
from regions.models import Region, Unit, User
from regions.roles import Permission

HELD = (TalkState.HELD, TalkState.DOCUMENTED)


# ------------------------------------------------------------------------- visible
def talks_for(user: User, region: Region) -> QuerySet[Talk]:
    """The talks in the programmes this person may see: that they are, not their text."""
    rows = Talk.objects.filter(
        programme__in=programmes_for(user, region).values("pk"), region=region
    )
    return rows.select_related(
        "region", "programme__region", "programme__doctor__user", "programme__model",
        "placement__unit", "supervisor", "changed_by",
    ).prefetch_related("participants__user")  # fmt: skip


def talks_in(programme: Programme) -> QuerySet[Talk]:
    """Every talk of one doctor, newest first; the programme must be one that is seen."""
    rows = Talk.objects.filter(programme=programme)
    return rows.select_related("region", "supervisor", "placement")


def reads_text(user: User, talk: Talk, main: User | None) -> bool:
    """Does this person read what is written in the talk?

    The two who talk and the huvudansvariga handledaren (`main`). Everybody else who
    sees the BT learns that the talk was held, and no more.
    """
    return user in (*parties_of(talk), main)


def parties_of(talk: Talk) -> list[User]:
    """Who meets: the doctor, the handledare, and the others of an överlämningssamtal."""
    others = [row.user for row in talk.participants.all()]
    return list(dict.fromkeys([talk.programme.doctor.user, talk.supervisor, *others]))


def topics_of(talk: Talk) -> list[TalkTopic]:
    return list(talk.topics.select_related("added_by"))


def agreements_of(talk: Talk) -> list[Agreement]:
    return list(talk.agreements.select_related("owner", "done_by"))


def open_agreements(
    programme: Programme, user: User, main: User | None
) -> list[Agreement]:
    """What is agreed and not done yet, in the talks whose text this person reads."""
    rows = Agreement.objects.filter(talk__programme=programme, done_at__isnull=True)
    if user not in (programme.doctor.user, main):
        takes_part = TalkParticipant.objects.filter(talk=OuterRef("talk"), user=user)
        rows = rows.filter(Q(talk__supervisor=user) | Exists(takes_part))
    rows = rows.prefetch_related("talk__participants")
    return list(rows.select_related("owner", "talk__region").order_by("due_on"))


def agreements_for(user: User, region: Region) -> QuerySet[Agreement]:
    """The agreements whose talk this person reads, or that are their own."""
    takes_part = TalkParticipant.objects.filter(talk=OuterRef("talk"), user=user)
    mine = Q(owner=user) | Q(talk__supervisor=user) | Q(Exists(takes_part))
    mine |= Q(talk__programme__doctor__user=user)
    rows = Agreement.objects.filter(
        mine, talk__programme__in=programmes_for(user, region).values("pk")
    )
    return rows.select_related("owner", "talk__supervisor", "talk__programme__region")


def who_may_be_met(programme: Programme, today: date) -> list[ProgrammeAssignment]:
    """Every handledare there is or is to be, one row a person; today's place first."""
    here = current_placement(programme, today)
    rows = [
        row
        for row in supervisor_assignments(programme)
        if row.ends is None or row.ends >= today
    ]
    found: dict[User, ProgrammeAssignment] = {}
    for row in sorted(
        rows, key=lambda row: row.placement is None or row.placement != here
    ):
        found.setdefault(row.user, row)
    return list(found.values())


def owners_in(talk: Talk, main: User | None) -> list[User]:
    """Who may promise something in this talk: those who read it."""
    people = [*parties_of(talk), *([main] if main else [])]
    return list(dict.fromkeys(people))


# --------------------------------------------------------------------------- facts
def may_plan_talks_in(programme: Programme, user: User) -> Verdict:
    """May this person plan talks here at all?"""
    return may_plan_talks(person(user), doctor_of(programme), involved(programme))


def plan_talk_facts(
    programme: Programme, supervisor: User, *, by: User, time: TimeFacts, today: date
) -> PlanFacts:
    return PlanFacts(
        by=person(by),
        doctor=doctor_of(programme),
        supervisor=person(supervisor),
        around=involved(programme),
        today=today,
        time=time,
    )


def time_facts(programme: Programme, on: date, minutes: int) -> TimeFacts:
    first, last = span(programme)
    return TimeFacts(on=on, minutes=minutes, starts_on=first, ends_on=last)


def talk_facts(
    talk: Talk, *, by: User, now: datetime, version: int | None = None
) -> TalkFacts:
    return TalkFacts(
        by=person(by),
        doctor=doctor_of(talk.programme),
        supervisor=person(talk.supervisor),
        state=talk.state,
        starts_at=talk.starts_at,
        now=now,
        version_shown=version,
        version_now=talk.version,
        changed_by=person(talk.changed_by),
        others=tuple(person(row.user) for row in talk.participants.all()),
    )


def agreement_facts(
    talk: Talk, owner: User, what: str, due_on: date, today: date
) -> AgreementFacts:
    rows = list(talk.agreements.values_list("what", "owner_id"))
    main = main_supervisor(talk.programme, today)
    return AgreementFacts(
        owner=person(owner),
        may_own=tuple(person(one) for one in owners_in(talk, main)),
        due_on=due_on,
        held_on=timezone.localdate(talk.starts_at),
        already=len(rows),
        same=(what, owner.pk) in rows,
    )


def tick_facts(agreement: Agreement, *, by: User) -> TickFacts:
    talk = agreement.talk
    return TickFacts(
        by=person(by),
        owner=person(agreement.owner),
        parties=tuple(person(one) for one in parties_of(talk)),
    )


# ------------------------------------------------------------------------- counting
@dataclass(frozen=True)
class PlaceCount:
    """One placement's talks against what the region expects there."""

    placement: Placement
    count: TalkCount
    meetings: int | None
    weeks: int | None
    starts_on: date
    ends_on: date

    @property
    def is_behind(self) -> bool:
        return self.count.expected is not None and self.count.held < self.count.expected


def talk_counts(
    programme: Programme, talks: Iterable[Talk], today: date
) -> list[PlaceCount]:
    """The placements that have begun, the latest first. Asks nothing."""
    found = [
        place_count(programme, place, list(talks), today)
        for place in placements_of(programme)
        if any(row.starts_on <= today for row in place.periods.all())
    ]
    return sorted(found, key=lambda one: one.starts_on, reverse=True)


def place_count(
    programme: Programme, place: Placement, talks: Sequence[Talk], today: date
) -> PlaceCount:
    stated = stated_frequencies(programme.model.settings)
    here = [row for row in talks if row.placement_id == place.pk]
    stretches = stretches_of(place)
    holds = frequency_in(place.care, stated)
    return PlaceCount(
        placement=place,
        count=TalkCount(
            held=sum(1 for row in here if row.state in HELD),
            planned=sum(1 for row in here if row.state == TalkState.PLANNED),
            expected=expected_talks(stretches, stated, today) if holds else None,
        ),
        meetings=holds.meetings if holds else None,
        weeks=holds.weeks if holds else None,
        starts_on=min(one.starts_on for one in stretches),
        ends_on=max(one.ends_on for one in stretches),
    )


def stretches_of(place: Placement) -> list[Stretch]:
    """The placement's days of service; in a vacation nobody is expected to meet."""
    rows = list(place.periods.all())
    served = [row for row in rows if row.kind != PartKind.VACATION] or rows
    return [Stretch(place.care, row.starts_on, row.ends_on) for row in served]


def placement_on(programme: Programme, day: date) -> Placement | None:
    """Where the doctor serves that day: service before introduction and vacation."""
    found = [
        (row.kind != PartKind.SERVICE, place.position, place)
        for place in placements_of(programme)
        if counts(place)
        for row in place.periods.all()
        if row.starts_on <= day <= row.ends_on
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None


# --------------------------------------------------------------- for those who lead
@dataclass(frozen=True)
class UnitTalks:
    """A unit's talks: how many came about, and how much was off working hours."""

    unit: str
    held: int
    cancelled: int
    unregistered: int
    minutes: int
    own_minutes: int

    @property
    def own_share(self) -> int | None:
        """Per cent of the time that lay outside working hours; None without talks."""
        if not self.minutes:
            return None
        return round(100 * self.own_minutes / self.minutes)


def talks_by_unit(
    region: Region, since: date, now: datetime, units: QuerySet[Unit] | None = None
) -> list[UnitTalks]:
    """Each unit's talks since a day, by name. One query; `units` None means all."""
    rows = Talk.objects.filter(region=region, starts_at__date__gte=since)
    rows = rows.filter(starts_at__lte=now, placement__unit__isnull=False)
    if units is not None:
        rows = rows.filter(placement__unit__in=units.values("pk"))
    held = Q(state__in=HELD)
    found = (
        rows.order_by()
        .values(unit=F("placement__unit__name"))
        .annotate(
            held=Count("pk", filter=held),
            cancelled=Count("pk", filter=Q(state=TalkState.CANCELLED)),
            unregistered=Count("pk", filter=Q(state=TalkState.PLANNED)),
            total=Sum("minutes", filter=held, default=0),
            own=Sum("minutes", filter=held & Q(in_working_hours=False), default=0),
        )
    )
    return sorted(
        (unit_talks(row) for row in found), key=lambda one: swedish_key(one.unit)
    )


def unit_talks(row: Any) -> UnitTalks:
    return UnitTalks(
        unit=row["unit"],
        held=row["held"],
        cancelled=row["cancelled"],
        unregistered=row["unregistered"],
        minutes=row["total"],
        own_minutes=row["own"],
    )


def units_followed(user: User, region: Region) -> QuerySet[Unit]:
    """The units this person answers for."""
    return access.things_with(user, Permission.SEE, Unit).filter(region=region)
