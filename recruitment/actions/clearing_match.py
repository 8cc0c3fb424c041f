"""A clearing is matched when its wishes have closed, and its result is told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from recruitment.actions.clearing_wishes import new_wishes
from recruitment.actions.letters import write_letter
from recruitment.enums import ApplicationState, ClearingState
from recruitment.models import (
    Clearing,
    ClearingEntry,
    ClearingPart,
    ClearingSide,
    ClearingWishes,
)
from recruitment.queries.clearing import sides_of
from recruitment.queries.clearing_match import gathered
from recruitment.rules.clearing_facts import Clearing as Facts
from recruitment.rules.clearing_facts import Match
from recruitment.rules.clearing_faults import may_be_matched
from recruitment.rules.clearing_file import as_file
from recruitment.rules.clearing_pairs import match_with_pairs
from recruitment.rules.clearing_reasons import explanations_of
from regions import audit
from regions.context import in_region
from regions.events import Event
from regions.models import Region

S = ClearingState
TOLD = "clearing_told"  # the kind of the letter


@transaction.atomic
def match(*, clearing_id: UUID, at: datetime) -> Clearing:
    """Make it once; what stops it is written down, and tried again later."""
    clearing = Clearing.objects.select_for_update(no_key=True).get(pk=clearing_id)
    if clearing.state != S.OPEN or at < clearing.wishes_close_at:
        return clearing
    sides = sides_of(clearing)
    if not sides:
        clearing.state = S.CANCELLED
        clearing.save(update_fields=["state"])
        return clearing
    for side in sides:
        give_codes(clearing, side)
    facts = gathered(clearing)
    verdict = may_be_matched(facts)
    if not verdict:
        clearing.faults = [one.text for one in verdict.reasons]
        clearing.save(update_fields=["faults"])
        return clearing
    return keep(clearing, facts, match_with_pairs(facts), at)


def give_codes(clearing: Clearing, side: ClearingSide) -> None:
    """Who has not wished stands there with the towns of the application."""
    with in_region(side.host_id):
        rows = ClearingEntry.objects.filter(
            part__side=side, code="", application__state=ApplicationState.RANKED
        )
        for one in rows.select_related("application", "part__side__host"):
            new_wishes(clearing, one)


def keep(clearing: Clearing, facts: Facts, made: Match, at: datetime) -> Clearing:
    """The file, and to each what it says of them: locked from now."""
    names = {post.id: post.id for post in facts.posts}
    told = explanations_of(facts, made, names)
    paired = {code for one in facts.pairs for code in (one.first, one.second)}
    rows = list(ClearingWishes.objects.filter(clearing=clearing, code__in=told))
    for row in rows:
        said = told[row.code]
        row.told = {
            "outcome": said.outcome,
            "answers": [one.text for one in said.answers],
            "place": made.placed.get(row.code, ""),
            "together": row.code in paired,
        }
    ClearingWishes.objects.bulk_update(rows, ["told"])
    clearing.file = as_file(facts, made, clearing.seed)
    clearing.state, clearing.matched_at, clearing.faults = S.MATCHED, at, []
    clearing.save(update_fields=["file", "state", "matched_at", "faults"])
    return clearing


# ------------------------------------------------------------------------------ the gate
@transaction.atomic
def approve_share(*, part: ClearingPart, at: datetime) -> None:
    """A region has approved its share; with the last one the result is released."""
    clearing = Clearing.objects.select_for_update(no_key=True).get(
        pk=part.side.clearing_id
    )
    ClearingSide.objects.filter(pk=part.side_id).update(approved_at=at)
    left = clearing.sides.filter(approved_at__isnull=True).exists()
    if clearing.state == S.MATCHED and not left:
        clearing.state, clearing.released_at = S.RELEASED, at
        clearing.save(update_fields=["state", "released_at"])


@transaction.atomic
def unapprove_share(*, part: ClearingPart) -> None:
    """What was approved has been thrown away; a released result stays released."""
    clearing = Clearing.objects.select_for_update(no_key=True).get(
        pk=part.side.clearing_id
    )
    if clearing.state == S.MATCHED:
        ClearingSide.objects.filter(pk=part.side_id).update(approved_at=None)


# ---------------------------------------------------------------------------- afterwards
@transaction.atomic
def tell(*, region: Region, at: datetime) -> int:
    """Write to a region's own applicants what a released match says; how many letters."""
    parts = ClearingPart.objects.select_for_update(of=("self",)).filter(
        region=region, told_at__isnull=True, side__clearing__state=S.RELEASED
    )
    return sum(tell_part(part, at) for part in parts.select_related("side__clearing"))


def tell_part(part: ClearingPart, at: datetime) -> int:
    clearing = part.side.clearing
    rows = clearing.wishes.filter(told__isnull=False)
    told: dict[str, Any] = dict(rows.values_list("code", "told"))
    everybody = part.entries.select_related("application")
    entries = [
        one for one in everybody.order_by("application__number") if one.code in told
    ]
    for one in entries:
        write_letter(
            application=one.application, kind=TOLD,
            subject=_("Resultatet av matchningen"), body=words_of(clearing, told[one.code]),
            by=None, at=at,
        )  # fmt: skip
    part.told_at = at
    part.save(update_fields=["told_at"])
    audit.record(Event.CLEARING_TOLD, about=part, by=None, at=at, letters=len(entries))
    return len(entries)


def words_of(clearing: Clearing, told: dict[str, Any]) -> str:
    after = _("Erbjudandet kommer från regionen, på sidan för din ansökan där.")
    said = [str(told["outcome"]), *told["answers"], *([after] if told["place"] else [])]
    return "\n\n".join([_("%s är klar.") % clearing.name, *said])
