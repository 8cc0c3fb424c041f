"""A round: begun, changed, advertised, closed and taken on, state by state."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from recruitment.actions.group_news import tell_group
from recruitment.actions.purging import count_from_the_end
from recruitment.enums import RoundState
from recruitment.models import BTPost, RecruitmentRound, RoundMember
from recruitment.queries import methods, standing
from recruitment.rules import method_editing, round_changes
from recruitment.rules.lottery import commitment
from recruitment.rules.round_changes import Days
from regions import access, audit
from regions.events import Event
from regions.models import Region, User
from regions.roles import Permission

S = RoundState
SEED_BYTES = 32


@dataclass(frozen=True)
class Words:
    """What a round says of itself."""

    name: str
    text: str = ""
    contact_name: str = ""
    contact_email: str = ""


def locked(round: RecruitmentRound, by: User) -> RecruitmentRound:
    """The round as it is now, for somebody who runs recruitment; others wait."""
    rows = RecruitmentRound.objects.select_for_update(of=("self",))
    row = rows.select_related("region").get(pk=round.pk)
    access.require(by, Permission.RECRUIT, row.region)
    return row


# -------------------------------------------------------------------------------- begun
@transaction.atomic
def create_round(
    *,
    id: UUID,
    region: Region,
    name: str,
    source: RecruitmentRound | None = None,
    method: str = "",
    by: User,
    at: datetime,
) -> RecruitmentRound:
    """Begin a round: as `source` was, by a method of the library, or empty.

    A clone has its source's method, words, places and people; the days are its own.
    `id` comes with the form: a second click finds the round that is there.
    """
    access.require(by, Permission.RECRUIT, region)
    if known := RecruitmentRound.objects.filter(pk=id, region=region).first():
        return known
    _name_is_free(region, name)
    round = RecruitmentRound.objects.create(
        pk=id,
        region=region,
        name=name.strip(),
        method=_method_from(region, source, method, at),
        cloned_from=source,
        created_by=by,
        created_at=at,
        **_words_of(source),
    )
    _begin_places(round, source)
    if source is not None:
        _same_people(round, source, by, at)
    origin = "clone" if source else method or "empty"
    audit.record(Event.RECRUITMENT_BEGUN, about=round, by=by, at=at, origin=origin)
    return round


def _name_is_free(
    region: Region, name: str, but: RecruitmentRound | None = None
) -> None:
    rows = RecruitmentRound.objects.filter(region=region, name=name.strip())
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    if rows.exists():
        text = (
            f"Det finns redan en omgång som heter {name.strip()}. Välj ett annat namn."
        )
        raise Refused(no("round.name_taken", text, HOUSE, field="name"))


def _method_from(
    region: Region, source: RecruitmentRound | None, key: str, at: datetime
) -> dict[str, Any]:
    if source is not None:
        return source.method
    if key:
        return {**methods.library()[key], "region": region.slug}
    return method_editing.empty_method(region.slug, round_changes.day_of(at))


def _words_of(source: RecruitmentRound | None) -> dict[str, str]:
    names = ("text", "contact_name", "contact_email")
    return {name: getattr(source, name) for name in names} if source else {}


def _begin_places(round: RecruitmentRound, source: RecruitmentRound | None) -> None:
    """The source's posts one by one; else as many as the method says."""
    if source is not None:
        posts = [
            (one.place, one.number, one.unit, one.text) for one in source.posts.all()
        ]
    else:
        towns = method_editing.towns_in(round.method, round.region.short_name)
        posts = [
            (town, n + 1, None, "") for town, many in towns.items() for n in range(many)
        ]
    BTPost.objects.bulk_create(
        BTPost(region=round.region, round=round, place=place, number=number,
               unit=unit, text=text)
        for place, number, unit, text in posts
    )  # fmt: skip


def _same_people(
    round: RecruitmentRound, source: RecruitmentRound, by: User, at: datetime
) -> None:
    RoundMember.objects.bulk_create(
        RoundMember(region=round.region, round=round, user_id=one.user_id,
                    task=one.task, max_load=one.max_load, languages=one.languages,
                    added_by=by, added_at=at)
        for one in source.members.filter(left_at__isnull=True)
    )  # fmt: skip


