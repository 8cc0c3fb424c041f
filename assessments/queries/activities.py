"""Activities: who sees which, as lines, as evidence, and what is shown first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import (
    Activity,
    ActivityDelmal,
    ActivityFile,
    BestEvidence,
)
from assessments.queries.progress import EvidenceLine, evidence_by_delmal
from assessments.rules.activities import (
    ConfirmFacts,
    StandingFacts,
    may_change_activity,
    may_confirm,
    may_share,
)
from assessments.rules.delmal import Task, catalogue, sort_codes
from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import delmal_list, long_day, period
from bt_admin.lib.verdicts import Verdict
from placements.models import Programme
from placements.queries import permissions_on, programmes_for
from regions.models import Region, User
from regions.roles import Permission

SHARED = Q(shared_at__isnull=False)
ByDelmal = dict[str, list[EvidenceLine]]


@dataclass(frozen=True)
class ActivityLine:
    """One activity in the list."""

    url: str
    kind: str
    title: str
    when: str
    on: date
    hours: Decimal | None
    placement: str
    delmal: str
    files: int
    state: State | None


# -------------------------------------------------------------------- who sees which
def activities_for(user: User, region: Region) -> QuerySet[Activity]:
    """What this person may open: one's own, and what is shared in the BT one sees.

    An unshared reflection exists for nobody but the doctor who wrote it.
    """
    seen = SHARED & Q(programme__in=programmes_for(user, region).values("pk"))
    rows = Activity.objects.filter(
        seen | Q(programme__doctor__user=user), region=region
    )
    return rows.select_related(
        "region", "programme__region", "programme__doctor__user", "programme__model",
        "placement", "confirmed_by", "session",
    )  # fmt: skip


def activities_in(programme: Programme, user: User) -> QuerySet[Activity]:
    """What this person may see in one BT, newest first."""
    return whole(activities_for(user, programme.region).filter(programme=programme))


def whole(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """With delmål and files, the files' content left where it is."""
    files = Prefetch("files", ActivityFile.objects.defer("content"))
    return rows.prefetch_related("delmal", files)


def files_for(user: User, region: Region) -> QuerySet[ActivityFile]:
    """The files of the activities that this person may open."""
    seen = activities_for(user, region).order_by().values("pk")
    rows = ActivityFile.objects.filter(activity__in=seen, region=region)
    return rows.select_related(
        "activity__programme__doctor__user", "activity__programme__region"
    )


def files_in(programme: Programme) -> QuerySet[ActivityFile]:
    """Every shared file of one BT, for those who read its material by another right."""
    rows = ActivityFile.objects.filter(
        activity__programme=programme, activity__shared_at__isnull=False
    )
    return rows.select_related("activity__programme")


def confirmer(user: User, programme: Programme) -> bool:
    """Is this person handledare or huvudansvarig here?"""
    return Permission.ASSESS in permissions_on(user, programme)


# ------------------------------------------------------------------------- verdicts
def standing_facts(row: Activity, by: User, version: int | None = None) -> Any:
    return StandingFacts(
        by_the_doctor=row.programme.doctor.user_id == by.pk,
        kind=row.kind,
        shared=row.shared_at is not None,
        confirmed_by=row.confirmed_by.full_name if row.confirmed_by else "",
        used=row.used_at is not None,
        changed_elsewhere=version is not None and version != row.version,
    )


def owner_facts(by: User, programme: Programme) -> StandingFacts:
    """Whether this person is the doctor; nothing is written yet."""
    return StandingFacts(by_the_doctor=programme.doctor.user_id == by.pk, kind="")


def confirm_facts(row: Activity, by: User, assesses: bool) -> ConfirmFacts:
    return ConfirmFacts(
        assesses=assesses,
        is_the_doctor=row.programme.doctor.user_id == by.pk,
        kind=row.kind,
        shared=row.shared_at is not None,
        confirmed_by=row.confirmed_by.full_name if row.confirmed_by else "",
    )


def may_edit(row: Activity, user: User) -> Verdict:
    return may_change_activity(standing_facts(row, user))


def may_be_shared(row: Activity, user: User) -> Verdict:
    return may_share(standing_facts(row, user))


def may_be_confirmed(row: Activity, user: User, assesses: bool) -> Verdict:
    return may_confirm(confirm_facts(row, user, assesses))


# ---------------------------------------------------------------------------- lines
def activity_lines(rows: Iterable[Activity]) -> list[ActivityLine]:
    """For the list; delmål and files must be prefetched."""
    return [activity_line(row) for row in rows]


def activity_line(row: Activity) -> ActivityLine:
    return ActivityLine(
        url=row.get_absolute_url(),
        kind=row.get_kind_display(),
        title=row.title,
        when=when(row),
        on=row.starts_on,
        hours=row.hours,
        placement=row.placement.title if row.placement else "",
        delmal=delmal_list(codes_of(row)),
        files=len(row.files.all()),
        state=state_of_activity(row),
    )


def when(row: Activity) -> str:
    """«3 mars 2027», «3–28 mars 2027»"""
    if row.starts_on == row.ends_on:
        return long_day(row.starts_on)
    return period(row.starts_on, row.ends_on)


