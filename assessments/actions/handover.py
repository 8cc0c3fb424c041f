"""The change of placement: the card is written, agreed to and read; the talk planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.actions.talk import When, put_topics, record, tell_the_other
from assessments.enums import HandoverState, TalkKind, TalkState
from assessments.models import (
    HandoverCard,
    HandoverEvidence,
    HandoverReading,
    Talk,
    TalkParticipant,
)
from assessments.queries.handover import (
    card_facts,
    card_of,
    choosable,
    whole_placement,
)
from assessments.queries.talks import time_facts
from assessments.rules.handover import (
    CardText,
    may_agree_card,
    may_confirm_reading,
    may_plan_handover,
    may_propose_card,
    may_write_card,
)
from assessments.rules.talks import may_be_at
from bt_admin.lib.people import Person
from placements.models import Placement
from regions import audit, mail
from regions.events import Event
from regions.models import User


@dataclass(frozen=True)
class CardContent:
    """What somebody wants on the card; `evidence` are keys of assessments."""

    strengths: str
    practise: str
    agreements: str = ""
    evidence: tuple[UUID, ...] = ()


@transaction.atomic
def write_card(
    *,
    placement: Placement,
    content: CardContent,
    version: int = 0,
    propose: bool = False,
    by: User,
    at: datetime,
) -> HandoverCard:
    """The doctor writes the card; proposed, the handledare reads it and is asked.

    `version` is the card that was on the screen, 0 where there was none. What has been
    proposed can be written again until it is agreed, and stays proposed.
    """
    placement = _locked(placement)
    card = card_of(placement)
    facts = card_facts(
        placement, card, by=by, today=timezone.localdate(at), version=version
    )
    if card and card.changed_by == by and _same(card, content, propose):
        return card  # a second click
    propose = propose or bool(card and card.state == HandoverState.PROPOSED)
    if propose:
        may_propose_card(facts, _text(placement, content)).require()
    may_write_card(facts).require()
    first_time = propose and (card is None or card.proposed_at is None)
    card = card or HandoverCard(region=placement.region, placement=placement, version=0)
    if propose:
        card.state, card.proposed_at = HandoverState.PROPOSED, card.proposed_at or at
        card.proposal = _as_proposed(content)
    _write(card, placement, content, by=by, at=at)
    if first_time:
        _record(Event.HANDOVER_PROPOSED, card, placement, by, at)
        _tell(facts.change.agreers, card, by=by, at=at, about="proposed")
    else:
        audit.record(Event.HANDOVER_WRITTEN, about=card, by=by, at=at)
    return card


@transaction.atomic
def agree_card(
    *, card: HandoverCard, content: CardContent, version: int, by: User, at: datetime
) -> HandoverCard:
    """The handledare agrees, with what they have changed; from here the card stands."""
    placement = _locked(card.placement)
    card = card_of(placement) or card
    if card.state == HandoverState.AGREED and card.agreed_by == by:
        return card  # a second click
    facts = card_facts(
        placement, card, by=by, today=timezone.localdate(at), version=version
    )
    may_agree_card(facts, _text(placement, content)).require()
    _write(card, placement, content, by=by, at=at)
    card.state, card.agreed_by, card.agreed_at = HandoverState.AGREED, by, at
    card.save()
    _record(Event.HANDOVER_AGREED, card, placement, by, at)
    _tell(facts.change.receivers, card, by=by, at=at, about="agreed")
    main = (facts.change.main,) if facts.change.main else ()
    _tell((facts.change.doctor, *main), card, by=by, at=at, about="news", news=True)
    return card


@transaction.atomic
def confirm_reading(*, card: HandoverCard, by: User, at: datetime) -> HandoverReading:
    """The next handledare has read it: who and when, once and for all."""
    placement = _locked(card.placement)
    card = card_of(placement) or card
    facts = card_facts(placement, card, by=by, today=timezone.localdate(at))
    may_confirm_reading(facts).require()
    reading, new = HandoverReading.objects.get_or_create(
        card=card, reader=by, defaults={"region": card.region, "read_at": at}
    )
    if new:
        _record(Event.HANDOVER_READ, card, placement, by, at)
        doctor = (facts.change.doctor,)
        _tell(doctor, card, by=by, at=at, about="read", of=reading.pk, news=True)
    return reading


@transaction.atomic
def plan_handover(
    *,
    placement: Placement,
    when: When,
    topics: Iterable[str] = (),
    by: User,
    at: datetime,
) -> Talk:
    """The doctor calls both handledare and the huvudansvariga; everybody is told."""
    placement = _locked(placement)
    programme, today = placement.programme, timezone.localdate(at)
    facts = card_facts(placement, card_of(placement), by=by, today=today)
    may_plan_handover(facts).require()
    on = timezone.localdate(when.starts_at)
    may_be_at(time_facts(programme, on, when.minutes)).require()
    same = Talk.objects.filter(
        placement=placement,
        kind=TalkKind.HANDOVER,
        starts_at=when.starts_at,
        state=TalkState.PLANNED,
    ).select_related("region")
    if found := same.first():
        return found
    first, *others = _users(facts.change.around)
    talk = Talk.objects.create(
        region=programme.region,
        programme=programme,
        kind=TalkKind.HANDOVER,
        placement=placement,
        supervisor=first,
        planned_by=by,
        planned_at=at,
        changed_by=by,
        changed_at=at,
        **vars(when),
    )
    TalkParticipant.objects.bulk_create(
        TalkParticipant(region=programme.region, talk=talk, user=user)
        for user in others
    )
    put_topics(talk, topics, by, at)
    record(Event.TALK_PLANNED, talk, by, at)
    tell_the_other(talk, by=by, at=at, about="planned", notice=mail.INVITATION)
    return talk


# --------------------------------------------------------------------------- parts
def _locked(placement: Placement) -> Placement:
    Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    return whole_placement(placement)


def _text(placement: Placement, content: CardContent) -> CardText:
    known = {one.pk for one in choosable(placement)}
    return CardText(
        strengths=content.strengths,
        practise=content.practise,
        agreements=content.agreements,
        evidence=len(content.evidence),
        strange=len({*content.evidence} - known),
    )


def _as_proposed(content: CardContent) -> dict[str, object]:
    return {
        "strengths": content.strengths.strip(),
        "practise": content.practise.strip(),
        "agreements": content.agreements.strip(),
        "evidence": [str(key) for key in content.evidence],
    }


def _same(card: HandoverCard, content: CardContent, propose: bool) -> bool:
    told = {
        "strengths": card.strengths,
        "practise": card.practise,
        "agreements": card.agreements,
        "evidence": [str(one.assessment_id) for one in card.evidence.all()],
    }
    done = card.state == HandoverState.PROPOSED or not propose
    return done and card.state != HandoverState.AGREED and told == _as_proposed(content)


def _write(
    card: HandoverCard,
    placement: Placement,
    content: CardContent,
    *,
    by: User,
    at: datetime,
) -> None:
    card.strengths = content.strengths.strip()
    card.practise = content.practise.strip()
    card.agreements = content.agreements.strip()
    card.changed_by, card.changed_at = by, at
    card.version += 1
    card.save()
    known = {one.pk for one in choosable(placement)}
    HandoverEvidence.objects.filter(card=card).delete()
    HandoverEvidence.objects.bulk_create(
        HandoverEvidence(
            region_id=card.region_id, card=card, assessment_id=key, position=position
        )
        for position, key in enumerate(content.evidence, start=1)
        if key in known
    )


def _users(people: Iterable[Person]) -> list[User]:
    keys = [str(one.id) for one in people]
    found = {str(user.pk): user for user in User.objects.filter(pk__in=keys)}
    return [found[key] for key in keys]


def _record(
    event: Event, card: HandoverCard, placement: Placement, by: User, at: datetime
) -> None:
    audit.record(event, about=card, by=by, at=at, programme=placement.programme)


def _tell(
    people: Iterable[Person],
    card: HandoverCard,
    *,
    by: User,
    at: datetime,
    about: str,
    of: UUID | None = None,
    news: bool = False,
) -> None:
    for user in _users(people):
        if user != by:
            mail.notify(
                user, card.get_absolute_url(), region=card.region, by=by, at=at,
                notice=mail.NEWS if news else mail.TASK,
                key=f"handover-{about}:{of or card.pk}",
            )  # fmt: skip
