"""Giving out a case: asked for, then given with masking, or refused with reasons."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from bt_admin.lib.masking import Mask
from certificates.documents.disclosed import Item, bundle_of, masked_behind
from certificates.enums import DisclosureState
from certificates.models import CaseDisclosure
from certificates.queries.disclosure import where_protected
from certificates.queries.documents import may_with
from certificates.rules.disclosure import (
    PARAGRAPHS,
    GivingFacts,
    Ground,
    Thing,
    Words,
    may_ask_for,
    may_give_out,
    may_refuse,
)
from placements.models import Programme
from regions import audit
from regions.events import Event
from regions.models import User
from regions.patience import let_wait
from regions.roles import Permission

BUNDLE_SECONDS = 120
RIGHTS = [Permission.ISSUE]


@dataclass(frozen=True)
class Decision:
    """What is left out, what is masked, and which pictures were looked at."""

    left_out: Mapping[str, Ground] = field(default_factory=dict)
    words: tuple[Words, ...] = ()
    looked_at: tuple[str, ...] = ()

    @property
    def mask(self) -> Mask:
        phrases = tuple(one for words in self.words for one in words.phrases)
        return Mask(phrases, any(words.numbers for words in self.words))


@transaction.atomic
def ask_for_case(
    *, programme: Programme, request: str, requested_on: date, by: User, at: datetime
) -> CaseDisclosure:
    """Somebody asks for the case; who, is not asked."""
    may_with(by, programme, RIGHTS).require()
    may_ask_for(request).require()
    same = CaseDisclosure.objects.filter(
        programme=programme,
        request=request.strip(),
        requested_on=requested_on,
        state=DisclosureState.REQUESTED,
    ).first()
    if same:
        return same
    row = CaseDisclosure.objects.create(
        region=programme.region,
        programme=programme,
        request=request.strip(),
        requested_on=requested_on,
        opened_by=by,
        opened_at=at,
    )
    _noted(Event.DISCLOSURE_ASKED, row, by, at)
    return row


@transaction.atomic
def give_out(
    *,
    disclosure: CaseDisclosure,
    items: Sequence[Item],
    decision: Decision,
    by: User,
    at: datetime,
) -> CaseDisclosure:
    """Make the bundle without what is masked, keep it, and write down the decision."""
    row = _locked(disclosure)
    may_with(by, row.programme, RIGHTS).require()
    facts = GivingFacts(
        things=tuple(_thing(one, items, decision) for one in items),
        left_out=decision.left_out,
        words=decision.words,
        looked_at=decision.looked_at,
        is_open=row.state == DisclosureState.REQUESTED,
        where=where_protected(row.programme),
    )
    may_give_out(facts).require()
    let_wait(BUNDLE_SECONDS)
    told = told_of(items, decision)
    given = [one for one in items if one.key not in decision.left_out]
    row.bundle, places = bundle_of(
        given, decision.mask, told, name=row.pk, region=row.region.name, at=at
    )
    row.sha256 = hashlib.sha256(row.bundle).hexdigest()
    row.decision = {**told, "places": places}
    return _decided(row, DisclosureState.GIVEN, Event.DISCLOSURE_GIVEN, by, at)


@transaction.atomic
def refuse_case(
    *, disclosure: CaseDisclosure, ground: Ground, by: User, at: datetime
) -> CaseDisclosure:
    """Nothing is given out: by a paragraph, with reasons, and how to appeal."""
    row = _locked(disclosure)
    may_with(by, row.programme, RIGHTS).require()
    may_refuse(
        is_open=row.state == DisclosureState.REQUESTED,
        paragraph=ground.paragraph,
        reason=ground.reason,
    ).require()
    row.refusal = ground.reason.strip()
    row.decision = {"paragraph": PARAGRAPHS[ground.paragraph].title}
    return _decided(row, DisclosureState.REFUSED, Event.DISCLOSURE_REFUSED, by, at)


@transaction.atomic
def note_fetched(*, disclosure: CaseDisclosure, by: User, at: datetime) -> None:
    """Somebody in the office took the bundle, to hand it over."""
    may_with(by, disclosure.programme, RIGHTS).require()
    _noted(Event.DISCLOSURE_FETCHED, disclosure, by, at)


def told_of(items: Sequence[Item], decision: Decision) -> dict[str, list]:
    """The decision as it is kept and goes with the bundle: no masked word in it.

    `whole`: the pictures that somebody has looked at and given as they are.
    """
    left = [
        {"title": one.title, **_as_told(decision.left_out[one.key])}
        for one in items
        if one.key in decision.left_out
    ]
    return {
        "left_out": left,
        "masked": [_as_told(words.ground) for words in decision.words],
        "whole": [one.title for one in items if one.key in decision.looked_at],
    }


def _thing(item: Item, items: Sequence[Item], decision: Decision) -> Thing:
    withheld = item.shows in decision.left_out
    given = item.shows and not withheld and item.key not in decision.left_out
    masked = masked_behind(item, items, decision.mask) if given else 0
    return Thing(
        item.key, item.title, item.has_text, item.is_readable, masked, withheld
    )


def _as_told(ground: Ground) -> dict[str, str]:
    title = PARAGRAPHS[ground.paragraph].title
    return {"paragraph": title, "reason": ground.reason.strip()}


def _decided(
    row: CaseDisclosure, state: str, event: Event, by: User, at: datetime
) -> CaseDisclosure:
    row.state, row.decided_by, row.decided_at = state, by, at
    row.save()
    _noted(event, row, by, at)
    return row


def _noted(event: Event, row: CaseDisclosure, by: User, at: datetime) -> None:
    audit.record(event, about=row, by=by, at=at, programme=row.programme)


def _locked(disclosure: CaseDisclosure) -> CaseDisclosure:
    return (
        CaseDisclosure.objects.select_for_update(of=("self",))
        .select_related("region", "programme__region", "programme__doctor__user")
        .get(pk=disclosure.pk)
    )
