"""Weeding: the region's rule, a list that one proposes and another approves, batches.

The database lets nothing go but through `weed_<kind>`, and that only for what an
approved decision lists.
"""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from bt_admin.lib.people import Person
from bt_admin.lib.verdicts import Verdict
from certificates.models import CaseHold, RetentionProposal, RetentionRule
from certificates.queries.documents import may_with
from certificates.queries.retention import (
    KINDS,
    due_rows,
    hold_of,
    kept_in,
    proposals_in,
)
from certificates.rules.weeding import (
    ProposalFacts,
    may_approve,
    may_drop,
    may_propose,
    may_rule,
    may_stop,
)
from placements.models import Programme
from regions import access, audit, outbox
from regions.events import Event
from regions.models import Region, User
from regions.roles import Permission

WEED = "weed"  # what certificates.tasks calls it
BATCH = 50


@transaction.atomic
def decide_rule(
    *,
    region: Region,
    kind: str,
    years: int | None,
    valid_from: date,
    source: str,
    by: User,
    at: datetime,
) -> RetentionRule:
    """A rule from one day on; the one before it stays as it was."""
    access.require(by, Permission.ADMINISTER, region)
    may_rule(years, source).require()
    told = {"kind": kind, "years": years, "valid_from": valid_from}
    told["source"] = source.strip()
    same = RetentionRule.objects.filter(region=region, **told).first()
    if same:
        return same
    row = RetentionRule.objects.create(region=region, by=by, at=at, **told)
    audit.record(Event.RETENTION_RULED, about=row, by=by, at=at, kind=kind, years=years)
    return row


@transaction.atomic
def propose_weeding(
    *, region: Region, kind: str, by: User, at: datetime
) -> RetentionProposal:
    """Write down what is old enough today; nothing goes yet."""
    access.require(by, Permission.ISSUE, region)
    Region.objects.select_for_update().get(pk=region.pk)
    line = next(
        one for one in kept_in(region, timezone.localdate(at), at) if one.key == kind
    )
    waiting = proposals_in(region).filter(
        kind=kind, finished_at__isnull=True, dropped_at__isnull=True
    )
    things = [str(key) for key in line.due.values_list("pk", flat=True)]
    may_propose(line.before, len(things), is_open=waiting.exists()).require()
    assert line.rule is not None  # or there would be nothing to propose
    assert line.before is not None
    row = RetentionProposal.objects.create(
        region=region,
        kind=kind,
        rule=line.rule,
        before=line.before,
        things=things,
        proposed_by=by,
        proposed_at=at,
    )
    audit.record(
        Event.RETENTION_PROPOSED, about=row, by=by, at=at, kind=kind, total=len(things)
    )
    return row


@transaction.atomic
def approve_weeding(
    *, proposal: RetentionProposal, by: User, at: datetime
) -> RetentionProposal:
    """The second person; then the worker takes it, batch by batch."""
    access.require(by, Permission.CERTIFY, proposal.region)
    row = _locked(proposal)
    may_approve(_facts(row, by)).require()
    row.approved_by, row.approved_at = by, at
    row.save(update_fields=["approved_by", "approved_at"])
    audit.record(Event.RETENTION_APPROVED, about=row, by=by, at=at, kind=row.kind)
    _ask_for_batch(row, by, at)
    return row


@transaction.atomic
def drop_weeding(
    *, proposal: RetentionProposal, by: User, at: datetime
) -> RetentionProposal:
    access.require(by, Permission.ISSUE, proposal.region)
    row = _locked(proposal)
    may_drop(_facts(row, by)).require()
    row.dropped_by, row.dropped_at = by, at
    row.save(update_fields=["dropped_by", "dropped_at"])
    audit.record(Event.RETENTION_DROPPED, about=row, by=by, at=at, kind=row.kind)
    return row


@transaction.atomic
def weed_batch(*, proposal: RetentionProposal, at: datetime) -> int:
    """The next things on the list; how many went. Done again it takes the next ones.

    What has come under a hold since, or is gone already, stays counted as staying.
    """
    row = _locked(proposal)
    begin = row.gone + row.stayed
    batch = row.things[begin : begin + BATCH]
    if row.approved_at is None or row.finished_at is not None:
        return 0
    due = due_rows(row.kind, row.region, row.before, at).filter(pk__in=batch)
    keys = list(due.values_list("pk", flat=True))
    gone = _weed(row, keys) if keys else 0
    row.gone += gone
    row.stayed += len(batch) - gone
    if begin + len(batch) >= len(row.things):
        row.finished_at = at
        audit.record(
            Event.RETENTION_DONE, about=row, by=row.approved_by, at=at,
            kind=row.kind, gone=row.gone, stayed=row.stayed,
        )  # fmt: skip
    row.save(update_fields=["gone", "stayed", "finished_at"])
    if row.finished_at is None:
        _ask_for_batch(row, row.approved_by, at)
    return gone


@transaction.atomic
def hold_case(*, programme: Programme, reason: str, by: User, at: datetime) -> CaseHold:
    """Nothing in the case goes till it is lifted. Held already: the first reason stands."""
    may_with(by, programme, [Permission.ISSUE]).require()
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    if held := hold_of(programme):
        return held
    may_stop(reason).require()
    row = CaseHold.objects.create(
        region=programme.region,
        programme=programme,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    audit.record(Event.CASE_HELD, about=row, by=by, at=at, programme=programme)
    return row


@transaction.atomic
def lift_hold(*, programme: Programme, by: User, at: datetime) -> None:
    """By who certifies: a claim can cost more than a case."""
    may_with(by, programme, [Permission.CERTIFY]).require()
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    row = hold_of(programme)
    if row is None:
        return
    row.lifted_by, row.lifted_at = by, at
    row.save(update_fields=["lifted_by", "lifted_at"])
    audit.record(Event.CASE_LIFTED, about=row, by=by, at=at, programme=programme)


def verdict_on(proposal: RetentionProposal, by: User) -> Verdict:
    """May this person approve it? For the page."""
    return may_approve(_facts(proposal, by))


def _weed(proposal: RetentionProposal, keys: list) -> int:
    assert proposal.kind in KINDS
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT weed_{proposal.kind}(%s, %s)",
            [proposal.pk, keys],
        )
        return int(cursor.fetchone()[0])


def _ask_for_batch(row: RetentionProposal, by: User | None, at: datetime) -> None:
    key = f"{row.pk}:{row.gone + row.stayed}"
    outbox.enqueue(
        WEED, key, region_id=row.region_id, by=by, at=at, proposal=str(row.pk)
    )


def _facts(row: RetentionProposal, by: User) -> ProposalFacts:
    return ProposalFacts(
        proposed_by=Person(row.proposed_by_id, row.proposed_by.full_name),
        by=Person(by.pk, by.full_name),
        total=len(row.things),
        is_open=row.approved_at is None and row.dropped_at is None,
    )


def _locked(proposal: RetentionProposal) -> RetentionProposal:
    return (
        RetentionProposal.objects.select_for_update(of=("self",))
        .select_related("region", "proposed_by", "approved_by")
        .get(pk=proposal.pk)
    )
