"""A round's places and its group: put in, changed and taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from recruitment.actions.group_news import tell_member
from recruitment.actions.rounds import locked
from recruitment.enums import RoundState
from recruitment.models import BTPost, RecruitmentRound, RoundMember
from recruitment.queries import clearing, standing
from recruitment.rules.clearing_steps import may_change_places_in
from recruitment.rules.round_changes import may_have_places, may_take_part
from regions import audit
from regions.events import Event
from regions.models import Unit, User
from regions.queries import people_in


@dataclass(frozen=True)
class Particulars:
    """What is told of one post besides its town."""

    unit: Unit | None = None
    text: str = ""


@transaction.atomic
def change_places(
    *,
    round: RecruitmentRound,
    towns: Mapping[str, int],
    posts: Mapping[UUID, Particulars],
    by: User,
    at: datetime,
) -> RecruitmentRound:
    """So many in each town; the highest numbers go first, never one that is held."""
    row = locked(round, by)
    may_have_places(row.state, towns, standing.held_places(row)).require()
    moved = _numbers(row, towns)
    may_change_places_in(bool(moved) and clearing.is_in(row)).require()
    changed = _particulars(row, posts) + moved
    if not changed:
        return row
    if row.state == "draft":
        row.method = {**row.method, "places": {"towns": _in_use(towns)}}
    row.version += 1
    fields = ["version", "method"] if row.state == "draft" else ["version"]
    row.save(update_fields=fields)
    audit.record(
        Event.RECRUITMENT_PLACES_CHANGED, about=row, by=by, at=at, towns=_in_use(towns)
    )
    return row


def _in_use(towns: Mapping[str, int]) -> dict[str, int]:
    return {town: number for town, number in towns.items() if number}


def _numbers(round: RecruitmentRound, towns: Mapping[str, int]) -> int:
    """Add and take away; how many. Held posts are left, whatever their number."""
    held = set(standing.held_posts(round).values_list("pk", flat=True))
    changed = 0
    there: dict[str, list[BTPost]] = {}
    for post in round.posts.order_by("number"):
        there.setdefault(post.place, []).append(post)
    for town in {*towns, *there}:
        posts, wanted = there.get(town, []), towns.get(town, 0)
        changed += _add(round, town, posts, wanted - len(posts))
        changed += _take(posts, held, len(posts) - wanted)
    return changed


def _add(round: RecruitmentRound, town: str, posts: list[BTPost], many: int) -> int:
    first = max((post.number for post in posts), default=0) + 1
    BTPost.objects.bulk_create(
        BTPost(region_id=round.region_id, round=round, place=town, number=first + n)
        for n in range(many)
    )
    return max(many, 0)


def _take(posts: list[BTPost], held: set[Any], many: int) -> int:
    free = [post for post in reversed(posts) if post.pk not in held][: max(many, 0)]
    for post in free:
        post.delete()
    return len(free)


def _particulars(round: RecruitmentRound, told: Mapping[UUID, Particulars]) -> int:
    changed = 0
    for post in round.posts.filter(pk__in=told):
        given = told[post.pk]
        if (post.unit, post.text) != (given.unit, given.text.strip()):
            post.unit, post.text = given.unit, given.text.strip()
            post.save(update_fields=["unit", "text"])
            changed += 1
    return changed


# ---------------------------------------------------------------------------- the group
@transaction.atomic
def add_member(
    *,
    round: RecruitmentRound,
    user: User,
    task: str,
    max_load: int | None = None,
    languages: Sequence[str] = (),
    by: User,
    at: datetime,
) -> RoundMember:
    """Give somebody of the region a task. Who has it already: the load and languages."""
    row = locked(round, by)
    mine = row.members.filter(user=user, left_at__isnull=True)
    tasks = tuple(mine.values_list("task", flat=True))
    is_known = people_in(row.region).filter(pk=user.pk).exists()
    may_take_part(task, tasks, is_known=is_known, state=row.state).require()
    told: dict[str, Any] = {"max_load": max_load, "languages": list(languages)}
    member = mine.filter(task=task).first()
    if member and all(getattr(member, name) == value for name, value in told.items()):
        return member
    is_new = member is None
    if member is None:
        member = RoundMember(region=row.region, round=row, user=user, task=task,
                             added_by=by, added_at=at)  # fmt: skip
    for name, value in told.items():
        setattr(member, name, value)
    member.save()
    audit.record(
        Event.RECRUITMENT_MEMBER_ADDED, about=row, by=by, at=at, user=str(user.pk),
        task=task,
    )  # fmt: skip
    if is_new and row.state != RoundState.DRAFT:
        tell_member(row, user, by=by, at=at)
    return member


@transaction.atomic
def remove_member(*, member: RoundMember, by: User, at: datetime) -> RoundMember:
    """The task is over; what was sent stays. Whoever has left is not removed again."""
    locked(member.round, by)
    row = RoundMember.objects.select_for_update().get(pk=member.pk)
    if row.left_at is not None:
        return row
    row.left_at = at
    row.save(update_fields=["left_at"])
    audit.record(
        Event.RECRUITMENT_MEMBER_LEFT, about=member.round, by=by, at=at,
        user=str(row.user_id), task=row.task,
    )  # fmt: skip
    return row
