"""Earlier service: who sees the requests, and what the rules ask about them."""

from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from bt_admin.lib.pieces import State
from bt_admin.lib.verdicts import Verdict
from placements.enums import CreditKind, CreditState
from placements.models import Credit, CreditFile, PlacementPeriod, Programme
from placements.queries.programmes import permissions_on, programmes_for
from placements.rules.credit import (
    DecisionFacts,
    Effect,
    Policy,
    RequestFacts,
    Stretch,
    amount,
    amount_text,
    may_still_change,
    shortened,
)
from placements.rules.time import Period
from regions.enums import QualificationKind
from regions.models import Qualification, Region, User
from regions.roles import Permission

READERS = {Permission.OWN, Permission.PLAN, Permission.GUIDE, Permission.CERTIFY}
LOOKS = {
    CreditState.REQUESTED: "wait",
    CreditState.GRANTED: "ok",
    CreditState.GRANTED_IN_PART: "ok",
    CreditState.REFUSED: "none",
    CreditState.WITHDRAWN: "none",
}


def may_read_credits(user: User, programme: Programme) -> bool:
    """The doctor, those who plan or certify, and the huvudansvarig handledare."""
    return bool(READERS & permissions_on(user, programme))


def credits_for(user: User, region: Region) -> QuerySet[Credit]:
    """The requests in the BT that this person sees; who may read them is asked too."""
    rows = Credit.objects.filter(
        programme__in=programmes_for(user, region).order_by().values("pk"),
        region=region,
    )
    return with_papers(rows)


def credits_of(programme: Programme) -> list[Credit]:
    return list(with_papers(Credit.objects.filter(programme=programme)))


def with_papers(rows: QuerySet[Credit]) -> QuerySet[Credit]:
    files = Prefetch("files", CreditFile.objects.defer("content"))
    return rows.select_related(
        "region", "programme__region", "programme__doctor__user", "programme__model",
        "placement", "requested_by", "decided_by",
    ).prefetch_related(files)  # fmt: skip


def credit_files_for(user: User, region: Region) -> QuerySet[CreditFile]:
    seen = credits_for(user, region).order_by().values("pk")
    rows = CreditFile.objects.filter(credit__in=seen, region=region)
    return rows.select_related("credit__programme__region")


def state_of_credit(row: Credit) -> State:
    state = CreditState(row.state)
    return State(LOOKS[state], str(state.label))


def asked_text(row: Credit) -> str:
    return amount_text(row.asked_months, row.asked_days)


def granted_text(row: Credit) -> str:
    return amount_text(row.granted_months or 0, row.granted_days or 0)


# ------------------------------------------------------------------- for the rules
def policy_of(programme: Programme) -> Policy:
    """What the region's model says about crediting; unknown is not none."""
    told = programme.model.settings.get("credit") or {}
    return Policy(
        region=programme.region.name,
        kind=told.get("policy", ""),
        text=told.get("text", ""),
        confidence=told.get("confidence", "S"),
        requires_papers=bool(told.get("requires")),
    )


def may_ask(user: User, programme: Programme) -> bool:
    may = permissions_on(user, programme)
    return bool(may & {Permission.OWN, Permission.PLAN})


def may_add_papers(row: Credit, by: User) -> Verdict:
    """As `may_still_change`, about this request and this person."""
    mine = by.pk in (row.programme.doctor.user_id, row.requested_by_id)
    return may_still_change(mine, row.state)


def request_facts(row: Credit, by: User) -> RequestFacts:
    """Of a request not yet saved."""
    programme = row.programme
    doctor = programme.doctor.user
    licence = Qualification.objects.filter(user=doctor, kind=QualificationKind.LICENCE)
    return RequestFacts(
        may_ask=may_ask(by, programme),
        policy=policy_of(programme),
        kind=row.kind,
        service=Period(row.starts_on, row.ends_on, percent=row.percent),
        months=row.asked_months,
        days=row.asked_days,
        programme_starts_on=programme.starts_on,
        licensed_on=licence.order_by("on").values_list("on", flat=True).first(),
        asked_before=before_licence(row),
        placement_is_own=row.placement.programme_id == programme.pk,
    )


def before_licence(row: Credit) -> Decimal:
    """Months of service before the licence in the doctor's other requests."""
    others = Credit.objects.filter(
        Q(state=CreditState.REQUESTED) | Q(decided_at__isnull=False),
        programme=row.programme,
        kind=CreditKind.PRE_LICENCE,
    ).exclude(pk=row.pk)
    return sum(
        (
            amount(one.asked_months, one.asked_days)
            if one.granted_months is None
            else amount(one.granted_months, one.granted_days or 0)
            for one in others
        ),
        Decimal(0),
    )


def granted_before_licence(row: Credit) -> Decimal:
    granted = Credit.objects.filter(
        programme=row.programme,
        kind=CreditKind.PRE_LICENCE,
        granted_months__isnull=False,
    ).exclude(pk=row.pk)
    return sum(
        (amount(one.granted_months or 0, one.granted_days or 0) for one in granted),
        Decimal(0),
    )


def effect_of(row: Credit, months: int, days: int, today: date) -> Effect:
    """What granting so much would do to the plan as it stands."""
    rows = PlacementPeriod.objects.filter(placement__programme=row.programme)
    plan = [
        Stretch(
            one.pk, one.placement_id, one.starts_on, one.ends_on, one.percent, one.kind
        )
        for one in rows
    ]
    return shortened(plan, row.placement_id, months, days, today)


def decision_facts(
    row: Credit,
    by: User,
    *,
    months: int,
    days: int,
    reason: str,
    shown: date | None,
    today: date,
) -> DecisionFacts:
    grants = bool(months or days)
    return DecisionFacts(
        certifies=Permission.CERTIFY in permissions_on(by, row.programme),
        is_the_doctor=row.programme.doctor.user_id == by.pk,
        state=row.state,
        policy=policy_of(row.programme),
        kind=row.kind,
        months=months,
        days=days,
        asked_months=row.asked_months,
        asked_days=row.asked_days,
        reason=reason,
        papers=frozenset(row.files.values_list("paper", flat=True)),
        granted_before=granted_before_licence(row),
        shown=shown,
        effect=effect_of(row, months, days, today) if grants else None,
    )


def waiting_credits(region: Region) -> QuerySet[Credit]:
    """What is still to be decided in the region, oldest first."""
    rows = Credit.objects.filter(region=region, state=CreditState.REQUESTED)
    return rows.select_related("region", "programme__doctor__user")
