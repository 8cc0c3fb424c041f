"""A change of placement: who stands around it, its card, its talk, and what is left."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from assessments.enums import AssessmentState, InstrumentKey, TalkKind, TalkState
from assessments.models import Assessment, ChecklistItem, HandoverCard, Talk
from assessments.queries.checklists import counted
from assessments.queries.instruments import instrument_of
from assessments.queries.lists import what_of
from assessments.queries.people import (
    doctor_of,
    leads_in,
    person,
    supervisors_at_end,
    supervisors_on,
)
from assessments.queries.progress import COUNTED
from assessments.queries.talks import HELD
from assessments.rules.handover import (
    CardFacts,
    Change,
    EndFacts,
    Left,
    Stretch,
    left_before_end,
    next_after,
)
from assessments.rules.requests import LOCKED
from bt_admin.lib.swedish import day
from placements.enums import ProgrammeRole
from placements.models import Placement, Programme
from placements.queries import (
    counts,
    last_day,
    placements_of,
    programmes_for,
    role_on,
    with_people,
    with_plan,
)
from placements.queries.plan import stretches
from regions.models import Region, User


# ------------------------------------------------------------------------- the change
def whole_placement(placement: Placement) -> Placement:
    """The same placement, with its programme's plan and people read once."""
    rows = Programme.objects.filter(pk=placement.programme_id)
    rows = rows.select_related("region", "doctor__user", "model")
    programme = with_people(with_plan(rows)).get()
    found = next(one for one in placements_of(programme) if one.pk == placement.pk)
    found.programme, found.region = programme, programme.region
    return found


def is_open_to(placement: Placement, user: User, region: Region, today: date) -> bool:
    """May this person open the placement's page? Who sees the BT; and whoever was
    handledare on the last day, also when that has ended: the card is theirs too."""
    if programmes_for(user, region).filter(pk=placement.programme_id).exists():
        return True
    return user in supervisors_at_end(placement, today)


def change_of(placement: Placement, today: date) -> Change:
    """Who stands on either side when this placement ends. Asks nothing of a whole one."""
    programme = placement.programme
    following = next_placement(placement)
    main = role_on(programme, ProgrammeRole.MAIN_SUPERVISOR, today)
    return Change(
        doctor=doctor_of(programme),
        supervisors=people(supervisors_at_end(placement, today)),
        receivers=people(receivers_in(following, placement, today)),
        main=person(main) if main else None,
        ends_on=last_day(placement),
        next_title=following.title if following else "",
    )


def people(users: Iterable[User]) -> tuple[Any, ...]:
    return tuple(person(one) for one in users)


def receivers_in(
    following: Placement | None, placement: Placement, today: date
) -> list[User]:
    """The handledare who takes over: on the first day there, or now if that is past."""
    ends = last_day(placement)
    if following is None or ends is None:
        return []
    arrives = min(first for first, _last in stretches(following) if first > ends)
    last = last_day(following) or arrives
    return supervisors_on(following, min(max(today, arrives), last))


def next_placement(placement: Placement) -> Placement | None:
    """Where the doctor goes when this placement is over; None after the last."""
    places = placements_of(placement.programme)
    key = next_after(_stretches(places), placement.pk)
    return next((one for one in places if one.pk == key), None)


def previous_placements(placement: Placement) -> list[Placement]:
    """The placements that lead to this one; the card of each may be for who is here."""
    places = placements_of(placement.programme)
    known = _stretches(places)
    return [one for one in places if next_after(known, one.pk) == placement.pk]


def _stretches(places: Sequence[Placement]) -> list[Stretch]:
    return [
        Stretch(place.pk, first, last)
        for place in places
        if counts(place)
        for first, last in stretches(place)
    ]


# --------------------------------------------------------------------------- the card
def cards_of(places: Iterable[Placement]) -> dict[UUID, HandoverCard]:
    """The cards of these placements, each by its placement."""
    rows = HandoverCard.objects.filter(placement__in=[one.pk for one in places])
    return {row.placement_id: row for row in whole_cards(rows)}


def card_of(placement: Placement) -> HandoverCard | None:
    rows = HandoverCard.objects.filter(placement=placement)
    return whole_cards(rows).first()


def whole_cards(rows: QuerySet[HandoverCard]) -> QuerySet[HandoverCard]:
    """With whom it concerns, the evidence and the receipts."""
    rows = rows.select_related("region", "changed_by", "agreed_by", "placement")
    return rows.prefetch_related(
        "evidence__assessment__assessor", "evidence__assessment__region",
        "readings__reader",
    )  # fmt: skip


def card_facts(
    placement: Placement,
    card: HandoverCard | None,
    *,
    by: User,
    today: date,
    version: int | None = None,
) -> CardFacts:
    return CardFacts(
        by=person(by),
        change=change_of(placement, today),
        today=today,
        state=card.state if card else None,
        leads=leads_in(by, placement.programme.region),
        version_shown=version,
        version_now=card.version if card else 0,
        changed_by=person(card.changed_by) if card else None,
    )


def choosable(placement: Placement) -> list[Assessment]:
    """The signed assessments from this placement; the overall one goes along anyway."""
    rows = Assessment.objects.filter(placement=placement, state__in=COUNTED)
    rows = rows.exclude(instrument=InstrumentKey.OVERALL)
    rows = rows.select_related("assessor", "region").order_by("-performed_on")
    return list(rows)


def words_of(row: Assessment) -> str:
    """«Mini-CEX 3 mars, bröstsmärta, Mats Örneblad»"""
    name = f"{instrument_of(row).name} {day(row.performed_on)}"
    return ", ".join(part for part in (name, what_of(row), row.by_whom) if part)


def evidence_of(card: HandoverCard) -> list[Assessment]:
    return [one.assessment for one in card.evidence.all()]


# ----------------------------------------------------------------- the talk, and the end
def handover_talk(placement: Placement) -> Talk | None:
    """The överlämningssamtal after this placement: the latest that is not cancelled."""
    rows = Talk.objects.filter(placement=placement, kind=TalkKind.HANDOVER)
    rows = rows.exclude(state=TalkState.CANCELLED).select_related("region")
    return rows.order_by("-starts_at").first()


def left_on(
    placement: Placement,
    items: list[ChecklistItem],
    overall: Assessment | None,
    card: HandoverCard | None,
    talk: Talk | None,
) -> tuple[Left, ...]:
    """What is left before the placement is over, from what the page has read."""
    ticked, lines = counted(items)
    state = overall.state if overall else None
    return left_before_end(
        EndFacts(
            lines=lines,
            ticked=ticked,
            assessed=state in LOCKED,
            acknowledged=state == AssessmentState.ACKNOWLEDGED,
            card=card.state if card else None,
            card_read=bool(card and card.readings.all()),
            talk_planned=talk is not None,
            talk_held=talk is not None and talk.state in HELD,
            hands_over=next_placement(placement) is not None,
        )
    )
