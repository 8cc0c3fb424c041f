"""Earlier service is put forward, withdrawn, decided; and the plan follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from bt_admin.lib.files import CleanFile
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from placements.actions.placement import move_period, plan_locked, remove_period
from placements.enums import CreditState
from placements.models import Credit, CreditFile, Placement, PlacementPeriod, Programme
from placements.queries import credits as queries
from placements.rules.credit import Effect, may_ask_credit, may_decide_credit
from regions import access, audit, mail
from regions.events import Event
from regions.models import User

Papers = Mapping[str, Sequence[CleanFile]]
MOST_FILES = 10


@dataclass(frozen=True)
class Service:
    """Earlier service as somebody describes it, and how much is asked for."""

    kind: str
    workplace: str
    starts_on: date
    ends_on: date
    percent: Decimal | int
    placement: Placement
    months: int
    days: int = 0
    text: str = ""


@transaction.atomic
def request_credit(
    *,
    programme: Programme,
    service: Service,
    papers: Papers,
    by: User,
    at: datetime,
    id: UUID | None = None,
) -> Credit:
    """Put it forward, with its papers. Sent twice with the same `id` it is one."""
    programme = plan_locked(programme)
    key = uuid5(id or uuid4(), str(programme.pk))
    if known := Credit.objects.filter(pk=key).first():
        return known
    row = Credit(
        pk=key,
        region_id=programme.region_id,
        programme=programme,
        kind=service.kind,
        workplace=service.workplace.strip(),
        starts_on=service.starts_on,
        ends_on=service.ends_on,
        percent=service.percent,
        text=service.text.strip(),
        placement=service.placement,
        asked_months=service.months,
        asked_days=service.days,
        requested_by=by,
        requested_at=at,
    )
    may_ask_credit(queries.request_facts(row, by)).require()
    row.save(force_insert=True)
    keep(row, papers, by=by, at=at)
    record(Event.CREDIT_REQUESTED, row, by=by, at=at)
    tell_those_who_decide(row, by=by, at=at)
    return row


@transaction.atomic
def add_papers(*, credit: Credit, papers: Papers, by: User, at: datetime) -> Credit:
    """What was missing, while nothing is decided."""
    row = locked(credit)
    queries.may_add_papers(row, by).require()
    keep(row, papers, by=by, at=at)
    record(Event.CREDIT_REQUESTED, row, by=by, at=at)
    return row


@transaction.atomic
def withdraw_credit(*, credit: Credit, by: User, at: datetime) -> Credit:
    """The request is taken back. Twice is once."""
    row = locked(credit)
    if row.state == CreditState.WITHDRAWN:
        return row
    queries.may_add_papers(row, by).require()
    row.state = CreditState.WITHDRAWN
    row.save(update_fields=["state"])
    record(Event.CREDIT_WITHDRAWN, row, by=by, at=at)
    return row


@transaction.atomic
def decide_credit(
    *,
    credit: Credit,
    months: int,
    days: int,
    reason: str,
    shown: date | None,
    by: User,
    at: datetime,
) -> Credit:
    """Grant so much, or nothing; the plan is shortened as it was shown.

    The same decision by the same person again changes nothing.
    """
    programme = plan_locked(credit.programme)
    row = locked(credit)
    if (row.decided_by_id, row.granted_months, row.granted_days) == (
        by.pk,
        months,
        days,
    ):
        return row
    today = timezone.localdate(at)
    facts = queries.decision_facts(
        row, by, months=months, days=days, reason=reason, shown=shown, today=today
    )
    may_decide_credit(facts).require()
    if facts.effect:
        apply(facts.effect, programme, by=by, at=at)
        row.last_day_before = facts.effect.last_before
        row.last_day_after = facts.effect.last_after
    row.state = outcome(row, months, days)
    row.granted_months, row.granted_days = months, days
    row.reason, row.decided_by, row.decided_at = reason.strip(), by, at
    row.save()
    record(Event.CREDIT_DECIDED, row, by=by, at=at, months=months, days=days)
    mail.notify(
        programme.doctor.user,
        reverse("placements:credit", args=[row.region.slug, row.pk]),
        region=row.region,
        by=by,
        at=at,
        notice=mail.NEWS,
        key=f"credit:{row.pk}",
    )
    return row


# ------------------------------------------------------------------------- in common
def outcome(row: Credit, months: int, days: int) -> CreditState:
    if not months and not days:
        return CreditState.REFUSED
    whole = (months, days) == (row.asked_months, row.asked_days)
    return CreditState.GRANTED if whole else CreditState.GRANTED_IN_PART


def apply(effect: Effect, programme: Programme, *, by: User, at: datetime) -> None:
    """Earliest first, so that no period ever stands on top of another."""
    rows = PlacementPeriod.objects.filter(
        placement__programme=programme, pk__in=list(effect.moves)
    ).select_related("placement__programme")
    found = sorted(rows, key=lambda one: one.starts_on)
    for period in found:
        if effect.moves[period.pk] is None:
            remove_period(period=period, by=by, at=at)
    for period in found:
        if (days := effect.moves[period.pk]) is not None:
            move_period(
                period=period,
                starts_on=days[0],
                ends_on=days[1],
                percent=period.percent,
                kind=period.kind,
                by=by,
                at=at,
            )


def locked(credit: Credit) -> Credit:
    rows = Credit.objects.select_for_update(of=("self",)).select_related(
        "region", "programme__region", "programme__doctor__user", "programme__model",
        "placement", "requested_by",
    )  # fmt: skip
    return rows.get(pk=credit.pk)


def keep(row: Credit, papers: Papers, *, by: User, at: datetime) -> None:
    there = row.files.count() + sum(map(len, papers.values()))
    if there > MOST_FILES:
        text = f"En begäran har högst {MOST_FILES} filer."
        raise Refused(no("credit.files", text, HOUSE))
    for paper, files in papers.items():
        for file in files:
            CreditFile.objects.create(
                region_id=row.region_id,
                credit=row,
                paper=paper,
                uploaded_by=by,
                uploaded_at=at,
                **CreditFile.values_of(file),
            )


def tell_those_who_decide(row: Credit, *, by: User, at: datetime) -> None:
    path = reverse("placements:credit", args=[row.region.slug, row.pk])
    for user in access.holders("bt_manager", row.region):
        mail.notify(user, path, region=row.region, by=by, at=at, key=f"credit:{row.pk}")


def record(event: Event, row: Credit, *, by: User, at: datetime, **detail: int) -> None:
    audit.record(event, about=row, programme=row.programme, by=by, at=at, **detail)
