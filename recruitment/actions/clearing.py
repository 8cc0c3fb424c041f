"""A region opens a national clearing, joins it, leaves it, and gives places before it."""

import secrets
from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bt_admin.lib.swedish import moment
from recruitment.actions.letters import write_letter
from recruitment.actions.rounds_locked import round_locked
from recruitment.enums import ApplicationState
from recruitment.models import (
    Clearing,
    ClearingEntry,
    ClearingPart,
    ClearingPlace,
    ClearingSide,
    ClearingWishes,
    RecruitmentRound,
)
from recruitment.queries import clearing as queries
from recruitment.queries import ordering
from recruitment.rules.clearing_file import commitment_of
from recruitment.rules.clearing_steps import (
    is_not_matched,
    may_give_before,
    may_join,
    may_leave,
    may_open,
)
from regions import access, audit
from regions.events import Event
from regions.models import Region, User
from regions.roles import Permission

JOINED, LEFT = "clearing_joined", "clearing_left"  # kinds of letters


@transaction.atomic
def open_clearing(
    *, region: Region, name: str, wishes_close_at: datetime, by: User, at: datetime
) -> Clearing:
    """The lottery's seed is drawn now, and its hash is public from now."""
    access.require(by, Permission.HIRE, region)
    is_taken = Clearing.objects.filter(name=name.strip()).exists()
    may_open(name, wishes_close_at, at, is_taken=is_taken).require()
    seed = secrets.token_hex(32)
    made = Clearing.objects.create(
        name=name.strip(),
        wishes_close_at=wishes_close_at,
        seed=seed,
        commitment=commitment_of(seed),
        opened_in=region,
        opened_at=at,
    )
    audit.record(
        Event.CLEARING_OPENED, about=made, region=region, by=by, at=at, name=made.name
    )
    return made


def clearing_locked(clearing: Clearing) -> Clearing:
    """As it is now. After the round, in every action that needs both."""
    return Clearing.objects.select_for_update(no_key=True).get(pk=clearing.pk)


@transaction.atomic
def join(
    *, round: RecruitmentRound, clearing: Clearing, by: User, at: datetime
) -> ClearingPart:
    """All places and everybody who is ranked. A second click changes nothing."""
    access.require(by, Permission.HIRE, round.region)
    round = round_locked(round)
    clearing = clearing_locked(clearing)
    part = queries.part_of(round)
    if part is not None and part.side.clearing_id == clearing.pk:
        return part
    towns = Counter(round.posts.values_list("place", flat=True))
    ranking = ordering.fixed_order(round)
    may_join(
        queries.facts_of(clearing, at),
        is_ranked=ranking is not None,
        releases=set(round.releases.values_list("state", flat=True)),
        is_in_one=part is not None,
        is_region_in=clearing.sides.filter(host=round.region_id).exists(),
        places=sum(towns.values()),
    ).require()
    part = take_part(round, clearing, towns, by, at)
    ranked = round.applications.filter(state=ApplicationState.RANKED)
    for case in ranked.order_by("number"):
        ClearingEntry.objects.create(
            region_id=round.region_id, part=part, application=case
        )
        write_letter(
            application=case, kind=JOINED, subject=_("Önska platser i flera regioner"),
            body=words_of_joining(round, clearing), by=by, at=at,
        )  # fmt: skip
    audit.record(
        Event.CLEARING_JOINED, about=round, by=by, at=at, clearing=str(clearing.pk)
    )
    return part


def take_part(
    round: RecruitmentRound,
    clearing: Clearing,
    towns: Counter[str],
    by: User,
    at: datetime,
) -> ClearingPart:
    side = ClearingSide.objects.create(
        clearing=clearing, host=round.region, joined_at=at
    )
    ClearingPlace.objects.bulk_create(
        ClearingPlace(side=side, town=town, capacity=number)
        for town, number in sorted(towns.items())
    )
    return ClearingPart.objects.create(
        region_id=round.region_id, side=side, round=round, joined_by=by
    )