# ------------------------------------------------------------------------------ changed
@transaction.atomic
def change_round(
    *,
    round: RecruitmentRound,
    words: Words,
    days: Days,
    version: int,
    by: User,
    at: datetime,
) -> RecruitmentRound:
    """Other words or days. The same again changes nothing."""
    row = locked(round, by)
    told = {**vars(words), **vars(days), "name": words.name.strip()}
    if all(getattr(row, name) == value for name, value in told.items()):
        return row
    round_changes.may_save(version, row.version).require()
    round_changes.may_have_days(days, row.state, standing.days_of(row)).require()
    _name_is_free(row.region, words.name, but=row)
    return _keep(row, told, Event.RECRUITMENT_CHANGED, by, at)


def _keep(
    row: RecruitmentRound,
    told: Mapping[str, Any],
    event: Event,
    by: User | None,
    at: datetime,
    **detail: Any,
) -> RecruitmentRound:
    """Write these columns, and that it was done."""
    for name, value in told.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*told, "version"])
    audit.record(event, about=row, by=by, at=at, **detail)
    return row


@transaction.atomic
def change_method(
    *,
    round: RecruitmentRound,
    method: dict[str, Any],
    version: int,
    by: User,
    at: datetime,
) -> RecruitmentRound:
    """Another way to run a draft. It may be unfinished: what is left is said."""
    row = locked(round, by)
    round_changes.may_change_method(row.state).require()
    if row.method == method:
        return row
    round_changes.may_save(version, row.version).require()
    return _keep(row, {"method": method}, Event.RECRUITMENT_METHOD_CHANGED, by, at)


# ---------------------------------------------------------------------------- taken on
@transaction.atomic
def advance(
    *, round: RecruitmentRound, to: str, by: User, at: datetime
) -> RecruitmentRound:
    """Take the round on to its next state. A second click finds it there.

    To advertise draws the lottery's seed and publishes its hash. The last state starts
    the time after which the round is weeded out.
    """
    row = locked(round, by)
    if row.state == to:
        return row
    facts = standing.facts_of(row, at)
    standing.may_advance(row, facts, to).require()
    told: dict[str, Any] = {"state": to}
    if to == S.ADVERTISED:
        told |= _promise(row, at)
    row = _keep(row, told, Event.RECRUITMENT_ADVANCED, by, at, state=to)
    if to == S.ADVERTISED:
        tell_group(row, by=by, at=at)
    count_from_the_end(round=row, by=by, at=at)
    return row


def _promise(row: RecruitmentRound, at: datetime) -> dict[str, Any]:
    """The seed that nobody has seen, and what is published of it."""
    seed = secrets.token_hex(SEED_BYTES)
    return {
        "opens_at": max(row.opens_at or at, at),
        "lottery_seed": seed,
        "lottery_commitment": commitment(seed),
    }


@transaction.atomic
def move_closing(
    *,
    round: RecruitmentRound,
    closes_at: datetime,
    reason: str,
    by: User,
    at: datetime,
) -> RecruitmentRound:
    """Give more time to apply, or less, while it is open. At `at`: it closes now."""
    row = locked(round, by)
    round_changes.may_move_closing(
        row.state, row.closes_at, closes_at, at, reason
    ).require()
    if row.closes_at == closes_at:
        return row
    until, day = row.complement_until, round_changes.day_of(closes_at)
    told: dict[str, Any] = {
        "closes_at": closes_at,
        "complement_until": max(until, day) if until else None,
    }
    if closes_at == at:
        told["state"] = S.CLOSED
    return _keep(
        row, told, Event.RECRUITMENT_CLOSING_MOVED, by, at,
        to=closes_at.isoformat(), reason=reason.strip(),
    )  # fmt: skip


@transaction.atomic
def close_when_over(*, round: RecruitmentRound, at: datetime) -> bool:
    """Note that the time to apply is over; was it not noted before?"""
    rows = RecruitmentRound.objects.select_for_update().filter(pk=round.pk)
    row = rows.get()
    if row.state != S.ADVERTISED or row.closes_at is None or at <= row.closes_at:
        return False
    told = {"state": S.CLOSED}
    _keep(row, told, Event.RECRUITMENT_ADVANCED, None, at, state=S.CLOSED)
    return True