def codes_of(row: Activity) -> tuple[str, ...]:
    return sort_codes(one.code for one in row.delmal.all())


def state_of_activity(row: Activity) -> State | None:
    """Whether others see it, and rest on it; nothing to say of the rest."""
    if row.shared_at is None:
        return State("none", _("Bara du ser den"), "lock")
    if row.used_at:
        return State("ok", _("Underlag i intyg"), "lock")
    if row.confirmed_at:
        return State("ok", _("Bekräftad"))
    return None


def hours_of(rows: Iterable[Activity]) -> Decimal:
    return sum((row.hours or Decimal(0) for row in rows), Decimal(0))


# ------------------------------------------------------------------------- as evidence
def learned_by_delmal(programme: Programme) -> ByDelmal:
    """Every delmål with the shared activities that are evidence for it, newest first."""
    rows = Activity.objects.filter(SHARED, programme=programme, delmal__isnull=False)
    rows = rows.select_related("placement", "confirmed_by", "region").distinct()
    found: ByDelmal = {code: [] for code in catalogue(programme.regulation).codes}
    for row in rows.prefetch_related("delmal"):
        for code in codes_of(row):
            found.setdefault(code, []).append(evidence_line(row))
    return found


def evidence_line(row: Activity) -> EvidenceLine:
    by = row.confirmed_by.full_name if row.confirmed_by else ""
    return EvidenceLine(
        assessment_id=row.pk,
        name=row.get_kind_display(),
        on=row.starts_on,
        assessor=by,
        placement=row.placement.title if row.placement else "",
        level=None,
        words=_("Bekräftad") if by else "",
        what=row.title,
        url=row.get_absolute_url(),
        is_activity=True,
    )


def learned_codes(programme: Programme) -> frozenset[str]:
    """The delmål that some shared activity is evidence for. One query."""
    rows = ActivityDelmal.objects.filter(
        activity__programme=programme, activity__shared_at__isnull=False
    )
    return frozenset(rows.values_list("code", flat=True))


def all_evidence(programme: Programme) -> ByDelmal:
    """Assessments and activities beside each delmål; what the doctor chose first.

    Then the assessments, then the activities, each newest first.
    """
    signed, learned = evidence_by_delmal(programme), learned_by_delmal(programme)
    order = best_of(programme)
    return {
        code: best_first([*lines, *learned.get(code, [])], order.get(code, []))
        for code, lines in signed.items()
    }


def best_first(lines: list[EvidenceLine], order: list[UUID]) -> list[EvidenceLine]:
    known = {line.assessment_id: line for line in lines}
    first = [
        replace(known[key], best=number)
        for number, key in enumerate((k for k in order if k in known), start=1)
    ]
    chosen = {line.assessment_id for line in first}
    return first + [line for line in lines if line.assessment_id not in chosen]


def best_of(programme: Programme) -> dict[str, list[UUID]]:
    """For each delmål, the keys of what is shown first, in order. One query."""
    found: dict[str, list[UUID]] = {}
    rows = BestEvidence.objects.filter(programme=programme).order_by("code", "position")
    for row in rows:
        if key := row.assessment_id or row.activity_id:
            found.setdefault(row.code, []).append(key)
    return found


@dataclass(frozen=True)
class Shown:
    """One shared activity in full, for somebody who reads everything."""

    row: Activity
    kind: str
    when: str
    delmal: str
    by: str
    files: list[ActivityFile]


def learned_shown(programme: Programme) -> list[Shown]:
    """Every shared activity with its text and files, newest first. Three queries."""
    rows = Activity.objects.filter(SHARED, programme=programme)
    rows = rows.select_related("placement", "confirmed_by", "region")
    return [
        Shown(
            row=row,
            kind=row.get_kind_display(),
            when=when(row),
            delmal=delmal_list(codes_of(row)),
            by=row.confirmed_by.full_name if row.confirmed_by else "",
            files=list(row.files.all()),
        )
        for row in whole(rows)
    ]


# ------------------------------------------------------------------------ suggested work
@dataclass(frozen=True)
class Suggestion:
    """A ready task for a delmål that is hard to judge, and whether it is taken up."""

    task: Task
    code: str
    url: str  # of the activity, when there is one


def suggestions(programme: Programme) -> dict[str, list[Suggestion]]:
    """The ready tasks beside the delmål that have them. One query."""
    rows = Activity.objects.filter(programme=programme).exclude(task="")
    taken = dict(rows.values_list("task", "pk"))
    slug = programme.region.slug
    return {
        one.code: [
            Suggestion(
                task,
                one.code,
                reverse("assessments:activity", args=[slug, taken[task.key]])
                if task.key in taken
                else "",
            )
            for task in one.tasks
        ]
        for one in catalogue(programme.regulation).delmal
        if one.tasks
    }


def task_with(key: str, regulation: str) -> tuple[str, Task] | None:
    """The ready task with this key, and its delmål."""
    for one in catalogue(regulation).delmal:
        for task in one.tasks:
            if task.key == key:
                return one.code, task
    return None