def words_of_joining(round: RecruitmentRound, clearing: Clearing) -> str:
    words = {
        "round": round.name,
        "clearing": clearing.name,
        "until": moment(clearing.wishes_close_at),
    }
    return (
        _(
            "Platserna i %(round)s fördelas i en nationell matchning, %(clearing)s. På "
            "sidan för din ansökan önskar du platser, också i andra regioner som är med "
            "och där du har sökt. Önska senast den %(until)s. Gör du ingenting gäller "
            "orterna i din ansökan, bara i vår region. Ingen som bedömer dig ser vad du "
            "önskar."
        )
        % words
    )


@transaction.atomic
def leave(*, round: RecruitmentRound, by: User, at: datetime) -> None:
    """The places are shared out by the region itself again, and everybody is told."""
    access.require(by, Permission.HIRE, round.region)
    round = round_locked(round)
    part = queries.part_of(round)
    if part is None:
        return
    clearing = clearing_locked(part.side.clearing)
    may_leave(queries.facts_of(clearing, at)).require()
    entries = list(part.entries.select_related("application"))
    words = _(
        "%(region)s har lämnat matchningen %(clearing)s. Platserna i %(round)s fördelas "
        "av regionen, efter orterna i din ansökan. Har du sökt i fler regioner gäller "
        "dina önskemål där."
    ) % {"region": round.region, "clearing": clearing, "round": round}
    for one in entries:
        forget_host(clearing, one)
        write_letter(
            application=one.application, kind=LEFT,
            subject=_("Regionen har lämnat matchningen"), body=words, by=by, at=at,
        )  # fmt: skip
    part.entries.all().delete()
    part.side.delete()
    audit.record(
        Event.CLEARING_LEFT, about=round, by=by, at=at, clearing=str(clearing.pk)
    )


def forget_host(clearing: Clearing, entry: ClearingEntry) -> None:
    """Who wished there wishes for the other regions alone."""
    if not entry.code:
        return
    rows = ClearingWishes.objects.select_for_update()
    wishes = rows.get(clearing=clearing, code=entry.code)
    gone = set(queries.places_in(clearing, [entry.region_id]))
    wishes.hosts = [one for one in wishes.hosts if one != entry.region_id]
    wishes.wishes = [one for one in wishes.wishes if one not in gone]
    wishes.version += 1
    wishes.save(update_fields=["hosts", "wishes", "version"])


# ---------------------------------------------------------------- before the match
@transaction.atomic
def give_before(
    *,
    entry: ClearingEntry,
    place: ClearingPlace,
    reason: str,
    by: User,
    at: datetime,
) -> ClearingEntry:
    """A place by a decision about special circumstances, of one's own region's."""
    access.require(by, Permission.HIRE, entry.part.round.region)
    clearing, entry = entry_locked(entry)
    others = ClearingEntry.objects.filter(part=entry.part, special_place=place)
    may_give_before(
        state=clearing.state,
        reason=reason,
        given=others.exclude(pk=entry.pk).count(),
        capacity=place.capacity if place.side_id == entry.part.side_id else 0,
        has_left=entry.application.state != ApplicationState.RANKED,
    ).require()
    entry.special_place, entry.special_reason = place, reason.strip()
    entry.special_by = by
    entry.save(update_fields=["special_place", "special_reason", "special_by"])
    audit.record(
        Event.CLEARING_SPECIAL, about=entry.application, by=by, at=at, town=place.town
    )
    return entry


@transaction.atomic
def take_back_before(*, entry: ClearingEntry, by: User, at: datetime) -> ClearingEntry:
    """The decision no longer holds: the match decides. A second click changes nothing."""
    access.require(by, Permission.HIRE, entry.part.round.region)
    clearing, entry = entry_locked(entry)
    if entry.special_place_id is None:
        return entry
    is_not_matched(clearing.state).require()
    entry.special_place, entry.special_reason, entry.special_by = None, "", None
    entry.save(update_fields=["special_place", "special_reason", "special_by"])
    audit.record(Event.CLEARING_NO_SPECIAL, about=entry.application, by=by, at=at)
    return entry


def entry_locked(entry: ClearingEntry) -> tuple[Clearing, ClearingEntry]:
    round_locked(entry.part.round)
    clearing = clearing_locked(entry.part.side.clearing)
    rows = ClearingEntry.objects.select_for_update(of=("self",))
    return clearing, rows.select_related(
        "application", "part__round__region", "part__side"
    ).get(pk=entry.pk)
